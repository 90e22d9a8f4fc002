import * as z from "zod";
import { robots } from "../../../db/tenant/schema/org.ts";
import { Conflict } from "../errors.ts";
import { updateExactlyOne } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { happening } from "../kernel/happenings.ts";
import { right } from "../kernel/rights.ts";
import type { Outcome } from "./answer.ts";
import { loadedRobot, noRobot, type Robot, scopeId, wholeRobot } from "./on-robot.ts";
import { freeAt } from "./pace.ts";
import { keepers, refOf, robot } from "./robot.ts";
import { noted, sameRobot, sendTo } from "./sending.ts";

/** What came of it, as people read it; null where it was received. */
const failureOf = (outcome: Outcome): string | null => {
  if (outcome.kind === "received") return null;
  return outcome.kind === "limited" ? tooMany : outcome.words;
};

const tooMany = "这个机器人刚发过很多条消息，请过几分钟再试";

/** Writes to the group at once, at any hour: somebody waits for it. What came of it is answered, and kept with the robot. */
export const testRobot = command({
  right: right("robot.test", "给群机器人发测试消息", keepers, robot.rights.view),
  input: z.strictObject({ scopeId }),
  operation: {
    resource: "/robots/{scopeId}/test",
    summary: "往群里发一条测试消息，回答是否送达",
    output: z.object({ id: z.string(), delivered: z.boolean(), failure: z.string().nullable() }),
  },
  events: {
    tested: happening<{ failure: string | null }>(({ failure }) => ({
      title: failure === null ? "测试消息已送达" : "测试消息没有送达",
      note: failure ?? undefined,
      tone: failure === null ? "done" : "waiting",
    })),
  },
  load: (orm, { scopeId }) => wholeRobot(orm, scopeId),
  state: (rows) => loadedRobot(rows),
  scopes: ({ home }) => home.scopes,
  prepare: (_input, ctx, { home, robot }) => tried(ctx, robot, home.name),
  decide: ({ home }, _input, { prepared: { robot, outcome, at } }) => {
    const failure = failureOf(outcome);
    return {
      result: { id: home.id, delivered: failure === null, failure },
      on: refOf(home.id),
      detail: { kind: robot.kind, delivered: failure === null },
      says: { tested: { failure } },
      rows: [updateExactlyOne(robots, sameRobot(robot), noted(outcome, at))],
    };
  },
});

async function tried(ctx: Context, robot: Robot | undefined, name: string) {
  if (!robot) throw new Conflict(noRobot);
  const at = ctx.robots.clock();
  if (freeAt(robot.kind, robot.sent, at) > at) throw new Conflict(tooMany);
  const lines = [{ text: `“${name}”的提醒会发到这个群。`, href: "" }];
  const outcome = await sendTo(ctx, robot, { title: "测试消息", lines }, { base: "" });
  return { robot, outcome, at };
}
