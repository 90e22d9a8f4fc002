import type { RuleSetInput } from "../../worker/rules/schema/rule-set.ts";
import { rules as huaping } from "./huaping/index.ts";
import { rules as jiyang } from "./jiyang/index.ts";
import { rules as ninglang } from "./ninglang/index.ts";
import { rules as xinye } from "./xinye/index.ts";
import { rules as yulin } from "./yulin/index.ts";
import { rules as yulong } from "./yulong/index.ts";

export type PresetKey = "xinye" | "huaping" | "yulong" | "ninglang" | "jiyang" | "yulin";

/** A ready rule set from one place's published practice; a tenant starts with a copy and owns it from then on. */
export interface Preset {
  readonly key: PresetKey;
  readonly name: string;
  readonly county: string;
  /** Six digits, GB/T 2260. */
  readonly divisionCode: string;
  /** Two sentences for the person choosing. */
  readonly summary: string;
  readonly rules: RuleSetInput;
}

export const presets: Readonly<Record<PresetKey, Preset>> = {
  xinye: {
    key: "xinye",
    name: "新野做法",
    county: "新野县",
    divisionCode: "411329",
    summary:
      "县、街道、社区分级召开联席会议，社区每月召开居委会、业委会、物业“三方联动”议事会议。五级组织链条到党员中心户，每季度逐社区观摩，每半年专项述职。",
    rules: xinye,
  },
  huaping: {
    key: "huaping",
    name: "华坪做法",
    county: "华坪县",
    divisionCode: "530723",
    summary:
      "镇党委书记总召集，每季度召开联席会议和驻区单位座谈会，梳理问题清单由各单位认领牵头。社区每月结合主题党日召开共建议事会议，四级网格由专兼职网格员支撑。",
    rules: huaping,
  },
  yulong: {
    key: "yulong",
    name: "玉龙做法",
    county: "玉龙纳西族自治县",
    divisionCode: "530721",
    summary:
      "网格事项实行准入清单，清单以外的不派给网格，小事不出格。全科网格配十户联防和微网格联络员，社区设居民议事会、红白理事会等自治平台。",
    rules: yulong,
  },
  ninglang: {
    key: "ninglang",
    name: "宁蒗做法",
    county: "宁蒗彝族自治县",
    divisionCode: "530724",
    summary:
      "按月办理：10日前网格员摸排，15日前网格联席会议协商，25日前街道处理，仍未解决的上报县级部门。多网合一，十户为一个小网格，院坝会和“四议两公开”让居民议事。",
    rules: ninglang,
  },
  jiyang: {
    key: "jiyang",
    name: "吉阳做法",
    county: "吉阳区",
    divisionCode: "460203",
    summary:
      "不设街道(镇),由大社区连接区和村(社区),组成“1+N”党建联盟，有章程、有共建协议、每家单位一名联络员。每季度召开联席会议，有需要随时加开，需求和资源双向认领。",
    rules: jiyang,
  },
  yulin: {
    key: "yulin",
    name: "玉林做法",
    county: "玉林市",
    divisionCode: "450900",
    summary:
      "全市一张网，按户数和人数划分网格，每格有唯一编码和边界，三名正式党员即建党支部。街道吹哨、部门报到，按月报备，未报到的通报；街道书记主持网格治理工作例会。",
    rules: yulin,
  },
};
