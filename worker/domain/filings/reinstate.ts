import type { Foresight } from "../kernel/choices.ts";
import type { Given } from "../kernel/context.ts";
import { happening } from "../kernel/happenings.ts";
import { type Choice, oneOf, prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import type { Absent } from "./drawn.ts";
import { absentOf, documentOf, type LoadedFiling, onFiling } from "./filing.ts";
import { calledOf, entryIn, type OfEntry } from "./strike.ts";

/** An entry was struck off by mistake: it is named again. */
export const reinstateAbsent = move(onFiling)({
  name: "reinstate",
  resource: "reinstatement",
  label: "恢复列入",
  logged: "恢复没有报到的名单",
  done: "已恢复列入通报",
  from: ["open"],
  refuses: (state, given) => (struckIn(state, given).length > 0 ? undefined : "没有更正过的"),
  who: caseworkers,
  input: { call: oneOf("恢复列入通报的"), reason: prose("恢复的理由", 400) },
  choices: { call: offered },
  form: { folded: "更正错了，恢复列入" },
  events: {
    reinstated: happening<OfEntry>(({ name, number, reason }) => ({
      title: `恢复：${name}（吹哨 ${number}）列入通报`,
      note: reason,
    })),
  },
  decide: (state, { call, reason }, given) => {
    const { name, number } = entryIn(struckIn(state, given), call);
    const struck = state.filing.struck.filter((each) => each.call !== call);
    return { set: { struck }, says: { reinstated: { name, number, reason } } };
  },
});

const struckIn = (state: LoadedFiling, { now }: Pick<Given, "now">): Absent[] =>
  absentOf(documentOf(state, now), state.filing).filter(({ struck }) => struck !== null);

function offered(state: LoadedFiling, given: Foresight): Choice[] {
  return struckIn(state, given).map(({ call, ...entry }) => ({ value: call, label: calledOf(entry, given) }));
}
