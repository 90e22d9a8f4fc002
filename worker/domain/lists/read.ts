import type { Query, Results } from "../../../db/client.ts";
import type { Context } from "../kernel/context.ts";
import type { Asked, ListOf } from "./asked.ts";
import { countedTo, countsFor, type Facet } from "./counts.ts";
import { type Cut, cut, type Page, pageFor } from "./page.ts";
import { type Place, placesFor } from "./places.ts";
import { scanOf } from "./scan.ts";
import { type SavedView, viewsOf } from "./views.ts";
import type { DueBucket, dues, Order } from "./words.ts";

/** How many there are: `46`, or `1000+` where nothing is tallied and counting stopped. */
export interface Counts {
  readonly all: string;
  /** Each value there is, with how many there would be if it were chosen. */
  readonly facets: Readonly<Record<Facet, readonly { value: string; n: string }[]>>;
  readonly dues: Readonly<Record<DueBucket, string>>;
}

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
  const counting = countsFor(ctx, scan);
  const around = {
    edge: page.edge,
    facets: counting.facets,
    dues: counting.dues,
    views: viewsOf(ctx, list.noun),
    ...placesFor(ctx, scan),
  };
  const read = await ctx.db.read({ ...around, ...queries(page) });
  const { edge, facets, dues, views, here, below } = read as Results<typeof around>;
  const { rows, ...turns } = cut(page, asked, (read as { rows: (Rows<Q> & { key: string })[] }).rows, edge);
  const counts = countsOf(facets, dues);
  const shown = { ...turns, noun: list.noun, asked, order: scan.order, counts, views, here: here[0], below };
  return { rows, page: shown, besides: read as Results<Q> };
}

function countsOf(
  rows: readonly { facet: Facet | "all"; value: string; n: number }[],
  counted: readonly { bucket: DueBucket; n: number }[],
): Counts {
  const all = rows.find(({ facet }) => facet === "all");
  const exact = Boolean(all?.value);
  const said = (n: number, exact = false) => (n > countedTo && !exact ? `${countedTo}+` : String(n));
  const of = (facet: Facet) =>
    rows.filter((row) => row.facet === facet).map(({ value, n }) => ({ value, n: said(n, exact) }));
  const due = (bucket: DueBucket) => said(counted.find((row) => row.bucket === bucket)?.n ?? 0);
  return {
    all: said(all?.n ?? 0, exact),
    facets: { state: of("state"), kind: of("kind"), source: of("source") },
    dues: { overdue: due("overdue"), today: due("today"), week: due("week") } satisfies Record<
      keyof typeof dues,
      string
    >,
  };
}
