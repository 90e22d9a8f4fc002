import { sql } from "drizzle-orm";
import { searchable } from "../../text/searchable.ts";
import type { Listing } from "../kernel/listings.ts";
import type { Matter } from "../matters/matter.ts";
import type { Part } from "../matters/parts.ts";
import { knowing, onAssignment } from "./assignment.ts";

type Listed = Pick<Part, "id" | "state" | "role" | "assignee" | "name" | "path" | "body">;

/** How a unit's part is listed: for the unit and those above it, and for those above where the matter was reported. */
export const listingOf = (
  part: Listed,
  matter: Pick<Matter, "id" | "orgPath" | "body" | "place">,
): Listing => ({
  noun: "assignment",
  record: part.id,
  scopes: knowing(matter, part),
  active: !onAssignment.ended?.includes(part.state),
  state: part.state,
  kind: part.role,
  sort: part.id,
  words: sql<string>`(select replace(number, '-', ' ') || ' ' || ltrim(substr(number, 6), '0') from matters
    where id = ${matter.id}) || ' ' || ${searchable(matter.body, matter.place, part.name, part.body)}`,
});
