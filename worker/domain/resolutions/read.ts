import type { Answering } from "../clocks/answering.ts";
import type { Context } from "../kernel/context.ts";
import { eventsOf, pastOf, toldToStaff } from "../kernel/happenings.ts";
import { labelsOf, offersOf } from "../kernel/offers.ts";
import { authorise, verdict } from "../kernel/rights.ts";
import { matter as matterNoun } from "../matters/matter.ts";
import { readersOf } from "../matters/settled.ts";
import { meeting as meetingNoun, scopesOfMeeting } from "../meetings/meeting.ts";
import { toldDue } from "./due.ts";
import { editors, editResolution } from "./edit.ts";
import { resolutionEvents, resolutionMoves } from "./moves.ts";
import { dueOffer } from "./offer.ts";
import {
  type LoadedResolution,
  loadedResolution,
  resolution as noun,
  seenBy,
  withMeeting,
} from "./resolution.ts";
import { mayNameMatter } from "./settles.ts";

/** For a read batch: all that a resolution's page shows. */
const wholeResolution = (ctx: Context, resolutionId: string, before?: string) => ({
  ...withMeeting(ctx.db.orm, resolutionId, ctx),
  events: eventsOf(ctx.db.orm, noun.noun, resolutionId, before),
});

/** One resolution with its history and what this person may do with it. @throws NotFound outside their scopes. */
export async function resolutionPage(ctx: Context, resolutionId: string, before?: string) {
  const { events, ...rows } = await ctx.db.read(wholeResolution(ctx, resolutionId, before));
  const state = loadedResolution(rows);
  const { resolution, assistantIds, meeting, members, due, versions } = state;
  authorise(ctx.actor, meetingNoun.rights.view, seenBy(state));
  const nameOf = (memberId: string | null) => members.find(({ id }) => id === memberId)?.name ?? null;
  const isEditor = verdict(ctx.actor, editResolution.right, editors(state)) === "allowed";
  return {
    ...resolution,
    ...toldDue(due, resolution, versions),
    leadName: nameOf(resolution.leadId),
    assistantIds,
    assistants: assistantIds.map((memberId) => nameOf(memberId) ?? ""),
    unattended: unattendedOf(state.answering),
    meeting: { id: meeting.id, title: meeting.title, startsAt: meeting.startsAt },
    maySeeMeeting:
      verdict(ctx.actor, meetingNoun.rights.view, scopesOfMeeting(meeting, members)) === "allowed",
    ...toldMatter(ctx.actor, state),
    members,
    ...pastOf(events, before, (shown) => toldToStaff(resolutionEvents, shown, ctx.now)),
    mayEdit: resolution.state !== "accepted" && isEditor,
    /** When it would be due as a task that is put before its units now. */
    offer: dueOffer(ctx, state),
    offers: offersOf(resolutionMoves, state, ctx),
    labels: labelsOf(resolutionMoves),
  };
}

/** The matter that it settles, and whether this person may name one. */
function toldMatter(actor: Context["actor"], { matter, meeting, members }: LoadedResolution) {
  if (matter === null) return { matter, mayNameMatter: mayNameMatter(actor) };
  const { id, number } = matter;
  const readers = readersOf(matter, scopesOfMeeting(meeting, members));
  const maySee = verdict(actor, matterNoun.rights.view, readers) === "allowed";
  return { matter: { id, number, maySee }, mayNameMatter: true };
}

/** The units of a task where nobody is, each with the one that answers for it meanwhile. */
const unattendedOf = (answering: readonly Answering[]) =>
  answering.flatMap(({ isRunning, unattended, answering }) =>
    isRunning && unattended ? [{ unit: unattended, answering }] : [],
  );

export type ResolutionPage = Awaited<ReturnType<typeof resolutionPage>>;
