import { ErrorPage } from "../../views/errors/error-page.tsx";
import type { Failure } from "../../views/errors/failure.ts";
import type { Retry } from "../../views/errors/retry-form.tsx";
import { renderPage } from "../../views/html.ts";
import { type C, isRead, pathOutside } from "../http/app-env.ts";
import { limitOf } from "../http/body.ts";
import type { ProblemDocument } from "../http/errors.ts";
import { type Submitted, submitted } from "../http/form.ts";
import { frameOf } from "./frame.ts";

/** An error as a page that says what happened, what was kept and what to do. */
export async function failurePage(c: C, problem: ProblemDocument) {
  const failure = failureOf(c, problem, await keptOf(c, problem));
  const frame = frameOf(c, problem.title);
  const shell = c.var.signedIn && c.var.tenant ? "staff" : c.var.tenant ? "resident" : "platform";
  return c.html(renderPage(<ErrorPage frame={frame} failure={failure} shell={shell} />), problem.status);
}

/** What was sent, for errors after which it can be sent again; the error may have come before anybody read it. */
async function keptOf(c: C, { status }: ProblemDocument): Promise<Retry | undefined> {
  if (isRead(c) || ![401, 409, 429, 500, 503].includes(status)) return undefined;
  const form = await submitted(c).catch(() => undefined);
  return form && retryOf(c, form);
}

function failureOf(c: C, problem: ProblemDocument, retry: Retry | undefined): Failure {
  const { requestId, retryAfter: waitSeconds = 30, current } = problem;
  switch (problem.status) {
    case 401:
      return { kind: "signedOut", signInHref: signInHref(c), retry };
    case 403:
      return { kind: "forbidden" };
    case 404:
      return problem.type.endsWith("unknown-tenant")
        ? { kind: "unknownTenant", slug: slugIn(c), platformHref: "/" }
        : { kind: "missing" };
    case 409:
      return {
        kind: "conflict",
        by: current?.changedBy,
        at: current?.changedAt as never,
        now: c.var.now,
        retry,
      };
    case 413:
      return { kind: "tooLarge", limit: `${limitOf(c) / 1024} KB` };
    case 429:
      return { kind: "tooMany", waitSeconds, retry };
    case 503:
      return { kind: "unavailable", waitSeconds, requestId, retry };
    case 500:
      return { kind: "broken", requestId, retry };
    default:
      return { kind: "invalid", problems: problem.errors ?? [{ path: "", message: problem.title }] };
  }
}

/** What stands in the address for a county, as people typed it; half an escape is left as it is. */
function slugIn(c: C): string {
  const slug = c.req.path.split("/")[2] ?? "";
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}

/** Where to sign in, and to come back from there. */
export function signInHref(c: C): string {
  const { search } = new URL(c.req.url);
  const from = c.req.method === "GET" ? `?next=${encodeURIComponent(pathOutside(c) + search)}` : "";
  return `${c.var.base}/session/new${from}`;
}

/** What people read beside what they typed; a field without a name here goes along unseen. */
const labels: Record<string, string> = {
  note: "修改说明",
  effectiveOn: "生效日期",
  body: "内容",
  place: "具体位置",
  reporterName: "称呼",
  reporterPhone: "联系电话",
  outcome: "办理结果",
  reason: "理由",
  text: "情况",
  comment: "意见",
  title: "会议名称",
  name: "名称",
  username: "用户名",
  password: "密码",
  current: "现在的密码",
  receiptCode: "回执码",
  dueDate: "完成日期",
};

function retryOf(c: C, form: Submitted): Retry {
  const typed = Object.entries(form.values).flatMap(([name, value]) =>
    [value].flat().map((each) => [name, each] as const),
  );
  const key = form.key === null ? [] : [["_key", form.key] as const];
  const { search } = new URL(c.req.url);
  return { action: pathOutside(c) + search, fields: [...typed, ...key], labels };
}
