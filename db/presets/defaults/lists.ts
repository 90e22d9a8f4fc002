import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { ours } from "./terms.ts";

export type Lists = NonNullable<RuleSetInput["lists"]>;
export type List = Lists["lists"][number];
type ClaimTerms = Omit<NonNullable<List["claim"]>, "by">;

/** For needs, problems and projects: what nobody takes goes to a meeting, what comes to nothing is free again. */
export const claimTerms: ClaimTerms = {
  within: { workdays: 10 },
  expiresAfter: { days: 90 },
  acceptedBy: "owner",
};
export const claimSource = ours(
  "公开做法未载期限：十个工作日无人认领的提交会议，认领后九十天没有办成的释放，由提出方验收",
);

/** A resource nobody asks for is nobody's failure, so it goes to no meeting. */
export const resourceTerms: ClaimTerms = { expiresAfter: { days: 90 }, acceptedBy: "both" };
export const resourceSource = ours("公开做法未载期限：预约后九十天没有使用的释放，供需双方共同验收");

/** A wish is small; a month is enough. */
export const wishTerms: ClaimTerms = {
  within: { workdays: 10 },
  expiresAfter: { days: 30 },
  acceptedBy: "owner",
};
export const wishSource = ours(
  "公开做法未载期限：十个工作日无人认领的提交会议，认领后三十天没有办成的释放；隐去许愿人姓名，办成才计数",
);

/** A post for volunteers is held for a year. */
export const postTerms: ClaimTerms = { expiresAfter: { days: 365 }, acceptedBy: "office" };
export const postSource = ours("公开做法未载任期：认领一年，期满可续，由召集单位确认履职");

export const keptOpen = ours("公开做法未载征集时间：随时可填，不定期催报");
