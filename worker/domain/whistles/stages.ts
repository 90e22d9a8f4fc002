import type { WhistleStage } from "../../rules/schema/rule-set.ts";
import { whistleStages } from "../../rules/schema/words.ts";
import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { runningIn } from "../clocks/clocks.ts";
import { endClocks } from "../clocks/end.ts";
import type { Given } from "../kernel/context.ts";
import { type LoadedCall, refOf } from "./call.ts";
import { endedRows } from "./ended.ts";
import { stageClocks } from "./stage-clocks.ts";
import type { CallState } from "./states.ts";
import { type LoadedWhistle, ruleOf } from "./whistle.ts";

/** What a call is once it has reached a stage. */
const reaches = {
  sign: "signed",
  contact: "contacted",
  reportIn: "reportedIn",
  done: "done",
} as const satisfies Record<WhistleStage, CallState>;

const all = Object.keys(whistleStages) as WhistleStage[];

/** The stages that the rules of a whistle ask for, in order. */
export const stagesOf = (state: Pick<LoadedWhistle, "rules" | "whistle">): WhistleStage[] => {
  const { clocks } = ruleOf(state);
  return all.filter((stage) => clocks[stage]);
};

/** Up to and with a stage, those that run. */
const runningTo = ({ clocks }: LoadedCall, stage: WhistleStage): WhistleStage[] =>
  all.slice(0, all.indexOf(stage) + 1).filter((each) => runningIn(clocks, stageClocks[each]));

/** The stage that is to be reached next. */
export const nextStage = ({ clocks }: Pick<LoadedCall, "clocks">): WhistleStage | undefined =>
  all.find((stage) => runningIn(clocks, stageClocks[stage]));

/** Why a stage can't be reached though the state allows it. */
export const notAsked = (stage: WhistleStage) => (state: LoadedCall) =>
  stagesOf(state).includes(stage) ? undefined : `这种吹哨不要求${whistleStages[stage]}`;

/** `应于 11月24日 18:00 前报到。同时记为已签收、联系。` */
export const toldOf =
  (stage: WhistleStage) =>
  (state: LoadedCall, { now }: Pick<Given, "now">): string => {
    const clock = runningIn(state.clocks, stageClocks[stage]);
    const skipped = runningTo(state, stage).filter((each) => each !== stage);
    const due = clock
      ? `应于 ${formatDeadline(clock.dueAt as Instant, now)} 前${whistleStages[stage]}。`
      : "";
    const also = skipped.map((each) => whistleStages[each]).join("、");
    return due + (also ? `同时记为已${also}。` : "");
  };

/** What becomes of a call that reaches a stage, with those before it; the last that is asked for ends it. */
export function reached(state: LoadedCall, stage: WhistleStage, given: Given) {
  const isLast = stagesOf(state).at(-1) === stage;
  const ending = endClocks(given.now, refOf(state.call.id), "met", runningTo(state, stage));
  return {
    set: { state: isLast ? ("done" as const) : reaches[stage] },
    rows: [ending, ...(isLast ? endedRows(state, given) : [])],
  };
}
