import { describe, expect, test } from "vitest";
import { DatabaseBlocked } from "../../db/client.ts";
import { ErrorContent, ErrorPage, type Failure } from "../../views/errors/error-page.tsx";
import type { Retry } from "../../views/errors/retry-form.tsx";
import { render } from "../../views/html.ts";
import type { Frame } from "../../views/layout/frame.ts";
import {
  BadRequest,
  Conflict,
  Forbidden,
  Invalid,
  MethodNotAllowed,
  Misdirected,
  NotFound,
  OtherAccount,
  PreconditionFailed,
  TooLarge,
  TooMany,
  Unauthenticated,
  Unavailable,
  UnknownTenant,
  Unproven,
} from "../../worker/domain/errors.ts";
import { answerOf, answers } from "../../worker/http/answers.ts";
import { ofPhotos } from "../../worker/http/most.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { attribute, fragment, named, only, page, text } from "./parsed.ts";

const frame: Frame = { base: "/t/xinye", title: "", path: "/report", elder: false, sample: false, nav: [] };
const now = "2026-11-21T09:00:00.000Z" as Instant;
const retry: Retry = {
  action: "/t/xinye/matters",
  fields: [
    ["_key", "k1"],
    ["title", "井盖<b>"],
    ["days", "1"],
    ["days", "2"],
    ["revision", "7"],
    ["password", "hunter2"],
    ["resetToken", "t0ken"],
  ],
  labels: { title: "什么问题", days: "时间", password: "密码" },
};

const faster = { changedBy: "李某", changedAt: "2026-11-21T08:50:00.000Z" };

/** An error as its page gets it, with or without something that was typed. */
function failureOf(error: unknown, kept?: Retry): Failure {
  const { page: told } = answerOf(error);
  return { told, href: "/t/xinye/on", retry: told.typed && kept, now, requestId: "r-1" };
}

const failures: [unknown, number, words: string[]][] = [
  [new Unauthenticated(), 401, ["登录已过期", "重新登录后，从原来的页面继续。", "重新登录"]],
  [new Unproven(), 401, ["请再输一次密码", "没有改动任何内容。", "返回首页"]],
  [new Forbidden(), 403, ["您没有权限做这一步", "没有改动任何内容。", "返回首页"]],
  [new NotFound(), 404, ["没有找到这个页面", "返回首页"]],
  [new UnknownTenant("<xinyee>"), 404, ["网址中的“<xinyee>”没有对应", "到平台首页选择"]],
  [new MethodNotAllowed(["POST"]), 405, ["这个网址不能直接打开", "没有改动任何内容。", "返回首页"]],
  [new PreconditionFailed(), 412, ["这条内容刚被修改过", "没有改动任何内容。", "查看最新内容"]],
  [new Misdirected(), 421, ["本系统不在这个网址", "核对网址的拼写。", "打开本系统的网址"]],
  [new Conflict("改过了", faster), 409, ["改过了", "李某在今天 16:50 保存了修改。", "查看最新内容"]],
  [new Conflict("已经结束"), 409, ["这一步现在不能办理", "已经结束", "查看最新内容"]],
  [new OtherAccount("李某"), 409, ["另一个账号打开的", "现在登录的是“李某”", "重新打开页面", "重新登录"]],
  [new TooLarge(10 * 1024), 413, ["提交的内容太大", "一次最多 10 KB", "返回首页"]],
  [new TooLarge(ofPhotos.bytes), 413, ["提交的内容太大", "一次最多 12 MB", "返回首页"]],
  [new TooLarge(500, "fields"), 413, ["提交的内容太大", "一次最多 500 项", "返回首页"]],
  [new BadRequest(403, "不是本站"), 403, ["这次提交无法处理", "不是本站", "返回首页"]],
  [new BadRequest(415, "须为表单"), 415, ["这次提交无法处理", "须为表单", "返回首页"]],
  [new Invalid([{ path: "title", message: "请填写标题" }]), 422, ["填写的内容有误", "请填写标题"]],
  [new TooMany(40), 429, ["操作太频繁", "请在40秒后刷新本页", "返回首页"]],
  [new Error("secret"), 500, ["系统出错", "r-1", "返回首页"]],
  [new Unavailable("secret"), 503, ["系统暂时无法保存和读取", "请在30秒后再试", "r-1"]],
  [new DatabaseBlocked("secret"), 503, ["数据正在转移，暂时不能保存", "请在1分钟后再提交一次", "返回首页"]],
];

describe.each([
  ["with nothing typed", undefined],
  ["with what was typed", retry],
])("%s", (_how, kept) => {
  test.each(failures)("%o", (error, status, words) => {
    const failure = failureOf(error, kept);
    expect(answerOf(error).status).toBe(status);

    const document = page(<ErrorPage frame={frame} shell="resident" {...failure} />);
    const happened = text(only(document, "h1"));
    expect(text(only(document, "title"))).toBe(`${happened} - 联治`);
    const main = only(document, "main");
    expect(named(main, "p").some((line) => text(line).length > 4)).toBe(true);
    expect(named(main, "li").length).toBeGreaterThan(0);
    expect(named(main, "a").map((link) => attribute(link, "href"))).toEqual(["/t/xinye/on"]);
    if (!kept) for (const part of words) expect(text(main)).toContain(part);

    const markup = render(<ErrorContent {...failure} />);
    expect(markup).not.toMatch(/hunter2|t0ken|<b>|<xinyee>|secret/);
  });
});

