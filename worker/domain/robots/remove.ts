import { eq } from "drizzle-orm";
import { robots } from "../../../db/tenant/schema/org.ts";
import { statement } from "../kernel/changes.ts";
import { happening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { onRobot } from "./on-robot.ts";
import { keepers } from "./robot.ts";
import { endUnsent } from "./unsent.ts";

/** Takes the robot out: nothing is sent to the group any more, and what waits ends unsent. */
export const removeRobot = move(onRobot)({
  name: "remove",
  resource: "removal",
  label: "移除群机器人",
  done: "群机器人已移除",
  from: ["open"],
  who: keepers,
  input: {},
  form: {
    folded: "移除群机器人",
    below: "移除后不再往群里发消息，还在等待的消息不再发送。群里的机器人请在群设置里另外删除。",
    danger: true,
  },
  events: { removed: happening<object>(() => ({ title: "移除群机器人" })) },
  decide: ({ home, robot }) => ({
    says: { removed: {} },
    detail: { kind: robot?.kind },
    rows: [
      statement((orm) => orm.delete(robots).where(eq(robots.id, home.id))),
      endUnsent(home.id, "群机器人已移除，没有发送"),
    ],
  }),
});
