import * as z from "zod";
import { AcceptWithin, classLimits } from "./classes.ts";
import { Dispatch } from "./dispatch.ts";
import { Exclusions } from "./exclusions.ts";
import { Reviews } from "./reviews.ts";
import { Routes } from "./routes.ts";
import { choice, DayOfMonth, Duration, distinct, Key, keyed, keyOf, Name, Sources } from "./terms.ts";
import { Whistle } from "./whistles.ts";
import {
  approvers,
  collectionNames,
  daysOff,
  escalationCauses,
  levelStarts,
  overallStarts,
  verdicts,
} from "./words.ts";

/** What may send a matter one level up. */
export const EscalationCause = choice(escalationCauses);
export type EscalationCause = z.infer<typeof EscalationCause>;

/** Days of every month in which a stage must be done. */
const Window = z
  .strictObject({
    key: Key.meta({ acts: ["matter.clock.step"] }),
    name: Name.meta({ acts: ["matter.page"] }),
    fromDay: DayOfMonth.default(1).meta({
      title: "开始日",
      description: "此前转来的，办理时限自这一天起算",
      acts: ["matter.clock.step"],
    }),
    byDay: DayOfMonth.meta({
      title: "截止日",
      description: "当日下班前完成",
      acts: ["matter.clock.step"],
    }),
    dayOff: choice(daysOff)
      .default("after")
      .meta({ title: "截止日休息时", acts: ["matter.clock.step"] }),
    source: Sources.optional(),
  })
  .refine(({ fromDay, byDay }) => fromDay <= byDay, "开始日不能晚于截止日");
export type Window = z.infer<typeof Window>;

const HandlingLevel = z
  .strictObject({
    key: Key.meta({ acts: ["matter.report"] }),
    name: Name.meta({ acts: ["matter.page"] }),
    level: keyOf("level").meta({ title: "组织层级", acts: ["matter.report"] }),
    limit: Duration.optional().meta({
      title: "办理时限",
      description: "从哪件事起算，见“时限起算”",
      acts: ["matter.clock.step"],
    }),
    limits: classLimits(["matter.clock.step"]),
    startsOn: choice(levelStarts)
      .optional()
      .meta({
        title: "时限起算",
        description: "不设则自转到本级起算；自受理起算的，须设受理时限",
        acts: ["matter.report", "matter.accept"],
      }),
    acceptWithin: AcceptWithin,
    window: keyOf("window")
      .optional()
      .meta({ title: "办理窗口", description: "与时限并存时取较早者", acts: ["matter.clock.step"] }),
    service: keyOf("service")
      .optional()
      .meta({
        title: "计时依据",
        description: "办理时限按哪项服务的时间计算，不设则按办公时间",
        acts: ["matter.clock.step"],
      }),
    escalateOn: distinct(EscalationCause, 4)
      .default(["request"])
      .meta({ title: "上报条件", acts: ["matter.raise"] }),
    source: Sources.optional(),
  })
  .refine(({ limit, window }) => limit || window, "时限和窗口至少填一项")
  .refine(({ startsOn, window }) => startsOn !== "acceptance" || window === undefined, {
    path: ["startsOn"],
    message: "有办理窗口的层级，时限自转到本级起算",
  })
  .refine(({ startsOn, acceptWithin }) => startsOn !== "acceptance" || acceptWithin, {
    path: ["acceptWithin"],
    message: "时限自受理起算的，须设受理时限，否则没人受理就一直不计时",
  })
  .refine(({ acceptWithin, escalateOn }) => acceptWithin || !escalateOn.includes("unaccepted"), {
    path: ["escalateOn"],
    message: "没有设受理时限，不会因为超过它而上报",
  });
export type HandlingLevel = z.infer<typeof HandlingLevel>;

const OverallLimit = z.strictObject({
  limit: Duration.meta({
    title: "总期限",
    description: "转办、重办不重新起算",
    acts: ["matter.clock.overall"],
  }),
  limits: classLimits(["matter.clock.overall"]),
  startsOn: choice(overallStarts)
    .optional()
    .meta({
      title: "时限起算",
      description: "不设则自上报起算；自首次受理起算的，每一级都须设受理时限",
      acts: ["matter.report", "matter.accept"],
    }),
  source: Sources.optional(),
});

