import { openHappening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { unlistExcluded } from "../kernel/listings.ts";
import { move } from "../kernel/move.ts";
import { reviewing } from "./excluded.ts";
import { onMatter } from "./matter.ts";

/** Counts a matter again that was excluded, with the reason. */
export const revokeExclusion = move(onMatter)({
  ...reviewing,
  name: "revokeExclusion",
  resource: "exclusion-revocation",
  label: "撤销剔除",
  logged: "撤销剔除，恢复计入统计",
  done: "剔除已撤销，恢复计入",
  refuses: ({ matter }) => (matter.exclusion?.state === "granted" ? undefined : "这件事项没有剔除"),
  input: { reason: prose("撤销的原因", 400, "只有工作人员能看到。") },
  form: { danger: true, folded: "应当计入统计，撤销剔除", below: "撤销后恢复计入，不能再申请剔除。" },
  events: {
    exclusionRevoked: openHappening<{ reason: string }>({
      staff: ({ reason }) => ({ title: "撤销剔除，恢复计入", note: reason, tone: "overdue" }),
      resident: () => ({ title: "这件事项恢复计入统计" }),
    }),
  },
  decide: ({ matter }, { reason }) => ({
    set: { exclusion: matter.exclusion && { ...matter.exclusion, state: "revoked" } },
    says: { exclusionRevoked: { reason } },
    rows: unlistExcluded(matter.id),
  }),
});
