import { type SQL, sql } from "drizzle-orm";
import {
  type EndMeasure,
  endMeasures,
  figures,
  type Measure,
  measureNames,
} from "../../../db/tenant/schema/figures.ts";
import { type Instant, localDateOf } from "../../time/instants.ts";
import { type RowChange, statement } from "../kernel/changes.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { type Countable, creditsOf, measures } from "./measures.ts";

type FigureRow = typeof figures.$inferInsert;
type Place = Pick<FigureRow, "of" | "scope" | "facet" | "value" | "month">;
export type ExcludedMeasure = `excluded${Capitalize<EndMeasure>}`;
export type Column = Measure | ExcludedMeasure | "spot";

/** `2026-11`, as people in China have it. */
export const monthOf = (at: Instant): string => localDateOf(at).slice(0, 7);

export const excludedOf = (measure: EndMeasure): ExcludedMeasure =>
  `excluded${measure.charAt(0).toUpperCase()}${measure.slice(1)}` as ExcludedMeasure;

const columns: readonly Column[] = ["spot", ...measureNames, ...endMeasures.map(excludedOf)];

/** To add to one column of one row. */
interface Addend {
  readonly at: Place;
  readonly column: Column;
  readonly n: number;
}

/** All that a matter adds to, by what its row says. */
const addends = (matter: Countable): Addend[] => measureNames.flatMap((measure) => addedTo(measure, matter));

function addedTo(measure: Measure, matter: Countable): Addend[] {
  const at = measures[measure](matter);
  if (at === null) return [];
  const month = monthOf(at as Instant);
  const isExcluded = matter.exclusion?.state === "granted" && isOfEnd(measure);
  const own = [measure, ...(isExcluded ? [excludedOf(measure)] : [])];
  return [
    ...rowsOf(measure, matter).flatMap((row) =>
      own.map((column) => ({ at: { ...row, month }, column, n: 1 })),
    ),
    ...(measure === "reported" ? spotOf(matter, month) : []),
  ];
}

const isOfEnd = (measure: Measure): measure is EndMeasure =>
  (endMeasures as readonly string[]).includes(measure);

/** Of every unit of the place three rows, of whoever dealt with it one. */
const rowsOf = (measure: Measure, matter: Countable): Omit<Place, "month">[] => [
  ...scopesOfPath(matter.orgPath).flatMap((scope) => [
    { of: "place" as const, scope, facet: "all" as const, value: "" },
    { of: "place" as const, scope, facet: "category" as const, value: matter.category },
    { of: "place" as const, scope, facet: "source" as const, value: matter.source },
  ]),
  ...creditsOf(measure, matter).map((credit) => ({ ...credit, facet: "all" as const, value: "" })),
];

const spotOf = ({ orgPath }: Countable, month: string): Addend[] =>
  scopesOfPath(orgPath)
    .slice(-1)
    .map((scope) => ({
      at: { of: "place", scope, facet: "all", value: "", month },
      column: "spot",
      n: 1,
    }));

/** The sums of what is added, by row; what comes to nothing is left out. */
function summed(added: readonly Addend[]): FigureRow[] {
  const rows = Map.groupBy(added, ({ at }) =>
    JSON.stringify([at.of, at.scope, at.facet, at.value, at.month]),
  );
  return [...rows.values()].flatMap((own) => {
    const sums = new Map<Column, number>();
    for (const { column, n } of own) sums.set(column, (sums.get(column) ?? 0) + n);
    const changed = [...sums].filter(([, n]) => n !== 0);
    return own[0] && changed.length > 0 ? [{ ...own[0].at, ...Object.fromEntries(changed) }] : [];
  });
}

/** The rows of figures that matters come to, had nothing been counted before. */
export const summedFigures = (matters: readonly Countable[]) => summed(matters.flatMap(addends));

/** For a write batch: in one statement, what matters add to the figures from now on, and what they did before doesn't any more. */
export function changedFigures(after: readonly Countable[], before: readonly Countable[] = []): RowChange[] {
  const off = before.flatMap(addends).map((addend) => ({ ...addend, n: -1 }));
  const rows = summed([...after.flatMap(addends), ...off]);
  return rows.length > 0 ? [added(rows)] : [];
}

function added(rows: readonly FigureRow[]): RowChange {
  const changed = columns.filter((column) => rows.some((row) => row[column] !== undefined));
  const set = Object.fromEntries(
    changed.map((column) => [
      column,
      sql`${figures[column]} + excluded.${sql.identifier(figures[column].name)}`,
    ]),
  ) as Record<Column, SQL>;
  const { scope, of, facet, month, value } = figures;
  return statement((orm) =>
    orm
      .insert(figures)
      .values([...rows])
      .onConflictDoUpdate({ target: [scope, of, facet, month, value], set }),
  );
}
