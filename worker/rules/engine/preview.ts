/**
 * What a rule set will mean before it is in force: the days it fills and the due times it gives. Everything here is
 * a function of rules, calendar and given instants: today's screens give example moments, and recorded instants of
 * past matters could be given as well.
 */
export type { UnattendedStep } from "./escalation.ts";
export { type PreviewDay, type PreviewEntry, previewCalendar } from "./preview/calendar.ts";
export { type Comparison, compareClocks, type Example, exampleClocks } from "./preview/clocks.ts";
export type { Clock } from "./preview/limits.ts";
export { exampleMoments, type Moment } from "./preview/moments.ts";
