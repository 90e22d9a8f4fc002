import type { Instant } from "../../time/instants.ts";
import type { Clock } from "../clocks/clocks.ts";
import type { Context } from "../kernel/context.ts";
import { scopesOfPath, verdict } from "../kernel/rights.ts";
import { type LoadedMatter, scopesOfMatter } from "../matters/matter.ts";
import { isOpen, type Part } from "../matters/parts.ts";
import { assignment, knowing } from "./assignment.ts";
import { dispatchMatter, refusalToDispatch } from "./dispatch.ts";

/** Whom a matter concerns because a part of it is theirs, until that is taken away: the unit, those above it, whoever answers for it. */
export const concernedByParts = (part: Part, clocks: readonly Clock[]): string[] =>
  part.state === "withdrawn" || part.state === "takenBack"
    ? []
    : [
        part.assignee,
        ...scopesOfPath(part.path ?? ""),
        ...clocks.flatMap(({ record, answeredBy }) => (record === part.id && answeredBy ? [answeredBy] : [])),
      ];

/** A matter's parts for its page, each with by when its unit must answer, and how many haven't, or are late. */
export function partsFor(
  { matter, parts, partClocks }: Pick<LoadedMatter, "matter" | "parts" | "partClocks">,
  actor: Context["actor"],
  now: Instant,
) {
  const all = parts.map((part) => toldPart(part, partClocks, matter, actor));
  const open = all.filter(isOpen);
  return {
    all,
    open: open.length,
    late: open.filter(({ dueAt, paused }) => dueAt !== null && !paused && dueAt < now).length,
    /** What the unit says that led last, once nobody's answer is waited for. */
    outcome:
      open.length > 0
        ? null
        : (parts.findLast(({ role, answer }) => role === "lead" && answer)?.answer ?? null),
  };
}

/** The same for the matter's page, with whether somebody may give it to others. */
export const dealtWithBy = (state: LoadedMatter, { actor, now }: Pick<Context, "actor" | "now">) => ({
  ...partsFor(state, actor, now),
  mayDispatch:
    refusalToDispatch(state) === undefined &&
    verdict(actor, dispatchMatter.right, scopesOfMatter(state.matter)) === "allowed",
});

function toldPart(
  part: Part,
  clocks: readonly Clock[],
  matter: { orgPath: string },
  actor: Context["actor"],
) {
  const { id, name, role, state, body, answer, reason, givenAt } = part;
  const own = clocks.filter(({ record }) => record === id);
  const clock = own.find(({ kind }) => kind === "answer");
  const risen = own.flatMap(({ answeredBy }) => answeredBy ?? []);
  const see = [...knowing(matter, part), ...risen];
  return {
    ...{ id, name, role, state, body, answer, reason, givenAt },
    dueAt: clock?.dueAt ?? null,
    /** When it ended: late or not. */
    endedAt: clock?.endedAt ?? null,
    paused: clock?.pausedAt != null && clock.endedAt === null,
    maySee: verdict(actor, assignment.rights.view, see) === "allowed",
  };
}
