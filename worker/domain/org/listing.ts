import { nameKey } from "../../text/name-key.ts";
import { searchable, searchableName } from "../../text/searchable.ts";
import { directlyIn, type Listing } from "../kernel/listings.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import type { OrgUnit } from "./org.ts";

type Listed = Pick<OrgUnit, "id" | "name" | "level" | "code" | "path"> &
  Partial<Pick<OrgUnit, "kind" | "closedAt">>;

/**
 * How a unit of the county's tree is listed: for itself and every unit above it, and among what is directly below its parent;
 * by official code, then by name.
 */
export const listingOf = ({ id, name, level, code, path, kind, closedAt }: Listed): Listing => ({
  noun: "org",
  record: id,
  scopes: [...scopesOfPath(path), ...scopesOfPath(path).slice(-2, -1).map(directlyIn)],
  active: !closedAt,
  state: closedAt ? "closed" : "open",
  kind: level,
  source: kind ?? "",
  sort: `${code === null ? `1 ${nameKey(name)}` : `0 ${code}`} ${id}`,
  words: `${searchableName(name)} ${searchable(code)}`,
});