const content = (error: unknown, kept?: Retry) => fragment(<ErrorContent {...failureOf(error, kept)} />);

test("what was typed stays exactly where it can be sent or read again", () => {
  const keeping = failures.map(([error]) => error).filter((error) => answerOf(error).page.typed);
  expect(keeping.map((error) => answerOf(error).status)).toEqual([
    401, 401, 409, 409, 409, 413, 403, 429, 500, 503, 503,
  ]);
  for (const error of keeping) {
    expect(text(content(error, retry))).toMatch(/都留在本页，不用重新填写|列在下面，可以复制/);
    expect(text(content(error))).not.toMatch(/都留在本页|列在下面/);
  }
});

test("the form of an unavailable page sends the same again under the same key", () => {
  const form = only(content(new Unavailable(), retry), "form");
  expect(attribute(form, "action")).toBe("/t/xinye/matters");
  const sent = named(form, "input").map((input) => [attribute(input, "name"), attribute(input, "value")]);
  expect(sent).toEqual([
    ["_key", "k1"],
    ["title", "井盖<b>"],
    ["days", "1"],
    ["days", "2"],
    ["revision", "7"],
    ["password", undefined],
    ["resetToken", undefined],
  ]);
  expect(named(form, "dd").map(text)).toEqual(["井盖<b>", "1", "2"]);
});

const withPhotos: Retry = {
  ...retry,
  photos: [{ name: "photos", label: "照片", hint: "最多 6 张", most: 6, together: 1000 }],
};

test("photos that came along are asked for again, since no page can give them back", () => {
  for (const error of [
    new Unavailable(),
    new Unauthenticated(),
    new TooLarge(ofPhotos.bytes),
    new OtherAccount("李某"),
  ]) {
    const form = only(content(error, withPhotos), "form");
    expect(attribute(form, "enctype")).toBe("multipart/form-data");
    const file = named(form, "input").find((input) => attribute(input, "type") === "file");
    expect(file && [attribute(file, "name"), attribute(file, "data-photos")]).toEqual(["photos", "6"]);
    expect(text(form)).toContain("选过的照片没有保存，浏览器也不能替您保留，请重新选择。");
    expect(attribute(file as never, "aria-describedby")).toBe("field-photos-hint field-photos-lost");
  }
  expect(attribute(only(content(new Unavailable(), retry), "form"), "enctype")).toBeUndefined();
  const read = content(new Conflict("改过了", faster), withPhotos);
  expect([named(read, "input").length, text(read).includes("选过的照片没有保存")]).toEqual([0, true]);
});

test("what another site sent can be read, and gets no button of ours", () => {
  const parsed = content(new BadRequest(403, "不是本站"), retry);
  expect(named(parsed, "form")).toEqual([]);
  expect(text(parsed)).toContain("井盖<b>");
});

test("what was typed as somebody else can be sent again, after signing in as them", () => {
  const parsed = content(new OtherAccount("李某"), retry);
  const words = text(parsed);
  expect(text(only(parsed, "a"))).toBe("在新页面登录");
  expect(words.indexOf("先在新页面用它登录")).toBeLessThan(words.lastIndexOf("再次提交"));
  expect(words).toContain("要用现在的账号办理");
  expect(named(only(parsed, "form"), "input").map((input) => attribute(input, "value"))).toContain("k1");
});

test("after a conflict what was typed can be read but not sent again as it was", () => {
  const parsed = content(new Conflict("改过了", faster), retry);
  expect(named(parsed, "form")).toEqual([]);
  expect(text(parsed)).toContain("李某在今天 16:50 保存了修改。");
  expect(text(parsed)).toContain("井盖<b>");
  expect(text(only(parsed, "a"))).toBe("在新页面查看最新内容");
});

test("whose session ended signs in beside the page first, and sends the form after that", () => {
  const parsed = content(new Unauthenticated(), retry);
  expect(text(only(parsed, "a"))).toBe("在新页面登录");
  const words = text(parsed);
  expect(words.indexOf("在新页面登录")).toBeLessThan(words.indexOf("再次提交"));
  expect(words).toContain("先在新页面登录，再回到本页再次提交。");
});

test("only an error nobody can mend shows the number of its request", () => {
  const numbered = failures.filter(([error]) => text(content(error)).includes("编号 r-1"));
  expect(numbered.map(([, status]) => status)).toEqual([500, 503]);
});

test("each named error is among those above", () => {
  const shown = failures.map(([error]) => (error as Error).name);
  const inside = ["SchemaMissing", "DatabaseUnavailable", "ConstraintFailed"];
  expect(Object.keys(answers).filter((name) => !shown.includes(name))).toEqual(inside);
});
