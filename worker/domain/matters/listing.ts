import { sql } from "drizzle-orm";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { searchable } from "../../text/searchable.ts";
import { type Listing, relist } from "../kernel/listings.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import type { ListOf } from "../lists/asked.ts";
import { acceptance, step } from "./clocks.ts";
import { type Matter, matter as noun, onMatter } from "./matter.ts";

type Listed = Pick<Matter, "id" | "state" | "category" | "source" | "body" | "place" | "orgPath"> &
  Partial<Pick<Matter, "handlerId" | "exclusion" | "externalNumber">>;

/** What is due first, first; what has ended, the newest first. */
export const matterList: ListOf = {
  noun: noun.noun,
  right: noun.rights.list,
  placed: true,
  excludes: true,
  orders: { active: ["urgent", "newest", "first"], ended: ["newest", "first"] },
};

const runs = ({ noun, kind }: { noun: string; kind: string }) =>
  sql`(select ${`${kind} `} || min(due_at) from clocks
    where noun = ${noun} and record = ${matters.id} and kind = ${kind} and state = 'running')`;

/** For a select: the kind and due time of its level's clock; only where that hasn't begun, of the one to accept. */
export const nextDue = sql<string | null>`coalesce(${runs(step)},
  case when ${matters.state} in ('reported', 'reopened') then ${runs(acceptance)} end)`;

/** The same, apart: by when its level must be done with it, or by when it must have accepted. */
export function duesOf(next: string | null): { dueAt: string | null; acceptBy: string | null } {
  const [kind, at = null] = next?.split(" ") ?? [];
  return kind === step.kind ? { dueAt: at, acceptBy: null } : { dueAt: null, acceptBy: at };
}

/**
 * How a matter is listed: for every unit above the place it was reported from, and for whoever handles it. It is found by
 * its number and the sender's, its text and places, never by who reported it: contact data is shown to who needs it, each time on record.
 */
export const listingOf = (matter: Listed, unit: string): Listing => ({
  noun: "matter",
  record: matter.id,
  scopes: [...scopesOfPath(matter.orgPath), ...(matter.handlerId ? [matter.handlerId] : [])],
  excluded: matter.exclusion?.state === "granted",
  active: !onMatter.ended?.includes(matter.state),
  state: matter.state,
  kind: matter.category,
  source: matter.source,
  sort: matter.id,
  // 2026-000123 by its parts, and by its figures alone.
  words: sql<string>`(select replace(number, '-', ' ') || ' ' || ltrim(substr(number, 6), '0') from matters
    where id = ${matter.id}) || ' ' || ${searchable(matter.body, matter.place, unit, matter.externalNumber ?? "")}`,
});

/** From one handler to another: each has a list of what they handle. */
export const handedOver = ({ id, handlerId }: Pick<Matter, "id" | "handlerId">, to: string | null) =>
  handlerId || to ? relist({ noun: "matter", record: id }, handlerId, to) : [];
