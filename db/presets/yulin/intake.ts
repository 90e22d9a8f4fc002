import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { categories, intakeSource } from "../defaults/intake.ts";
import { ours } from "../defaults/terms.ts";
import { loop, yulin } from "./terms.ts";

export const intake: RuleSetInput["intake"] = {
  sources: ["resident", "patrol", "visit", "whistle", "hotline", "meeting"],
  categories,
  admissionList: { enabled: false, source: [ours("公开做法未设准入清单")] },
  anonymous: true,
  commitments: [
    {
      key: "closedLoop",
      name: "件件有反馈",
      kind: "promise",
      text: "您反映的事按“群众反映、信息收集、分类派遣、问题处置、反馈评价”办理，办完由您评价。",
      source: [loop],
    },
    {
      key: "tenMinutes",
      name: "10分钟党群服务圈",
      kind: "promise",
      text: "党群服务驿站免费提供卫生间、充电和饮水，十分钟内能到。",
      source: [yulin("提供免费卫生间、免费充电、免费饮水等暖心服务，打造“10分钟党群服务圈”")],
    },
  ],
  source: [yulin("深入家庭开展经常性登门走访“敲门行动”，收集社情民意"), intakeSource],
};
