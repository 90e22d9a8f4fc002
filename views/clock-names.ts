import type { ObligationKind } from "../worker/domain/obligations/obligations.ts";

/** What staff call the clocks that run; residents read other words for theirs. */
export const clockNames: Readonly<Record<ObligationKind, string>> = {
  "matter.step": "本级期限",
  "matter.overall": "总期限",
  "resolution.lead": "完成期限",
  "resolution.assist": "协办单位的完成期限",
  "resolution.review": "验收期限",
};
