import * as z from "zod";
import { exclusionStates, matterClosures, matterStates, ties } from "../domain/matters/states.ts";
import { resolutionStates } from "../domain/resolutions/states.ts";
import { callStates } from "../domain/whistles/states.ts";
import { Part } from "./assignment-answers.ts";
import { Commitment } from "./residents.ts";
import { Review, Reviewable } from "./review-answers.ts";
import {
  instant,
  maybe,
  maybeInstant,
  next,
  oneOf,
  Photo,
  PublicEvent,
  past,
  revision,
  text,
} from "./schemas.ts";

/** What the API answers of matters, to caseworkers and to whoever holds a receipt. */

const Unit = z.object({ id: text, name: text, level: text }).meta({ id: "Unit" });

const Due = z
  .object({
    kind: text,
    dueAt: instant,
    caution: maybe,
    owner: maybe.meta({ description: "现在由谁办理，只等居民评价时为 null" }),
    basis: text.optional(),
  })
  .meta({ id: "Due" });
const StaffDue = Due.extend({
  unattended: maybe.meta({ description: "应由谁办理：那里现在无人值守，改由 owner 办理；有人值守时为 null" }),
}).meta({ id: "StaffDue" });

const ToBegin = z
  .array(z.object({ kind: text, called: text, within: text }))
  .meta({ description: "自受理起算、还没有受理的期限：没有到期时间，只有多久" });

const tied = { number: text, state: oneOf(matterStates) };

export const ReceiptView = z
  .object({
    receiptCode: text,
    number: text,
    state: oneOf(matterStates),
    closure: oneOf(matterClosures).nullable(),
    satisfied: z.boolean().nullable().meta({ description: "最近一次评价是否满意，没有说的为 null" }),
    reopenings: z.int(),
    revision,
    category: text,
    body: text,
    place: text,
    photos: z.array(Photo).meta({
      description:
        "上报时的照片，在 /receipts/{receiptCode}/photos/{photoId} 读取；没有的，和按规则已经删除的，为空",
    }),
    outcome: maybe,
    reportedAt: instant,
    resolvedAt: maybeInstant,
    closedAt: maybeInstant,
    evaluateBy: maybeInstant,
    lineage: z.array(Unit),
    events: z.array(PublicEvent).meta({ description: "新的在前，每次最多 50 条" }),
    earlier: past.earlier,
    due: z.array(Due),
    toBegin: ToBegin,
    review: Review.extend({ answerBy: maybeInstant.meta({ description: "应于何时答复，已经答复的为 null" }) })
      .meta({ id: "ReceiptReview" })
      .nullable()
      .meta({ description: "最近一次申请的复查或复核；没有申请的为 null" }),
    reviewable: Reviewable.nullable().meta({ description: "现在可以申请的复查或复核；不能申请的为 null" }),
    noReview: maybe.meta({ description: "没有认可而结束的事项，为什么不能再申请；其他为 null" }),
    main: z.object(tied).nullable().meta({ description: "并入的主事项；没有合并的为 null" }),
    parts: z
      .array(z.object({ receiptCode: text, ...tied }))
      .meta({ description: "同一次上报拆分开的其他事项，各有回执码" }),
    commitments: z
      .array(Commitment)
      .meta({ description: "这件事适用的服务规定，按提交时的规则；没有的为空" }),
  })
  .meta({ id: "Receipt" });

const MatterRow = z
  .object({
    id: text,
    number: text,
    state: oneOf(matterStates),
    closure: oneOf(matterClosures).nullable(),
    category: text,
    body: text,
    place: text,
    handlerName: maybe,
    reportedAt: instant,
  })
  .meta({ id: "MatterRow" });

export const Matters = z
  .object({
    matters: z.array(
      MatterRow.extend({
        unit: text,
        dueAt: maybeInstant,
        acceptBy: maybeInstant.meta({
          description: "本级期限自受理起算、还没有受理的，应于何时受理；其他为 null",
        }),
        isExcluded: z.boolean().meta({ description: "是否已从统计中剔除" }),
      }),
    ),
    excluded: z
      .int()
      .nullable()
      .meta({ description: "所查已结事项中剔除了几件；没有查已结的，或按词查找的，为 null" }),
    next,
  })
  .meta({ id: "Matters" });

export const Matter = MatterRow.extend({
  urgency: maybe.meta({ description: "紧急程度的名称；不分的为 null" }),
  source: text.meta({ description: "来源在规则里的标识" }),
  sourceName: text.meta({ description: "来源的名称，按事项自己的那一版规则" }),
  photos: z.array(Photo).meta({
    description:
      "上报时的照片，在 /matters/{matterId}/photos/{photoId} 读取；没有的，和按规则已经删除的，为空",
  }),
  externalNumber: maybe.meta({ description: "送来它的系统自己的编号；不是其他系统送来的，为 null" }),
  outcome: maybe,
  reporterName: maybe,
  reporterPhone: maybe,
  resolvedAt: maybeInstant,
  closedAt: maybeInstant,
  revision,
  lineage: z.array(Unit),
  ...past,
  due: z.array(StaffDue),
  toBegin: ToBegin,
  resolutions: z
    .array(
      z
        .object({
          id: text,
          number: z.int(),
          kind: oneOf({ task: "任务", decision: "决定" }),
          body: text,
          leadName: maybe,
          state: oneOf(resolutionStates),
          meeting: z.object({ id: text, title: text, startsAt: instant }),
        })
        .meta({ id: "SettlingResolution" }),
    )
    .meta({ description: "议定这件事项的决议" }),
  whistles: z
    .array(
      z
        .object({
          id: text,
          number: text,
          by: text,
          calls: z.array(z.object({ name: text, state: oneOf(callStates), dueAt: maybeInstant })),
        })
        .meta({ id: "MattersWhistle" }),
    )
    .meta({ description: "为这件事项吹的哨，各方到没到" }),
  assignments: z
    .object({ all: z.array(Part), open: z.int(), late: z.int() })
    .meta({ description: "派给哪些单位；还有几个没有答复，其中几个超期" }),
  exclusion: z
    .object({ state: oneOf(exclusionStates), reason: text, note: text })
    .meta({ id: "Exclusion" })
    .nullable()
    .meta({ description: "剔除申请和它的结果；没有申请或已撤回的为 null" }),
  review: Review.nullable().meta({ description: "最近一次申请的复查或复核；没有申请的为 null" }),
  linked: z
    .array(z.object({ id: text, ...tied, tie: oneOf(ties) }))
    .meta({ description: "合并、拆分相关的事项，最多 50 件" }),
  moves: z.array(text),
}).meta({ id: "Matter" });
