import type { RuleSetInput } from "../../../worker/rules/schema.ts";
import { categories, intakeSource } from "../defaults/intake.ts";
import { ours } from "../defaults/terms.ts";
import { yulin } from "./terms.ts";

export const intake: RuleSetInput["intake"] = {
  sources: ["resident", "patrol", "visit", "whistle", "hotline", "meeting"],
  categories,
  admissionList: { enabled: false, source: [ours("公开做法未设准入清单")] },
  anonymous: true,
  source: [yulin("深入家庭开展经常性登门走访“敲门行动”，收集社情民意"), intakeSource],
};
