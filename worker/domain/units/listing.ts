import type { memberUnits } from "../../../db/tenant/schema/org.ts";
import { nameKey } from "../../text/name-key.ts";
import { searchableName } from "../../text/searchable.ts";
import type { Listing } from "../kernel/listings.ts";
import { scopesOfPath } from "../kernel/rights.ts";

type MemberUnit = typeof memberUnits.$inferSelect;
type Listed = Pick<MemberUnit, "id" | "name" | "kind" | "orgPath"> & Partial<Pick<MemberUnit, "closedAt">>;

/** How a member unit is listed: for itself and every unit above its seat, by name. */
export const listingOf = ({ id, name, kind, orgPath, closedAt }: Listed): Listing => ({
  noun: "unit",
  record: id,
  scopes: [...scopesOfPath(orgPath), id],
  active: !closedAt,
  state: closedAt ? "closed" : "open",
  kind,
  sort: `${nameKey(name)} ${id}`,
  words: searchableName(name),
});
