import { sql } from "drizzle-orm";
import { assert } from "../kernel/changes.ts";
import { happening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { conveners } from "../kernel/roles.ts";
import { onMeeting } from "./meeting.ts";

/** Calls a meeting off. What was decided in one must stay with it: then it was held. */
export const cancelMeeting = move(onMeeting)({
  name: "cancel",
  resource: "cancellation",
  label: "取消会议",
  done: "会议已取消",
  from: ["scheduled"],
  refuses: ({ decided }) => (decided > 0 ? "会上已经记录了决议，不能取消。请结束会议" : undefined),
  who: conveners,
  input: { reason: prose("取消的原因", 200, "参会单位都能看到。") },
  form: { folded: "取消会议", below: "取消后不能恢复，需要时请重新安排。", danger: true },
  events: {
    cancelled: happening<{ reason: string }>(({ reason }) => ({ title: "会议取消", note: reason })),
  },
  decide: ({ meeting }, { reason }) => {
    const nothing = assert(sql`not exists (select 1 from resolutions where meeting_id = ${meeting.id})`);
    return {
      set: { state: "cancelled" },
      says: { cancelled: { reason } },
      rows: [nothing],
    };
  },
});
