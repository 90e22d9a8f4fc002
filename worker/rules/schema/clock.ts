import * as z from "zod";
import { clockMs, dayNumber } from "../time.ts";
import { Clock, Day, Name, Sources, YearlyDay } from "./terms.ts";

/** Morning and afternoon, in order, with the break between. */
const Periods = z
  .array(z.strictObject({ from: Clock.meta({ title: "上班" }), to: Clock.meta({ title: "下班" }) }))
  .min(1)
  .max(4)
  .refine((periods) => {
    const edges = periods.flatMap(({ from, to }) => [clockMs(from), clockMs(to)]);
    return edges.every((edge, index) => index === 0 || edge > (edges[index - 1] ?? 0));
  }, "办公时段须按先后排列，互不重叠")
  .meta({ title: "办公时段" });

const Season = z.strictObject({
  name: Name.meta({ title: "作息名称", description: "如：夏季作息" }),
  from: YearlyDay.meta({ title: "起" }),
  to: YearlyDay.meta({ title: "止", description: "月-日，含当日，早于起日则跨年" }),
  periods: Periods,
});

/** When offices are open. Days come from the calendar. */
export const OfficeHours = z.strictObject({
  periods: Periods,
  seasons: z.array(Season).max(4).default([]).meta({ title: "季节作息" }),
  source: Sources.optional(),
});
export type OfficeHours = z.infer<typeof OfficeHours>;

const Stretch = z
  .strictObject({ from: Day.meta({ title: "起" }), to: Day.meta({ title: "止", description: "含当日" }) })
  .refine(({ from, to }) => from <= to, "起日不能晚于止日")
  .refine(({ from, to }) => dayNumber(to) - dayNumber(from) < 31, "一次放假不超过31天");

/**
 * Holidays that only this place has, by its own yearly notice, on top of the State Council's: self-government
 * regulations allow them (for example 广西壮族自治区人民政府令第98号).
 */
export const LocalHolidays = z.strictObject({
  festivals: z
    .array(
      z.strictObject({
        name: Name,
        from: YearlyDay.meta({ title: "最早" }),
        to: YearlyDay.meta({ title: "最晚" }),
      }),
    )
    .min(1)
    .max(10)
    .meta({ title: "节日", description: "每年都应有通知的地方节日，及其可能落在的日期" }),
  notices: z
    .array(
      z.strictObject({
        year: z.int().min(2000).max(2100).meta({ title: "年份" }),
        document: Name.meta({ title: "文号" }),
        daysOff: z.array(Stretch).max(20).meta({ title: "放假" }),
        workdays: z.array(Day).max(20).default([]).meta({ title: "调休上班" }),
      }),
    )
    .max(20)
    .default([])
    .meta({ title: "年度通知" }),
  source: Sources.optional(),
});
export type LocalHolidays = z.infer<typeof LocalHolidays>;

/** Reminders go out at a fixed time on working days, never at night. */
export const Reminders = z.strictObject({
  at: Clock.meta({ title: "提醒时间" }),
  workdaysBefore: z
    .array(z.int().min(0).max(30))
    .max(5)
    .meta({ title: "到期前提醒", description: "0为当日", unit: "个工作日前" }),
  overdueEvery: z
    .int()
    .min(1)
    .max(30)
    .optional()
    .meta({ title: "逾期后每隔", description: "空白为不重复提醒", unit: "个工作日" }),
  source: Sources.optional(),
});
export type Reminders = z.infer<typeof Reminders>;
