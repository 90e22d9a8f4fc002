import * as z from "zod";
import { LocalHolidays, OfficeHours, Reminders } from "./schema/clock.ts";
import { Handling } from "./schema/handling.ts";
import { Intake } from "./schema/intake.ts";
import { Meetings } from "./schema/meetings.ts";
import { Organisation } from "./schema/organisation.ts";
import { checkReferences } from "./schema/references.ts";

export type { LocalHolidays, OfficeHours, Reminders } from "./schema/clock.ts";
export type { EscalationCause, Handling, HandlingLevel, Whistle, Window } from "./schema/handling.ts";
export { type Intake, MatterSource, matterSourceNames } from "./schema/intake.ts";
export {
  AgendaSource,
  type Cadence,
  type Every,
  type Meetings,
  type Quorum,
  type Series,
} from "./schema/meetings.ts";
export { LevelKind, type Members, type Organisation } from "./schema/organisation.ts";
export type { Duration, Source } from "./schema/terms.ts";

/**
 * Everything in which one county differs from another, as one document. Unknown keys are refused, references
 * between sections are checked. New sections arrive as optional keys, so that stored versions stay valid.
 */
export const RuleSet = z
  .strictObject({
    organisation: Organisation.meta({ title: "组织" }),
    intake: Intake.meta({ title: "受理" }),
    handling: Handling.meta({ title: "办理" }),
    meetings: Meetings.meta({ title: "会议" }),
    officeHours: OfficeHours.meta({ title: "办公时间" }),
    localHolidays: LocalHolidays.optional().meta({ title: "地方节日" }),
    reminders: Reminders.meta({ title: "提醒" }),
  })
  .superRefine(checkReferences);

/** A rule set as the product uses it, defaults filled in. */
export type RuleSet = z.output<typeof RuleSet>;

/** A rule set as people write it: what has a default may be left out. */
export type RuleSetInput = z.input<typeof RuleSet>;
