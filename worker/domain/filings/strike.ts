import { formatDate } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { Invalid } from "../errors.ts";
import type { Foresight } from "../kernel/choices.ts";
import type { Given } from "../kernel/context.ts";
import { happening } from "../kernel/happenings.ts";
import { type Choice, oneOf, prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import type { Absent } from "./drawn.ts";
import { absentOf, documentOf, type LoadedFiling, namedIn, onFiling, scopesOfFiling } from "./filing.ts";

/** What an event keeps of an entry that is struck off, or put back. */
export type OfEntry = { name: string; number: string; reason: string };

/** A unit that came after all, or had good reason not to, isn't named; what is struck off stands in the filing. */
export const strikeAbsent = move(onFiling)({
  name: "strike",
  resource: "correction",
  label: "更正",
  logged: "更正没有报到的名单",
  done: "已更正，不列入通报",
  from: ["open"],
  refuses: (state, given) => (offered(state, given).length > 0 ? undefined : "现在没有可以更正的"),
  who: caseworkers,
  input: {
    call: oneOf("不列入通报的"),
    reason: prose("更正的理由", 400, "如已经到场、登记有误。写在报备里，被通报的单位也能看到。"),
  },
  choices: { call: offered },
  form: { folded: "名单有误，更正", above: "更正了的仍写在报备里，注明理由和更正的人。" },
  events: {
    struck: happening<OfEntry>(({ name, number, reason }) => ({
      title: `更正：${name}（吹哨 ${number}）不列入通报`,
      note: reason,
    })),
  },
  decide: (state, { call, reason }, given) => {
    const { filing } = state;
    const { name, number } = entryIn(strikable(state, given), call);
    const struck = [...filing.struck, { call, reason, by: given.actor.name, at: given.now }];
    return { set: { struck }, says: { struck: { name, number, reason } } };
  },
});

/** What may be struck off: nobody takes their own unit off the list who acts for that alone. */
function strikable(state: LoadedFiling, { actor, now }: Pick<Given, "actor" | "now">): Absent[] {
  const { act } = scopesOfFiling(state);
  const own = actor.grants.flatMap(({ scopeId }) => (scopeId && act.includes(scopeId) ? [scopeId] : []));
  const absent = namedIn(absentOf(documentOf(state, now), state.filing));
  return absent.filter(({ responder }) => own.some((scope) => scope !== responder));
}

function offered(state: LoadedFiling, given: Foresight): Choice[] {
  return strikable(state, given).map(({ call, ...entry }) => ({
    value: call,
    label: calledOf(entry, given),
  }));
}

/** `住建局，11月3日吹哨 2026-000012` */
export const calledOf = (
  { name, number, blownAt }: Pick<Absent, "name" | "number" | "blownAt">,
  { now }: Pick<Given, "now">,
): string => `${name}，${formatDate(blownAt as Instant, now)}吹哨 ${number}`;

/** @throws Invalid for one that isn't among them any more */
export function entryIn(entries: readonly Absent[], call: string): Absent {
  const found = entries.find((entry) => entry.call === call);
  if (!found) throw new Invalid([{ path: "call", message: "请选择列出的一项" }]);
  return found;
}
