import { Hono } from "hono";
import { type Attempt, attempt } from "../../../views/components/attempt.ts";
import { OrgPage } from "../../../views/org/org.tsx";
import { UnitsPage } from "../../../views/units/units.tsx";
import { mayEver } from "../../domain/kernel/rights.ts";
import { addOrgUnit, orgPage } from "../../domain/org/org.ts";
import { orgUnit } from "../../domain/org/org-unit.ts";
import { memberUnit } from "../../domain/units/member-unit.ts";
import { addUnit, unitsPage } from "../../domain/units/units.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { seeOther, show } from "../show.ts";
import { seatOptions } from "./seats.ts";

/** The county tree and the organisations beside it. */
export const orgPages = new Hono<AppEnv>();

orgPages.get("/org", allow(orgUnit.rights.view), (c) => treePage(c, null, attempt()));
orgPages.get("/org/:orgUnitId", allow(orgUnit.rights.view), (c) =>
  treePage(c, c.req.param("orgUnitId"), attempt()),
);

orgPages.post("/org", allow(addOrgUnit.right), async (c) => {
  const outcome = await attempting(c, ({ values }) => addOrgUnit(c.var.ctx, values));
  const { parentId } = c.var.submitted?.values ?? {};
  if ("done" in outcome) return seeOther(c, `/org/${parentId}`, outcome.done.fits ? "已添加" : addedBeyond);
  const above = typeof parentId === "string" && parentId !== "" ? parentId : null;
  return treePage(c, above, outcome.refused, outcome.refused.status);
});

const addedBeyond = "已添加。户数或人数不在划分标准之内，请核对";

async function treePage(c: C, orgUnitId: string | null, at: Attempt, status: 200 | 409 | 422 = 200) {
  const page = await orgPage(c.var.ctx, orgUnitId);
  const { mayAdd, levelsBelow, gridKinds } = page;
  const frame = frameOf(c, page.unit.name);
  const props = { frame, page, mayAdd, levelsBelow, gridKinds, attempt: at, idempotencyKey: newKey(c) };
  return show(c, <OrgPage {...props} />, status);
}

orgPages.get("/units", allow(memberUnit.rights.view), (c) => memberUnitsPage(c, attempt()));

orgPages.post("/units", allow(addUnit.right), async (c) => {
  const outcome = await attempting(c, ({ values }) => addUnit(c.var.ctx, values));
  if ("done" in outcome) return seeOther(c, "/units", "单位已登记");
  return memberUnitsPage(c, outcome.refused, outcome.refused.status);
});

async function memberUnitsPage(c: C, at: Attempt, status: 200 | 409 | 422 = 200) {
  const page = await unitsPage(c.var.ctx);
  const mayAdd = mayEver(c.var.ctx.actor.grants, addUnit.right);
  const seats = seatOptions(page.seats, page.levels);
  const props = {
    frame: frameOf(c, "成员单位"),
    page,
    mayAdd,
    seats,
    attempt: at,
    idempotencyKey: newKey(c),
  };
  return show(c, <UnitsPage {...props} />, status);
}
