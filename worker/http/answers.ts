import * as database from "../../db/client.ts";
import * as domain from "../domain/errors.ts";
import { formatWait } from "../time/format.ts";
import type { Answer } from "./answer.ts";
import { unavailable, unexpected } from "./breakdowns.ts";

const untouched = "没有改动任何内容。";
const stays = "您填写的内容还没有保存，但都留在本页，不用重新填写。";

type Exported = typeof domain & typeof database;
type ErrorClass = abstract new (...args: never[]) => Error;
type Made<C> = C extends abstract new (...args: never[]) => infer E ? E : never;
/** Every class of the two files above that is an error: a new one doesn't compile without its answer below. */
type Named = { [N in keyof Exported as Exported[N] extends ErrorClass ? N : never]: Made<Exported[N]> };

/** The one place where a named error becomes a number and words. */
export const answers = {
  Invalid: ({ problems }) => ({
    status: 422,
    type: "invalid",
    title: "填写的内容有误",
    errors: problems.map(({ path, message }) => ({ path, message })),
    page: {
      happened: "填写的内容有误，没有保存",
      points: problems.map(({ message }) => message),
      became: untouched,
      advice: ["返回上一页，改正以下内容后再提交。"],
      way: "home",
    },
  }),
  Unauthenticated: () => ({
    status: 401,
    type: "unauthenticated",
    title: "请先登录",
    page: {
      happened: "登录已过期",
      became: "为了安全，长时间没有操作会自动退出。之前保存的内容都在。",
      advice: ["重新登录后，从原来的页面继续。"],
      way: "signIn",
      typed: { offered: "later", became: stays, advice: ["先在新页面登录，再回到本页再次提交。"] },
    },
  }),
  Forbidden: () => ({
    status: 403,
    type: "forbidden",
    title: "您没有权限这样做",
    page: {
      happened: "您没有权限做这一步",
      became: untouched,
      advice: ["请联系本单位管理员核对您的岗位。", "如果您有多个账号，请换用有权限的账号登录。"],
      way: "home",
    },
  }),
  NotFound: () => ({
    status: 404,
    type: "not-found",
    title: "没有找到",
    page: {
      happened: "没有找到这个页面",
      became: "内容可能已经移走，或者不在您的查看范围内。",
      advice: ["核对网址是否完整。", "从首页或菜单重新进入。"],
      way: "home",
    },
  }),
  UnknownTenant: ({ slug }) => ({
    status: 404,
    type: "unknown-tenant",
    title: "没有这个县",
    detail: `没有网址标识为“${slug}”的县，请检查拼写`,
    page: {
      happened: "没有找到这个县（市、区）",
      became: `网址中的“${slug}”没有对应的县（市、区）。`,
      advice: ["核对网址的拼写。", "从平台首页的名单中选择。"],
      way: "platform",
    },
  }),
  MethodNotAllowed: ({ allowed }) => ({
    status: 405,
    type: "method-not-allowed",
    title: "这个地址不接受这种请求",
    detail: `可用的方法：${allowed.join("、")}`,
    fields: { allow: allowed.join(", ") },
    page: {
      happened: "这个网址不能直接打开",
      became: untouched,
      advice: ["从首页或菜单重新进入，用页面上的按钮办理。"],
      way: "home",
    },
  }),
  PreconditionFailed: ({ current }) => ({
    status: 412,
    type: "precondition-failed",
    title: "内容已经变化",
    detail: "If-Match 与这条记录现在的修改次数不符",
    current,
    page: {
      happened: "这条内容刚被修改过，您的修改没有保存",
      became: untouched,
      advice: ["查看最新内容，核对后再修改一次。"],
      way: "back",
    },
  }),
  Misdirected: () => ({
    status: 421,
    type: "misdirected",
    title: "本系统不在这个网址",
    page: {
      happened: "本系统不在这个网址",
      became: "网址中的域名不是本系统的，也不是哪个县（市、区）的。",
      advice: ["核对网址的拼写。", "如果确实要用这个域名，请联系管理员绑定。"],
      way: "ownAddress",
    },
  }),
  Conflict: ({ message, current }) => ({
    status: 409,
    type: "conflict",
    title: "内容已经变化",
    detail: message,
    current,
    page: {
      happened: current.changedBy ? "这条内容刚被修改过，您的修改没有保存" : "这一步现在不能办理",
      points: [message],
      faster: fasterIn(current),
      became: untouched,
      advice: ["查看最新内容，核对后再修改一次。"],
      way: "back",
      typed: { offered: "read", became: stays },
    },
  }),
  TooLarge: ({ limit }) => ({
    status: 413,
    type: "too-large",
    title: "提交的内容太大",
    page: {
      happened: "提交的内容太大",
      became: `一次最多 ${limit / 1024} KB，这次没有保存。`,
      advice: ["返回上一页，减少内容，或换一份小一些的文件，再提交一次。"],
      way: "home",
    },
  }),
  TooMany: ({ message, retryAfter, limit }) => ({
    status: 429,
    type: "too-many",
    title: message,
    retryAfter,
    // draft-ietf-httpapi-ratelimit-headers-11
    fields: { ratelimit: `"${limit}";r=0;t=${retryAfter}` },
    page: {
      happened: "操作太频繁，请稍等",
      became: untouched,
      advice: [`请在${formatWait(retryAfter)}后再试。`],
      way: "home",
      typed: { offered: "again", became: stays },
    },
  }),
  BadRequest: ({ status, message }) => ({
    status,
    type: "bad-request",
    title: message,
    page: {
      happened: "这次提交无法处理",
      points: [message],
      became: untouched,
      advice: ["返回上一页，刷新后用页面上的按钮再提交一次。"],
      way: "home",
    },
  }),
  Unavailable: () => unavailable,
  DatabaseUnavailable: () => unavailable,
  ConstraintFailed: () => unexpected,
} satisfies { [N in keyof Named]: (error: Named[N]) => Answer };

const classes = { ...domain, ...database };

/** The answer to whatever was thrown. */
export function answerOf(error: unknown): Answer {
  const name = (Object.keys(answers) as (keyof Named)[]).find((each) => error instanceof classes[each]);
  return name ? (answers[name] as (error: unknown) => Answer)(error) : unexpected;
}

function fasterIn({ changedBy: by, changedAt: at }: domain.ConflictState) {
  return by !== undefined && at !== undefined ? { by, at } : undefined;
}
