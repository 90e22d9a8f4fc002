import * as z from "zod";
import {
  exclusionStates,
  matterClosures,
  matterStates,
  reviewStates,
  ties,
} from "../domain/matters/states.ts";
import { resolutionStates } from "../domain/resolutions/states.ts";
import { callStates } from "../domain/whistles/states.ts";
import { Part } from "./assignment-answers.ts";
import { instant, maybe, maybeInstant, next, oneOf, Photo, past, revision, text } from "./schemas.ts";

/** What the API answers of matters to caseworkers, and what of that to whoever holds a receipt as well. */

export const Unit = z.object({ id: text, name: text, level: text }).meta({ id: "Unit" });

export const Due = z
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

export const ToBegin = z
  .array(z.object({ kind: text, called: text, within: text }))
  .meta({ description: "自受理起算、还没有受理的期限：没有到期时间，只有多久" });

export const tied = { number: text, state: oneOf(matterStates) };

export const Review = z
  .object({
    name: text.meta({ description: "规则里的名称，如复查、复核" }),
    state: oneOf(reviewStates),
    to: text.meta({ description: "由哪个单位答复" }),
    reason: text,
    opinion: maybe.meta({ description: "答复意见，还没有答复的为 null" }),
    askedAt: instant,
    answeredAt: maybeInstant,
  })
  .meta({ id: "Review" });

const hasAddition = z.boolean().meta({ description: "居民有补充，办理单位还没有任何操作" });

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
        hasAddition,
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
  hasAddition,
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
