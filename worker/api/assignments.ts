import * as z from "zod";
import { assignment } from "../domain/assignments/assignment.ts";
import { assignmentsPage } from "../domain/assignments/list.ts";
import { assignmentPage } from "../domain/assignments/read.ts";
import { id } from "../domain/kernel/input.ts";
import * as assignments from "./assignment-answers.ts";
import { type Endpoint, reading } from "./endpoint.ts";
import { before, list, questions } from "./lists.ts";

/** What units deal with of matters, each its part. */
export const assignmentReads: readonly Endpoint[] = [
  reading(assignment.rights.view, questions, list("assignments", assignmentsPage), {
    path: "/assignments",
    summary: "承办列表，最急的在前，每页 20 条",
    output: assignments.Assignments,
  }),
  reading(
    assignment.rights.view,
    z.strictObject({ assignmentId: id("承办"), before }),
    (ctx, { assignmentId, before }) => assignmentPage(ctx, assignmentId, before),
    { path: "/assignments/{assignmentId}", summary: "一个单位的承办情况", output: assignments.Assignment },
  ),
];
