import type { RuleSetInput } from "../../../worker/rules/schema.ts";
import { categories, intakeSource } from "../defaults/intake.ts";
import { ours } from "../defaults/terms.ts";
import { yulong } from "./terms.ts";

export const intake: RuleSetInput["intake"] = {
  sources: ["resident", "patrol", "visit", "hotline", "meeting"],
  categories,
  admissionList: {
    enabled: true,
    categories: [
      "garbage",
      "ebikes",
      "lighting",
      "propertyService",
      "ownersAffairs",
      "charging",
      "neighbours",
      "elderly",
      "relief",
      "suggestion",
    ],
    elsewhere: "此类事项不在网格办理范围内，将转社区或由您拨打12345热线反映",
    source: [
      yulong("明确网格化管理服务事项，实行网格事项准入清单制"),
      ours("公开做法未列清单内容，按网格员力所能及的小事列入"),
    ],
  },
  anonymous: true,
  source: [intakeSource],
};
