import type { Review } from "../../../db/tenant/schema/matters.ts";
import { formatDueBy } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { endClocks } from "../clocks/end.ts";
import type { RowChange } from "../kernel/changes.ts";
import type { Foresight } from "../kernel/choices.ts";
import type { Given } from "../kernel/context.ts";
import { openHappening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import type { Reach } from "../kernel/rights.ts";
import { caseworkers } from "../kernel/roles.ts";
import { type Lapsed, lapsedWith } from "./excluded.ts";
import { inputsOf } from "./hand.ts";
import { type LoadedMatter, onMatter, refOf, scopesOfMatter } from "./matter.ts";
import { deskAnew, reopenedAt, reopenedEvents } from "./reopened.ts";
import { review } from "./review-clock.ts";
import { answererOf, askable, nameOf, none, noneAbove, waitingReview } from "./reviews.ts";
import { withinFrom, withinWords } from "./within.ts";

/** What both answers have in common: who gives them. */
const answering = {
  from: ["closed", "declined"],
  who: caseworkers,
  refuses: refusal,
  scopes: (state: LoadedMatter): Reach => {
    const reach = scopesOfMatter(state.matter);
    const asked = state.matter.review;
    if (!asked) return reach;
    // Once it is answered whoever might have answered is told so.
    return { ...reach, act: [asked.to.id, ...(asked.state === "asked" ? [answererOf(state).id] : [])] };
  },
} as const;

function refusal({ matter }: LoadedMatter, { actor: { accountId } }: Foresight): string | undefined {
  if (matter.review?.state !== "asked") return none;
  return matter.handlerId === accountId ? "事项由您经办，要由别人答复" : undefined;
}

/** `居民申请复查，理由：只填了一半` */
const toldOf = (state: LoadedMatter): string =>
  `居民申请${nameOf(state)}，理由：${waitingReview(state).reason}`;

const answered = (
  state: LoadedMatter,
  how: "upheld" | "overturned",
  opinion: string,
  given: Given,
): Review => ({
  ...waitingReview(state),
  state: how,
  to: answererOf(state),
  answeredAt: given.now,
  opinion,
});

const clockMet = ({ matter }: LoadedMatter, { now }: Given): RowChange =>
  endClocks(now, refOf(matter.id), "met", [review.kind]);

/** What can be asked for after an answer: `next` where the rules know another instance, and before whom if anybody is above. */
type Upheld = {
  name: string;
  by: string;
  opinion: string;
  next: { name: string; to: string; until: string } | { name: string; to: null } | null;
};

/** Looked at again, the end stands. */
export const upholdReview = move(onMatter)({
  ...answering,
  name: "upholdReview",
  resource: "review-upholding",
  label: "维持原结果",
  logged: "复查后维持原结果",
  done: "已答复维持原结果",
  foretells: toldOf,
  input: { opinion: prose("答复意见", 1000, "写给居民看：核实了什么，依据是什么，为什么维持。") },
  form: { folded: "核实后维持原结果" },
  events: {
    reviewUpheld: openHappening<Upheld>({
      staff: ({ name, by, opinion, next }) => ({
        title: `${by}${name}：维持原结果${next ? "" : "，为最终答复"}`,
        note: opinion,
        tone: "done",
      }),
      resident: ({ name, by, opinion, next }, now) => ({
        title: `${by}${name}：维持原结果。${afterwards(next, now)}`,
        note: opinion,
        tone: "done",
      }),
    }),
  },
  decide: (state, { opinion }, given) => {
    const upheld = answered(state, "upheld", opinion, given);
    const name = nameOf(state);
    return {
      set: { review: upheld },
      says: { reviewUpheld: { name, by: upheld.to.name, opinion, next: nextAfter(state, upheld, given) } },
      detail: { instance: name },
      rows: [clockMet(state, given)],
    };
  },
});

function nextAfter(state: LoadedMatter, review: Review, given: Given): Upheld["next"] {
  const name = state.rules.handling.reviews?.instances[review.instance + 1]?.name;
  const next = askable({ ...state, matter: { ...state.matter, review } }, given);
  if (name === undefined) return null;
  return next ? { name, to: next.desk.unit.name, until: next.until } : { name, to: null };
}

function afterwards(next: Upheld["next"], now: Instant): string {
  if (next === null) return "这是最终答复";
  if (next.to === null) return noneAbove(next.name);
  return `不同意的，可以在${formatDueBy(next.until as Instant, now)}向${next.to}申请${next.name}`;
}

type Overturned = { name: string; by: string; opinion: string; lapsed?: Lapsed };

/** Looked at again, the matter is to be dealt with anew by the unit that had it. */
export const overturnReview = move(onMatter)({
  ...answering,
  name: "overturnReview",
  resource: "review-overturning",
  label: "责成重新办理",
  logged: "复查后责成重新办理",
  done: "已责成重新办理",
  foretells: (state, given) => {
    const desk = deskAnew(state, 0);
    const within = withinFrom(state.rules, inputsOf(desk, state.matter), given);
    return `${toldOf(state)}。责成后由${desk.unit.name}重新办理，${withinWords(within, given.now)}`;
  },
  input: { opinion: prose("答复意见", 1000, "写给居民和办理单位看：核实了什么，要怎样重新办理。") },
  form: { folded: "原结果不当，责成重新办理" },
  events: {
    reviewOverturned: openHappening<Overturned>({
      staff: ({ name, by, opinion, lapsed }) => ({
        title: `${by}${name}：责成重新办理${lapsed ? lapsedWords[lapsed].staff : ""}`,
        note: opinion,
        tone: "overdue",
      }),
      resident: ({ name, by, opinion, lapsed }) => ({
        title: `${by}${name}：责成重新办理${lapsed ? lapsedWords[lapsed].resident : ""}`,
        note: opinion,
        tone: "dueSoon",
      }),
    }),
    ...reopenedEvents,
  },
  decide: (state, { opinion }, given) => {
    const overturned = answered(state, "overturned", opinion, given);
    const { lapsed, ...exclusion } = lapsedWith(state, given);
    const anew = reopenedAt(state, deskAnew(state, 0), given);
    const said = { name: nameOf(state), by: overturned.to.name, opinion, ...(lapsed ? { lapsed } : {}) };
    return {
      set: { ...anew.set, ...exclusion.set, review: overturned, closure: null, closedAt: null },
      says: { reviewOverturned: said, ...anew.says },
      detail: { instance: said.name },
      rows: [clockMet(state, given), ...exclusion.rows, ...anew.rows],
    };
  },
});

const lapsedWords: Record<Lapsed, { staff: string; resident: string }> = {
  asked: { staff: "，剔除申请随之失效", resident: "，不计入统计的申请随之失效" },
  granted: { staff: "，剔除随之失效", resident: "，不计入统计的决定随之失效" },
};
