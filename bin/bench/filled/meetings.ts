import { attendances, meetings } from "../../../db/tenant/schema/meetings.ts";
import { newId } from "../../../worker/domain/kernel/secrets.ts";
import { listingOf } from "../../../worker/domain/meetings/listing.ts";
import { DAY, toMs } from "../../../worker/time/instants.ts";
import type { Place } from "./place.ts";
import type { Size } from "./sizes.ts";
import { later, type Put, putListing } from "./tables.ts";
import { type Chance, oneOf } from "./words.ts";

const titles = ["三方联动议事会", "城市基层治理联席会议", "老旧小区改造协调会", "物业服务现场会"];

/** Meetings of years and of weeks to come, each with some units. */
export function putMeetings(put: Put, chance: Chance, size: Size, place: Place): void {
  const first = Math.floor(size.meetings * (1 - size.planned));
  for (let at = 0; at < size.meetings; at++) {
    const startsAt = later(place.now, ((at - first) / size.meetings) * 400 * DAY + DAY / 24);
    const host = oneOf(chance, at % 2 ? place.communities : [place.root, ...place.streets]);
    const id = newId(toMs(place.now) - 400 * DAY + at * 1000);
    const state = at < first ? ("held" as const) : ("scheduled" as const);
    const said = { id, series: "threeParty", title: titles[at % titles.length] ?? "", place: "社区会议室" };
    const row = { ...said, state, startsAt, orgUnitId: host.id, orgPath: host.path, ruleVersion: 1 };
    put(meetings, row);
    const members = [...new Set(Array.from({ length: 6 }, () => oneOf(chance, place.units)))];
    const came = at < first ? ("present" as const) : ("invited" as const);
    for (const memberId of members) put(attendances, { meetingId: id, memberId, state: came });
    const listing = listingOf(
      row,
      members.map((member) => ({ id: member })),
    );
    putListing(put, { ...listing, words: String(listing.words) });
  }
}
