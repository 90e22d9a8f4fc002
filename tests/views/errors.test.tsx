import { describe, expect, test } from "vitest";
import { ErrorContent, ErrorPage } from "../../views/errors/error-page.tsx";
import { type Failure, statusOf, waitWords } from "../../views/errors/failure.ts";
import type { Retry } from "../../views/errors/retry-form.tsx";
import { render } from "../../views/html.ts";
import type { Frame } from "../../views/layout/frame.ts";
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
    ["version", "7"],
    ["password", "hunter2"],
    ["resetToken", "t0ken"],
  ],
  labels: { title: "什么问题", days: "时间", password: "密码" },
};

const failures: [Failure, number][] = [
  [{ kind: "signedOut", signInHref: "/t/xinye/sign-in", retry }, 401],
  [{ kind: "forbidden", needed: "召集人" }, 403],
  [{ kind: "missing" }, 404],
  [{ kind: "unknownTenant", slug: "<xinyee>", platformHref: "/" }, 404],
  [{ kind: "wrongMethod" }, 405],
  [{ kind: "conflict", by: "李某", at: "2026-11-21T08:50:00.000Z" as Instant, now, retry }, 409],
  [{ kind: "tooLarge", limit: "10 MB" }, 413],
  [{ kind: "invalid", problems: [{ path: "title", message: "请填写标题" }] }, 422],
  [{ kind: "tooMany", waitSeconds: 40 }, 429],
  [{ kind: "broken", requestId: "r-1" }, 500],
  [{ kind: "unavailable", waitSeconds: 90, requestId: "r-2", retry }, 503],
];

describe.each(failures)("%o", (failure, status) => {
  test(`is a ${status}`, () => {
    expect(statusOf(failure)).toBe(status);
  });

  test("says what happened, what was kept, what to do, and leads on", () => {
    const document = page(<ErrorPage frame={frame} failure={failure} shell="resident" />);
    const happened = text(only(document, "h1"));
    expect(text(only(document, "title"))).toBe(`${happened} - 联治`);
    expect(named(only(document, "main"), "p").some((line) => text(line).length > 4)).toBe(true);
    expect(named(only(document, "main"), "li").length).toBeGreaterThan(0);
    expect(named(only(document, "main"), "a").length).toBe(1);
  });

  test("shows nothing secret and escapes what was typed", () => {
    const markup = render(<ErrorContent frame={frame} failure={failure} />);
    expect(markup).not.toMatch(/hunter2|t0ken|<b>|<xinyee>/);
  });
});

const content = (failure: Failure) => fragment(<ErrorContent frame={frame} failure={failure} />);

test("the form of an unavailable page sends the same again under the same key", () => {
  const form = only(content({ kind: "unavailable", waitSeconds: 30, requestId: "r", retry }), "form");
  expect(attribute(form, "action")).toBe("/t/xinye/matters");
  const sent = named(form, "input").map((input) => [attribute(input, "name"), attribute(input, "value")]);
  expect(sent).toEqual([
    ["_key", "k1"],
    ["title", "井盖<b>"],
    ["days", "1"],
    ["days", "2"],
    ["version", "7"],
    ["password", undefined],
    ["resetToken", undefined],
  ]);
  expect(named(form, "dd").map(text)).toEqual(["井盖<b>", "1", "2"]);
});

test("after a conflict what was typed can be read but not sent again as it was", () => {
  const parsed = content({
    kind: "conflict",
    by: "李某",
    at: "2026-11-21T08:50:00.000Z" as Instant,
    now,
    retry,
  });
  expect(named(parsed, "form")).toEqual([]);
  expect(text(parsed)).toContain("李某在今天 16:50 保存了修改。");
  expect(text(parsed)).toContain("井盖<b>");
});

test("a wait is rounded up, so that nobody comes back too early", () => {
  expect([0, 0.2, 40, 60, 61].map(waitWords)).toEqual(["1秒", "1秒", "40秒", "1分钟", "2分钟"]);
});
