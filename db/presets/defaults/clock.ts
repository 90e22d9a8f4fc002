import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { ours } from "./terms.ts";

export const officeHours: RuleSetInput["officeHours"] = {
  periods: [
    { from: "08:30", to: "12:00" },
    { from: "14:30", to: "18:00" },
  ],
  source: [ours("多数县(区)机关作息，按当地通知修改，可设季节作息")],
};

export const reminders: RuleSetInput["reminders"] = {
  at: "09:00",
  workdaysBefore: [1, 0],
  overdueEvery: 1,
  source: [ours("只在工作日上午提醒：前一工作日、当日、超期后每个工作日")],
};
