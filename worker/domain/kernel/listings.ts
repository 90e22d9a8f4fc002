import { and, eq, ne, notInArray, type SQL, sql } from "drizzle-orm";
import type { listedNouns } from "../../../db/tenant/schema/listed.ts";
import { finds, listings } from "../../../db/tenant/schema/work.ts";
import { type RowChange, statement, updateWhere } from "./changes.ts";
import type { Scopes } from "./rights.ts";

export type ListedNoun = (typeof listedNouns)[number];

/** How a record stands in lists. */
export interface Listing {
  readonly noun: ListedNoun;
  readonly record: string;
  /** Who finds it. */
  readonly scopes: Scopes;
  /** Whether it is excluded from the figures. */
  readonly excluded?: boolean;
  /** Whether it runs, or has ended. */
  readonly active: boolean;
  readonly state: string;
  /** How the record stands when this is written, where it may have ended since it was read. */
  readonly asKept?: { readonly active: SQL<boolean>; readonly state: SQL<string> };
  readonly kind?: string;
  readonly source?: string;
  /** Its place by time or name: unique. */
  readonly sort: string;
  /** When it is over by itself, where no clock says so. */
  readonly until?: string;
  /** By which words it is found: see worker/text/searchable.ts. */
  readonly words: string | SQL<string>;
}

/** When the next of a record's clocks that somebody must keep runs out; 9 where none runs, which is after all times. */
const urgency = (noun: ListedNoun, record: string, sort: string): SQL =>
  sql`coalesce((select min(due_at) from clocks
    where noun = ${noun} and record = ${record} and state = 'running' and owner is not null), '9') || ' ' || ${sort}`;

/**
 * Lets a record be found in just these scopes, from now on: it comes into the lists where it wasn't, stands in the others
 * as it is now, and leaves those of scopes it no longer lies in.
 */
export const list = (listing: Listing): RowChange[] => [
  statement((orm) =>
    orm
      .delete(listings)
      .where(
        and(eq(listings.record, listing.record), notInArray(listings.scope, [...scopesIn(listing), ""])),
      ),
  ),
  ...scopesIn(listing).map((scope) => inScope(listing, scope)),
  statement((orm) => {
    const { record, words } = listing;
    const scopes = sql<string>`${lastingWords(listing)} || ${wordsAsListed(record)}`;
    return orm
      .insert(finds)
      .values({ record, words, scopes })
      .onConflictDoUpdate({ target: finds.record, set: { words, scopes } });
  }),
];

function inScope(
  { noun, record, active, state, asKept, kind = "", source = "", sort, until }: Listing,
  scope: string,
): RowChange {
  const urgent = until === undefined ? urgency(noun, record, sort) : sql`${until} || ' ' || ${sort}`;
  const stands = { active, state, kind, source, sort, urgent, ...asKept };
  return statement((orm) =>
    orm
      .insert(listings)
      .values({ noun, record, scope, ...stands })
      .onConflictDoUpdate({ target: [listings.record, listings.scope], set: stands }),
  );
}

/** A scope by its id, or as SQL finds it. */
export type Scope = string | SQL<string>;

/** In which scope what lies directly below a unit is listed, besides those of all units above it. */
export const directlyIn = <S extends Scope>(scope: S): S =>
  (typeof scope === "string" ? `${scope}/` : sql`(${scope} || '/')`) as S;

/** In which scope what is excluded from the figures is listed, besides the scope itself. */
export const excludedIn = <S extends Scope>(scope: S): S =>
  (typeof scope === "string" ? `${scope}!` : sql`(${scope} || '!')`) as S;

/** As the full-text index knows it: letters and digits only, whatever an address says; what lies directly below by a word. */
const wordOf = <S extends Scope>(what: string, value: S): S =>
  (typeof value === "string"
    ? `${what}${value.replace("/", "below").replace(/[^0-9A-Za-z]/g, "")}`
    : sql`(${what} || replace(replace(${value}, '-', ''), '/', 'below'))`) as S;

/**
 * By which words the full-text index knows the scopes and filters of a record; its state, and `open` while it runs, are kept
 * by a trigger afterwards.
 */
export const standingWord = {
  scope: <S extends Scope>(noun: ListedNoun, scope: S): S => wordOf(noun, scope),
  kind: (kind: string): string => wordOf("kind", kind),
  source: (source: string): string => wordOf("source", source),
  state: (state: string): string => wordOf("state", state),
  open: "open",
  excluded: "excluded",
} as const;

const scopesIn = ({ scopes, excluded }: Listing): Scopes =>
  excluded ? [...scopes, ...scopes.map((scope) => excludedIn(scope))] : scopes;

