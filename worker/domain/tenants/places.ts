import { count, ne } from "drizzle-orm";
import { tenants } from "../../../db/catalog/schema.ts";
import type { Builder } from "../../../db/client.ts";

/**
 * Where a county's database lies on a machine of one's own: on which of its servers, by number. The catalog keeps it as the
 * database's address, since a server comes back on other ports.
 */
export const placeOf = (server: number): string => `sqld:${server}`;

/** The number of the server, from 1. Where older versions kept an address there was one server, and it is the first now. */
export const serverOf = (place: string | null | undefined): number =>
  Number(/^sqld:([1-9]\d*)$/.exec(place ?? "")?.[1] ?? 1);

/** How many counties lie at a place. */
export interface Occupied {
  place: string | null;
  counties: number;
}

/** For a read batch of the catalog: how many counties each place has, those that are yet to be made among them. */
export const occupied = (orm: Builder) =>
  orm
    .select({ place: tenants.databaseUrl, counties: count() })
    .from(tenants)
    .where(ne(tenants.state, "removed"))
    .groupBy(tenants.databaseUrl);

/** Where the next county goes: to the place with the fewest, the first of several. Null where there is nothing to choose. */
export function leastOccupied(places: readonly string[], counted: readonly Occupied[]): string | null {
  const countiesAt = (place: string) =>
    counted
      .filter((each) => serverOf(each.place) === serverOf(place))
      .reduce((sum, { counties }) => sum + counties, 0);
  const fewest = Math.min(...places.map(countiesAt));
  return places.find((place) => countiesAt(place) === fewest) ?? null;
}
