import * as z from "zod";
import { isPublic } from "../domain/kernel/rights.ts";
import type { Endpoint } from "./endpoint.ts";
import { type Components, jsonSchema } from "./json-schema.ts";
import { text } from "./schemas.ts";

/** RFC 9457. */
export const Problem = z
  .object({
    type: text.meta({ format: "uri", description: "urn:lianzhi:problem: 加错误类型，程序按它判断" }),
    title: text,
    status: z.int(),
    detail: text.optional(),
    errors: z
      .array(z.object({ path: text, message: text }))
      .optional()
      .meta({ description: "哪个字段有什么问题" }),
    current: z.record(text, z.unknown()).optional().meta({ description: "现在的内容，谁在什么时候改的" }),
    retryAfter: z.int().optional().meta({ description: "秒" }),
    requestId: text.meta({ description: "请求编号，在日志中可以查到" }),
  })
  .meta({ id: "Problem" });

const fields = {
  "X-Request-Id": "请求编号，在日志中可以查到",
  Location: "新建内容的地址",
  ETag: "这条记录的修改次数，写入时放进 If-Match",
  Link: '还有下一页时，下一页的地址，rel="next"',
  "WWW-Authenticate": "缺少令牌或令牌已失效（RFC 6750）",
  "Retry-After": "多少秒后再试",
  RateLimit: "超出的限额",
  "RateLimit-Policy": "没有登录时的限额",
} as const;

type Field = keyof typeof fields;

/** What can go wrong, by number: what the description says, and which header fields come along. */
const problems: Readonly<Record<number, { said: string; sends?: readonly Field[] }>> = {
  400: { said: "请求无法读取：不是 UTF-8，或者 Host 不是域名" },
  401: { said: "没有令牌，或令牌已失效", sends: ["WWW-Authenticate"] },
  403: { said: "没有权限", sends: ["WWW-Authenticate"] },
  404: { said: "没有，或不在您的查看范围内" },
  409: { said: "别人先改了，或现在的状态不能这样操作；current 说明现在的内容" },
  412: { said: "If-Match 与现在的修改次数不符" },
  413: { said: "正文太大" },
  415: { said: "正文不是 UTF-8，或不是这个操作列出的类型" },
  421: { said: "本系统不在这个域名" },
  422: { said: "内容有误；errors 逐项说明" },
  429: { said: "太频繁，请稍后再试", sends: ["Retry-After", "RateLimit", "RateLimit-Policy"] },
  500: { said: "系统出错" },
  503: { said: "暂时不可用，请稍后带同一个 Idempotency-Key 再试", sends: ["Retry-After"] },
};

const reading = [400, 404, 421, 422, 500, 503];
const writing = [...reading, 403, 409, 412, 413, 415, 429];

/** What an operation answers: its result, and each way in which it can be refused. */
export function answersOf(endpoint: Endpoint, components: Components) {
  const { method, right, output, status } = endpoint;
  const closed = isPublic(right) ? [] : [401, 403];
  const refusals = new Set([...(method === "get" ? reading : writing), ...closed]);
  const schema = jsonSchema(output, "output", components);
  const content = endpoint.files ? filesOf(endpoint.files) : json(schema);
  const result = { description: "成功", headers: sent(...resultFields(endpoint)), content };
  return {
    [status]: result,
    ...Object.fromEntries([...refusals].map((each) => [each, { $ref: `#/components/responses/${each}` }])),
  };
}

function resultFields({ method, right, output, created }: Endpoint): Field[] {
  const shape = output instanceof z.ZodObject ? output.shape : {};
  const reads = method === "get";
  return [
    "X-Request-Id",
    ...(created ? (["Location"] as const) : []),
    ...(reads && "revision" in shape ? (["ETag"] as const) : []),
    ...(reads && "next" in shape ? (["Link"] as const) : []),
    ...(!reads && isPublic(right) ? (["RateLimit-Policy"] as const) : []),
  ];
}

const sent = (...names: readonly Field[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** Bytes, as OpenAPI 3.1 has them: without a schema. */
const filesOf = (types: readonly string[]) => Object.fromEntries(types.map((type) => [type, {}]));

const json = (schema: object) => ({ "application/json": { schema } });

/** The shared parts of all answers. */
export const sharedAnswers = (components: Components) => ({
  headers: Object.fromEntries(
    Object.entries(fields).map(([name, description]) => [name, { description, schema: { type: "string" } }]),
  ),
  responses: Object.fromEntries(
    Object.entries(problems).map(([status, { said, sends = [] }]) => [
      status,
      {
        description: said,
        headers: sent("X-Request-Id", ...sends),
        content: { "application/problem+json": { schema: jsonSchema(Problem, "output", components) } },
      },
    ]),
  ),
});