type Standing = Pick<Listing, "noun" | "scopes" | "excluded" | "kind" | "source">;

const lastingWords = ({ noun, scopes, excluded, kind, source }: Standing): string =>
  [
    ...scopes.map((scope) => standingWord.scope(noun, scope)),
    ...(excluded ? [standingWord.excluded] : []),
    ...(kind ? [standingWord.kind(kind)] : []),
    ...(source ? [standingWord.source(source)] : []),
  ].join(" ");

/** How a record stands in the lists, which may be another way than it did when it was read. */
const wordsAsListed = (record: string): SQL =>
  sql`coalesce((select ' state' || state || case when active then ' ${sql.raw(standingWord.open)}' else '' end
    from listings where record = ${record} limit 1), '')`;

/** All of these words, as they stand in the table. */
export const standingWords = (listing: Standing & Pick<Listing, "state" | "active">): string =>
  [
    lastingWords(listing),
    standingWord.state(listing.state),
    ...(listing.active ? [standingWord.open] : []),
  ].join(" ");

/**
 * Lists follow a record into the state that a move puts it in, if it puts it in one; `ended`: those that end it. What stays open,
 * or ended, keeps its place in the lists that don't ask for a state: most moves are such, and every list is a page to write.
 */
export const listAnew = (
  record: string,
  { state }: { state?: string } = {},
  ended: readonly unknown[] = [],
): RowChange[] => {
  if (state === undefined) return [];
  const active = !ended.includes(state);
  const listed = eq(listings.record, record);
  return [
    updateWhere(listings, and(listed, ne(listings.active, active)), { state, active }),
    updateWhere(listings, and(listed, ne(listings.state, state)), { state }),
  ];
};

/** Moves a record to another place in the lists. */
export const sortAs = (noun: ListedNoun, record: string, sort: string): RowChange =>
  updateWhere(listings, eq(listings.record, record), { sort, urgent: urgency(noun, record, sort) });

/** Takes a listed record out of one scope's lists, and lets it be found in another's, as it stands in its others. */
export const relist = (
  { noun, record }: Pick<Listing, "noun" | "record">,
  from: string | null,
  to: string | null,
): RowChange[] => {
  const without = from ? sql`replace(scopes, ${` ${standingWord.scope(noun, from)}`}, '')` : sql`scopes`;
  const scopes = to ? sql`${without} || ${` ${standingWord.scope(noun, to)}`}` : without;
  return [
    statement((orm) =>
      orm.delete(listings).where(and(eq(listings.record, record), eq(listings.scope, from ?? ""))),
    ),
    statement((orm) =>
      orm
        .insert(listings)
        .select(
          sql`select noun, record, ${to}, active, state, kind, source, sort, urgent
            from listings where record = ${record} and ${to} is not null limit 1`,
        )
        .onConflictDoNothing(),
    ),
    updateWhere(finds, eq(finds.record, record), { scopes }),
  ];
};

/** Lists a record as another kind than before. Keys of kinds may begin alike, so they are told apart by what stands after. */
export const relistAs = ({ id }: { readonly id: string }, from: string, to: string): RowChange[] => [
  updateWhere(listings, eq(listings.record, id), { kind: to }),
  updateWhere(finds, eq(finds.record, id), {
    scopes: sql`trim(replace(scopes || ' ', ${` ${standingWord.kind(from)} `}, ${` ${standingWord.kind(to)} `}))`,
  }),
];

/** Lists a record among what is excluded from the figures, too, wherever it is listed. */
export const listExcluded = (record: string): RowChange[] => [
  statement((orm) =>
    orm
      .insert(listings)
      .select(
        sql`select noun, record, ${excludedIn(sql<string>`scope`)}, active, state, kind, source, sort, urgent
          from listings where record = ${record}`,
      )
      .onConflictDoNothing(),
  ),
  updateWhere(finds, eq(finds.record, record), { scopes: sql`scopes || ${` ${standingWord.excluded}`}` }),
];

/** Takes it out of these lists again. */
export const unlistExcluded = (record: string): RowChange[] => [
  statement((orm) =>
    orm.delete(listings).where(and(eq(listings.record, record), sql`${listings.scope} like '%!'`)),
  ),
  updateWhere(finds, eq(finds.record, record), {
    scopes: sql`replace(scopes, ${` ${standingWord.excluded}`}, '')`,
  }),
];

/** Takes a record out of all lists. */
export const unlist = (record: string): RowChange[] => [
  statement((orm) => orm.delete(listings).where(eq(listings.record, record))),
  statement((orm) => orm.delete(finds).where(eq(finds.record, record))),
];
