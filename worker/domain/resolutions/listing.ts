import { searchable } from "../../text/searchable.ts";
import type { Listing } from "../kernel/listings.ts";
import { type Meeting, scopesOfMeeting } from "../meetings/meeting.ts";
import { onResolution, type Resolution } from "./resolution.ts";

type Listed = Pick<Resolution, "id" | "state" | "leadId" | "body">;

/** How a resolution is listed: wherever its meeting is, told apart by who leads it. */
export const listingOf = (
  resolution: Listed,
  meeting: Pick<Meeting, "orgPath">,
  members: readonly { id: string; name?: string }[],
): Listing => ({
  noun: "resolution",
  record: resolution.id,
  scopes: [...new Set(scopesOfMeeting(meeting, members))],
  active: !onResolution.ended?.includes(resolution.state),
  state: resolution.state,
  kind: resolution.leadId ?? "",
  sort: resolution.id,
  words: searchable(resolution.body, members.find(({ id }) => id === resolution.leadId)?.name ?? null),
});
