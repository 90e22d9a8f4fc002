import type { Foresight } from "../kernel/choices.ts";
import { openHappening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { listExcluded } from "../kernel/listings.ts";
import { move } from "../kernel/move.ts";
import {
  answered,
  exclusionsOf,
  refusalToReview,
  requestOf,
  reviewing,
  reviewingUnit,
  toldOf,
} from "./excluded.ts";
import { type LoadedMatter, onMatter } from "./matter.ts";

/** Agrees to a request. What the rules let two review is excluded once somebody else agrees, too. */
export const grantExclusion = move(onMatter)({
  ...reviewing,
  name: "grantExclusion",
  resource: "exclusion-approval",
  label: "同意剔除",
  done: "已同意剔除",
  refuses: (state, given) => refusalToReview(state, given) ?? hasAgreed(state, given),
  foretells: (state) => `${toldOf(state)}（${isLast(state) ? "同意后剔除" : "还要由另一人同意"}）`,
  input: {},
  events: {
    exclusionAgreed: openHappening<{ by: string }>({
      staff: ({ by }) => ({ title: `${by}同意剔除，还要由另一人审核`, tone: "waiting" }),
      resident: () => ({ title: "不计入统计的申请正在审核" }),
    }),
    excluded: openHappening<{ by: string; reason: string }>({
      staff: ({ by, reason }) => ({
        title: `${by}同意剔除，不再计入剔除后的数字`,
        note: reason,
        tone: "done",
      }),
      resident: () => ({ title: "经审核，这件事项不计入剔除后的统计。您的评价照常保留，也计入剔除前的数字" }),
    }),
  },
  decide: (state, _input, given) => {
    const request = requestOf(state);
    const { matter } = state;
    const agreed = [...request.agreed, given.actor.accountId ?? ""];
    const by = reviewingUnit(state).name;
    if (!isLast(state))
      return { set: { exclusion: { ...request, agreed } }, says: { exclusionAgreed: { by } } };
    return {
      set: { exclusion: { ...request, agreed, state: "granted" } },
      says: { excluded: { by, reason: request.reason } },
      detail: { reason: request.reason },
      rows: [answered(state, given, "met"), ...listExcluded(matter.id)],
    };
  },
});

/** Whether one agreement more is enough. */
const isLast = (state: LoadedMatter): boolean =>
  requestOf(state).agreed.length + 1 >= exclusionsOf(state).reviewers;

const hasAgreed = ({ matter: { exclusion } }: LoadedMatter, { actor }: Foresight): string | undefined =>
  exclusion?.agreed.includes(actor.accountId ?? "") ? "您已经同意过，还要由另一人审核" : undefined;

/** Leaves the matter among the counted, with the reason; one refusal is enough. */
export const refuseExclusion = move(onMatter)({
  ...reviewing,
  name: "refuseExclusion",
  resource: "exclusion-refusal",
  label: "不同意剔除",
  done: "已答复不同意剔除",
  refuses: refusalToReview,
  input: { reason: prose("不同意的原因", 400, "写给申请人看。居民看不到。") },
  form: { folded: "不同意剔除", below: "答复后这件事项照常计入，不能再申请剔除。" },
  events: {
    exclusionRefused: openHappening<{ by: string; reason: string }>({
      staff: ({ by, reason }) => ({ title: `${by}不同意剔除`, note: reason, tone: "overdue" }),
      resident: () => ({ title: "不计入统计的申请没有同意，这件事项照常计入" }),
    }),
  },
  decide: (state, { reason }, given) => ({
    set: { exclusion: { ...requestOf(state), state: "refused" } },
    says: { exclusionRefused: { by: reviewingUnit(state).name, reason } },
    rows: [answered(state, given, "met")],
  }),
});
