import * as database from "../../db/client.ts";
import { proofHolds } from "../domain/accounts/prove.ts";
import * as domain from "../domain/errors.ts";
import { formatWait } from "../time/format.ts";
import type { Answer } from "./answer.ts";
import { blocked, unavailable, unexpected } from "./breakdowns.ts";
import { requestAnswers, untouched } from "./request-answers.ts";

const stays = "您填写的内容还没有保存，但都留在本页，不用重新填写。";
const toUseFirst = "要用原来的账号提交：先在新页面用它登录，再回到本页再次提交。";
const toUseThis = "要用现在的账号办理：重新打开页面，核对后再填写。";

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
  Unproven: ({ wrong }) => ({
    status: 401,
    type: "unproven",
    title: "这一步要再输一次密码",
    detail: `登录或输入密码已超过${formatWait(proofHolds / 1000)}，请重新登录取得新的令牌`,
    page: {
      happened: "请再输一次密码",
      points: wrong?.problems.map(({ message }) => message) ?? [],
      became: untouched,
      advice: ["这一步不能撤销，或者会让别人进来。返回上一页，再提交一次。"],
      way: "home",
      typed: {
        offered: "again",
        became: `这一步不能撤销，或者会让别人进来，所以要确认是您本人。${stays}`,
        advice: ["输入您现在的密码，然后继续。"],
        proof: true,
      },
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
  ...requestAnswers,
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
  TooMany: ({ message, retryAfter, limit, instead }) => ({
    status: 429,
    type: "too-many",
    title: message,
    retryAfter,
    // draft-ietf-httpapi-ratelimit-headers-11
    fields: { ratelimit: `"${limit}";r=0;t=${retryAfter}` },
    page: {
      happened: instead ? message : "操作太频繁，请稍等",
      became: untouched,
      // What is typed beside photos alone is given back: who sends too much would have it written out each time.
      advice: instead ?? [`请在${formatWait(retryAfter)}后刷新本页，填写过的内容会由浏览器再次提交。`],
      way: "home",
      typed: { offered: "later", became: stays, besidePhotos: true },
    },
  }),
  OtherAccount: ({ signedIn }) => ({
    status: 409,
    type: "other-account",
    title: "这份表单是用另一个账号打开的",
    page: {
      happened: "这份表单是用另一个账号打开的，没有提交",
      points: [`现在登录的是“${signedIn}”。`],
      became: untouched,
      advice: [toUseThis],
      way: "signIn",
      typed: { offered: "later", became: stays, advice: [toUseFirst, toUseThis] },
    },
  }),
  Unavailable: () => unavailable,
  SchemaMissing: () => unexpected,
  DatabaseBlocked: () => blocked,
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
