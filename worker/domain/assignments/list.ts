import { eq, sql } from "drizzle-orm";
import { assignments } from "../../../db/tenant/schema/assignments.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import type { Context } from "../kernel/context.ts";
import type { Asked, ListOf } from "../lists/asked.ts";
import type { Page } from "../lists/page.ts";
import { readList } from "../lists/read.ts";
import { assigneeColumns } from "../matters/parts.ts";
import { assignment } from "./assignment.ts";
import { type AssignmentRole, assignmentRoles } from "./states.ts";

/** What is due first, first; what has ended, the newest first. */
export const assignmentList: ListOf = {
  noun: "assignment",
  right: assignment.rights.view,
  placed: false,
  orders: { active: ["urgent", "newest", "first"], ended: ["newest", "first"] },
};

/** For a read batch: the rows of one page of a list. */
const listed = ({ db: { orm } }: Context, { table, record, key, inOrder }: Page) =>
  orm
    .select({
      id: assignments.id,
      key,
      number: matters.number,
      matter: matters.body,
      place: matters.place,
      role: assignments.role,
      name: assigneeColumns.name,
      state: assignments.state,
      givenAt: assignments.givenAt,
      dueAt: sql<string | null>`(select min(due_at) from clocks
        where noun = 'assignment' and record = ${assignments.id} and state = 'running')`,
    })
    .from(table)
    .innerJoin(assignments, eq(assignments.id, record))
    .innerJoin(matters, eq(matters.id, assignments.matterId))
    .orderBy(inOrder);

/** One page of the parts that a person finds: their unit's, and those of matters that are reported below them. */
export async function assignmentsPage(ctx: Context, asked: Asked) {
  const { rows, page } = await readList(ctx, assignmentList, asked, (page) => ({ rows: listed(ctx, page) }));
  return {
    ...page,
    kinds: page.counts.facets.kind.map(({ value, n }) => ({
      value,
      n,
      name: assignmentRoles[value as AssignmentRole] ?? value,
    })),
    assignments: rows.map(({ key: _place, ...row }) => row),
  };
}