const Evaluation = z.strictObject({
  within: Duration.meta({
    title: "评价期限",
    description: "自办结告知起算，过期视为未评价",
    acts: ["matter.clock.evaluation"],
  }),
  reopenOn: distinct(choice(verdicts), 2)
    .default(["unsolved", "dissatisfied"])
    .meta({ title: "重办条件", acts: ["matter.evaluate"] }),
  raise: z
    .int()
    .min(0)
    .max(3)
    .default(1)
    .meta({ title: "重办提级", unit: "级", acts: ["matter.evaluate"] }),
  maxReopenings: z
    .int()
    .min(1)
    .max(5)
    .default(2)
    .meta({ title: "重办次数上限", unit: "次", acts: ["matter.evaluate"] }),
  source: Sources.optional(),
});

/** A clock stands still while it waits for somebody outside; what was left of it runs on afterwards. */
const Pauses = z
  .strictObject({
    reasons: distinct(Name, 20)
      .min(1)
      .meta({ title: "可以挂起的情形", acts: ["matter.pause"] }),
    openEnded: distinct(Name, 20)
      .optional()
      .meta({
        title: "期满不自动恢复的情形",
        description: "须是上面列出的情形；期满由经办单位核对，仍须挂起的可以延续",
        acts: ["matter.pause"],
      }),
    longest: Duration.meta({ title: "每次最长挂起", acts: ["matter.pause"] }),
    times: z
      .int()
      .min(1)
      .max(5)
      .meta({ title: "次数上限", description: "每件事项合计", unit: "次", acts: ["matter.pause"] }),
    approver: choice(approvers).meta({ title: "由谁批准", acts: ["matter.pause"] }),
    source: Sources.optional(),
  })
  .refine(({ reasons, openEnded = [] }) => openEnded.every((occasion) => reasons.includes(occasion)), {
    path: ["openEnded"],
    message: "须是“可以挂起的情形”中列出的",
  });

/** A later due time for a step that needs it; the overall clock only moves where the rules say so. */
const Extensions = z.strictObject({
  longest: Duration.meta({
    title: "每次最长延期",
    description: "自原到期时间起算",
    acts: ["matter.extend"],
  }),
  times: z
    .int()
    .min(1)
    .max(5)
    .meta({ title: "次数上限", description: "每一级分别计算", unit: "次", acts: ["matter.extend"] }),
  approver: choice(approvers).meta({ title: "由谁批准", acts: ["matter.extend"] }),
  overall: z
    .boolean()
    .default(false)
    .meta({ title: "总期限一并顺延", acts: ["matter.extend"] }),
  source: Sources.optional(),
});

/** How a matter is dealt with, from the lowest level up. */
export const Handling = z.strictObject({
  levels: keyed(HandlingLevel, 10).min(1).meta({ title: "办理层级", description: "自下而上" }),
  routes: Routes,
  windows: keyed(Window, 10).default([]).meta({ title: collectionNames.window }),
  overall: OverallLimit.meta({ title: "总期限" }),
  evaluation: Evaluation.meta({ title: "评价与重办" }),
  pauses: Pauses.optional().meta({ title: "挂起", description: "不设则不得挂起" }),
  extensions: Extensions.optional().meta({ title: "延期", description: "不设则不得延期" }),
  dispatch: Dispatch.optional().meta({ title: "派单", description: "不设则不得派给几个单位一起办理" }),
  exclusions: Exclusions.optional().meta({ title: "剔除", description: "不设则不得把事项从统计中剔除" }),
  reviews: Reviews.optional().meta({ title: "复查、复核", description: "不设则不能申请复查" }),
  whistles: keyed(Whistle, 20).default([]).meta({ title: "吹哨报到" }),
  source: Sources.optional(),
});
export type Handling = z.infer<typeof Handling>;
