import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { ours, type Source } from "./terms.ts";

/** What no published practice spells out for its meetings. */
export const meetingTerms = {
  quorum: { moreThan: "1/2" },
  resolutionDue: "beforeNextMeeting",
} as const satisfies Partial<RuleSetInput["meetings"]["series"][number]>;

export const meetingTermsSource: Source = ours(
  "过半数成员到会；议定事项在下次会议前办结；纪要三个工作日内由召集人签发",
);

/** Drafted within three working days, signed by the convener. */
export function minutesBy(
  convener: RuleSetInput["meetings"]["series"][number]["convener"],
  audience: "members" | "public" = "members",
): RuleSetInput["meetings"]["series"][number]["minutes"] {
  return { draftWithin: { workdays: 3 }, signOff: [convener], audience };
}
