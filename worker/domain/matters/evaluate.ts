import * as z from "zod";
import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { endClocks } from "../clocks/end.ts";
import { Conflict } from "../errors.ts";
import type { Given } from "../kernel/context.ts";
import { openHappening } from "../kernel/happenings.ts";
import { optional, prose, yesOrNo } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { evaluation } from "./clocks.ts";
import { contactsKept } from "./forget-reporter.ts";
import { followsUntil, outcomeFor } from "./linked.ts";
import { refOf } from "./matter.ts";
import { partedFromMain } from "./merge.ts";
import { deskAnew, reopenedAt, reopenedEvents } from "./reopened.ts";
import { consequenceOf } from "./verdict.ts";
import { onReceipt, type Waiting } from "./waiting.ts";

/** What an event keeps of a verdict. */
type Evaluated = { solved: boolean; satisfied?: boolean; comment?: string };

/** The resident's verdict. A bad one reopens the matter, as often and as many levels up as its rules say. */
export const evaluateMatter = move(onReceipt)({
  name: "evaluate",
  resource: "evaluation",
  label: "居民评价是否解决",
  logged: "评价事项",
  done: "您的评价已登记",
  from: ["resolved", "merged"],
  refuses: refusalToFollower,
  who: "public",
  input: {
    solved: yesOrNo("请选择问题是否解决"),
    satisfied: optional(yesOrNo("请选择是否满意")),
    comment: optional(prose("意见", 400)),
  },
  output: z.object({ state: z.string() }),
  events: {
    evaluated: openHappening<Evaluated>({
      staff: ({ solved, satisfied, comment }) => ({
        title: `居民评价：${solved ? "已解决" : "没有解决"}${satisfactionWord(satisfied)}`,
        note: comment,
        tone: solved && satisfied !== false ? "done" : "overdue",
        unnamed: true,
      }),
      resident: ({ solved, satisfied, comment }) => ({
        title: `您评价：${solved ? "已经解决" : "没有解决"}${satisfactionWord(satisfied)}`,
        note: comment,
        tone: solved && satisfied !== false ? "done" : "overdue",
      }),
    }),
    exhausted: openHappening<{ reopenings: number }>({
      staff: ({ reopenings }) => ({
        title: `已重办 ${reopenings} 次，按规则不再重办，办结`,
        tone: "waiting",
      }),
      resident: ({ reopenings }) => ({
        title: `已重办 ${reopenings} 次，不再重办，办结`,
        note: "您的评价已记录在案。仍有意见的，请联系所在的社区，或拨打12345热线。",
      }),
    }),
    ...reopenedEvents,
  },
  decide: (state, { comment, ...verdict }, given) => {
    mustBeInTime(untilOf(state, given), given.now);
    const { matter, rules } = state;
    const said = { ...verdict, ...(comment ? { comment } : {}) } as Evaluated;
    const consequence = consequenceOf(rules, matter.reopenings, verdict);
    if (consequence === "reopens") return reopened(state, said, given);
    const { reopenings } = matter;
    return {
      ...ended(state, said, given),
      says: { evaluated: said, ...(consequence === "stands" ? { exhausted: { reopenings } } : {}) },
      detail: { solved: verdict.solved },
    };
  },
});

/** A duplicate stays one, and is counted nowhere. */
function ended(
  state: Waiting,
  { solved, satisfied = null }: Evaluated | { solved: boolean; satisfied: null },
  given: Given,
) {
  const [{ matter }, { now }] = [state, given];
  const said = { satisfied, closedAt: now };
  if (matter.state === "merged") return { result: { state: "merged" }, set: said, rows: [] };
  const closure = solved ? ("solved" as const) : ("unsolved" as const);
  return {
    result: { state: "closed" },
    set: { ...said, state: "closed" as const, closure },
    rows: [answered(now, matter.id), ...contactsKept(state, now, given)],
  };
}

/** Whoever reported a duplicate has a verdict of their own, once, when something has come of the main matter. */
function refusalToFollower(state: Waiting): string | undefined {
  if (state.matter.state !== "merged") return undefined;
  if (state.matter.closedAt) return "您已经评价过了";
  return outcomeFor(state) ? undefined : "一起办理的事项还没有结果，有了结果再评价";
}

const untilOf = (state: Waiting, given: Given): Instant | null =>
  state.matter.state === "merged"
    ? followsUntil(state, given)
    : ((state.until?.dueAt ?? null) as Instant | null);

/** The resident has said what they think: nobody waits for it any more. */
const answered = (now: Instant, matterId: string) =>
  endClocks(now, refOf(matterId), "met", [evaluation.kind]);

const satisfactionWord = (satisfied: boolean | undefined): string =>
  satisfied === undefined ? "" : satisfied ? "，满意" : "，不满意";

/** Once the time is over the matter closes without a verdict, whether or not that was carried out yet. */
function mustBeInTime(until: Instant | null, now: Instant): void {
  if (!until || now <= until) return;
  throw new Conflict(`评价期限到${formatDeadline(until, now)}为止，已经过了。仍没有解决的，请重新提交`);
}

function reopened(state: Waiting, said: Evaluated, given: Given) {
  const { matter, rules } = state;
  const anew = reopenedAt(state, deskAnew(state, rules.handling.evaluation.raise), given);
  return {
    result: { state: "reopened" },
    set: {
      ...anew.set,
      satisfied: said.satisfied ?? null,
      reopenings: matter.reopenings + 1,
      mergedInto: null,
    },
    says: { evaluated: said, ...anew.says },
    detail: { solved: said.solved },
    rows: [answered(given.now, matter.id), ...anew.rows, ...partedFromMain(state, given)],
  };
}
