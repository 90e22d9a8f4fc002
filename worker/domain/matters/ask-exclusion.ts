import { excludableUntil } from "../../rules/engine/exclusions.ts";
import { formatDeadline, formatDueBy } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { startClock } from "../clocks/clocks.ts";
import type { Foresight } from "../kernel/choices.ts";
import { openHappening } from "../kernel/happenings.ts";
import { oneOf, prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { asking, exclusionsOf, reviewingUnit, unknown } from "./excluded.ts";
import { exclusion } from "./exclusion-clock.ts";
import { type LoadedMatter, onMatter } from "./matter.ts";
import type { ExclusionState } from "./states.ts";

/** Asks that a matter that has ended isn't counted. */
export const askExclusion = move(onMatter)({
  ...asking,
  name: "askExclusion",
  resource: "exclusion",
  label: "申请剔除",
  logged: "申请把事项从统计中剔除",
  done: "剔除申请已提交",
  refuses: refusal,
  foretells: foretold,
  input: {
    reason: oneOf("理由"),
    note: prose("说明", 400, "为什么不应计入本单位的统计，有什么依据。居民看不到。"),
  },
  choices: {
    reason: ({ rules }) =>
      (rules.handling.exclusions?.reasons ?? []).map((reason) => ({ value: reason, label: reason })),
  },
  form: { folded: "不应计入统计，申请剔除", aside: true },
  events: {
    exclusionAsked: openHappening<{ to: string; reason: string; note: string }>({
      staff: ({ to, reason, note }) => ({
        title: `申请剔除：${reason}，等${to}审核`,
        note,
        tone: "waiting",
      }),
      resident: () => ({
        title: "办理单位申请不把这件事项计入统计，等待审核。您的评价照常保留，也计入剔除前的数字",
      }),
    }),
  },
  decide: (state, { reason, note }, given) => {
    const { matter, version, rules } = state;
    const to = reviewingUnit(state);
    const { accountId, name } = given.actor;
    const asked = { state: "asked" as const, reason, note, by: accountId ?? "", byName: name, agreed: [] };
    const owner = { kind: "org" as const, id: to.id };
    const waiting = { record: matter.id, title: matter.body, owner, inputs: {}, by: { version, rules } };
    return {
      set: { exclusion: asked },
      says: { exclusionAsked: { to: to.name, reason, note } },
      detail: { reason },
      rows: [startClock(given, exclusion, waiting).row],
    };
  },
});

/** Why it isn't asked for again: one request at a time, and what the county looked at it has looked at. */
const already: Record<ExclusionState, string> = {
  asked: "已经申请剔除，正等审核",
  granted: "这件事项已经剔除",
  refused: "已经答复不予剔除，不能再申请",
  revoked: "剔除已经撤销，不能再申请",
};

function refusal(state: LoadedMatter, { now, calendar }: Foresight): string | undefined {
  const { matter, rules } = state;
  if (matter.exclusion) return already[matter.exclusion.state];
  const until = excludableUntil(rules, matter.closedAt as Instant, calendar)?.due;
  if (!until) return unknown;
  return now <= until ? undefined : `提出期限到${formatDeadline(until, now)}为止，已经过了`;
}

/** `8月27日 18:00 前可以提出，由新野县审核，2 人都同意才剔除。剔除前后的数字一并显示。` */
function foretold(state: LoadedMatter, { now, calendar }: Foresight): string {
  const until = excludableUntil(state.rules, state.matter.closedAt as Instant, calendar)?.due ?? now;
  const { reviewers } = exclusionsOf(state);
  const agreed = reviewers > 1 ? `，${reviewers} 人都同意才剔除` : "";
  return `${formatDueBy(until, now)}可以提出，由${reviewingUnit(state).name}审核${agreed}。剔除前后的数字一并显示。`;
}
