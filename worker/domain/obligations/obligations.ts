import { and, asc, eq, inArray, type SQL } from "drizzle-orm";
import { obligations } from "../../../db/tenant/schema/work.ts";
import type { Due } from "../../rules/engine/calendar.ts";
import { dayOf, type Instant } from "../../time/instants.ts";
import { amend, insert, type RowChange } from "../kernel/changes.ts";
import type { Given } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { scopesOf } from "../kernel/policy.ts";

export type Obligation = typeof obligations.$inferSelect;

/** What a due time can be for. */
export type ObligationKind =
  | "matter.step"
  | "matter.overall"
  | "resolution.lead"
  | "resolution.assist"
  | "resolution.review";

interface NewObligation {
  kind: ObligationKind;
  /** `<noun>:<id>`. */
  subject: string;
  title: string;
  /** Org unit or member unit. */
  owner: string;
  due: Due;
  ruleVersion: number;
}

export const openObligation = (
  given: Pick<Given, "now" | "newId">,
  { due: { due, warnings }, ...obligation }: NewObligation,
): RowChange =>
  insert(obligations, {
    id: given.newId(),
    ...obligation,
    dueAt: due,
    caution: cautionOf(warnings),
    openedAt: given.now,
    state: "open",
  });

/** Each thing that is uncertain, once; null when all is known. */
export const cautionOf = (warnings: Due["warnings"]): string | null =>
  [...new Set(warnings.map(({ message }) => message))].join("；") || null;

/** Ends a record's open obligations of some kinds. */
export const endObligations = (
  now: Instant,
  subject: string,
  kinds: readonly ObligationKind[],
  state: "met" | "cancelled",
): RowChange => amend(obligations, openOf(subject, kinds), { state, endedAt: now });

/** Tells a record's to-dos in new words. */
export const retitleObligations = (subject: string, title: string): RowChange =>
  amend(obligations, and(eq(obligations.subject, subject), eq(obligations.state, "open")), { title });

/** Lets a clock run on that was thought done: the same due time, another owner. */
export const resumeObligations = (subject: string, kind: ObligationKind, owner: string): RowChange =>
  amend(
    obligations,
    and(eq(obligations.subject, subject), eq(obligations.kind, kind), eq(obligations.state, "met")),
    {
      state: "open",
      endedAt: null,
      owner,
    },
  );

function openOf(subject: string, kinds: readonly ObligationKind[]): SQL | undefined {
  return and(
    eq(obligations.subject, subject),
    inArray(obligations.kind, [...kinds]),
    eq(obligations.state, "open"),
  );
}

/** How many to-dos are shown at once. */
export const todoPage = 50;

/** For a read batch: what a person's own units have to do, the most urgent first. */
export function openTodos(ctx: Context) {
  const own = scopesOf(ctx.actor.grants, "desk.view");
  return ctx.db.orm
    .select()
    .from(obligations)
    .where(and(eq(obligations.state, "open"), inArray(obligations.owner, own.length > 0 ? own : [""])))
    .orderBy(asc(obligations.dueAt))
    .limit(todoPage);
}

/** One entry per record: where two clocks run on the same record, the one that runs out first. */
export function oncePerRecord<T extends { subject: string }>(todos: readonly T[]): T[] {
  const first = new Map([...todos].reverse().map((todo) => [todo.subject, todo]));
  return todos.filter((todo) => first.get(todo.subject) === todo);
}

export type Urgency = "overdue" | "today" | "soon" | "later";

/** Days as people in China count them: today, the next seven days, later. */
export function urgencyOf(dueAt: string, now: Instant): Urgency {
  const due = dueAt as Instant;
  if (due < now) return "overdue";
  const daysLeft = dayOf(due) - dayOf(now);
  if (daysLeft === 0) return "today";
  return daysLeft <= 7 ? "soon" : "later";
}
