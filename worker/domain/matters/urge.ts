import { localDateOf } from "../../time/instants.ts";
import { openHappening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { officers } from "../kernel/roles.ts";
import { tellGroup } from "../robots/send.ts";
import { type LoadedMatter, matter as noun, onMatter, scopesOfMatter } from "./matter.ts";
import { dealtWith } from "./states.ts";

/** The unit that has a matter. */
const unitOf = ({ matter }: LoadedMatter): string => scopesOfPath(matter.levelPath).at(-1) ?? "";

/** Urges the unit that has a matter, from above it: once a day, on record and in the unit's group where it has one. */
export const urgeMatter = move(onMatter)({
  name: "urge",
  resource: "urging",
  label: "催办",
  logged: "催办事项",
  done: "已催办",
  from: dealtWith,
  refuses: ({ matter }, { now }) =>
    matter.urgedAt && localDateOf(matter.urgedAt as never) === localDateOf(now)
      ? "今天已经催办过，明天可以再催"
      : undefined,
  who: [...officers, "inspector"],
  // Whoever has it urges nobody; those above do.
  scopes: (state) => {
    const own = unitOf(state);
    const { see } = scopesOfMatter(state.matter);
    return { see, act: scopesOfPath(state.matter.levelPath).filter((scope) => scope !== own) };
  },
  input: { text: prose("催办的要求", 100, "写给经办单位看：为什么急，希望什么时候有结果。居民看不到。") },
  form: { folded: "催办", aside: true },
  events: {
    urged: openHappening<{ text: string; times: number }>({
      staff: ({ text, times }) => ({ title: `第 ${times} 次催办`, note: text, tone: "overdue" }),
      resident: () => ({ title: "上级单位已经催办" }),
    }),
  },
  decide: (state, { text }, given) => {
    const { id, number, body, urgings } = state.matter;
    const times = urgings + 1;
    const lines = [
      { text: `${number} ${body}`, href: noun.page + id },
      { text, href: "" },
    ];
    const message = { title: "催办", lines, urgent: false };
    return {
      set: { urgings: times, urgedAt: given.now },
      says: { urged: { text, times } },
      detail: { times },
      rows: [tellGroup(given, `urging ${id} ${times}`, { scope: unitOf(state), ...message })],
    };
  },
});
