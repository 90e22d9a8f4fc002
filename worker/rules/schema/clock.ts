import * as z from "zod";
import { durationUnits } from "../../time/duration.ts";
import { type ClockTime, clockMs, HOUR, isWithin, type YearlyStretch } from "../../time/instants.ts";
import { dueTimes, type Target } from "./acts.ts";
import { checkHolidays } from "./holidays.ts";
import { YearlyNotice } from "./notice.ts";
import { Clock, choice, distinct, Name, Sources, YearlyDay } from "./terms.ts";
import { weekdays } from "./words.ts";

/** Morning and afternoon, in order, with the break between. Below an hour a day, hours of work would take years. */
export const periodsFor = (acts: readonly Target[], { of, from, to }: PeriodWords) =>
  z
    .array(
      z.strictObject({
        from: Clock.meta({ title: from, acts }),
        to: Clock.meta({ title: to, acts }),
      }),
    )
    .min(1)
    .max(4)
    .refine(inOrder, { error: `${of}时段须按先后排列，互不重叠`, abort: true })
    .refine((periods) => openFor(periods) >= HOUR, `每天${of}合计不能少于1小时`)
    .meta({ title: `${of}时段` });

/** What people call periods, and how one begins and ends. */
type PeriodWords = Readonly<Record<"of" | "from" | "to", string>>;

const Periods = periodsFor(dueTimes, { of: "办公", from: "上班", to: "下班" });

interface Period {
  from: ClockTime;
  to: ClockTime;
}

function inOrder(periods: readonly Period[]): boolean {
  const edges = periods.flatMap(({ from, to }) => [clockMs(from), clockMs(to)]);
  return edges.every((edge, index) => index === 0 || edge > (edges[index - 1] ?? 0));
}

const openFor = (periods: readonly Period[]): number =>
  periods.reduce((sum, { from, to }) => sum + clockMs(to) - clockMs(from), 0);

const WeekdayHours = z.strictObject({
  days: distinct(choice(weekdays), 7).min(1).meta({ title: "星期", acts: dueTimes }),
  periods: Periods,
});

/** Weekdays with hours of their own. Saturdays and Sundays among them are worked, unless a holiday says otherwise. */
const Weekdays = z
  .array(WeekdayHours)
  .max(7)
  .superRefine((rows, context) => {
    for (const [index, { days }] of rows.entries()) {
      const twice = days.find((day) => rows.slice(0, index).some((before) => before.days.includes(day)));
      if (!twice) continue;
      const message = `“${weekdays[twice]}”前面已有安排`;
      context.addIssue({ code: "custom", path: [index, "days"], message });
    }
  });

const Season = z.strictObject({
  name: Name.meta({ title: "作息名称", description: "如：夏季作息", acts: ["resident.home"] }),
  from: YearlyDay.meta({ title: "起", acts: dueTimes }),
  to: YearlyDay.meta({
    title: "止",
    description: "月-日，含当日，早于起日则跨年",
    acts: dueTimes,
  }),
  periods: Periods,
  weekdays: Weekdays.optional().meta({
    title: "季节里另有安排的星期",
    description: "这个季节里只按这里写的，上面的另有安排不沿用",
  }),
});

const Seasons = z
  .array(Season)
  .max(4)
  .superRefine((seasons, context) => {
    for (const [index, season] of seasons.entries()) {
      const other = seasons.slice(0, index).find((before) => overlap(before, season));
      if (!other) continue;
      const message = `与“${other.name}”的日期重叠`;
      context.addIssue({ code: "custom", path: [index, "from"], message });
    }
  });

/** Two stretches of the year share a day if either begins within the other. */
const overlap = (one: YearlyStretch, other: YearlyStretch): boolean =>
  isWithin(one.from, other) || isWithin(other.from, one);

/** When offices are open: a week, and those of the seasons. Days come from the calendar. */
export const OfficeHours = z.strictObject({
  periods: Periods,
  weekdays: Weekdays.optional().meta({
    title: "另有安排的星期",
    description:
      "如星期六只上半天、星期五早下班。列入的星期六、星期日算工作日，法定节假日照样休息，调休上班按平常的时段",
  }),
  seasons: Seasons.default([]).meta({ title: "季节作息" }),
  source: Sources.optional(),
});
export type OfficeHours = z.infer<typeof OfficeHours>;

const Festival = z.strictObject({
  name: Name.meta({ acts: dueTimes }),
  from: YearlyDay.meta({ title: "最早", acts: dueTimes }),
  to: YearlyDay.meta({ title: "最晚", acts: dueTimes }),
});

/**
 * Holidays that only this place has, by its own yearly notice, on top of the State Council's: self-government
 * regulations allow them (for example 广西壮族自治区人民政府令第98号).
 */
export const LocalHolidays = z
  .strictObject({
    festivals: z
      .array(Festival)
      .min(1)
      .max(10)
      .meta({ title: "节日", description: "每年都应有通知的地方节日，及其可能落在的日期" }),
    notices: z.array(YearlyNotice).max(20).default([]).meta({ title: "年度通知" }),
    source: Sources.optional(),
  })
  .superRefine(checkHolidays);
export type LocalHolidays = z.infer<typeof LocalHolidays>;

const Daytime = Clock.refine((at) => at >= "08:00" && at <= "20:30", "提醒时间须在 08:00 至 20:30 之间");

/** Reminders go out at a fixed time on working days, never at night. */
export const Reminders = z.strictObject({
  at: Daytime.meta({ title: "提醒时间", description: "08:00 至 20:30 之间", acts: ["unit.reminder"] }),
  workdaysBefore: distinct(z.int().min(0).max(30), 5).meta({
    title: "到期前提醒",
    description: "0为当日",
    unit: `${durationUnits.workdays}前`,
    acts: ["unit.reminder"],
  }),
  overdueEvery: z
    .int()
    .min(1)
    .max(30)
    .optional()
    .meta({
      title: "超期后每隔",
      description: "空白为不重复提醒",
      unit: durationUnits.workdays,
      acts: ["unit.reminder"],
    }),
  source: Sources.optional(),
});
export type Reminders = z.infer<typeof Reminders>;
