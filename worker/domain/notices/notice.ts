import type { Noun } from "../kernel/record.ts";
import { right } from "../kernel/rights.ts";

/** A year's holiday notice of the State Council, by its year. */
export const notice = {
  noun: "notice",
  called: "放假通知",
  rights: { load: right("notice.load", "载入放假通知", ["operator"]) },
} as const satisfies Noun;
