import { Hono } from "hono";
import { type Attempt, attempt } from "../../../views/components/attempt.ts";
import type { Failed } from "../../../views/components/submit.ts";
import { EditOrgUnitPage } from "../../../views/org/edit.tsx";
import { OrgPage } from "../../../views/org/org.tsx";
import { correctOrgUnit } from "../../domain/org/correct.ts";
import { orgUnitMoves } from "../../domain/org/moves.ts";
import { addOrgUnit } from "../../domain/org/org.ts";
import { orgUnit } from "../../domain/org/org-unit.ts";
import { orgPage } from "../../domain/org/read.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting, type Refused } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { postMoves } from "../moves.ts";
import { beforeIn } from "../past.ts";
import { seeOther, show } from "../show.ts";
import { addedIn, addedTo, askedAgain, frameAround } from "./added.ts";

/** The county tree. */
export const orgPages = new Hono<AppEnv>();

orgPages.get("/org", allow(orgUnit.rights.view), (c) => treePage(c, null));
orgPages.get("/org/:orgUnitId", allow(orgUnit.rights.view), (c) => treePage(c, c.req.param("orgUnitId")));

orgPages.post("/org", allow(addOrgUnit.right), async (c) => {
  const outcome = await attempting(c, ({ values }) => addOrgUnit(c.var.ctx, askedAgain(values).values));
  const { again, values } = askedAgain(c.var.submitted?.values ?? {});
  const { parentId, level, kind } = values;
  if ("refused" in outcome) {
    const above = typeof parentId === "string" && parentId !== "" ? parentId : null;
    return treePage(c, above, { attempt: outcome.refused }, outcome.refused.status);
  }
  const { id, fits } = outcome.done;
  return seeOther(c, addedTo(`/org/${parentId}`, id, again, { level, kind }), fits ? "已添加" : addedBeyond);
});

const addedBeyond = "已添加。户数或人数不在划分标准之内，请核对";

interface Shown {
  /** The form that adds, as it was sent. */
  attempt?: Attempt;
  failed?: Failed<string>;
}

async function treePage(c: C, orgUnitId: string | null, shown: Shown = {}, status: 200 | 409 | 422 = 200) {
  const page = await orgPage(c.var.ctx, orgUnitId, beforeIn(c));
  const { mayAdd, levelsBelow, gridKinds } = page;
  const { values, ...marks } = addedIn(c, "level", "kind");
  const frame = frameAround(c, page.unit.name, marks.again);
  const begun = { attempt: attempt(values), ...shown, ...marks };
  const props = { frame, now: c.var.now, page, mayAdd, levelsBelow, gridKinds, idempotencyKey: newKey(c) };
  return show(c, <OrgPage {...props} {...begun} />, status);
}

postMoves(orgPages, orgUnitMoves, (c, failed, status) =>
  treePage(c, c.req.param("orgUnitId") ?? "", { failed }, status),
);

orgPages.get("/org/:orgUnitId/edit", allow(correctOrgUnit.right), (c) => editPage(c));

orgPages.post("/org/:orgUnitId", allow(correctOrgUnit.right), async (c) => {
  const orgUnitId = c.req.param("orgUnitId");
  const outcome = await attempting(c, ({ values }) => correctOrgUnit(c.var.ctx, { ...values, orgUnitId }));
  if ("done" in outcome) return seeOther(c, `/org/${orgUnitId}`, "已更正");
  return editPage(c, outcome.refused, outcome.refused.status);
});

async function editPage(c: C, refused?: Refused, status: 200 | 409 | 422 = 200) {
  const page = await orgPage(c.var.ctx, c.req.param("orgUnitId") ?? "");
  const frame = frameOf(c, `更正${page.unit.name}`);
  const props = { frame, now: c.var.now, page, refused, idempotencyKey: newKey(c) };
  return show(c, <EditOrgUnitPage {...props} />, status);
}
