import { searchable } from "../../text/searchable.ts";
import { formatMonth } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import type { Listing } from "../kernel/listings.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import type { Filing } from "./filing.ts";

type Listed = Pick<Filing, "id" | "state" | "kind" | "month" | "begins" | "orgPath">;

/** How a filing is listed: for its unit and those above it, by month; and for those who are named in it. */
export const listingOf = (filing: Listed, unit: string, named: readonly string[] = []): Listing => ({
  noun: "filing",
  record: filing.id,
  scopes: [...new Set([...scopesOfPath(filing.orgPath), ...named])],
  active: filing.state === "open",
  state: filing.state,
  kind: filing.kind,
  source: filing.month,
  sort: `${filing.month} ${filing.id}`,
  words: searchable(unit, formatMonth(filing.begins as Instant)),
});
