import * as z from "zod";
import { Members } from "./organisation.ts";
import { DayOfMonth, Duration, Fraction, Key, keyed, Name, Sources } from "./terms.ts";

export const Every = z.enum(["month", "quarter", "halfYear", "year"]);
export type Every = z.infer<typeof Every>;

/** Days within a period; months are counted inside the period, from 1. */
const CadenceWindow = z.strictObject({
  fromMonth: z.int().min(1).max(12).default(1).meta({ title: "从第几个月" }),
  fromDay: DayOfMonth.default(1).meta({ title: "从几日" }),
  byMonth: z.int().min(1).max(12).default(1).meta({ title: "到第几个月" }),
  byDay: DayOfMonth.meta({ title: "到几日" }),
});

export const Cadence = z
  .strictObject({
    every: Every.meta({ title: "周期" }),
    window: CadenceWindow.optional().meta({ title: "召开窗口", description: "空白表示期内任何一天" }),
  })
  .meta({ title: "频次" });
export type Cadence = z.infer<typeof Cadence>;

/** Chinese practice tells 过半数 (more than) from 以上 (at least, 民法典 art. 1259). */
export const Quorum = z
  .union(
    [
      z.strictObject({ atLeast: Fraction.meta({ title: "以上(含本数)" }) }),
      z.strictObject({ moreThan: Fraction.meta({ title: "超过(不含本数)" }) }),
    ],
    "到会人数须写“以上”或“超过”应到成员的几分之几",
  )
  .meta({ title: "到会人数", description: "应到成员的比例" });
export type Quorum = z.infer<typeof Quorum>;

/** What fills an agenda by itself, in this order. */
export const AgendaSource = z.enum([
  "previousResolutions",
  "escalatedMatters",
  "whistleFilings",
  "unclaimedNeeds",
  "proposedItems",
]);
export type AgendaSource = z.infer<typeof AgendaSource>;

const Minutes = z.strictObject({
  draftWithin: Duration.meta({ title: "纪要起草期限", description: "自散会起算" }),
  signOff: z.array(Members).min(1).meta({ title: "纪要签发人", description: "全部签字后方可发布" }),
  audience: z.enum(["members", "public"]).default("members").meta({ title: "发布范围" }),
});

const Series = z.strictObject({
  key: Key,
  name: Name,
  form: z
    .enum(["joint", "study", "deliberation", "debrief", "visit"])
    .default("joint")
    .meta({ title: "形式", description: "联席、研究、议事、述职或观摩" }),
  level: Key.meta({ title: "召开层级", description: "该层级每个单元各开各的" }),
  convener: Members.meta({ title: "召集人" }),
  members: z.array(Members).min(1).meta({ title: "成员" }),
  cadence: Cadence.optional().meta({ title: "频次", description: "空白表示只按需召开" }),
  asNeeded: z.boolean().default(true).meta({ title: "可临时召开" }),
  quorum: Quorum,
  proxiesCount: z.boolean().default(true).meta({ title: "代会计入到会" }),
  agenda: z
    .array(AgendaSource)
    .default([...AgendaSource.options])
    .meta({ title: "议题来源" }),
  resolutionDue: z
    .union([Duration, z.literal("beforeNextMeeting")], "须是一种时限，或“下次会议之前”")
    .meta({ title: "决议默认期限", description: "时限，或下次会议之前" }),
  minutes: Minutes.meta({ title: "纪要" }),
  source: Sources.optional(),
});
export type Series = z.infer<typeof Series>;

/** The meeting series a county holds. */
export const Meetings = z.strictObject({
  series: keyed(Series).min(1).meta({ title: "会议系列" }),
  source: Sources.optional(),
});
export type Meetings = z.infer<typeof Meetings>;
