import * as z from "zod";
import { assignmentRoles, assignmentStates } from "../domain/assignments/states.ts";
import { instant, maybe, maybeInstant, next, oneOf, past, revision, text } from "./schemas.ts";

/** What the API answers of the units that deal with a matter. */

/** A unit's part as the matter shows it. */
export const Part = z
  .object({
    id: text,
    name: text.meta({ description: "承办单位" }),
    role: oneOf(assignmentRoles),
    state: oneOf(assignmentStates),
    body: text.meta({ description: "办理要求" }),
    answer: maybe,
    givenAt: instant,
    dueAt: maybeInstant,
  })
  .meta({ id: "MattersAssignment" });

export const Assignments = z
  .object({
    assignments: z.array(
      z
        .object({
          id: text,
          number: text.meta({ description: "事项编号" }),
          matter: text.meta({ description: "事项的情况说明" }),
          place: text,
          role: oneOf(assignmentRoles),
          name: text.meta({ description: "承办单位" }),
          state: oneOf(assignmentStates),
          givenAt: instant,
          dueAt: maybeInstant,
        })
        .meta({ id: "AssignmentRow" }),
    ),
    next,
  })
  .meta({ id: "Assignments" });

export const Assignment = Part.omit({ dueAt: true })
  .extend({
    revision,
    reason: maybe.meta({ description: "最近一次退回的理由" }),
    note: maybe.meta({ description: "退回的说明" }),
    by: text.meta({ description: "派单单位" }),
    matter: z.object({ id: text, number: text, body: text, place: text, category: text }),
    others: z.array(Part).meta({ description: "一起承办的单位" }),
    due: z.array(
      z.object({ kind: text, dueAt: instant, owner: maybe, unattended: maybe }).meta({ id: "AssignmentDue" }),
    ),
    ...past,
  })
  .meta({ id: "Assignment" });
