import { authorise } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { eventsOf } from "../kernel/events.ts";
import { type Action, scopesOfPath, verdict } from "../kernel/policy.ts";
import { editors } from "./edit.ts";
import { carriers, leaders, loadedResolution, withMeeting } from "./record.ts";

/** One resolution with its history and what this person may do with it. @throws NotFound outside their scopes. */
export async function resolutionPage(ctx: Context, resolutionId: string) {
  const { orm } = ctx.db;
  const { events, ...rows } = await ctx.db.read({
    ...withMeeting(orm, resolutionId, ctx.now),
    events: eventsOf(orm, `resolution:${resolutionId}`),
  });
  const state = loadedResolution(rows);
  const { resolution, assistantIds, meeting, members } = state;
  const { act, see } = carriers(state);
  authorise(ctx.actor, "meeting.view", see);
  const nameOf = (memberId: string | null) => members.find(({ id }) => id === memberId)?.name ?? null;
  const may = (action: Extract<Action, `resolution.${string}`>, scopes: string[]) =>
    verdict(ctx.actor.grants, action, scopes, see) === "allowed";
  return {
    ...resolution,
    leadName: nameOf(resolution.leadId),
    assistantIds,
    assistants: assistantIds.map((memberId) => nameOf(memberId) ?? ""),
    meeting: { id: meeting.id, title: meeting.title, startsAt: meeting.startsAt },
    members,
    events: events.map(({ kind, at, actorName, detail }) => ({
      kind,
      at,
      actorName,
      detail: detail as Record<string, unknown>,
    })),
    mayEdit: resolution.state !== "accepted" && may("resolution.edit", editors(state).act),
    mayReport: resolution.state === "open" && may("resolution.progress", act),
    mayComplete: resolution.state === "open" && may("resolution.complete", leaders(state).act),
    mayReview: resolution.state === "done" && may("resolution.accept", scopesOfPath(meeting.orgPath)),
  };
}

export type ResolutionPage = Awaited<ReturnType<typeof resolutionPage>>;
