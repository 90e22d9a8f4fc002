import { eq, sql } from "drizzle-orm";
import type { Builder, Results } from "../../../db/client.ts";
import { assignments } from "../../../db/tenant/schema/assignments.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { Conflict, NotFound } from "../errors.ts";
import { id } from "../kernel/input.ts";
import type { Movable } from "../kernel/move.ts";
import type { Noun } from "../kernel/record.ts";
import { right, scopesOfPath } from "../kernel/rights.ts";
import { caseworkers } from "../kernel/roles.ts";
import { type LoadedMatter, loadedMatter, withRules } from "../matters/matter.ts";
import { type Part, partRef } from "../matters/parts.ts";
import { answer } from "./clocks.ts";
import { assignmentStates } from "./states.ts";

/** Whoever deals with matters, for their units. */
export const assignees = [...caseworkers, "unit_liaison"] as const;

/** One unit's part in a matter. Whoever has the matter sees it, the unit, and those above either. */
export const assignment = {
  noun: "assignment",
  called: "承办",
  page: "/assignments/",
  rights: { view: right("assignment.view", "查看承办", [...assignees, "inspector"]) },
} as const satisfies Noun;

/** What moves of an assignment decide on: it with its matter, and all others of that. */
export interface LoadedAssignment extends LoadedMatter {
  readonly part: Part;
}

export const withMatter = (orm: Builder, assignmentId: string) => ({
  ...withRules(orm, sql`${matters.id} = (select matter_id from assignments where id = ${assignmentId})`),
  id: orm.select({ id: assignments.id }).from(assignments).where(eq(assignments.id, assignmentId)),
});

export function loadedAssignment({
  id: [found],
  ...rows
}: Results<ReturnType<typeof withMatter>>): LoadedAssignment {
  const part = rows.parts.find(({ id }) => id === found?.id);
  if (!part) throw new NotFound("assignment");
  return { ...loadedMatter(rows), part };
}

/** Its clocks that run or stand still, or all. */
const standing = ({ partClocks, part }: LoadedAssignment, kind?: string) =>
  partClocks.filter(
    (clock) => clock.record === part.id && clock.endedAt === null && (!kind || clock.kind === kind),
  );

/** Who knows of a unit's part: the units above where the matter was reported, the unit itself, those above it or answering for it. */
export const knowing = (
  { orgPath }: { orgPath: string },
  part: Pick<Part, "assignee" | "path">,
): string[] => [...new Set([...scopesOfPath(orgPath), part.assignee, ...scopesOfPath(part.path ?? "")])];

const seeing = (state: LoadedAssignment): string[] => [
  ...knowing(state.matter, state.part),
  ...state.partClocks.flatMap((clock) =>
    clock.record === state.part.id && clock.answeredBy ? [clock.answeredBy] : [],
  ),
];

export const seenBy = (state: LoadedAssignment) => ({ act: seeing(state), see: seeing(state) });

/** Whose it is: the unit's, or of whoever answers for it. */
const responding = (state: LoadedAssignment) => ({
  act: [state.part.assignee, ...standing(state, answer.kind).flatMap(({ answeredBy }) => answeredBy ?? [])],
  see: seeing(state),
});

/** Who takes it back: whoever has the matter, and the units above. */
export const dispatching = (state: LoadedAssignment) => ({
  act: scopesOfPath(state.matter.levelPath),
  see: seeing(state),
});

/** How moves of an assignment find it: by its id. They are the unit's. */
export const onAssignment: Movable<ReturnType<typeof withMatter>, LoadedAssignment, typeof assignments> = {
  noun: assignment.noun,
  base: "/assignments",
  key: "assignmentId",
  id: id("承办"),
  view: assignment.rights.view,
  table: assignments,
  ended: ["answered", "takenBack", "withdrawn", "ended"],
  load: withMatter,
  state: loadedAssignment,
  row: ({ part }) => part,
  scopes: responding,
  overtaken: ({ part: { name, state, revision } }) =>
    new Conflict(`${name}的承办现在是“${assignmentStates[state]}”，不能这样操作`, { revision }),
};

export const refOf = partRef;
