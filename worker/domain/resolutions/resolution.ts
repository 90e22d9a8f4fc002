import { eq, sql } from "drizzle-orm";
import type { Builder, Results } from "../../../db/client.ts";
import { assistants, meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import type { Instant } from "../../time/instants.ts";
import { type Answering, answeringFor, answeringNow } from "../clocks/answering.ts";
import type { Clock } from "../clocks/clocks.ts";
import { type RulesRow, ruledBy, rulesOf, type VersionedRules } from "../county/county.ts";
import { Conflict, NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { id } from "../kernel/input.ts";
import type { Movable } from "../kernel/move.ts";
import type { Noun } from "../kernel/record.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import {
  type Meeting,
  meeting,
  membersOf,
  neighbours,
  scopesOfMeeting,
  startsOf,
} from "../meetings/meeting.ts";
import { assist, lead } from "./clocks.ts";
import { leadClocks } from "./due.ts";
import { type SettledMatter, settledMatter } from "./settles.ts";
import { resolutionStates } from "./states.ts";

export type Resolution = typeof resolutions.$inferSelect;

/** What a meeting decided: a decision, or a task with a lead unit and a due time. Whoever sees the meeting sees it. */
export const resolution = {
  noun: "resolution",
  called: "决议",
  page: "/resolutions/",
  rights: {},
  // Sending back was part of reviewing once, and both were called so.
  recorded: { accepted: { action: "resolution.accept", said: "验收决议" } },
} as const satisfies Noun;

/** What moves of a resolution decide on. */
export interface LoadedResolution extends VersionedRules {
  readonly resolution: Resolution;
  readonly assistantIds: readonly string[];
  /** The matter that it settles. */
  readonly matter: SettledMatter | null;
  readonly meeting: Meeting;
  readonly members: readonly { id: string; name: string; closedAt?: string | null }[];
  /** When the meetings of the same series on either side of now start. */
  readonly otherMeetings: readonly Instant[];
  /** The lead unit's clocks, running or kept, in order. */
  readonly due: readonly Clock[];
  /** Before whom its clocks stand, or stood. */
  readonly answering: readonly Answering[];
  /** All rule versions its clocks rest on. */
  readonly versions: readonly RulesRow[];
}

const ofResolution = (resolutionId: string) =>
  sql`(select meeting_id from resolutions where id = ${resolutionId})`;

/** For a read batch: a resolution with its meeting, members, clocks and rules. */
export const withMeeting = (orm: Builder, resolutionId: string, { now }: Pick<Context, "now">) => ({
  resolution: orm.select().from(resolutions).where(eq(resolutions.id, resolutionId)),
  helpers: orm.select().from(assistants).where(eq(assistants.resolutionId, resolutionId)),
  matter: settledMatter(orm, sql`(select matter_id from resolutions where id = ${resolutionId})`),
  meeting: orm
    .select()
    .from(meetings)
    .where(eq(meetings.id, ofResolution(resolutionId))),
  members: membersOf(orm, ofResolution(resolutionId)),
  neighbours: neighbours(orm, ofResolution(resolutionId), now),
  due: leadClocks(orm, sql`(${resolutionId})`),
  answering: answeringFor(orm, "resolution", resolutionId),
  rules: rulesOf(orm, versionsOf(resolutionId)),
});

/** The version the meeting began under, and those by which clocks were set anew. */
const versionsOf = (resolutionId: string) => sql`(
  select rule_version from meetings where id = ${ofResolution(resolutionId)}
  union select rule_version from clocks where noun = 'resolution' and record = ${resolutionId})`;

export function loadedResolution({
  resolution: [resolution],
  helpers,
  matter,
  meeting: [meeting],
  members,
  neighbours,
  due,
  answering,
  rules,
}: Results<ReturnType<typeof withMeeting>>): LoadedResolution {
  if (!resolution || !meeting) throw new NotFound("resolution");
  return {
    resolution,
    assistantIds: helpers.map(({ memberId }) => memberId),
    matter: matter[0] ?? null,
    meeting,
    members,
    otherMeetings: startsOf(neighbours),
    due,
    answering,
    versions: rules,
    ...ruledBy(rules, meeting.ruleVersion),
  };
}

type Concerned = Pick<LoadedResolution, "meeting" | "members" | "answering">;

/** Everybody the meeting concerns sees what it decided, and so does whoever answers for a unit where nobody is. */
export const seenBy = ({ meeting, members, answering }: Concerned) => [
  ...scopesOfMeeting(meeting, members),
  ...answering.map(({ answeredBy }) => answeredBy),
];

/** The office of the meeting: the units above its host. */
export const office = (state: LoadedResolution) => ({
  act: scopesOfPath(state.meeting.orgPath),
  see: seenBy(state),
});

/** Who answers for a task: its lead, or whoever does where nobody is there; and the officers above the meeting on its behalf. */
export function leaders(state: LoadedResolution) {
  const answering = answeringNow(state.answering, lead.kind);
  const { leadId } = state.resolution;
  const act = [...scopesOfPath(state.meeting.orgPath), ...(leadId ? [leadId] : []), ...answering];
  return { act, see: seenBy(state), answering };
}

/** Who carries it out: those, and the assisting units. */
export function carriers(state: LoadedResolution) {
  const { act, see } = leaders(state);
  const answering = answeringNow(state.answering, lead.kind, assist.kind);
  return { act: [...act, ...state.assistantIds, ...answering], see, answering };
}

/** How moves of a resolution find it: by its id. */
export const onResolution: Movable<ReturnType<typeof withMeeting>, LoadedResolution, typeof resolutions> = {
  noun: resolution.noun,
  base: "/resolutions",
  key: "resolutionId",
  id: id("决议"),
  view: meeting.rights.view,
  table: resolutions,
  ended: ["decided", "accepted"],
  load: withMeeting,
  state: loadedResolution,
  row: ({ resolution }) => resolution,
  scopes: office,
  overtaken: ({ resolution: { state, changedBy, changedAt, revision } }) =>
    new Conflict(`这条决议现在是“${resolutionStates[state]}”，不能这样操作`, {
      changedBy,
      changedAt,
      revision,
    }),
};

export const refOf = (id: string) => ({ noun: resolution.noun, id });

/** Who changed a resolution last, and when. */
export const changedBy = ({ actor, now }: { actor: { name: string }; now: Instant }) => ({
  changedBy: actor.name,
  changedAt: now,
});
