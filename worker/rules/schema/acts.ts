/**
 * Records and pages outside /rules that a rule acts on: what is made of a record, when its clock runs out, what a page
 * says. tests/rules/acting/ asks each of them.
 */
const targets = [
  "org.add",
  "org.page",
  "unit.add",
  "unit.page",
  "unit.reminder",
  "person.invite",
  "resident.home",
  "resident.commitments",
  "resident.privacy",
  "matter.form",
  "matter.report",
  "matter.register",
  "matter.receive",
  "matter.page",
  "matter.receipt",
  "matter.accept",
  "matter.decline",
  "matter.evaluate",
  "matter.raise",
  "matter.extend",
  "matter.pause",
  "matter.exclude",
  "matter.review",
  "matter.clock.step",
  "matter.clock.acceptance",
  "matter.clock.overall",
  "matter.clock.evaluation",
  "matter.clock.contacts",
  "matter.clock.exclusion",
  "matter.clock.review",
  "matter.dispatch",
  "assignment.return",
  "assignment.clock.answer",
  "assignment.clock.return",
  "meeting.form",
  "meeting.schedule",
  "meeting.page",
  "resolution.clock.lead",
  "whistle.blow",
  "whistle.page",
  "whistle.clock",
  "filing.page",
  "filing.clock",
] as const;

export type Target = (typeof targets)[number];

/** Every clock that people wait for is reckoned in working days and office hours, with what is uncertain about them. */
export const dueTimes = [
  "matter.clock.step",
  "matter.clock.acceptance",
  "matter.clock.overall",
  "matter.clock.evaluation",
  "matter.clock.exclusion",
  "matter.clock.review",
  "assignment.clock.answer",
  "assignment.clock.return",
  "resolution.clock.lead",
  "whistle.clock",
] as const;

/** The mark of what can be written down, compared and published, while nothing in the product follows it. */
export const notYet: readonly Target[] = [];
