import type { RuleSetInput } from "../../../worker/rules/schema.ts";
import { categories, intakeSource } from "../defaults/intake.ts";
import { ours } from "../defaults/terms.ts";
import { jiyang } from "./terms.ts";

export const intake: RuleSetInput["intake"] = {
  sources: ["resident", "patrol", "visit", "hotline", "meeting"],
  categories,
  admissionList: { enabled: false, source: [ours("公开做法未设准入清单")] },
  anonymous: true,
  source: [jiyang("收集辖区社区需要大社区提供的服务和帮助"), intakeSource],
};
