import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
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
      "pets",
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
  commitments: [
    {
      key: "oneStop",
      name: "“一站通”",
      kind: "oneWindow",
      text: "便民服务站与党群服务中心互通，业主要办的事在一处办理。",
      source: [yulong("推动便民服务站与党群服务中心融合互通，为业主提供“一站通”业务")],
    },
    {
      key: "insideGrid",
      name: "有事网里办、小事不出格",
      kind: "promise",
      text: "准入清单内的小事由网格员就地办，办不了的由网格员往上报，您不用再跑。",
      source: [yulong("努力创建“有事网里办、小事不出格”"), ours("“由网格员往上报”按本规则的上报办法写明")],
    },
  ],
  source: [yulong("推广运用网格微信群，全面畅通信息渠道"), intakeSource],
};
