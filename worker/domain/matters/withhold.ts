import { openHappening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { type Matter, onMatter } from "./matter.ts";

/** Whether everybody may read its outcome: residents found it solved, and nobody took it down. */
export const isPublic = ({ closure, withheldAt }: Pick<Matter, "closure" | "withheldAt">): boolean =>
  closure === "solved" && withheldAt === null;

/** Takes the outcome of a solved matter down from the public page, with the reason. Its reporter can still read it. */
export const withholdOutcome = move(onMatter)({
  name: "withhold",
  resource: "withholding",
  label: "撤下公示",
  logged: "撤下公开的办理结果",
  done: "办理结果已从首页撤下",
  from: ["closed"],
  refuses: ({ matter }) => (isPublic(matter) ? undefined : "这件事项的办理结果不在公布之列"),
  who: caseworkers,
  input: { reason: prose("撤下的原因", 200, "只有工作人员能看到。") },
  form: {
    danger: true,
    folded: "办理结果不宜公开",
    above:
      "居民评价已解决的，最近几件的办理结果公布在首页。撤下后首页不再显示这一件，上报人凭回执码仍能看到。",
    below: "撤下后可以恢复公示，两次的原因都会留在记录里。",
  },
  events: {
    withheld: openHappening<{ reason: string }>({
      staff: ({ reason }) => ({ title: "办理结果从首页撤下", note: reason, tone: "waiting" }),
      resident: () => ({ title: "办理结果不再在首页公布" }),
    }),
  },
  decide: (_state, { reason }, { now }) => ({ set: { withheldAt: now }, says: { withheld: { reason } } }),
});
