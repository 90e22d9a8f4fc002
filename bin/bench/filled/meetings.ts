import { attendances, meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import { newId } from "../../../worker/domain/kernel/secrets.ts";
import { listingOf } from "../../../worker/domain/meetings/listing.ts";
import type { Meeting } from "../../../worker/domain/meetings/meeting.ts";
import * as resolution from "../../../worker/domain/resolutions/listing.ts";
import { DAY, type Instant, toMs } from "../../../worker/time/instants.ts";
import type { Node, Place } from "./place.ts";
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
    for (const { id: memberId } of members) put(attendances, { meetingId: id, memberId, state: came });
    const listing = listingOf(row, members);
    putListing(put, { ...listing, words: String(listing.words) });
    if (at < first) putTasks(put, chance, { ...row, at, members }, place);
  }
}

const tasks = ["更换老旧水管", "加装路灯", "清理楼道堆物", "协调物业费减免", "增设充电桩"];

interface Held extends Pick<Meeting, "id" | "orgPath"> {
  startsAt: Instant;
  at: number;
  members: readonly Node[];
}

/** What a meeting decided: two tasks, of which those of the last weeks are being carried out. */
function putTasks(put: Put, chance: Chance, meeting: Held, { now }: Place): void {
  const runs = toMs(now) - toMs(meeting.startsAt) < 20 * DAY;
  for (const number of [1, 2]) {
    const id = newId(toMs(meeting.startsAt) + number, meeting.at % 4096);
    const leadId = meeting.members[0]?.id ?? "";
    const body = `${oneOf(chance, tasks)}（第${meeting.at + 1}次会议）`;
    const state = runs ? ("open" as const) : ("accepted" as const);
    const logged = {
      loggedBy: "秘书",
      loggedAt: meeting.startsAt,
      changedBy: "秘书",
      changedAt: meeting.startsAt,
    };
    const row = { id, meetingId: meeting.id, number, orgPath: meeting.orgPath, kind: "task" as const, body };
    put(resolutions, { ...row, leadId, state, ruleVersion: 1, ...logged });
    const dueAt = later(meeting.startsAt, 15 * DAY);
    if (runs) putTaskClock(put, { id, body, leadId, startedAt: meeting.startsAt, dueAt });
    const listing = resolution.listingOf({ id, state, leadId, body }, meeting, meeting.members);
    putListing(put, { ...listing, words: String(listing.words) }, runs ? dueAt : null);
  }
}

/** When a task must have been carried out. */
function putTaskClock(
  put: Put,
  {
    id,
    body,
    leadId,
    ...times
  }: { id: string; body: string; leadId: string; startedAt: string; dueAt: string },
): void {
  put(clocks, {
    ...{ id: `c${id}`, noun: "resolution", record: id, kind: "lead", title: body, ...times },
    ...{ ownerKind: "unit", owner: leadId, answeredBy: leadId, state: "running", ruleVersion: 1 },
    ...{ rulePath: "meetings.series.threeParty", inputs: {}, setBy: "rules" },
  });
}
