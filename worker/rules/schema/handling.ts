import * as z from "zod";
import { DayOfMonth, Duration, Key, keyed, Name, Sources } from "./terms.ts";

/** What may send a matter one level up. */
export const EscalationCause = z.enum(["request", "overdue", "windowEnd"]);
export type EscalationCause = z.infer<typeof EscalationCause>;

/** Days of every month in which a stage must be done. */
const Window = z
  .strictObject({
    key: Key,
    name: Name,
    fromDay: DayOfMonth.default(1).meta({ title: "开始日" }),
    byDay: DayOfMonth.meta({ title: "截止日", description: "当日下班前完成" }),
    dayOff: z
      .enum(["before", "after"])
      .default("after")
      .meta({ title: "截止日休息时", description: "提前到前一个工作日，或顺延到后一个工作日" }),
    source: Sources.optional(),
  })
  .refine(({ fromDay, byDay }) => fromDay <= byDay, "开始日不能晚于截止日");
export type Window = z.infer<typeof Window>;

const HandlingLevel = z
  .strictObject({
    key: Key,
    name: Name,
    level: Key.meta({ title: "组织层级" }),
    limit: Duration.optional().meta({ title: "办理时限", description: "自转到本级起算" }),
    window: Key.optional().meta({ title: "办理窗口", description: "与时限并存时取较早者" }),
    escalateOn: z.array(EscalationCause).default(["request"]).meta({ title: "上报条件" }),
    source: Sources.optional(),
  })
  .refine(({ limit, window }) => limit || window, "时限和窗口至少填一项");
export type HandlingLevel = z.infer<typeof HandlingLevel>;

const OverallLimit = z.strictObject({
  limit: Duration.meta({ title: "总时限", description: "自上报起算，转办、重办不重新起算" }),
  source: Sources.optional(),
});

const Evaluation = z.strictObject({
  within: Duration.meta({ title: "评价期限", description: "自办结告知起算，过期视为未评价" }),
  reopenOn: z
    .array(z.enum(["unsolved", "dissatisfied"]))
    .default(["unsolved", "dissatisfied"])
    .meta({ title: "重办条件", description: "未解决、不满意" }),
  raise: z.int().min(0).max(3).default(1).meta({ title: "重办提级", description: "级" }),
  maxReopenings: z.int().min(1).max(5).default(2).meta({ title: "重办次数上限", description: "次" }),
  source: Sources.optional(),
});

/** A street's or grid's summons. Every clock starts when the whistle blows. */
const Whistle = z.strictObject({
  key: Key,
  name: Name,
  from: Key.meta({ title: "吹哨层级" }),
  responders: z.enum(["units", "members"]).meta({ title: "报到方", description: "部门单位，或党员" }),
  clocks: z
    .strictObject({
      sign: Duration.meta({ title: "签收" }),
      contact: Duration.meta({ title: "联系" }),
      reportIn: Duration.meta({ title: "报到" }),
      done: Duration.meta({ title: "办结" }),
    })
    .meta({ title: "各步时限", description: "均自吹哨起算" }),
  filing: z
    .strictObject({
      byDay: DayOfMonth.meta({ title: "次月报备日" }),
      to: Name.meta({ title: "报备对象" }),
      nameAbsent: z.boolean().meta({ title: "未报到单位通报" }),
    })
    .optional()
    .meta({ title: "按月报备" }),
  source: Sources.optional(),
});
export type Whistle = z.infer<typeof Whistle>;

/** How a matter is dealt with, from the lowest level up. */
export const Handling = z.strictObject({
  levels: keyed(HandlingLevel).min(1).max(10).meta({ title: "办理层级", description: "自下而上" }),
  windows: keyed(Window).default([]).meta({ title: "办理窗口" }),
  overall: OverallLimit.meta({ title: "总时限" }),
  evaluation: Evaluation.meta({ title: "评价与重办" }),
  whistles: keyed(Whistle).default([]).meta({ title: "吹哨报到" }),
  source: Sources.optional(),
});
export type Handling = z.infer<typeof Handling>;
