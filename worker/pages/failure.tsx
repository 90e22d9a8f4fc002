import { ErrorPage } from "../../views/errors/error-page.tsx";
import type { Retry } from "../../views/errors/retry-form.tsx";
import { renderPage } from "../../views/html.ts";
import { commands } from "../domain/nouns.ts";
import type { Answer, Typed, Way } from "../http/answer.ts";
import { type C, isRead, pathOutside, pathWithin } from "../http/app-env.ts";
import { fieldsWithFiles, proofField, type Submitted, typedSoFar } from "../http/form.ts";
import { fewKept, mostKept, ordinary } from "../http/most.ts";
import { frameOf } from "./frame.ts";
import { safeReturn } from "./show.ts";

/** An error as a page that says what happened, what was kept and what to do. */
export async function failurePage(c: C, { status, title, page: told }: Answer) {
  const shell = c.var.signedIn && c.var.tenant ? "staff" : c.var.tenant ? "resident" : "platform";
  const props = {
    frame: frameOf(c, title),
    shell,
    told,
    href: hrefs[told.way](c),
    retry: told.typed && (await keptOf(c, told.typed)),
    now: c.var.now,
    requestId: c.var.requestId,
  } as const;
  return c.html(renderPage(<ErrorPage {...props} />), status);
}

const hrefs: Readonly<Record<Way, (c: C) => string>> = {
  home: (c) => c.var.base || "/",
  back: (c) => safeReturn(c, pathOf(c.req.header("referer")), "") || "/",
  signIn: signInHref,
  platform: () => "/",
  ownAddress: (c) => c.env.world.publicUrl || "/",
};

/** Browsers name the page a form stood on; whether that is one of ours is looked at afterwards. */
function pathOf(address: string | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const { pathname, search } = new URL(address);
  return pathname + search;
}

/** Where to sign in, and to come back from there. */
export function signInHref(c: C): string {
  const { search } = new URL(c.req.url);
  const from = c.req.method === "GET" ? `?next=${encodeURIComponent(pathOutside(c) + search)}` : "";
  return `${c.var.base}/session/new${from}`;
}

/**
 * What was sent, so that it can be sent again: all of it or nothing, since half a form would be taken for a whole one. The
 * error may have come before anybody read it.
 */
async function keptOf(c: C, { proof, besidePhotos }: Typed): Promise<Retry | undefined> {
  if (isRead(c)) return undefined;
  const form = await typedSoFar(c);
  if (!form) return undefined;
  const fields = fieldsOf(form);
  const offered = photoFields.find(({ at }) => at.test(pathWithin(c)))?.photos ?? [];
  const asked = fieldsWithFiles(form).map((name) => offered.find((field) => field.name === name));
  const photos = asked.filter((field) => field !== undefined);
  // A page can't keep a file, and without others than photos the rest would be sent in vain.
  if (photos.length < asked.length || !isKeepable(fields, besidePhotos ? fewKept : mostKept))
    return undefined;
  if (besidePhotos && photos.length === 0) return undefined;
  const retry = { ...retryOf(c, form, fields), ...(photos.length > 0 ? { photos } : {}) };
  return proof ? { ...retry, fields: [...retry.fields, [proofField, ""]] } : retry;
}

/** Which fields of a form ask for photos, by where it is sent. */
const photoFields = commands.flatMap(({ operation: { resource, photos } = { resource: "/" } }) =>
  photos ? [{ at: new RegExp(`^${resource.replace(/\{\w+\}/g, "[^/]+")}$`), photos }] : [],
);

type TypedField = readonly [name: string, value: string];

const fieldsOf = ({ values }: Submitted): TypedField[] =>
  Object.entries(values).flatMap(([name, value]) => [value].flat().map((each) => [name, each] as const));

/** What goes out is written twice, with what it is escaped to: of endless text the page would be endless many times over. */
function isKeepable(fields: readonly TypedField[], most: number): boolean {
  const { length } = new TextEncoder().encode(fields.flat().join(""));
  return fields.length <= ordinary.fields && length <= most;
}

function retryOf(c: C, { key }: Submitted, typed: readonly TypedField[]): Retry {
  const keyed = key === null ? [] : [["_key", key] as const];
  const { search } = new URL(c.req.url);
  return { action: pathOutside(c) + search, fields: [...typed, ...keyed], labels };
}

/** What people read beside what they typed; a field without a name here goes along unseen. */
const labels: Record<string, string> = {
  note: "修改说明",
  effectiveOn: "生效日期",
  body: "内容",
  place: "地点",
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
  [proofField]: "现在的密码",
  current: "现在的密码",
  receiptCode: "回执码",
  dueDate: "完成日期",
};
