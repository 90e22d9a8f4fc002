import * as z from "zod";
import { Assessments } from "./schema/assessments.ts";
import { LocalHolidays, OfficeHours, Reminders } from "./schema/clock.ts";
import { Duty } from "./schema/duty.ts";
import { Handling } from "./schema/handling.ts";
import { Intake } from "./schema/intake.ts";
import { Lists } from "./schema/lists.ts";
import { Meetings } from "./schema/meetings.ts";
import { Organisation } from "./schema/organisation.ts";
import { Points } from "./schema/points.ts";
import { checkReferences } from "./schema/references.ts";
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
} from "./schema/assessments.ts";
export type { LocalHolidays, OfficeHours, Reminders } from "./schema/clock.ts";
export type { Duty, Roster, Round } from "./schema/duty.ts";
export type { EscalationCause, Handling, HandlingLevel, Whistle, Window } from "./schema/handling.ts";
export { type Intake, MatterSource } from "./schema/intake.ts";
export type { List, ListKind, Lists } from "./schema/lists.ts";
export {
  AgendaSource,
  type Cadence,
  type Every,
  type Meetings,
  monthsIn,
  type Quorum,
  type Series,
} from "./schema/meetings.ts";
export { LevelKind, type Members, type Organisation } from "./schema/organisation.ts";
export type { PointScheme, Points } from "./schema/points.ts";
export type { Collection, Duration, Evidence, Source } from "./schema/terms.ts";

/**
 * Everything in which one county differs from another, as one document. Unknown keys are refused, references
 * between sections are checked. New sections arrive as optional keys, so that stored versions stay valid.
 */
const Sections = z.strictObject({
  organisation: Organisation.meta({ title: sectionNames.organisation }),
  intake: Intake.meta({ title: sectionNames.intake }),
  handling: Handling.meta({ title: sectionNames.handling }),
  meetings: Meetings.meta({ title: sectionNames.meetings }),
  lists: Lists.optional().meta({ title: sectionNames.lists, description: "不启用表示不用清单" }),
  points: Points.optional().meta({ title: sectionNames.points, description: "不启用表示不用积分" }),
  assessments: Assessments.optional().meta({
    title: sectionNames.assessments,
    description: "不启用表示不在系统内考核",
  }),
  duty: Duty.optional().meta({ title: sectionNames.duty, description: "不启用表示不在系统内安排" }),
  officeHours: OfficeHours.meta({ title: sectionNames.officeHours }),
  localHolidays: LocalHolidays.optional().meta({ title: sectionNames.localHolidays }),
  reminders: Reminders.meta({ title: sectionNames.reminders }),
});

/** Everything in which one county differs from another; see `Sections`. */
export const RuleSet = Sections.superRefine((rules, context) => checkReferences(Sections, rules, context));

/** A rule set as the product uses it, defaults filled in. */
export type RuleSet = z.output<typeof RuleSet>;

/** A rule set as people write it: what has a default may be left out. */
export type RuleSetInput = z.input<typeof RuleSet>;
