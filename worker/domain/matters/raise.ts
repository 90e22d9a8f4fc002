import { admitted } from "../../rules/engine/admission.ts";
import { Conflict } from "../errors.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { type LoadedMatter, onMatter } from "./matter.ts";
import { deskOver, foretold, raised, raisedEvents } from "./raised.ts";
import { dealtWith } from "./states.ts";

/** Passes what a level can't settle to the one above, where the rules let it. */
export const raiseMatter = move(onMatter)({
  name: "raise",
  resource: "escalation",
  label: "上报上一级",
  done: "已上报上一级",
  from: dealtWith,
  refuses: refusal,
  foretells: (state, given) => {
    const desk = deskOver(state);
    return desk
      ? `${isOutside(state) ? "这一类别不在网格准入清单内。" : ""}${foretold(state, desk, given)}`
      : "";
  },
  who: caseworkers,
  input: {
    reason: prose("上报的原因", 400, "写给上一级看：本级做过什么，为什么办不了。居民看不到。"),
  },
  form: { folded: "本级办不了，要上报" },
  events: raisedEvents,
  decide: (state, { reason }, given) => {
    const desk = deskOver(state);
    if (!desk) throw new Conflict(highest);
    return raised(state, desk, { cause: "request", reason }, given);
  },
});

/** Whether it lies with a grid that needn't take it: its category was changed to one that the admission list doesn't name. */
function isOutside({ rules, matter }: LoadedMatter): boolean {
  const level = rules.handling.levels.find(({ key }) => key === matter.level);
  return level !== undefined && !admitted(rules, level.level, matter.category);
}

const highest = "已经由最高一级办理，没有上一级可以上报";

function refusal(state: LoadedMatter): string | undefined {
  if (!deskOver(state)) return highest;
  const level = state.rules.handling.levels.find(({ key }) => key === state.matter.level);
  if (level?.escalateOn.includes("request") || isOutside(state)) return undefined;
  return "按本县规则，这一级不能主动上报";
}
