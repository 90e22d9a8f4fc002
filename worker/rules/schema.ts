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
  organisation: Organisation.meta({ title: "组织" }),
  intake: Intake.meta({ title: "受理" }),
  handling: Handling.meta({ title: "办理" }),
  meetings: Meetings.meta({ title: "会议" }),
  lists: Lists.optional().meta({ title: "清单与认领", description: "不启用表示不用清单" }),
  points: Points.optional().meta({ title: "积分", description: "不启用表示不用积分" }),
  assessments: Assessments.optional().meta({ title: "考核", description: "不启用表示不在系统内考核" }),
  duty: Duty.optional().meta({ title: "值班与巡访", description: "不启用表示不在系统内安排" }),
  officeHours: OfficeHours.meta({ title: "办公时间" }),
  localHolidays: LocalHolidays.optional().meta({ title: "地方节日" }),
  reminders: Reminders.meta({ title: "提醒" }),
});

/** Everything in which one county differs from another; see `Sections`. */
export const RuleSet = Sections.superRefine((rules, context) => checkReferences(Sections, rules, context));

/** A rule set as the product uses it, defaults filled in. */
export type RuleSet = z.output<typeof RuleSet>;

/** A rule set as people write it: what has a default may be left out. */
export type RuleSetInput = z.input<typeof RuleSet>;
