import { Hono } from "hono";
import { type Attempt, attempt } from "../../../views/components/attempt.ts";
import type { Failed } from "../../../views/components/submit.ts";
import { EditOrgUnitPage } from "../../../views/org/edit.tsx";
import { OrgPage } from "../../../views/org/org.tsx";
import { type Asked, askedOf } from "../../domain/lists/asked.ts";
import { correctOrgUnit } from "../../domain/org/correct.ts";
import { orgUnitsPage } from "../../domain/org/list.ts";
import { orgUnitMoves } from "../../domain/org/moves.ts";
import { addOrgUnit } from "../../domain/org/org.ts";
import { orgUnit } from "../../domain/org/org-unit.ts";
import { orgPage, treePage } from "../../domain/org/read.ts";
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

/** The county tree. */
export const orgPages = new Hono<AppEnv>();

orgPages.get("/org", allow(orgUnit.rights.view), (c) => unitPage(c, null));
orgPages.get("/org/:orgUnitId", allow(orgUnit.rights.view), (c) => unitPage(c, c.req.param("orgUnitId")));

getSheets(orgPages, {
  path: "/org",
  right: orgUnit.rights.view,
  name: "组织",
  read: async (ctx, asked) => {
    const { units: rows, next } = await orgUnitsPage(ctx, asked);
    return { rows, next };
  },
  columns: [
    { header: "名称", width: 24, value: ({ name }) => name },
    { header: "层级", width: 12, value: ({ levelName }) => levelName },
    { header: "上级", width: 24, value: ({ parentName }) => parentName ?? "" },
    { header: "代码", width: 20, value: ({ code }) => code ?? "" },
    { header: "网格类型", width: 16, value: ({ kindName }) => kindName ?? "" },
    { header: "户数", width: 8, value: ({ households }) => households ?? "" },
    { header: "人数", width: 8, value: ({ residents }) => residents ?? "" },
    { header: "状态", width: 10, value: ({ closedAt }) => (closedAt === null ? "在用" : "已撤销") },
    { header: "撤销时间", width: 18, value: ({ closedAt }) => momentIn(closedAt) },
  ],
});

orgPages.post("/org", allow(addOrgUnit.right), async (c) => {
  const outcome = await attempting(c, ({ values }) => addOrgUnit(c.var.ctx, askedAgain(values).values));
  const { again, values } = askedAgain(c.var.submitted?.values ?? {});
  const { parentId, level, kind } = values;
  if ("refused" in outcome) {
    const above = typeof parentId === "string" && parentId !== "" ? parentId : null;
    return unitPage(c, above, { attempt: outcome.refused }, outcome.refused.status);
  }
  const { id, fits } = outcome.done;
  return seeOther(
    c,
    addedTo(`/org/${parentId}`, id, again, { level, gridKind: kind }),
    fits ? "已添加" : addedBeyond,
  );
});

const addedBeyond = "已添加。户数或人数不在划分标准之内，请核对";

interface Shown {
  /** The form that adds, as it was sent. */
  attempt?: Attempt;
  failed?: Failed<string>;
}

/** What is asked of a unit's list: unless anything is, what lies directly below it. */
function askedAt(c: C, orgUnitId: string | null): Asked {
  const asked = askedOf(c.req.query());
  const bare = Object.keys(asked).length === 0;
  return {
    ...asked,
    within: asked.within ?? orgUnitId ?? undefined,
    ...(bare ? { directly: true } : {}),
  };
}

async function unitPage(c: C, orgUnitId: string | null, shown: Shown = {}, status: 200 | 409 | 422 = 200) {
  const page = await treePage(c.var.ctx, askedAt(c, orgUnitId), {
    added: addedIn(c).added,
    before: beforeIn(c),
  });
  const { accountId } = c.var.ctx.actor;
  const { mayAdd, levelsBelow, gridKinds } = page;
  const { values, ...marks } = addedIn(c, "level", "gridKind");
  const { level, gridKind } = values;
  const frame = frameAround(c, page.unit.name, marks.again);
  const begun = { attempt: attempt({ level, kind: gridKind }), ...shown, ...marks };
  const offered = { page, mayAdd, levelsBelow, gridKinds };
  const props = { frame, now: c.var.now, accountId, ...offered, idempotencyKey: newKey(c) };
  return show(c, <OrgPage {...props} {...begun} />, status);
}

postMoves(orgPages, orgUnitMoves, (c, failed, status) =>
  unitPage(c, c.req.param("orgUnitId") ?? "", { failed }, status),
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
