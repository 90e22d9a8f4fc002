import * as z from "zod";
import { matterClosures, matterStates } from "../domain/matters/states.ts";
import { Due, Review, ToBegin, tied, Unit } from "./matter-answers.ts";
import { Commitment } from "./residents.ts";
import { instant, maybe, maybeInstant, oneOf, Photo, PublicEvent, past, revision, text } from "./schemas.ts";

/** What the API answers to whoever holds a receipt. */

const Reviewable = z
  .object({
    name: text,
    to: text,
    until: instant.meta({ description: "最晚何时申请" }),
    within: text.meta({ description: "自申请起多久内答复" }),
  })
  .meta({ id: "Reviewable" });

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
    mayAdd: z.boolean().meta({ description: "现在能不能补充情况" }),
    noAddition: maybe.meta({ description: "还在办理的事项，为什么现在不能补充；其他为 null" }),
    mayWithdraw: z.boolean().meta({ description: "现在能不能撤回" }),
    noWithdrawal: maybe.meta({ description: "还没有结果的事项，为什么不能撤回；其他为 null" }),
    main: z.object(tied).nullable().meta({ description: "并入的主事项；没有合并的为 null" }),
    parts: z
      .array(z.object({ receiptCode: text, ...tied }))
      .meta({ description: "同一次上报拆分开的其他事项，各有回执码" }),
    commitments: z
      .array(Commitment)
      .meta({ description: "这件事适用的服务规定，按提交时的规则；没有的为空" }),
  })
  .meta({ id: "Receipt" });
