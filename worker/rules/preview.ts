/**
 * What a rule set will mean before it is in force: the days it fills and the due times it gives. Everything here is
 * a function of rules, calendar and given instants, so recorded instants of past matters, whistles and meetings can
 * stand in for the examples: two rule sets are then compared over history by the same `compareClocks`.
 */
export { type PreviewDay, type PreviewEntry, previewCalendar } from "./preview/calendar.ts";
export { type Clock, type Comparison, compareClocks, type Example, exampleClocks } from "./preview/clocks.ts";
export { exampleMoments, type Moment } from "./preview/moments.ts";
