import { returnableUntil } from "../../rules/engine/handling.ts";
import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { startClock } from "../clocks/clocks.ts";
import { Conflict } from "../errors.ts";
import type { Foresight } from "../kernel/choices.ts";
import { happening } from "../kernel/happenings.ts";
import { oneOf, prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { type Desk, deskAbove, desksOf, ownerAt } from "../matters/desks.ts";
import { assignees, type LoadedAssignment, onAssignment } from "./assignment.ts";
import { returned } from "./clocks.ts";

/** Gives a part back that isn't the unit's, with one of the rules' reasons. Until that is answered its time runs on. */
export const returnAssignment = move(onAssignment)({
  name: "return",
  resource: "return",
  label: "退回",
  logged: "退回承办",
  done: "已退回，等待答复",
  from: ["assigned", "accepted"],
  refuses: refusalToReturn,
  foretells: foretold,
  who: assignees,
  input: {
    reason: oneOf("退回的理由"),
    note: prose("说明", 400, "依据是什么，应当由哪个单位办。居民看不到。"),
  },
  choices: {
    reason: (state) => (rulesOf(state)?.reasons ?? []).map((value) => ({ value, label: value })),
  },
  form: { folded: "不该由我们承办，退回" },
  events: {
    returned: happening<{ to: string; reason: string; note: string; times: number }>(
      ({ to, reason, note, times }) => ({
        title: `第 ${times} 次退回：${reason}，等${to}答复`,
        note,
        tone: "waiting",
      }),
    ),
  },
  decide: (state, { reason, note }, given) => {
    const { part, version, rules } = state;
    const times = part.returns + 1;
    const desk = answererOf(state);
    const starting = {
      record: part.id,
      title: `${part.name}：${state.matter.body}`,
      owner: ownerAt(desk),
      inputs: {},
      by: { version, rules },
    };
    return {
      set: {
        ...({ state: "returned", stood: part.state, returns: times, reason, note } as const),
        returnedById: given.actor.accountId,
      },
      detail: { reason, times },
      says: { returned: { to: desk.unit.name, reason, note, times } },
      rows: [startClock(given, returned, starting).row],
    };
  },
});

const rulesOf = ({ rules }: Pick<LoadedAssignment, "rules">) => rules.handling.dispatch?.returns;

/** Whether the unit above has the word: whoever has the matter has insisted as often as the rules let it. */
const isLast = ({ part, rules }: LoadedAssignment): boolean =>
  part.returns >= (rulesOf({ rules })?.times ?? 0);

/** Who answers the next return: whoever has the matter, or the unit above; at the top that unit again. */
function answererOf(state: LoadedAssignment): Desk {
  const { rules, lineage, matter } = state;
  const desk = deskAbove(desksOf(rules, lineage), matter.level, isLast(state) ? 1 : 0);
  if (!desk) throw new Conflict("没有可以答复的单位");
  return desk;
}

function refusalToReturn(state: LoadedAssignment, { now, calendar }: Foresight): string | undefined {
  const { part, rules } = state;
  const returns = rulesOf(state);
  if (!returns) return "本县规则里没有退回";
  if (part.returns > returns.times) return "上一级已经裁定由您单位承办，不能再退回";
  const until = returnableUntil(rules, part.putAt as Instant, calendar);
  return until && until.due < now ? `最晚 ${formatDeadline(until.due, now)} 前退回，已经过了` : undefined;
}

/** `由汉城街道答复，最晚 11月25日 18:00。在那之前承办期限照常计时。` */
function foretold(state: LoadedAssignment, { now, calendar }: Foresight): string {
  const { part, rules } = state;
  const by = answererOf(state).unit.name;
  const until = returnableUntil(rules, part.putAt as Instant, calendar)?.due ?? now;
  const due = returned.reckon(rules, calendar, now, {})?.due ?? now;
  const word = isLast(state) ? `这一次由${by}裁定，裁定后不能再退` : `由${by}答复`;
  return `${formatDeadline(until, now)} 前可以退回。${word}，最晚 ${formatDeadline(due, now)}。在那之前承办期限照常计时。`;
}
