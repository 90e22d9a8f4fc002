import { searchable } from "../../text/searchable.ts";
import type { Listing } from "../kernel/listings.ts";
import { type Meeting, onMeeting, scopesOfMeeting, sortOf } from "./meeting.ts";

type Listed = Pick<Meeting, "id" | "state" | "series" | "title" | "place" | "startsAt" | "orgPath">;

/** How a meeting is listed: for the units above its host and everybody who belongs to it, by time. */
export const listingOf = (meeting: Listed, members: readonly { id: string }[]): Listing => ({
  noun: "meeting",
  record: meeting.id,
  scopes: [...new Set(scopesOfMeeting(meeting, members))],
  active: !onMeeting.ended?.includes(meeting.state),
  state: meeting.state,
  kind: meeting.series,
  sort: sortOf(meeting),
  words: searchable(meeting.title, meeting.place),
});
