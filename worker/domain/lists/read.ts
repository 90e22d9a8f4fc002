import type { Query, Results } from "../../../db/client.ts";
import type { Context } from "../kernel/context.ts";
import type { Asked, ListOf } from "./asked.ts";
import { cellsFor, valuesFor } from "./cells.ts";
import { type Counts, countsOf, uncounted } from "./counts.ts";
import { nearFor } from "./near.ts";
import { type Cut, cut, type Page, pageFor } from "./page.ts";
import { type Place, placesFor } from "./places.ts";
import { type Scan, scanOf } from "./scan.ts";
import { type SavedView, viewsOf } from "./views.ts";
import { isSearch, type Order } from "./words.ts";

/** One page of a list with all that stands around it. */
export interface ListPage extends Omit<Cut<never>, "rows"> {
  readonly noun: ListOf["noun"];
  readonly asked: Asked;
  readonly order: Order;
  readonly counts: Counts;
  /** The unit that is looked into, and those below it that can be. */
  readonly here: Place | undefined;
  readonly below: readonly Place[];
  /** Those the person kept, and those shared with them. */
  readonly views: readonly SavedView[];
}

type Rows<Q> = Q extends { rows: Query<(infer Row)[]> } ? Row : never;

/**
 * Reads a page of a list in one round trip. `queries` are the noun's own: `rows`, which joins the page with its records,
 * and what it needs besides.
 */
export async function readList<Q extends Record<string, Query> & { rows: Query<{ key: string }[]> }>(
  ctx: Context,
  list: ListOf,
  asked: Asked,
  queries: (page: Page) => Q,
): Promise<{ rows: (Rows<Q> & { key: string })[]; page: ListPage; besides: Results<Q> }> {
  const scan = scanOf(ctx, list, asked);
  const page = pageFor(ctx, scan);
  const around = {
    edge: page.edge,
    ...countedFor(ctx, scan),
    views: viewsOf(ctx, list.noun),
    ...placesFor(ctx, scan),
  };
  const read = await ctx.db.read({ ...around, ...queries(page) });
  const { edge, views, here, below } = read as Results<typeof around>;
  const { rows, ...turns } = cut(page, asked, (read as { rows: (Rows<Q> & { key: string })[] }).rows, edge);
  const counts = countsIn(read as Partial<Counted>, asked);
  const shown = { ...turns, noun: list.noun, asked, order: scan.order, counts, views, here: here[0], below };
  return { rows, page: shown, besides: read as Results<Q> };
}

interface Counted {
  readonly cells: Results<{ cells: ReturnType<typeof cellsFor> }>["cells"];
  readonly near: Results<{ near: ReturnType<typeof nearFor> }>["near"];
  readonly values: Results<{ values: ReturnType<typeof valuesFor> }>["values"];
}

/** For a read batch: how much there is; of what is searched nothing is counted. */
const countedFor = (ctx: Context, scan: Scan): Record<string, Query> =>
  isSearch(scan.asked)
    ? { values: valuesFor(ctx, scan) }
    : { cells: cellsFor(ctx, scan), near: nearFor(ctx, scan) };

const countsIn = ({ cells, near, values }: Partial<Counted>, asked: Asked): Counts =>
  values?.[0] ? uncounted(values[0].values) : countsOf(cells?.[0]?.cells ?? [], asked, near?.[0] ?? null);
