import * as z from "zod";
import { notYet } from "./acts.ts";
import { Assessments } from "./assessments.ts";
import { LocalHolidays, OfficeHours, Reminders } from "./clock.ts";
import { Duty } from "./duty.ts";
import { Handling } from "./handling.ts";
import { Intake } from "./intake.ts";
import { Lists } from "./lists.ts";
import { Meetings } from "./meetings.ts";
import { Organisation } from "./organisation.ts";
import { Points } from "./points.ts";
import { checkReferences } from "./references.ts";
import { ServiceHours } from "./services.ts";
import { sectionNames } from "./words.ts";

export type {
  Assessments,
  Band,
  Curve,
  EvaluatorGroup,
  Indicator,
  Metric,
  Scheme,
  Veto,
} from "./assessments.ts";
export type { ClassLimit, Urgency } from "./classes.ts";
export type { LocalHolidays, OfficeHours, Reminders } from "./clock.ts";
export type { Dispatch } from "./dispatch.ts";
export type { Duty, Roster, Round } from "./duty.ts";
export type { EscalationCause, Handling, HandlingLevel, Window } from "./handling.ts";
export type { Intake } from "./intake.ts";
export type { List, ListKind, Lists } from "./lists.ts";
export {
  AgendaSource,
  type Cadence,
  type Every,
  type Meetings,
  monthsIn,
  type Quorum,
  type Series,
} from "./meetings.ts";
export { LevelKind, type Members, type Organisation } from "./organisation.ts";
export type { PointScheme, Points } from "./points.ts";
export type { Route } from "./routes.ts";
export type { Service, ServiceHours } from "./services.ts";
export type { Collection, Evidence, Source } from "./terms.ts";
export type { Whistle, WhistleStage } from "./whistles.ts";

/**
 * Everything in which one county differs from another, as one document. Unknown keys are refused, references
 * between sections are checked. New sections arrive as optional keys, so that stored versions stay valid.
 */
const Sections = z.strictObject({
  organisation: Organisation.meta({ title: sectionNames.organisation }),
  intake: Intake.meta({ title: sectionNames.intake }),
  handling: Handling.meta({ title: sectionNames.handling }),
  meetings: Meetings.meta({ title: sectionNames.meetings }),
  lists: Lists.optional().meta({
    title: sectionNames.lists,
    description: "不设表示不用清单",
    acts: notYet,
  }),
  points: Points.optional().meta({
    title: sectionNames.points,
    description: "不设表示不用积分",
    acts: notYet,
  }),
  assessments: Assessments.optional().meta({
    title: sectionNames.assessments,
    description: "不设表示不在系统内考核",
    acts: notYet,
  }),
  duty: Duty.optional().meta({
    title: sectionNames.duty,
    description: "不设表示不在系统内安排",
    acts: notYet,
  }),
  officeHours: OfficeHours.meta({ title: sectionNames.officeHours }),
  serviceHours: ServiceHours.optional().meta({
    title: sectionNames.serviceHours,
    description: "不设表示都按办公时间",
  }),
  localHolidays: LocalHolidays.optional().meta({ title: sectionNames.localHolidays }),
  reminders: Reminders.meta({ title: sectionNames.reminders }),
});

/** Everything in which one county differs from another; see `Sections`. */
export const RuleSet = Sections.superRefine((rules, context) => checkReferences(Sections, rules, context));

/** A rule set as the product uses it, defaults filled in. */
export type RuleSet = z.output<typeof RuleSet>;

/** A rule set as people write it: what has a default may be left out. */
export type RuleSetInput = z.input<typeof RuleSet>;
