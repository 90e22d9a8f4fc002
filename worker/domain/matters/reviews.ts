import type { Review } from "../../../db/tenant/schema/matters.ts";
import { reviewableUntil } from "../../rules/engine/reviews.ts";
import type { ReviewInstance } from "../../rules/schema/reviews.ts";
import { durationWords } from "../../time/duration.ts";
import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { runningIn } from "../clocks/clocks.ts";
import { Conflict } from "../errors.ts";
import type { Foresight } from "../kernel/choices.ts";
import type { OrgUnit } from "../org/org.ts";
import { acceptance, step } from "./clocks.ts";
import { type Desk, desksOf } from "./desks.ts";
import { endedLast } from "./linked.ts";
import type { LoadedMatter } from "./matter.ts";
import { review as clock } from "./review-clock.ts";

/** What the moves of a review have in common: what may be asked, of whom, until when, and who answers. */

type State = Pick<LoadedMatter, "matter" | "rules" | "lineage" | "clocks" | "handlerSeats">;
type By = Pick<Foresight, "calendar">;

const unknown = "本县规则里没有复查";

/** The instance that comes after those that were used. */
function nextInstance({ matter, rules }: State): (ReviewInstance & { index: number }) | undefined {
  const index = matter.review === null ? 0 : matter.review.instance + 1;
  const instance = rules.handling.reviews?.instances[index];
  return instance && { ...instance, index };
}

/**
 * The units that dealt with a matter as it ended or have reviewed it, from the highest down: whose level it was, who answered for
 * that, where whoever had it in hand works, and who reviewed it last, or is there by the same level now.
 */
function involved({ matter, rules, lineage, clocks, handlerSeats }: State): OrgUnit[] {
  const { level, review } = matter;
  const had = desksOf(rules, lineage).filter(({ step: { key } }) => [level, review?.to.level].includes(key));
  const ids = [
    ...had.map(({ unit }) => unit.id),
    endedLast(clocks, step, acceptance)?.answeredBy,
    review?.to.id,
    ...handlerSeats,
  ];
  return lineage.filter(({ id }) => ids.includes(id));
}

/** The next open desk above all of them. */
function deskOverAll(state: State): Desk | undefined {
  const [highest] = involved(state);
  if (!highest) return undefined;
  const above = highest.path.slice(0, -`${highest.id}/`.length);
  return desksOf(state.rules, state.lineage).find(
    ({ unit }) => unit.closedAt === null && above.startsWith(unit.path),
  );
}

/** What can be asked for next, before whom and until when, in time or not; undefined where nothing can. */
export interface Askable extends ReviewInstance {
  readonly index: number;
  readonly desk: Desk;
  readonly until: Instant;
}

export function askable(state: State, { calendar }: By): Askable | undefined {
  const instance = nextInstance(state);
  const desk = deskOverAll(state);
  const { closedAt, review } = state.matter;
  if (!instance || !desk || closedAt === null) return undefined;
  // What was dealt with anew ended after the last answer.
  const since = [closedAt, review?.answeredAt ?? ""].sort().at(-1) as Instant;
  return { ...instance, desk, until: reviewableUntil(state.rules, instance, since, calendar).due };
}

/** Whether a matter ended so that its resident may not agree. */
export const isContested = ({ matter: { state, closure } }: State): boolean =>
  state === "declined" || (state === "closed" && closure === "unsolved");

/** Why no review can be asked for. */
export function refusalToAsk(state: State, { now, calendar }: By & Pick<Foresight, "now">) {
  const { reviews } = state.rules.handling;
  const { review } = state.matter;
  if (!reviews) return unknown;
  if (!isContested(state)) return "评价没有解决的，和不予受理的，才能申请复查";
  if (review?.state === "asked") return `已经申请${nameOf(state)}，正等${answererOf(state).name}答复`;
  const instance = nextInstance(state);
  if (!instance) return `${nameOf(state)}的答复是最终答复，不能再申请`;
  const next = askable(state, { calendar });
  if (!next) return noneAbove(instance.name);
  return now <= next.until
    ? undefined
    : `申请${next.name}的期限到${formatDeadline(next.until, now)}为止，已经过了`;
}

/** What a resident can do where the county has nobody above. */
export const noneAbove = (name: string): string =>
  `再上面没有办理单位可以${name}。仍有意见的，可以向上级机关反映，或拨打12345热线`;

/** What the rules call the last review. */
export const nameOf = ({ matter: { review }, rules }: Pick<State, "matter" | "rules">): string =>
  rules.handling.reviews?.instances[review?.instance ?? 0]?.name ?? "复查";

export const partyOf = ({ unit, step }: Desk): Review["to"] => ({
  id: unit.id,
  name: unit.name,
  level: step.key,
});

/** The review that waits for an answer. @throws Conflict where there is none any more */
export function waitingReview({ matter: { review } }: Pick<State, "matter">): Review {
  if (review?.state !== "asked") throw new Conflict(none);
  return review;
}

export const none = "没有等着答复的复查申请";

/** Who answers: the unit it was put before, or where nobody is there the one above to which that has come. */
export function answererOf(state: State): Review["to"] {
  const { to } = waitingReview(state);
  const by = runningIn(state.clocks, clock)?.answeredBy;
  const unit = state.lineage.find(({ id }) => id === by) ?? state.lineage.find(({ id }) => id === to.id);
  const desk = desksOf(state.rules, state.lineage).find(({ unit: { id } }) => id === unit?.id);
  return unit ? { id: unit.id, name: unit.name, level: desk?.step.key ?? to.level } : to;
}

/** A unit by the name of today. */
const calledNow = ({ lineage }: State, { id, name }: Review["to"]): string =>
  lineage.find((unit) => unit.id === id)?.name ?? name;

/** The last review as pages and programs show it, and by what name; null where none was asked for. */
export function shownReview(state: State) {
  const { review } = state.matter;
  if (!review) return null;
  const { instance: _place, to, ...shown } = review;
  const by = review.state === "asked" ? answererOf(state).name : calledNow(state, to);
  return { name: nameOf(state), to: by, ...shown };
}

/** What its resident reads of reviews: the last, with by when it is answered; whether another can be asked for, or why not. */
export function reviewOnReceipt(state: LoadedMatter, given: By & Pick<Foresight, "now">) {
  const shown = shownReview(state);
  const answerBy = (runningIn(state.clocks, clock)?.dueAt ?? null) as Instant | null;
  const review = shown && { ...shown, answerBy };
  const isOpen = state.rules.handling.reviews && isContested(state) && review?.state !== "asked";
  if (!isOpen) return { review, reviewable: null, noReview: null };
  const refusal = refusalToAsk(state, given) ?? null;
  const next = refusal === null ? askable(state, given) : undefined;
  return { review, reviewable: next ? offered(next) : null, noReview: refusal };
}

const offered = ({ name, desk, until, answer }: Askable) => ({
  name,
  to: desk.unit.name,
  until,
  within: durationWords(answer),
});
