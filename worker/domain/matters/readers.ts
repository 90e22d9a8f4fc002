import { eq, sql } from "drizzle-orm";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { concernedByParts } from "../assignments/of-matter.ts";
import type { Clock } from "../clocks/clocks.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { authorise } from "../kernel/rights.ts";
import { calledFor, concernedByCalls } from "../whistles/of-matter.ts";
import { type Matter, matter as noun } from "./matter.ts";
import { type Part, partClocksOf, partsOf } from "./parts.ts";
import { concernedBy, readersOf, type Settling, settledBy } from "./settled.ts";

/** For a read batch: what decides who may read a matter. */
export function reachRows(ctx: Pick<Context, "db">, matterId: string) {
  const { orm } = ctx.db;
  const record = sql`${matterId}`;
  return {
    paths: orm
      .select({ orgPath: matters.orgPath, levelPath: matters.levelPath })
      .from(matters)
      .where(eq(matters.id, matterId)),
    settled: settledBy(ctx, matterId),
    called: calledFor(ctx as Context, matterId),
    parts: partsOf(orm, record),
    partClocks: partClocksOf(orm, record),
  };
}

interface Rows {
  readonly paths: readonly Pick<Matter, "orgPath" | "levelPath">[];
  readonly settled: readonly Settling[];
  readonly called: Parameters<typeof concernedByCalls>[0];
  readonly parts: readonly Part[];
  readonly partClocks: readonly Clock[];
}

/** @throws NotFound for whoever may not read it, and where there is none. */
export function mustRead({ actor }: Pick<Context, "actor">, { paths: [paths], ...rows }: Rows): void {
  if (!paths) throw new NotFound("matter");
  const { settled, called, parts, partClocks } = rows;
  const concerned = [...settled.flatMap(concernedBy), ...concernedByCalls(called)];
  const dealing = parts.flatMap((part) => concernedByParts(part, partClocks));
  authorise(actor, noun.rights.view, readersOf(paths, concerned, dealing));
}
