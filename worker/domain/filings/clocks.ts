import { filingDue } from "../../rules/engine/recurring.ts";
import type { LocalDate } from "../../time/instants.ts";
import { clockKind } from "../clocks/kinds.ts";
import { caseworkers } from "../kernel/roles.ts";

/** What the clock of a filing is reckoned with: the whistle's key in the rules, and the first day of the month that is filed. */
export type FilingInputs = { whistle: string; month: string };

/** When a month must be filed: it runs from the month's end on. */
export const file = clockKind<FilingInputs>({
  noun: "filing",
  kind: "file",
  called: "报备期限",
  todo: "吹哨：按月报备",
  keepers: caseworkers,
  rulePath: ({ whistle }) => `handling.whistles.${whistle}`,
  reckon: (rules, calendar, _startedAt, { whistle, month }) =>
    filingDue(rules, whistle, month as LocalDate, calendar),
  basis: ({ handling }, { whistle }) => {
    const filing = handling.whistles.find(({ key }) => key === whistle)?.filing;
    return filing ? `次月 ${filing.byDay} 日前报备，当日休息的顺延` : "";
  },
});
