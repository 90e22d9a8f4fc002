import * as z from "zod";
import type { Target } from "./acts.ts";
import { Urgencies } from "./classes.ts";
import { MatterSource } from "./sources.ts";
import {
  choice,
  Duration,
  distinct,
  Key,
  keyed,
  keyOf,
  Name,
  Note,
  namesOnce,
  Remark,
  Sources,
} from "./terms.ts";
import { collectionNames, commitmentKinds } from "./words.ts";

const units = distinct(keyOf("unitKind"), 20)
  .default([])
  .meta({
    title: "责任单位类型",
    description: "派单时列在前面，不是限制；不填随上一级类别",
    acts: ["matter.dispatch"],
  });

const ThirdTier = z.strictObject({
  key: Key.meta({ acts: ["matter.report"] }),
  name: Name.meta({ acts: ["matter.form"] }),
  urgency: keyOf("urgency")
    .optional()
    .meta({
      title: collectionNames.urgency,
      description: "上报时自动带上，受理时可以另选；不填随上一级类别",
      acts: ["matter.report"],
    }),
  units,
});
const SecondTier = ThirdTier.extend({
  children: z.array(ThirdTier).max(60).superRefine(namesOnce).default([]).meta({ title: "三级类别" }),
});
const FirstTier = ThirdTier.extend({
  children: z.array(SecondTier).max(60).superRefine(namesOnce).default([]).meta({ title: "二级类别" }),
});

const AdmissionList = z.strictObject({
  enabled: z.boolean().meta({
    title: "实行准入清单",
    description: "实行后，清单以外的事项不交给网格，由上一级办理；网格改到清单以外的，可以说明理由上报",
    acts: ["matter.report", "matter.decline"],
  }),
  categories: distinct(keyOf("category"), 400)
    .default([])
    .meta({
      title: "准入类别",
      description: "填上一级类别即包含其下各级",
      acts: ["matter.report", "matter.decline"],
    }),
  elsewhere: Remark.optional().meta({
    title: "清单外事项的去处",
    description: "写给居民看，显示在回执和服务承诺页里；不予受理的，填在理由里",
    acts: ["matter.report", "matter.decline", "resident.commitments"],
  }),
  source: Sources.optional(),
});

const shown: readonly Target[] = ["resident.commitments", "matter.receipt"];

/** What is promised to whoever reports something. */
const Commitment = z.strictObject({
  key: Key.meta({ acts: shown }),
  name: Name.meta({ acts: shown }),
  kind: choice(commitmentKinds).meta({ title: "类别", acts: ["resident.commitments"] }),
  text: Note.meta({
    title: "内容",
    description: "写给居民看，显示在服务承诺页里；提交的事项按当时的内容，显示在回执里",
    acts: shown,
  }),
  source: Sources.optional(),
});

/** What may be reported, by whom and how it is sorted. */
export const Intake = z.strictObject({
  sources: keyed(MatterSource, 30).min(1).meta({ title: collectionNames.source }),
  categories: keyed(FirstTier, 60).min(1).meta({ title: collectionNames.category, description: "至多三级" }),
  urgencies: Urgencies,
  admissionList: AdmissionList.meta({ title: "准入清单" }),
  anonymous: z.boolean().meta({ title: "允许匿名上报", acts: ["matter.report", "resident.privacy"] }),
  contactsFor: Duration.optional().meta({
    title: "上报人信息保留",
    description:
      "自办结、不予受理或者合并起算，期满删除上报人的姓名、电话和交来的照片，按这版规则上报的才算；不设则一直保留",
    acts: ["matter.clock.contacts", "resident.privacy"],
  }),
  commitments: keyed(Commitment, 20).optional().meta({ title: "服务规定" }),
  source: Sources.optional(),
});
export type Intake = z.infer<typeof Intake>;
