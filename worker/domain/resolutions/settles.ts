import { desc, eq, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import type { Builder } from "../../../db/client.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { cleaned } from "../../text/cleaned.ts";
import type { Actor, Context } from "../kernel/context.ts";
import { happening } from "../kernel/happenings.ts";
import { orNull } from "../kernel/input.ts";
import { mayEver } from "../kernel/rights.ts";
import { matterList } from "../matters/listing.ts";
import { meantBy, theOneMeant } from "../matters/meant.ts";

/** Which matter a resolution settles, as people name it; empty: none. Left out it stays as it is. */
export const settles = {
  matter: orNull(
    z
      .string("请填写事项编号")
      .overwrite(cleaned)
      .max(60, "最多 60 个字")
      .meta({ title: "议定的事项", description: "事项编号，或事项里的几个词；空文本表示没有" }),
  ),
};

/** Whether somebody finds matters to name. */
export const mayNameMatter = ({ grants }: Pick<Actor, "grants">): boolean =>
  mayEver(grants, matterList.right);

/** For a read batch: the matters that may be meant, of those that the person may read. */
export const mattersMeant = (ctx: Context, typed: string | undefined) =>
  ctx.db.orm
    .select({ id: matters.id, number: matters.number, body: matters.body })
    .from(matters)
    .where(sql`${matters.id} in ${meantBy(ctx, typed)}`)
    .orderBy(desc(matters.id));

/** For a read batch: the matter that a resolution settles. */
export const settledMatter = (orm: Builder, matterId: SQL) =>
  orm
    .select({
      id: matters.id,
      number: matters.number,
      orgPath: matters.orgPath,
      levelPath: matters.levelPath,
    })
    .from(matters)
    .where(eq(matters.id, matterId));

export type SettledMatter = ReturnType<typeof settledMatter>["_"]["result"][number];

interface Named {
  readonly id: string;
  readonly number: string;
}

/** The matter that is settled from now on. @throws Invalid where none is meant, or several are */
export function matterNamed(
  typed: string | undefined,
  stands: Named | null,
  found: readonly (Named & { body: string })[],
): Named | null {
  if (typed === undefined || typed === stands?.number) return stands;
  if (typed === "") return null;
  return theOneMeant("matter", typed, found);
}

export const settlesHappenings = {
  settles: happening<{ number: string }>(({ number }) => ({ title: `写明议定的是事项 ${number}` })),
  settlesNoMore: happening<{ number: string }>(({ number }) => ({ title: `不再写明事项 ${number}` })),
};

/** What a timeline says where another matter is settled than before. */
export const saidOfMatter = (before: Named | null, now: Named | null) =>
  before?.id === now?.id
    ? {}
    : {
        ...(before && { settlesNoMore: { number: before.number } }),
        ...(now && { settles: { number: now.number } }),
      };
