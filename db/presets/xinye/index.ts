import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { officeHours, reminders } from "../defaults/clock.ts";
import { assessments } from "./assessments.ts";
import { duty } from "./duty.ts";
import { handling } from "./handling.ts";
import { intake } from "./intake.ts";
import { lists } from "./lists.ts";
import { meetings } from "./meetings.ts";
import { organisation } from "./organisation.ts";
import { points } from "./points.ts";

export const rules: RuleSetInput = {
  organisation,
  intake,
  handling,
  meetings,
  lists,
  points,
  assessments,
  duty,
  officeHours,
  reminders,
};
