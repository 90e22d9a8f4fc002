import { Hono } from "hono";
import type { Failed } from "../../../views/components/submit.ts";
import { RobotView } from "../../../views/robots/robot.tsx";
import { robotMoves } from "../../domain/robots/moves.ts";
import { robotPage } from "../../domain/robots/read.ts";
import { robot } from "../../domain/robots/robot.ts";
import { setRobot } from "../../domain/robots/set.ts";
import { testRobot } from "../../domain/robots/test.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { postMoves } from "../moves.ts";
import { beforeIn } from "../past.ts";
import { seeOther, show } from "../show.ts";

/** The robots of units' groups. */
export const robotPages = new Hono<AppEnv>();

robotPages.get("/robots/:scopeId", allow(robot.rights.view), (c) => page(c));

robotPages.post("/robots/:scopeId/setting", allow(setRobot.right), async (c) => {
  const scopeId = c.req.param("scopeId");
  const outcome = await attempting(c, ({ values }) => setRobot(c.var.ctx, { ...values, scopeId }));
  if ("done" in outcome) return seeOther(c, `/robots/${scopeId}`, "群机器人已保存，请发一条测试消息");
  const { refused } = outcome;
  return page(c, { form: "setting", attempt: refused }, refused.status);
});

robotPages.post("/robots/:scopeId/test", allow(testRobot.right), async (c) => {
  const scopeId = c.req.param("scopeId");
  const outcome = await attempting(c, ({ values }) => testRobot(c.var.ctx, { ...values, scopeId }));
  if ("refused" in outcome)
    return page(c, { form: "test", attempt: outcome.refused }, outcome.refused.status);
  const { delivered } = outcome.done;
  return seeOther(c, `/robots/${scopeId}`, delivered ? "测试消息已送达，请到群里看一眼" : undefined);
});

postMoves(robotPages, robotMoves, page);

async function page(c: C, failed?: Failed<string>, status: 200 | 409 | 422 = 200) {
  const shown = await robotPage(c.var.ctx, c.req.param("scopeId") ?? "", beforeIn(c));
  const frame = frameOf(c, `${shown.home.name}的群机器人`);
  const props = { frame, now: c.var.now, page: shown, failed, idempotencyKey: newKey(c) };
  return show(c, <RobotView {...props} />, status);
}
