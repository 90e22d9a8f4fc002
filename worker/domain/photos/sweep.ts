import { inArray } from "drizzle-orm";
import { county } from "../../../db/tenant/schema/county.ts";
import { photos } from "../../../db/tenant/schema/photos.ts";
import { addDays, type Instant, type LocalDate } from "../../time/instants.ts";
import type { Context } from "../kernel/context.ts";

/** How many rows are asked for at once. */
const rowsAtOnce = 100;

/**
 * Deletes photos of which no row tells: what wrote them broke off. Looks at each name once, in their order, when its day and the next are
 * over, so many names a run. Answers when there is more to look at, if there is. Begun again it ends in the same state.
 */
export async function sweepPhotos(ctx: Context, atOnce = 1000): Promise<Instant | null> {
  const { db, photos: store, realm, now } = ctx;
  const { seen } = await db.read({ seen: db.orm.select({ last: county.photosSwept }).from(county) });
  const last = seen[0]?.last ?? "";
  const { names, more } = await store.names(realm, last, atOnce);
  const ripe = names.filter((name) => ripeAt(name) <= now);
  for (let start = 0; start < ripe.length; start += rowsAtOnce)
    await store.remove(realm, await withoutRow(ctx, ripe.slice(start, start + rowsAtOnce)));
  const reached = ripe.at(-1);
  if (reached) await db.write([db.orm.update(county).set({ photosSwept: reached })]);
  const next = names[ripe.length];
  if (next) return ripeAt(next);
  return more ? now : null;
}

/** When the day of a name, and the next, are over. */
const ripeAt = (name: string): Instant =>
  `${addDays(name.slice(0, 10) as LocalDate, 2)}T00:00:00.000Z` as Instant;

async function withoutRow({ db }: Context, names: readonly string[]): Promise<string[]> {
  const { rows } = await db.read({
    rows: db.orm
      .select({ object: photos.object })
      .from(photos)
      .where(inArray(photos.object, [...names])),
  });
  const known = new Set(rows.map(({ object }) => object));
  return names.filter((name) => !known.has(name));
}
