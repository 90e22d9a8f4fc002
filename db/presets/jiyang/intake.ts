import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { categories, intakeSource } from "../defaults/intake.ts";
import { ours } from "../defaults/terms.ts";
import { jiyang } from "./terms.ts";

export const intake: RuleSetInput["intake"] = {
  sources: ["resident", "patrol", "visit", "hotline", "meeting"],
  categories,
  admissionList: { enabled: false, source: [ours("公开做法未设准入清单")] },
  anonymous: true,
  commitments: [
    {
      key: "oneStop",
      name: "大社区“一站式”服务",
      kind: "oneWindow",
      text: "市、区两级下沉的公共服务事项在大社区综合服务中心一处办理，不用跑多个部门。",
      source: [jiyang("为居民提供更加优质、高效、便捷的“一站式”公共服务，承办市、区两级下沉的事项")],
    },
  ],
  source: [jiyang("收集辖区社区需要大社区提供的服务和帮助"), intakeSource],
};
