import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { ours, type Source } from "./terms.ts";

/** Small matters fast, harder ones with more time; what a county does publish replaces it. */
export const stepLimits = {
  grid: { workdays: 3 },
  community: { workdays: 5 },
  street: { workdays: 10 },
  county: { workdays: 15 },
};

export const limitSource: Source = ours("公开做法未载明天数；网格3、社区5、街道10、县级15个工作日，逐级加长");

export const overall: RuleSetInput["handling"]["overall"] = {
  limit: { workdays: 30 },
  source: [ours("略短于各级时限之和，促使办不了的及早上报")],
};

export const evaluation: RuleSetInput["handling"]["evaluation"] = {
  within: { days: 7 },
  source: [ours("一周内由居民评价，未解决或不满意的重办并提一级，至多两次")],
};

export const pauses: RuleSetInput["handling"]["pauses"] = {
  reasons: [
    "等待上报人补充情况",
    "等待鉴定、检测或评估结论",
    "已进入诉讼、仲裁或行政复议",
    "等待上级批复或资金下达",
    "自然灾害等不可抗力",
  ],
  longest: { workdays: 20 },
  times: 2,
  approver: "levelAbove",
  source: [
    ours("公开做法未载挂起；只在等外部时停表，至多两次、每次二十个工作日，由上一级批准，防止以挂代办"),
  ],
};

export const extensions: RuleSetInput["handling"]["extensions"] = {
  longest: { workdays: 7 },
  times: 1,
  approver: "levelAbove",
  overall: false,
  source: [
    ours("公开做法未载延期；只延一次，至多为最长一级时限(15个工作日)的一半，由上一级批准，总时限不顺延"),
  ],
};
