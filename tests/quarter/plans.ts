import type { PresetKey } from "../../db/presets/index.ts";
import {
  accepting,
  type Change,
  classes,
  handlers,
  lawsuits,
  level,
  services,
  shorterWeek,
  summer,
} from "./changes.ts";

/** How a preset's quarter goes: from when, when the year's notice becomes known, and what the county changes in its rules. */
export interface Plan {
  readonly from: string;
  readonly weeks: number;
  readonly noticeAt: string;
  /** In force at once, with the clocks that it moves; and later from a day on, which moves none. */
  readonly atOnce: Change;
  readonly fromDay: Change;
}

const spring = { from: "2026-01-15", weeks: 13, noticeAt: "2026-02-05T01:23:00.000Z" };
const autumn = { from: "2026-08-15", weeks: 13, noticeAt: "2026-09-17T01:23:00.000Z" };

/** What each county tries: every unit of time, services, seasons, windows and both ways to answer requests. */
export const plans: Record<PresetKey, Plan> = {
  xinye: {
    ...spring,
    atOnce: (rules) => {
      level(rules, 0, { limit: { workingHours: 20 } });
      level(rules, 1, { limit: { days: 8 } });
      shorterWeek(rules);
      if (rules.handling.pauses) rules.handling.pauses.longest = { workdays: 4 };
      classes("order")(rules);
    },
    fromDay: (rules) => {
      if (rules.handling.extensions) rules.handling.extensions.overall = true;
      if (rules.handling.pauses) rules.handling.pauses.longest = { days: 6 };
      accepting([0, 1], false)(rules);
    },
  },
  huaping: {
    ...autumn,
    atOnce: (rules) => {
      services(rules);
      if (rules.handling.pauses) rules.handling.pauses.longest = { daysToMidnight: 5 };
      level(rules, 0, { limit: { workingHours: 30 }, service: "water" });
      level(rules, 1, { limit: { workdays: 6 }, service: "counter" });
      handlers(rules);
      classes("environment")(rules);
    },
    fromDay: (rules) => {
      rules.handling.evaluation.within = { daysUnmovedToMidnight: 6 };
      rules.handling.evaluation.raise = 2;
    },
  },
  yulong: {
    ...spring,
    atOnce: (rules) => {
      level(rules, 0, { limit: { hours: 72 } });
      level(rules, 1, { limit: { daysUnmoved: 6 } });
      rules.handling.overall.limit = { days: 45 };
      accepting([], true)(rules);
    },
    fromDay: (rules) => {
      level(rules, 2, { limit: { daysToMidnight: 9 } });
      handlers(rules);
    },
  },
  ninglang: {
    ...autumn,
    atOnce: (rules) => {
      const [, meeting, street] = rules.handling.windows;
      if (meeting) meeting.fromDay = 11;
      if (street) Object.assign(street, { fromDay: 16, dayOff: "before" });
      level(rules, 1, { limit: { workdays: 3 }, escalateOn: ["request", "overdue", "windowEnd"] });
      if (rules.handling.pauses) rules.handling.pauses.longest = { workdays: 8 };
      classes("order")(rules);
    },
    fromDay: (rules) => {
      level(rules, 2, { limit: { days: 5 }, escalateOn: ["request", "windowEnd"] });
      handlers(rules);
    },
  },
  jiyang: {
    ...autumn,
    atOnce: (rules) => {
      level(rules, 0, { limit: { workingHours: 26 } });
      level(rules, 1, { limit: { daysUnmovedToMidnight: 9 } });
      summer(rules);
      accepting([0, 1, 2], true)(rules);
    },
    fromDay: (rules) => {
      rules.handling.evaluation.within = { workdays: 3 };
      rules.handling.evaluation.maxReopenings = 1;
      if (rules.handling.pauses) rules.handling.pauses.longest = { workingHours: 40 };
    },
  },
  yulin: {
    ...spring,
    atOnce: (rules) => {
      // No year's real notice: days off within the stretch in which the festival may lie.
      const daysOff = [{ from: "2026-04-08", to: "2026-04-10" }];
      const notice = { year: 2026, document: "测试", daysOff, workdays: ["2026-04-11"] };
      if (rules.localHolidays) rules.localHolidays.notices = [notice] as never;
      level(rules, 2, { limit: { daysUnmoved: 12 } });
      summer(rules);
      classes("environment")(rules);
    },
    fromDay: (rules) => {
      level(rules, 0, { limit: { daysToMidnight: 3 } });
      accepting([0], true)(rules);
      if (rules.handling.pauses) rules.handling.pauses.openEnded = [lawsuits];
    },
  },
};
