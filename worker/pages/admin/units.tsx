import { Hono } from "hono";
import { type Attempt, attempt } from "../../../views/components/attempt.ts";
import type { Failed } from "../../../views/components/submit.ts";
import { EditUnitPage } from "../../../views/units/edit.tsx";
import { UnitView } from "../../../views/units/unit.tsx";
import { UnitsPage } from "../../../views/units/units.tsx";
import { mayEver } from "../../domain/kernel/rights.ts";
import { askedOf } from "../../domain/lists/asked.ts";
import { correctMemberUnit } from "../../domain/units/correct.ts";
import { unitsPage } from "../../domain/units/list.ts";
import { memberUnit } from "../../domain/units/member-unit.ts";
import { memberUnitMoves } from "../../domain/units/moves.ts";
import { unitForm, unitPage } from "../../domain/units/read.ts";
import { addUnit } from "../../domain/units/units.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting, type Refused } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { postMoves } from "../moves.ts";

import { beforeIn } from "../past.ts";

import { getSheets, momentIn } from "../sheet.ts";

import { seeOther, show } from "../show.ts";
import { addedIn, addedTo, askedAgain, frameAround } from "./added.ts";
import { seatOptions } from "./seats.ts";

/** The organisations that sit in joint meetings. */
export const unitPages = new Hono<AppEnv>();

unitPages.get("/units", allow(memberUnit.rights.view), (c) => listPage(c));

unitPages.post("/units", allow(addUnit.right), async (c) => {
  const outcome = await attempting(c, ({ values }) => addUnit(c.var.ctx, askedAgain(values).values));
  if ("refused" in outcome) return listPage(c, outcome.refused, outcome.refused.status);
  const { again, values } = askedAgain(c.var.submitted?.values ?? {});
  const { kind, orgUnitId } = values;
  return seeOther(c, addedTo("/units", outcome.done.id, again, { unitKind: kind, orgUnitId }), "单位已登记");
});

async function listPage(c: C, refused?: Attempt, status: 200 | 409 | 422 = 200) {
  const { accountId, grants } = c.var.ctx.actor;
  const mayAdd = mayEver(grants, addUnit.right);
  const { added } = addedIn(c);
  const page = await unitsPage(c.var.ctx, askedOf(c.req.query()), { added, adding: mayAdd });
  const seats = seatOptions(page.seats, page.levels);
  const { values, ...marks } = addedIn(c, "unitKind", "orgUnitId");
  const { unitKind, orgUnitId } = values;
  const props = {
    frame: frameAround(c, "成员单位", marks.again),
    page,
    accountId,
    mayAdd,
    seats,
    attempt: refused ?? attempt({ kind: unitKind, orgUnitId }),
    idempotencyKey: newKey(c),
  };
  return show(c, <UnitsPage {...props} {...marks} />, status);
}

getSheets(unitPages, {
  path: "/units",
  right: memberUnit.rights.view,
  name: "成员单位",
  read: async (ctx, asked) => {
    const { units: rows, next } = await unitsPage(ctx, asked);
    return { rows, next };
  },
  columns: [
    { header: "单位名称", width: 36, value: ({ name }) => name },
    { header: "类型", width: 20, value: ({ kindName }) => kindName },
    { header: "登记地", width: 20, value: ({ seat }) => seat },
    { header: "状态", width: 10, value: ({ closedAt }) => (closedAt === null ? "在用" : "已停用") },
    { header: "停用时间", width: 18, value: ({ closedAt }) => momentIn(closedAt) },
  ],
});

unitPages.get("/units/:unitId", allow(memberUnit.rights.view), (c) => detailPage(c));

postMoves(unitPages, memberUnitMoves, detailPage);

async function detailPage(c: C, failed?: Failed<string>, status: 200 | 409 | 422 = 200) {
  const page = await unitPage(c.var.ctx, c.req.param("unitId") ?? "", beforeIn(c));
  const props = { frame: frameOf(c, page.name), now: c.var.now, page, failed, idempotencyKey: newKey(c) };
  return show(c, <UnitView {...props} />, status);
}

unitPages.get("/units/:unitId/edit", allow(correctMemberUnit.right), (c) => editPage(c));

unitPages.post("/units/:unitId", allow(correctMemberUnit.right), async (c) => {
  const unitId = c.req.param("unitId");
  const outcome = await attempting(c, ({ values }) => correctMemberUnit(c.var.ctx, { ...values, unitId }));
  if ("done" in outcome) return seeOther(c, `/units/${unitId}`, "已更正");
  return editPage(c, outcome.refused, outcome.refused.status);
});

async function editPage(c: C, refused?: Refused, status: 200 | 409 | 422 = 200) {
  const { unit, seats, kinds, levels } = await unitForm(c.var.ctx, c.req.param("unitId") ?? "");
  const offered = { kinds, seats: seatOptions(seats, levels) };
  const frame = frameOf(c, `更正${unit.name}`);
  const props = { frame, now: c.var.now, unit, ...offered, refused, idempotencyKey: newKey(c) };
  return show(c, <EditUnitPage {...props} />, status);
}
