import { DatabaseUnavailable } from "../../db/client.ts";
import {
  BadRequest,
  Conflict,
  Forbidden,
  Invalid,
  NotFound,
  type Problem,
  TooLarge,
  TooMany,
  Unauthenticated,
  Unavailable,
  UnknownTenant,
} from "../domain/errors.ts";

/** An error as HTTP knows it (RFC 9457): the one place where names become numbers. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503;
  detail?: string;
  /** For 422: what is wrong with which field. */
  errors?: readonly Problem[];
  /** For 409: what stands now and who wrote it. */
  current?: Conflict["current"];
  /** Seconds; sent as `Retry-After` too. */
  retryAfter?: number;
  requestId: string;
}

const about = (name: string) => `urn:lianzhi:problem:${name}`;

export function problemOf(error: unknown, requestId: string): ProblemDocument {
  const problem = (name: string, status: ProblemDocument["status"], title: string, more: object = {}) => ({
    type: about(name),
    title,
    status,
    ...more,
    requestId,
  });
  if (error instanceof Invalid) {
    return problem("invalid", 422, "填写的内容有误", {
      errors: error.problems.map(({ path, message }) => ({ path, message })),
    });
  }
  if (error instanceof Unauthenticated) return problem("unauthenticated", 401, "请先登录");
  if (error instanceof Forbidden) return problem("forbidden", 403, "您没有权限这样做");
  if (error instanceof NotFound) return problem("not-found", 404, "没有找到");
  if (error instanceof UnknownTenant) {
    return problem("unknown-tenant", 404, "没有这个县", {
      detail: `没有网址标识为“${error.slug}”的县，请检查拼写`,
    });
  }
  if (error instanceof Conflict) {
    return problem("conflict", 409, "内容已经变化", { detail: error.message, current: error.current });
  }
  if (error instanceof TooLarge) return problem("too-large", 413, "提交的内容太大");
  if (error instanceof TooMany) {
    return problem("too-many", 429, error.message, { retryAfter: error.retryAfter });
  }
  if (error instanceof BadRequest) return problem("bad-request", error.status, error.message);
  if (error instanceof Unavailable || error instanceof DatabaseUnavailable) {
    return problem("unavailable", 503, "服务暂时不可用，请稍后再试", { retryAfter: 30 });
  }
  return problem("unexpected", 500, "出了意料之外的错误");
}
