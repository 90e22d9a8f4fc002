import type { RuleSet } from "../schema/rule-set.ts";
import { figuresAskedTwice, figuresCountedAnyway } from "./burden/figures.ts";
import type { Finding } from "./burden/finding.ts";
import {
  assessedByClicks,
  compulsoryCheckIn,
  groupReports,
  publicRanking,
  recordedTracks,
  workPhotos,
} from "./burden/habits.ts";
import { frequentMeetings, scoredItems } from "./burden/load.ts";

export type { Finding } from "./burden/finding.ts";

/**
 * Where a rule set asks more of people than the documents on burden allow, or than we think wise; each finding
 * cites what it rests on. Findings warn and forbid nothing. A further rule never makes an earlier finding go away.
 */
export function burdenOf(rules: RuleSet): Finding[] {
  const findings = checks.flatMap((check) => check(rules));
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

const checks: readonly ((rules: RuleSet) => Finding[])[] = [
  compulsoryCheckIn,
  publicRanking,
  assessedByClicks,
  workPhotos,
  recordedTracks,
  groupReports,
  figuresAskedTwice,
  figuresCountedAnyway,
  frequentMeetings,
  scoredItems,
];
