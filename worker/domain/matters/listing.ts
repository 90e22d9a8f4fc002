import { sql } from "drizzle-orm";
import { searchable } from "../../text/searchable.ts";
import { type Listing, relist } from "../kernel/listings.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { type Matter, onMatter } from "./matter.ts";

type Listed = Pick<Matter, "id" | "state" | "category" | "source" | "body" | "place" | "orgPath"> &
  Partial<Pick<Matter, "handlerId">>;

/**
 * How a matter is listed: for every unit above the place it was reported from, and for whoever handles it. It is found by
 * its number, its text and places, never by who reported it: contact data is shown to who needs it, each time on record.
 */
export const listingOf = (matter: Listed, unit: string): Listing => ({
  noun: "matter",
  record: matter.id,
  scopes: [...scopesOfPath(matter.orgPath), ...(matter.handlerId ? [matter.handlerId] : [])],
  active: !onMatter.ended?.includes(matter.state),
  state: matter.state,
  kind: matter.category,
  source: matter.source,
  sort: matter.id,
  // 2026-000123 by its parts, and by its figures alone.
  words: sql<string>`(select replace(number, '-', ' ') || ' ' || ltrim(substr(number, 6), '0') from matters
    where id = ${matter.id}) || ' ' || ${searchable(matter.body, matter.place, unit)}`,
});

/** From one handler to another: each has a list of what they handle. */
export const handedOver = ({ id, handlerId }: Pick<Matter, "id" | "handlerId">, to: string | null) =>
  handlerId || to ? relist({ noun: "matter", record: id }, handlerId, to) : [];
