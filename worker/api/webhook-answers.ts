import * as z from "zod";
import { deliveryStates, type ToldNoun, toldNouns, webhookStates } from "../domain/webhooks/states.ts";
import { instant, maybe, maybeInstant, next, oneOf, past, revision, text } from "./schemas.ts";

const nouns = z.array(oneOf(toldNouns));

/** A webhook without its secret. */
const WebhookRow = z
  .object({
    id: text,
    name: text,
    address: text,
    nouns: nouns.meta({ description: "推送哪些事" }),
    state: oneOf(webhookStates),
    stopped: maybe.meta({ description: "自动停用的原因" }),
    secretSetAt: instant,
    formerUntil: maybeInstant.meta({ description: "原密钥也签名到何时" }),
    deliveredAt: maybeInstant.meta({ description: "最近一次送达" }),
    failure: maybe.meta({ description: "最近一次没有送达的原因，送达后为 null" }),
    failedAt: maybeInstant,
    failingSince: maybeInstant.meta({ description: "从何时起没有一次送达；满 7 天自动停用" }),
    revision,
  })
  .meta({ id: "WebhookRow" });

export const Webhooks = z.object({ webhooks: z.array(WebhookRow) }).meta({ id: "Webhooks" });

export const Webhook = WebhookRow.extend({
  waiting: z.int().meta({ description: "等待推送的条数，100 表示 100 条或更多" }),
  ...past,
}).meta({ id: "Webhook" });

export const Secret = z
  .object({
    id: text,
    secret: maybe.meta({ description: "签名密钥，以 whsec_ 开头；生成十分钟后为 null" }),
    until: instant.meta({ description: "到何时可以读取" }),
  })
  .meta({ id: "WebhookSecret" });

export const Deliveries = z
  .object({
    deliveries: z.array(
      z
        .object({
          id: text.meta({ description: "与 webhook-id 相同" }),
          type: text,
          at: instant.meta({ description: "事情发生的时间" }),
          state: oneOf(deliveryStates),
          attempts: z.int().meta({ description: "试了几次" }),
          nextAt: maybeInstant.meta({ description: "何时再试；不再推送时为 null" }),
          deliveredAt: maybeInstant,
          failure: maybe.meta({ description: "最近一次没有送达的原因" }),
        })
        .meta({ id: "WebhookDelivery" }),
    ),
    next,
  })
  .meta({ id: "WebhookDeliveries" });

const kinds = Object.entries({ ...toldNouns, webhook: "测试推送" } satisfies Record<
  ToldNoun | "webhook",
  string
>)
  .map(([key, word]) => `${key} ${word}`)
  .join("、");

/** What a receiver is sent. */
export const Message = z
  .object({
    version: z.int().meta({ description: "本格式的版本，现为 1；增加字段不改版本" }),
    id: text.meta({ description: "与 webhook-id 相同；每次重试、重发都不变" }),
    type: text.meta({ description: "发生了什么，如 matter.accepted；今后会有新的，不认识的请忽略" }),
    timestamp: instant.meta({ description: "事情发生的时间" }),
    tenant: text.meta({ description: "县的网址标识" }),
    data: z.object({
      kind: text.meta({ description: kinds }),
      id: text,
      state: maybe.meta({ description: "事情发生后的状态，与接口中的 state 相同" }),
      revision: z.int().nullable().meta({ description: "修改次数，两条先后不明时以大的为准" }),
      url: maybe.meta({ description: "用接口读取详情的地址，需要自己的令牌" }),
    }),
  })
  .meta({ id: "WebhookMessage" });
