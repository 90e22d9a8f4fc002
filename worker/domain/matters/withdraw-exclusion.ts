import { openHappening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { answered, asking, none, reviewingUnit } from "./excluded.ts";
import { onMatter } from "./matter.ts";

/** Takes back a request that nobody has decided on; it can be made again in time. */
export const withdrawExclusion = move(onMatter)({
  ...asking,
  name: "withdrawExclusion",
  resource: "exclusion-withdrawal",
  label: "撤回剔除申请",
  done: "剔除申请已撤回",
  refuses: (state, { actor }) => {
    const { exclusion } = state.matter;
    if (exclusion?.state !== "asked") return none;
    // Whoever is to decide doesn't end it without a reason.
    const decides = actor.grants.some(({ scopeId }) => scopeId === reviewingUnit(state).id);
    return decides && exclusion.by !== actor.accountId ? "申请等您审核：请同意或不同意" : undefined;
  },
  input: {},
  form: { folded: "不再申请剔除", aside: true },
  events: {
    exclusionWithdrawn: openHappening<object>({
      staff: () => ({ title: "撤回剔除申请", tone: "waiting" }),
      resident: () => ({ title: "不计入统计的申请已撤回" }),
    }),
  },
  decide: (state, _input, given) => ({
    set: { exclusion: null },
    says: { exclusionWithdrawn: {} },
    rows: [answered(state, given, "cancelled")],
  }),
});
