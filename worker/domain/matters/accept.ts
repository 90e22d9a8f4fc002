import { formatDueBy } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { endClocks } from "../clocks/end.ts";
import { openHappening } from "../kernel/happenings.ts";
import { optionalOneOf } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { beginningWords, begunAt } from "./begin.ts";
import { classed, urgenciesFor, urgencyName } from "./classed.ts";
import { acceptance } from "./clocks.ts";
import { classOf } from "./hand.ts";
import { handedOver } from "./listing.ts";
import { handledBy, type LoadedMatter, onMatter, refOf } from "./matter.ts";
import { limitedTo } from "./within.ts";

/** What an event keeps of an urgency that was chosen, and by when the level then must be done, where that changed or began. */
type Accepted = { urgency?: string; due?: string };

/** Takes a matter on; from now on the person answers for it. */
export const acceptMatter = move(onMatter)({
  name: "accept",
  resource: "acceptance",
  label: "受理",
  logged: "受理事项",
  done: "已受理，由您经办",
  from: ["reported", "reopened"],
  foretells: (state, given) => {
    const name = urgencyName(state);
    return `${name ? `现在按“${name}”办理。` : ""}${beginningWords(state, given)}`;
  },
  who: caseworkers,
  input: { urgency: optionalOneOf("紧急程度", "不选的，保持不变。") },
  choices: { urgency: urgenciesFor },
  form: { above: "受理后，您就是这件事项的经办人，居民会看到事项已受理。" },
  events: {
    accepted: openHappening<Accepted>({
      staff: ({ urgency, due }, now) => ({
        title: [
          "已受理",
          urgency && `按“${urgency}”办理`,
          due && `应于${formatDueBy(due as Instant, now)}办理`,
        ]
          .filter(Boolean)
          .join("，"),
        tone: "onTime",
      }),
      resident: ({ due }, now) => ({
        title: `已受理，正在办理${due ? `，${limitedTo({ due }, now)}` : ""}`,
        tone: "onTime",
      }),
    }),
  },
  decide: (state, { urgency }, given) => {
    const { matter } = state;
    const anew = urgency ? chosen(state, urgency, given) : { set: {}, says: {}, rows: [] };
    const begun = begunAt(state, { ...matter, ...anew.set }, given);
    return {
      set: { state: "accepted", ...anew.set, ...handledBy(given.actor) },
      says: { accepted: { ...anew.says, ...(begun.due ? { due: begun.due } : {}) } },
      ...(urgency ? { detail: { urgency } } : {}),
      rows: [
        endClocks(given.now, refOf(matter.id), "met", [acceptance.kind]),
        ...anew.rows,
        ...begun.rows,
        ...handedOver(matter, given.actor.accountId),
      ],
    };
  },
});

function chosen(state: LoadedMatter, urgency: string, given: Parameters<typeof classed>[2]) {
  const { due, rows } = classed(state, { ...classOf(state.matter), urgency }, given);
  const name = urgencyName(state, urgency) ?? urgency;
  return { set: { urgency }, says: { urgency: name, ...(due ? { due } : {}) }, rows };
}
