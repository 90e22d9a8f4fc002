import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { officeHours, reminders } from "../defaults/clock.ts";
import { ours } from "../defaults/terms.ts";
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
  localHolidays: {
    festivals: [{ name: "“壮族三月三”", from: "03-17", to: "04-30" }],
    source: [
      {
        county: "广西壮族自治区",
        practice: "《广西壮族自治区少数民族习惯节日放假办法》(自治区人民政府令第98号)",
      },
      ours("农历三月初三可能落在的公历日期，前后各留几天调休；年度通知由管理员载入"),
    ],
  },
  reminders,
};
