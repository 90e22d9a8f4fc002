import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { categories, intakeSource } from "../defaults/intake.ts";
import { ours } from "../defaults/terms.ts";
import { huaping } from "./terms.ts";

export const intake: RuleSetInput["intake"] = {
  sources: ["resident", "patrol", "visit", "hotline", "meeting"],
  categories,
  admissionList: { enabled: false, source: [ours("公开做法未设准入清单")] },
  anonymous: true,
  source: [huaping("社区收集群众反映强烈、急需解决的困难问题"), intakeSource],
};
