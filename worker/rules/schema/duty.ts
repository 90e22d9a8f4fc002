import * as z from "zod";
import { Cadence } from "./meetings.ts";
import { Members } from "./organisation.ts";
import { Clock, choice, discouraged, distinct, Evidence, Key, keyed, keyOf, Name, Sources } from "./terms.ts";
import { rosterDays, roundKinds } from "./words.ts";

const Roster = z
  .strictObject({
    key: Key,
    name: Name,
    level: keyOf("level").meta({ title: "值班层级", description: "该层级每个单元各排各的" }),
    by: distinct(Members, 20).min(1).meta({ title: "由谁值班" }),
    days: choice(rosterDays).meta({ title: "值班日" }),
    atLeast: z.int().min(1).max(100).meta({ title: "每天至少", unit: "人" }),
    atMost: z.int().min(1).max(100).meta({ title: "每天至多", unit: "人" }),
    from: Clock.optional().meta({ title: "开始", description: "空白为上班时间" }),
    to: Clock.optional().meta({ title: "结束", description: "空白为下班时间" }),
    checkIn: z.boolean().default(false).meta({ title: "须签到打卡", description: discouraged }),
    source: Sources.optional(),
  })
  .refine(({ atLeast, atMost }) => atLeast <= atMost, {
    error: "每天至少的人数不能多于至多的人数",
    path: ["atMost"],
  });
export type Roster = z.infer<typeof Roster>;

/** Going round: patrols look for problems, visits call on households. */
const Round = z.strictObject({
  key: Key,
  name: Name,
  kind: choice(roundKinds).meta({ title: "类别" }),
  level: keyOf("level").meta({ title: "巡访层级", description: "该层级每个单元各自巡访" }),
  by: distinct(Members, 20).min(1).meta({ title: "由谁巡访" }),
  cadence: Cadence.optional().meta({ title: "频次", description: "不设表示不定次数" }),
  evidence: Evidence.default("record").meta({ title: "凭据" }),
  checkIn: z.boolean().default(false).meta({ title: "须签到打卡", description: discouraged }),
  track: z.boolean().default(false).meta({ title: "须记录行走轨迹", description: discouraged }),
  source: Sources.optional(),
});
export type Round = z.infer<typeof Round>;

/** Who is on duty, and who goes round. */
export const Duty = z.strictObject({
  rosters: keyed(Roster, 20).default([]).meta({ title: "值班" }),
  rounds: keyed(Round, 20).default([]).meta({ title: "巡查走访" }),
  source: Sources.optional(),
});
export type Duty = z.infer<typeof Duty>;
