import { asc, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { assignments } from "../../../db/tenant/schema/assignments.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import type { Instant } from "../../time/instants.ts";
import { answer, returned } from "../assignments/clocks.ts";
import { openStates } from "../assignments/states.ts";
import { type Clock, type Owner, ownClocks } from "../clocks/clocks.ts";
import { endClocks } from "../clocks/end.ts";
import { pauseClocks, runOn } from "../clocks/pausing.ts";
import { type RowChange, update } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { happened, happening } from "../kernel/happenings.ts";
import { listAnew } from "../kernel/listings.ts";
import type { Ref } from "../kernel/record.ts";

/** A matter's assignments, as its own moves meet them: no assignment is open on a matter that is over. */

export const partRef = (id: string): Ref => ({ noun: "assignment", id });

/** Of the unit: what it is called, and its path where it is one of the tree. */
export const assigneeColumns = {
  name: sql<string>`coalesce((select name from member_units where id = ${assignments.assignee}),
    (select name from org_units where id = ${assignments.assignee}), '')`,
  path: sql<string | null>`(select path from org_units where id = ${assignments.assignee})`,
};

/** For a read batch: the assignments of a matter in their order, each with its unit's name and, in the tree, path. */
export const partsOf = (orm: Builder, matterId: SQL) =>
  orm
    .select({ ...getTableColumns(assignments), ...assigneeColumns })
    .from(assignments)
    .where(sql`${assignments.matterId} = ${matterId}`)
    .orderBy(asc(assignments.id));

export type Part = ReturnType<typeof partsOf>["_"]["result"][number];

/** For a read batch: all clocks of these. */
export const partClocksOf = (orm: Builder, matterId: SQL) =>
  orm
    .select()
    .from(clocks)
    .where(
      sql`${eq(clocks.noun, "assignment")} and ${clocks.record} in
        (select id from assignments where matter_id = ${matterId})`,
    );

/** What moves of a matter know of its assignments. */
export interface WithParts {
  readonly parts: readonly Part[];
  readonly partClocks: readonly Clock[];
}

export const isOpen = ({ state }: Pick<Part, "state">): boolean =>
  (openStates as readonly string[]).includes(state);

/** Why a matter can't be brought to an end, or be passed on, while units deal with it. */
export function refusedByParts({ parts }: WithParts): string | undefined {
  const open = parts.filter(isOpen).map(({ name }) => name);
  return open.length > 0 ? `${open.join("、")}还没有答复：等答复，或者先收回` : undefined;
}

/** Said of each when its matter is over. */
export const partEnded = happening<object>(() => ({ title: "事项已经结束，不再承办" }));

/** For a write batch: with a matter that is over go its assignments. */
export const partsEnded = ({ parts }: WithParts, given: Given): RowChange[] =>
  parts
    .filter(isOpen)
    .flatMap((part) => [
      update(assignments, part, { state: "ended" }),
      endClocks(given.now, partRef(part.id), "cancelled"),
      ...listAnew(part.id, { state: "ended" }, ["ended"]),
      ...happened(given, partRef(part.id), { partEnded: {} } as never),
    ]);

/** For a write batch: with a matter its assignments' times stand still. */
export const partsPaused = ({ parts }: WithParts, now: Instant): RowChange[] =>
  parts.filter(isOpen).map(({ id }) => pauseClocks(now, partRef(id), [answer.kind]));

/** For a write batch: and run on with it, with what was left of each. */
export const partsResumed = (
  { partClocks }: WithParts,
  at: Instant,
  rulesOf: (clock: Clock) => RuleSet,
  { calendar }: Pick<Given, "calendar">,
): RowChange[] =>
  partClocks
    .filter(({ pausedAt, endedAt }) => pausedAt !== null && endedAt === null)
    .map((clock) => runOn(answer as never, clock, at, rulesOf(clock), calendar));

/** For a write batch: what was returned and waits is answered by whoever has the matter now. */
export const returnsBefore = ({ parts }: WithParts, owner: Owner): RowChange[] =>
  parts
    .filter(({ state }) => state === "returned")
    .map(({ id }) => ownClocks(partRef(id), returned.kind, owner));
