import * as z from "zod";
import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { endClocks, resumeClock } from "../clocks/clocks.ts";
import { Conflict, NotFound } from "../errors.ts";
import type { Given } from "../kernel/context.ts";
import { openHappening } from "../kernel/happenings.ts";
import { optional, prose, yesOrNo } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { evaluation, overall } from "./clocks.ts";
import { deskAbove, desksOf, ownerAt } from "./desks.ts";
import { countedClosed } from "./figures.ts";
import { type Handed, handedTo, handTo, limitedTo, sentTo } from "./hand.ts";
import { handedOver } from "./listing.ts";
import { nobodys, refOf } from "./matter.ts";
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
  from: ["resolved"],
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
    reopened: openHappening<Handed>({
      staff: (handed, now) => ({ title: `重新办理，${sentTo(handed, now)}`, tone: "dueSoon" }),
      resident: (handed, now) => ({ title: `重新办理，转到${handed.to}，${limitedTo(handed, now)}` }),
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
  },
  decide: (state, { comment, ...verdict }, given) => {
    mustBeInTime(state, given.now);
    const { matter, rules } = state;
    const said = { ...verdict, ...(comment ? { comment } : {}) } as Evaluated;
    const satisfied = verdict.satisfied ?? null;
    const consequence = consequenceOf(rules, matter.reopenings, verdict);
    const detail = { solved: verdict.solved };
    if (consequence === "reopens") return reopened(state, said, given);
    const { reopenings } = matter;
    const closure = verdict.solved ? "solved" : "unsolved";
    return {
      result: { state: "closed" },
      set: { state: "closed", closure, satisfied, closedAt: given.now },
      says: { evaluated: said, ...(consequence === "stands" ? { exhausted: { reopenings } } : {}) },
      detail,
      rows: [answered(given.now, matter.id), countedClosed(given.now, matter, closure, satisfied)],
    };
  },
});

/** The resident has said what they think: nobody waits for it any more. */
const answered = (now: Instant, matterId: string) =>
  endClocks(now, refOf(matterId), "met", [evaluation.kind]);

const satisfactionWord = (satisfied: boolean | undefined): string =>
  satisfied === undefined ? "" : satisfied ? "，满意" : "，不满意";

/** Once the time is over the matter closes without a verdict, whether or not that was carried out yet. */
function mustBeInTime({ until }: Waiting, now: Instant): void {
  if (!until || now <= until.dueAt) return;
  throw new Conflict(
    `评价期限到${formatDeadline(until.dueAt as Instant, now)}为止，已经过了。仍没有解决的，请重新提交`,
  );
}

function reopened(state: Waiting, said: Evaluated, given: Given) {
  const { matter, lineage, version, rules } = state;
  const desk = deskAbove(desksOf(rules, lineage), matter.level, rules.handling.evaluation.raise);
  if (!desk) throw new NotFound("handling level");
  const { at, started, rows } = handTo(given, desk, matter, { version, rules });
  return {
    result: { state: "reopened" },
    set: {
      state: "reopened" as const,
      satisfied: said.satisfied ?? null,
      reopenings: matter.reopenings + 1,
      ...nobodys,
      ...at,
    },
    says: { evaluated: said, reopened: handedTo(desk, started) },
    detail: { solved: said.solved },
    rows: [
      answered(given.now, matter.id),
      ...rows,
      // The overall clock never starts again.
      resumeClock(refOf(matter.id), overall.kind, ownerAt(desk)),
      ...handedOver(matter, null),
    ],
  };
}
