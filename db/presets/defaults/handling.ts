import type { RuleSetInput } from "../../../worker/rules/schema.ts";
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
