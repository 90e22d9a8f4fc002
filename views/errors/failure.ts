import type { Instant } from "../../worker/time/instants.ts";
import type { Problem } from "../components/attempt.ts";
import type { Retry } from "./retry-form.tsx";

/** What went wrong, with what its page needs to say about it. */
export type Failure =
  /** 401: the session ended. With `retry`, what was typed is kept beside the way to sign in. */
  | { kind: "signedOut"; signInHref: string; retry?: Retry | undefined }
  /** 403: visible, but not this person's to do. */
  | { kind: "forbidden"; needed?: string | undefined }
  /** 404 */
  | { kind: "missing" }
  /** 404: no county under this address. `platformHref` lists the ones there are. */
  | { kind: "unknownTenant"; slug: string; platformHref: string }
  /** 405 */
  | { kind: "wrongMethod" }
  /** 409 without a form to go back to; where there is one, ConflictNotice shows both versions. */
  | {
      kind: "conflict";
      by?: string | undefined;
      at?: Instant | undefined;
      now: Instant;
      retry?: Retry | undefined;
    }
  /** 413; `limit` as people read it: 10 MB */
  | { kind: "tooLarge"; limit: string }
  /** 422 where no form can show the problems. */
  | { kind: "invalid"; problems: readonly Problem[] }
  /** 429 */
  | { kind: "tooMany"; waitSeconds: number; retry?: Retry | undefined }
  /** 500 */
  | { kind: "broken"; requestId: string; retry?: Retry | undefined }
  /** 503 */
  | { kind: "unavailable"; waitSeconds: number; requestId: string; retry?: Retry | undefined };

const statuses: Record<Failure["kind"], number> = {
  signedOut: 401,
  forbidden: 403,
  missing: 404,
  unknownTenant: 404,
  wrongMethod: 405,
  conflict: 409,
  tooLarge: 413,
  invalid: 422,
  tooMany: 429,
  broken: 500,
  unavailable: 503,
};

/** The HTTP status of a failure. */
export function statusOf(failure: Failure): number {
  return statuses[failure.kind];
}

/** What a failure's page says: what happened, what was kept, what to do now. */
export type Account = { happened: string; kept: string; actions: readonly string[] };

const untouched = "没有改动任何内容。";

/** The words for a failure. */
export function accountOf(failure: Failure): Account {
  switch (failure.kind) {
    case "signedOut":
      return {
        happened: "登录已过期",
        kept: keptWords(failure.retry, "为了安全，长时间没有操作会自动退出。之前保存的内容都在。"),
        actions: [
          failure.retry === undefined
            ? "重新登录后，从原来的页面继续。"
            : "先在新页面登录，再回到本页再次提交。",
        ],
      };
    case "forbidden":
      return {
        happened: "您没有权限做这一步",
        kept: untouched,
        actions: [
          failure.needed === undefined
            ? "请联系本单位管理员核对您的岗位。"
            : `这一步由${failure.needed}办理。`,
          "如果您有多个账号，请换用有权限的账号登录。",
        ],
      };
    case "missing":
      return {
        happened: "没有找到这个页面",
        kept: "内容可能已经移走，或者不在您的查看范围内。",
        actions: ["核对网址是否完整。", "从首页或菜单重新进入。"],
      };
    case "unknownTenant":
      return {
        happened: "没有找到这个县（市、区）",
        kept: `网址中的“${failure.slug}”没有对应的县（市、区）。`,
        actions: ["核对网址的拼写。", "从平台首页的名单中选择。"],
      };
    case "wrongMethod":
      return {
        happened: "这个网址不能这样打开",
        kept: untouched,
        actions: ["返回上一页，用页面上的按钮操作。"],
      };
    case "conflict":
      return {
        happened: "这条内容刚被修改过，您的修改没有保存",
        kept: keptWords(failure.retry, "现在显示的是最新内容。"),
        actions: ["查看最新内容，核对后再修改一次。"],
      };
    case "tooLarge":
      return {
        happened: "提交的内容太大",
        kept: `一次最多 ${failure.limit}，这次没有保存。`,
        actions: ["返回上一页，减少内容，或换一份小一些的文件，再提交一次。"],
      };
    case "invalid":
      return {
        happened: "填写的内容有误，没有保存",
        kept: untouched,
        actions: ["返回上一页，改正以下内容后再提交。"],
      };
    case "tooMany":
      return {
        happened: "操作太频繁，请稍等",
        kept: keptWords(failure.retry, untouched),
        actions: [`请在${waitWords(failure.waitSeconds)}后再试。`],
      };
    case "broken":
      return {
        happened: "系统出错，这一步没有完成",
        kept: doubtWords(failure.retry),
        actions: ["请稍后再试一次。", "如果仍然出错，把下面的编号告诉管理员。"],
      };
    case "unavailable":
      return {
        happened: "系统暂时无法保存和读取",
        kept: doubtWords(failure.retry),
        actions: [`请在${waitWords(failure.waitSeconds)}后再试。重复提交不会产生两条记录。`],
      };
  }
}

function keptWords(retry: Retry | undefined, otherwise: string): string {
  return retry === undefined ? otherwise : "您填写的内容还没有保存，但都留在本页，不用重新填写。";
}

/** An answer that was lost may be the answer to a write that was done. */
function doubtWords(retry: Retry | undefined): string {
  return retry === undefined
    ? "之前保存的内容都在。"
    : "您填写的内容可能还没有保存，但都留在本页，不用重新填写。";
}

/** `30秒`, `2分钟`; rounded up, so that nobody comes back too early. */
export function waitWords(seconds: number): string {
  return seconds < 60 ? `${Math.max(1, Math.ceil(seconds))}秒` : `${Math.ceil(seconds / 60)}分钟`;
}
