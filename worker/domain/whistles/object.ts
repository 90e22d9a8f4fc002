import { whistleStages } from "../../rules/schema/words.ts";
import { formatDeadline } from "../../time/format.ts";
import { startClock } from "../clocks/clocks.ts";
import { endClocks } from "../clocks/end.ts";
import { Conflict } from "../errors.ts";
import type { Foresight } from "../kernel/choices.ts";
import type { Given } from "../kernel/context.ts";
import { happening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { type LoadedCall, onCall, refOf } from "./call.ts";
import { objection, sign } from "./clocks.ts";
import { responders } from "./roles.ts";
import { nextStage, stagesOf } from "./stages.ts";

/** Says why whoever is called shouldn't have been. Whoever blew decides; until then all times run on. */
export const objectToCall = move(onCall)({
  name: "object",
  resource: "objection",
  label: "提出异议",
  done: "异议已提交",
  from: ["called", "signed", "contacted", "reportedIn"],
  refuses: ({ call }) => (call.ruling === null ? undefined : "异议已经裁定过，不能再提"),
  foretells: foretold,
  who: responders,
  input: { reason: prose("异议的理由", 400, "为什么不该由本单位报到，应当找哪个单位。") },
  form: { folded: "不该由我们报到，提出异议" },
  events: {
    objected: happening<{ to: string; reason: string }>(({ to, reason }) => ({
      title: `提出异议，等${to}裁定`,
      note: reason,
      tone: "waiting",
    })),
  },
  decide: (state, { reason }, given) => {
    const { call, unit } = state;
    const stood = isRead(state) ? "signed" : call.state;
    return {
      set: { state: "objected", stood, objection: reason },
      says: { objected: { to: unit.name, reason } },
      rows: [
        ...(isRead(state) ? [endClocks(given.now, refOf(call.id), "met", [sign.kind])] : []),
        started(state, given).row,
      ],
    };
  },
});

/** Whoever objects has read what they were called for, which is more than nothing where more is asked for. */
const isRead = (state: LoadedCall): boolean => {
  const [first, ...others] = stagesOf(state);
  return state.call.state === "called" && first === "sign" && others.length > 0;
};

/** The stage that the objection is about: the next one after it was read. */
function stageOf(state: LoadedCall) {
  const next = nextStage(state);
  const stage = isRead(state) ? stagesOf(state)[1] : next;
  if (!stage) throw new Conflict("已经没有要做的了");
  return stage;
}

function started(state: LoadedCall, given: Given) {
  const { call, whistle, unit, version, rules } = state;
  return startClock(given, objection, {
    record: call.id,
    title: `${call.name}：${whistle.body}`,
    owner: { kind: "org", id: unit.id },
    inputs: { whistle: whistle.kind, stage: stageOf(state), blownAt: whistle.blownAt },
    by: { version, rules },
  });
}

function foretold(state: LoadedCall, { now, calendar }: Foresight): string {
  const { whistle, rules, unit } = state;
  const stage = stageOf(state);
  const inputs = { whistle: whistle.kind, stage, blownAt: whistle.blownAt };
  const due = objection.reckon(rules, calendar, now, inputs);
  const by = due ? `最晚 ${formatDeadline(due.due, now)}` : "";
  return `由${unit.name}裁定，${by}。在那之前各步期限照常计时；${isRead(state) ? "提出异议也就签收了，" : ""}不成立的，接着${whistleStages[stage]}。`;
}
