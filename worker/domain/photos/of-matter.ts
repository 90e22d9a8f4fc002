import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { photos } from "../../../db/tenant/schema/photos.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { receiptCodeFrom } from "../kernel/secrets.ts";
import { mustRead, reachRows } from "../matters/readers.ts";

export type PhotoRow = typeof photos.$inferSelect;

/** For a read batch: a photo of a matter. */
const photoIn = (orm: Builder, matterId: string | SQL, photoId: string) =>
  orm
    .select()
    .from(photos)
    .where(and(eq(photos.id, photoId), sql`${photos.matterId} = ${matterId}`));

/** A photo, for whoever may read its matter. @throws NotFound */
export async function photoForStaff(ctx: Context, matterId: string, photoId: string): Promise<PhotoRow> {
  const { photo, ...rows } = await ctx.db.read({
    ...reachRows(ctx, matterId),
    photo: photoIn(ctx.db.orm, matterId, photoId),
  });
  mustRead(ctx, rows);
  return found(photo);
}

/** A photo that is for whoever reported its matter, by the receipt. @throws NotFound */
export async function photoOnReceipt(ctx: Context, typed: string, photoId: string): Promise<PhotoRow> {
  const code = receiptCodeFrom(typed);
  if (!code) throw new NotFound("receipt");
  const record = sql`(select ${matters.id} from ${matters} where ${eq(matters.receiptCode, code)})`;
  const { photo } = await ctx.db.read({ photo: photoIn(ctx.db.orm, record, photoId) });
  return found(photo.filter(({ audience }) => audience === "resident"));
}

function found([photo]: readonly PhotoRow[]): PhotoRow {
  if (!photo) throw new NotFound("photo");
  return photo;
}
