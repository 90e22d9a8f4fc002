import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { dayOf, type Instant, instantOf } from "../../time/instants.ts";
import type { Context } from "../kernel/context.ts";
import { directlyIn, excludedIn, type Scope } from "../kernel/listings.ts";
import { scopesOf } from "../kernel/rights.ts";
import { type Asked, type ListOf, orderOf } from "./asked.ts";
import type { DueBucket, Order } from "./words.ts";

/** Which rows of `listings` a request is about: where it looks, and what it asks of what lies there. */
export interface Scan {
  readonly list: ListOf;
  /** The person's own scopes. */
  readonly own: readonly Scope[];
  /** Of a scope, the part that is asked about: what lies directly there, what is excluded, or all. */
  readonly part: <S extends Scope>(scope: S) => S;
  /** The scopes that are looked into, and the part of each that is read, each by itself. */
  readonly places: readonly Scope[];
  readonly scopes: readonly Scope[];
  /** Only what lies in one of the person's own scopes, where they look into another's. */
  readonly guard: SQL | null;
  /** The unit they look into, where it lies below one of their own: then all of it is theirs. Null otherwise. */
  readonly settled: SQL | null;
  readonly order: Order;
  readonly asked: Asked;
  readonly now: Instant;
}

export function scanOf(ctx: Context, list: ListOf, asked: Asked): Scan {
  const own = list.open ? [list.open] : scopesOf(ctx.actor.grants, list.right);
  const { within } = asked;
  const { accountId } = ctx.actor;
  const personal = list.personal && accountId ? [accountId] : [];
  const places = orNone(within === undefined ? [...own, ...personal] : [within]);
  const part = partOf(list, asked);
  const elsewhere = within !== undefined && !list.open;
  const settled = elsewhere && list.placed ? below(own, within, part) : null;
  return {
    list,
    own,
    part,
    places,
    scopes: places.map(part),
    guard: !elsewhere ? null : settled ? sql`(${settled} is not null or ${lyingIn(own)})` : lyingIn(own),
    settled,
    order: orderOf(list, asked),
    asked,
    now: ctx.now,
  };
}

const orNone = (scopes: readonly Scope[]): readonly Scope[] => (scopes.length > 0 ? scopes : [""]);

function partOf({ nested, excludes }: ListOf, { directly, excluded }: Asked): Scan["part"] {
  if (nested && directly) return directlyIn;
  return excludes && excluded ? excludedIn : (all) => all;
}

const lyingIn = (own: readonly Scope[]): SQL =>
  sql`exists (select 1 from listings own where own.record = listings.record and own.scope in ${[...own, ""]})`;

/** Asked once and not of each record: what lies in a unit lies in those above it, and a unit stays where it is. */
const below = (own: readonly Scope[], unit: string, part: Scan["part"]): SQL =>
  sql`(select ${part(sql<string>`here.id`)} from org_units here where here.id = ${unit} and ${under(own, sql`here.path`)})`;

/** Whether a path is that of one of a person's own units, or of one below. */
export const under = (own: readonly Scope[], path: SQLWrapper): SQL =>
  sql`exists (select 1 from org_units above
    where above.id in ${[...own, ""]} and substr(${path}, 1, length(above.path)) = above.path)`;

/** By which column an order runs, and whether from the least up. */
export const columnOf = (order: Order): { key: SQL; up: boolean } => ({
  key: order === "urgent" || order === "latest" ? sql.raw("urgent") : sql.raw("sort"),
  up: order === "urgent" || order === "first",
});

/** What runs, or what has ended; in figures, which the indexes of what runs alone say, too. */
export const standing = ({ asked }: Pick<Scan, "asked">): SQL =>
  sql.raw(asked.done ? "active = 0" : "active = 1");

/** When each bucket begins and ends: from the first moment on, before the second. */
export function bounds(bucket: DueBucket, now: Instant): { from: string; until: Instant } {
  if (bucket === "overdue") return { from: "", until: now };
  return { from: now, until: afterDays(now, bucket === "today" ? 1 : 8) };
}

/** The first moment after the midnight that ends so many days, today among them: what is due at midnight is due that day. */
export const afterDays = (now: Instant, days: number): Instant => instantOf(dayOf(now) + days, 1);

/** `urgent` begins with the due time, so instants compare with it as text. */
export function dueWithin(bucket: DueBucket, now: Instant): SQL {
  const { from, until } = bounds(bucket, now);
  return sql`urgent >= ${from} and urgent < ${until}`;
}

/** The filters by what a record is, in the order in which an index serves them best. */
export function filtersOf({ asked }: Pick<Scan, "asked">): SQL[] {
  const { kind, state, source } = asked;
  return [
    ...(kind === undefined ? [] : [sql`kind = ${kind}`]),
    ...(state === undefined ? [] : [sql`state = ${state}`]),
    ...(source === undefined ? [] : [sql`source = ${source}`]),
  ];
}

export const all = (parts: readonly SQL[]): SQL => sql.join([...parts], sql` union all `);
