import { Hono } from "hono";
import { AssignmentView } from "../../../views/assignments/detail.tsx";
import { DispatchPage } from "../../../views/assignments/dispatch.tsx";
import { AssignmentsPage } from "../../../views/assignments/list.tsx";
import type { Attempt } from "../../../views/components/attempt.ts";
import type { Failed } from "../../../views/components/submit.ts";
import { assignment } from "../../domain/assignments/assignment.ts";
import { dispatchMatter } from "../../domain/assignments/dispatch.ts";
import { dispatchForm } from "../../domain/assignments/form.ts";
import { assignmentsPage } from "../../domain/assignments/list.ts";
import { assignmentMoves } from "../../domain/assignments/moves.ts";
import { assignmentPage } from "../../domain/assignments/read.ts";
import { assignmentRoles, assignmentStates, assistingField } from "../../domain/assignments/states.ts";
import { askedOf } from "../../domain/lists/asked.ts";
import { chooseField, findField } from "../../domain/meetings/states.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting, submitted } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { chosenMore, withGroup } from "../choosing.ts";
import { frameOf } from "../frame.ts";
import { postMoves } from "../moves.ts";
import { beforeIn } from "../past.ts";
import { getSheets, momentIn } from "../sheet.ts";
import { seeOther, show } from "../show.ts";

/** What units deal with of a matter, each its part. */
export const assignmentPages = new Hono<AppEnv>();

assignmentPages.get("/assignments", allow(assignment.rights.view), async (c) => {
  const page = await assignmentsPage(c.var.ctx, askedOf(c.req.query()));
  const { accountId } = c.var.ctx.actor;
  const props = { frame: frameOf(c, "承办"), now: c.var.now, page, accountId };
  return show(c, <AssignmentsPage {...props} idempotencyKey={newKey(c)} />);
});

getSheets(assignmentPages, {
  path: "/assignments",
  right: assignment.rights.view,
  name: "承办",
  read: async (ctx, asked) => {
    const { assignments: rows, next } = await assignmentsPage(ctx, asked);
    return { rows, next };
  },
  columns: [
    { header: "事项编号", width: 14, value: ({ number }) => number },
    { header: "情况", width: 60, value: ({ matter }) => matter },
    { header: "具体位置", width: 24, value: ({ place }) => place },
    { header: "承办单位", width: 24, value: ({ name }) => name },
    { header: "分工", width: 8, value: ({ role }) => assignmentRoles[role] },
    { header: "派单时间", width: 18, value: ({ givenAt }) => momentIn(givenAt) },
    { header: "状态", width: 18, value: ({ state }) => assignmentStates[state] },
    { header: "承办期限", width: 18, value: ({ dueAt }) => momentIn(dueAt) },
  ],
});

assignmentPages.get("/matters/:matterId/assignments/new", allow(dispatchMatter.right), (c) => formPage(c));

assignmentPages.post("/matters/:matterId/assignments", allow(dispatchMatter.right), async (c) => {
  const { values } = await submitted(c);
  if (values[chooseField] !== undefined) return formPage(c, { attempt: chosenMore(values) });
  const { [findField]: _looked, ...sent } = values;
  const matterId = c.req.param("matterId");
  const outcome = await attempting(c, () => dispatchMatter(c.var.ctx, { ...sent, matterId }));
  if ("done" in outcome) return seeOther(c, `/matters/${outcome.done.id}`, "已派单");
  return formPage(c, { attempt: outcome.refused }, outcome.refused.status);
});

async function formPage(c: C, shown: { attempt?: Attempt } = {}, status: 200 | 409 | 422 = 200) {
  const page = await dispatchForm(c.var.ctx, c.req.param("matterId") ?? "");
  const shownNow = shown.attempt ? withGroup(assistingField, page.groups, shown.attempt) : {};
  const idempotencyKey = c.var.submitted?.key ?? newKey(c);
  const props = { frame: frameOf(c, "派单"), now: c.var.now, page, ...shownNow, idempotencyKey };
  return show(c, <DispatchPage {...props} />, status);
}

assignmentPages.get("/assignments/:assignmentId", allow(assignment.rights.view), (c) => detail(c));
postMoves(assignmentPages, assignmentMoves, detail);

async function detail(c: C, failed?: Failed<string>, status: 200 | 409 | 422 = 200) {
  const page = await assignmentPage(c.var.ctx, c.req.param("assignmentId") ?? "", beforeIn(c));
  const props = { frame: frameOf(c, `${page.name}承办`), now: c.var.now, page, failed };
  return show(c, <AssignmentView {...props} idempotencyKey={newKey(c)} />, status);
}
