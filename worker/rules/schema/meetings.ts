import * as z from "zod";
import { notYet } from "./acts.ts";
import { Members } from "./organisation.ts";
import {
  choice,
  DayOfMonth,
  Duration,
  distinct,
  Fraction,
  Key,
  keyed,
  keyOf,
  Name,
  Sources,
} from "./terms.ts";
import { agendaSources, audiences, dueWithoutSpan, frequencies, meetingForms, quorumKinds } from "./words.ts";

export const Every = choice(frequencies);
export type Every = z.infer<typeof Every>;

const month = z.int().min(1).max(12).default(1);

/** A task that is due before the next meeting is due by the cadence of meetings. Elsewhere nothing follows one yet. */
const nextMeeting = ["resolution.clock.lead"] as const;

/** Days within a period; months are counted inside the period, from 1. */
const CadenceWindow = z.strictObject({
  fromMonth: month.meta({ title: "从第几个月", unit: "月", acts: nextMeeting }),
  fromDay: DayOfMonth.default(1).meta({ title: "从几日", acts: nextMeeting }),
  byMonth: month.meta({ title: "到第几个月", unit: "月", acts: nextMeeting }),
  byDay: DayOfMonth.meta({ title: "到几日", acts: nextMeeting }),
});

export const monthsIn: Readonly<Record<Every, number>> = { month: 1, quarter: 3, halfYear: 6, year: 12 };

export const Cadence = z
  .strictObject({
    every: Every.meta({ title: "周期", acts: nextMeeting }),
    window: CadenceWindow.optional().meta({ title: "窗口", description: "不设表示期内任何一天" }),
  })
  .superRefine(({ every, window }, context) => {
    if (!window) return;
    const refuse = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    const { fromMonth, fromDay, byMonth, byDay } = window;
    if (byMonth > monthsIn[every]) refuse(["window", "byMonth"], "超出了周期的月数");
    if (fromMonth * 100 + fromDay > byMonth * 100 + byDay) refuse(["window"], "窗口的开始不能晚于结束");
  })
  .meta({ title: "频次" });
export type Cadence = z.infer<typeof Cadence>;

/** Chinese practice tells 过半数 (more than) from 以上 (at least, 民法典 art. 1259). */
export const Quorum = z
  .union(
    [
      z.strictObject({ atLeast: Fraction.meta({ title: quorumKinds.atLeast }) }),
      z.strictObject({ moreThan: Fraction.meta({ title: quorumKinds.moreThan }) }),
    ],
    "到会人数须写“以上”或“超过”应到成员的几分之几",
  )
  .meta({ title: "到会人数", description: "应到成员的比例，“以上”含本数，“超过”不含", as: "quorum" });
export type Quorum = z.infer<typeof Quorum>;

/** What fills an agenda by itself, in this order. */
export const AgendaSource = choice(agendaSources);
export type AgendaSource = z.infer<typeof AgendaSource>;

const Minutes = z.strictObject({
  draftWithin: Duration.meta({ title: "纪要起草期限", description: "自散会起算" }),
  signOff: distinct(Members, 10).min(1).meta({ title: "纪要签发人", description: "全部签字后方可发布" }),
  audience: choice(audiences).default("members").meta({ title: "发布范围" }),
});

const Series = z.strictObject({
  key: Key.meta({ acts: ["meeting.schedule"] }),
  name: Name.meta({ acts: ["meeting.form"] }),
  form: choice(meetingForms).default("joint").meta({ title: "形式", acts: notYet }),
  level: keyOf("level").meta({
    title: "召开层级",
    description: "该层级每个单元各开各的",
    acts: ["meeting.schedule"],
  }),
  convener: Members.meta({ title: "召集人", acts: notYet }),
  members: distinct(Members, 40)
    .min(1)
    .meta({ title: "成员", acts: ["meeting.form"] }),
  cadence: Cadence.optional().meta({ title: "频次", description: "不设表示只按需召开" }),
  asNeeded: z.boolean().default(true).meta({ title: "可临时召开", acts: notYet }),
  quorum: Quorum.meta({ acts: ["meeting.page"] }),
  proxiesCount: z
    .boolean()
    .default(true)
    .meta({ title: "委托他人参会的，计入到会人数", acts: ["meeting.page"] }),
  agenda: distinct(AgendaSource, 10)
    .default([...AgendaSource.options])
    .meta({ title: "议题来源", acts: notYet }),
  resolutionDue: z
    .union(
      [Duration, z.literal("beforeNextMeeting")],
      `须是一种时限，或“${dueWithoutSpan.beforeNextMeeting}”`,
    )
    .meta({
      title: "决议默认期限",
      as: "duration",
      words: dueWithoutSpan,
      acts: ["resolution.clock.lead"],
    }),
  minutes: Minutes.meta({ title: "纪要", acts: notYet }),
  source: Sources.optional(),
});
export type Series = z.infer<typeof Series>;

/** The meeting series a county holds. */
export const Meetings = z.strictObject({
  series: keyed(Series, 40).min(1).meta({ title: "会议系列" }),
  source: Sources.optional(),
});
export type Meetings = z.infer<typeof Meetings>;
