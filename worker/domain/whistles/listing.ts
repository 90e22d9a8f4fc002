import { sql } from "drizzle-orm";
import { searchable } from "../../text/searchable.ts";
import type { Listing } from "../kernel/listings.ts";
import { type Called, onWhistle, scopesOfWhistle, type Whistle } from "./whistle.ts";

type Listed = Pick<Whistle, "id" | "state" | "kind" | "body" | "place" | "orgPath" | "blownById">;

/**
 * How a whistle is listed: for the units above whoever blew it, that person, and everybody who is called. `until`: when
 * the first of its clocks runs out; triggers keep it afterwards.
 */
export const listingOf = (
  whistle: Listed,
  called: readonly Pick<Called, "responder" | "responderKind" | "name">[],
  until: string,
): Listing => {
  const { see, persons } = scopesOfWhistle(whistle, called);
  return {
    noun: "whistle",
    record: whistle.id,
    scopes: [...new Set([...see, ...persons])],
    active: !onWhistle.ended?.includes(whistle.state),
    state: whistle.state,
    kind: whistle.kind,
    sort: whistle.id,
    until,
    words: sql<string>`(select replace(number, '-', ' ') || ' ' || ltrim(substr(number, 6), '0') from whistles
      where id = ${whistle.id}) || ' ' || ${searchable(whistle.body, whistle.place, ...called.map(({ name }) => name))}`,
  };
};
