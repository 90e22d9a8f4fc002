import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { categories, intakeSource } from "../defaults/intake.ts";
import { ours } from "../defaults/terms.ts";
import { monthly, ninglang, supervision } from "./terms.ts";

export const intake: RuleSetInput["intake"] = {
  sources: ["resident", "patrol", "visit", "hotline", "meeting"],
  categories,
  admissionList: { enabled: false, source: [ours("公开做法未设准入清单")] },
  anonymous: true,
  commitments: [
    {
      key: "findOrganisation",
      name: "遇事找组织",
      kind: "promise",
      text: "有事可以找网格员、楼栋长、单元长或在网格微信群里说，每月10日前集中摸排一次，办到哪一步能查到。",
      source: [ninglang("开展“遇事找组织”行动、“网格化+微信群”模式"), monthly],
    },
    {
      key: "receptionDay",
      name: "书记接待日",
      kind: "promise",
      text: "社区党总支书记设接待日，当面听取您的意见；接待日期在社区公示。",
      source: [
        ninglang("创新开展“书记接待日”和主题党日民意收集等活动"),
        ours("公开做法未载日期，由社区公示"),
      ],
    },
    {
      key: "oversight",
      name: "监督一点通",
      kind: "promise",
      text: "小微权力清单向居民公开，发现办事不按清单的，可以直接反映，由居务监督委员会过问。",
      source: [supervision, ours("公开做法未载受理方，按居务监督委员会过问设置")],
    },
  ],
  source: [ninglang("“遇事找组织”、“网格化+微信群”、“书记接待日”和主题党日民意收集"), intakeSource],
};
