import { openHappening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { onMatter } from "./matter.ts";
import { isPublic } from "./withhold.ts";

/** Shows a taken down outcome to the public again, with the reason; that it was taken down stays on record. */
export const showOutcomeAgain = move(onMatter)({
  name: "showAgain",
  resource: "publication",
  label: "恢复公示",
  logged: "恢复公开办理结果",
  done: "办理结果已恢复在首页公布",
  from: ["closed"],
  refuses: ({ matter }) => {
    if (!isPublic({ ...matter, withheldAt: null })) return "这件事项的办理结果不在公布之列";
    return matter.withheldAt === null ? "这件事项的办理结果没有撤下，不用恢复" : undefined;
  },
  who: caseworkers,
  input: { reason: prose("恢复的原因", 200, "只有工作人员能看到。") },
  form: {
    folded: "办理结果可以公开",
    above: "恢复后首页重新公布这一件的办理结果。请先确认里面没有姓名、电话和住址。",
  },
  events: {
    shownAgain: openHappening<{ reason: string }>({
      staff: ({ reason }) => ({ title: "办理结果恢复在首页公布", note: reason, tone: "done" }),
      resident: () => ({ title: "办理结果重新在首页公布" }),
    }),
  },
  decide: (_state, { reason }) => ({ set: { withheldAt: null }, says: { shownAgain: { reason } } }),
});
