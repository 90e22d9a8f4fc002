import { assignmentEvents } from "../domain/assignments/moves.ts";
import { filingEvents } from "../domain/filings/moves.ts";
import type { Happenings } from "../domain/kernel/happenings.ts";
import { matterEvents } from "../domain/matters/moves.ts";
import { meetingEvents } from "../domain/meetings/moves.ts";
import { resolutionEvents } from "../domain/resolutions/moves.ts";
import { type ToldNoun, toldNouns } from "../domain/webhooks/states.ts";
import { callEvents, whistleEvents } from "../domain/whistles/moves.ts";
import { type Components, jsonSchema } from "./json-schema.ts";
import { Message } from "./webhook-answers.ts";

const events: Readonly<Record<ToldNoun, Happenings>> = {
  matter: matterEvents,
  assignment: assignmentEvents,
  whistle: whistleEvents,
  call: callEvents,
  filing: filingEvents,
  meeting: meetingEvents,
  resolution: resolutionEvents,
};

/** What is sent to a county's own software: one entry for each noun, with the types there are. */
export function webhooksOf(schemas: Components) {
  const schema = jsonSchema(Message, "output", schemas);
  const told = Object.entries(toldNouns).map(([noun, word]) => {
    const types = Object.keys(events[noun as ToldNoun]).map((kind) => `${noun}.${kind}`);
    return [noun, sent(noun, `${word}有了变化`, `type：${types.join("、")}`, schema)];
  });
  const test = sent("webhook", "测试推送", "type：webhook.test", schema);
  return Object.fromEntries([...told, ["webhook", test]]);
}

const sent = (noun: string, summary: string, description: string, schema: object) => ({
  post: {
    summary,
    description: `${description}。答复 2xx 表示收到，其他答复和 10 秒内没有答复的会重试三天；410 表示不再需要，推送随即停用。`,
    operationId: `told${noun.charAt(0).toUpperCase()}${noun.slice(1)}`,
    tags: ["事件推送"],
    security: [],
    parameters: headers,
    requestBody: { required: true, content: { "application/json": { schema } } },
    responses: { "2XX": { description: "已收到" } },
  },
});

const header = (name: string, description: string) => ({
  name,
  in: "header",
  required: true,
  description,
  schema: { type: "string" },
});

/** As Standard Webhooks has them. */
const headers = [
  header("webhook-id", "编号，每次重试、重发都不变，用来去重"),
  header("webhook-timestamp", "这一次发出的时间，Unix 秒；与现在相差超过 5 分钟的不要接受"),
  header(
    "webhook-signature",
    "一个或多个 v1,<签名>，以空格分开，有一个对就行；签名为 HMAC-SHA-256(密钥, id.timestamp.正文) 的 Base64",
  ),
];
