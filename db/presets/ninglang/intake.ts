import type { RuleSetInput } from "../../../worker/rules/schema.ts";
import { categories, intakeSource } from "../defaults/intake.ts";
import { ours } from "../defaults/terms.ts";
import { ninglang } from "./terms.ts";

export const intake: RuleSetInput["intake"] = {
  sources: ["resident", "patrol", "visit", "hotline", "meeting"],
  categories,
  admissionList: { enabled: false, source: [ours("公开做法未设准入清单")] },
  anonymous: true,
  source: [ninglang("“遇事找组织”、“网格化+微信群”、“书记接待日”和主题党日民意收集"), intakeSource],
};
