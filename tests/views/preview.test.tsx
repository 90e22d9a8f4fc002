import { describe, expect, test } from "vitest";
import { Doubts, Findings } from "../../views/rules/findings.tsx";
import { PreviewPage } from "../../views/rules/preview.tsx";
import type { rulePreview } from "../../worker/domain/rules/compare.ts";
import { standings } from "../../worker/rules/document/acting.ts";
import { compareClocks, exampleMoments, previewCalendar } from "../../worker/rules/engine/preview.ts";
import { localDate } from "../../worker/time/instants.ts";
import { rules } from "../rules/engine/preview/examples.ts";
import { calendar } from "../rules/examples.ts";
import { attribute, type Element, fragment, named, page, text } from "./parsed.ts";
import { doubledIds, frame, hostile, intruders, now } from "./samples.ts";

const finding = {
  rule: "check-in",
  at: "duty.rounds.visit",
  name: "敲门行动",
  message: "“敲门行动”要求签到打卡。",
  citation: "某规定",
};

test("what is doubted says why, and where to look again", () => {
  const doubts = [{ at: "handling.windows.review", name: "集中会商", message: "它不起作用。" }];
  const parsed = fragment(
    <Doubts standings={standings} doubts={doubts} href={(at) => `/rules/2/items/${at}`} />,
  );
  const [link] = named(parsed, "a") as [Element];
  expect([text(link), attribute(link, "href")]).toEqual([
    "集中会商",
    "/rules/2/items/handling.windows.review",
  ]);
  expect(text(parsed)).toBe("集中会商它不起作用。");
});

describe("what the burden check found", () => {
  test("says what, why, and where to change it", () => {
    const parsed = fragment(
      <Findings standings={standings} findings={[finding]} href={(at) => `/rules/2/items/${at}`} />,
    );
    const [link] = named(parsed, "a") as [Element];
    expect([text(link), attribute(link, "href")]).toEqual(["敲门行动", "/rules/2/items/duty.rounds.visit"]);
    expect(text(parsed)).toContain("“敲门行动”要求签到打卡。 尚未启用依据：某规定");
  });

  test("leads nowhere where nothing can be changed", () => {
    const parsed = fragment(<Findings standings={standings} findings={[finding]} href={() => undefined} />);
    expect(named(parsed, "a")).toEqual([]);
    expect(text(parsed)).toContain("敲门行动");
  });

  test("may be nothing", () => {
    expect(text(fragment(<Findings standings={standings} findings={[]} href={() => undefined} />))).toBe(
      "没有发现加重基层负担的规定。",
    );
  });
});

describe("the page", () => {
  type Page = Awaited<ReturnType<typeof rulePreview>>;
  const show = (state: "draft" | "running") => {
    const found = { number: 2, state, running: { version: 1 } } as Page["found"];
    const name = { ...finding, name: hostile, message: hostile };
    const days = previewCalendar(rules, localDate("2026-10-01"), 3, calendar);
    const moments = exampleMoments(localDate("2026-10-01"), calendar);
    const draft = { ...rules, handling: { ...rules.handling, whistles: [] } };
    const clocks = compareClocks(rules, draft, moments, calendar);
    const preview = { found, findings: [name], calendar: days, clocks };
    return page(<PreviewPage standings={standings} frame={frame} page={preview} now={now} />);
  };

  test("doubles no id and lets nothing typed become markup", () => {
    expect(doubledIds(show("draft"))).toEqual([]);
    expect(intruders(show("draft"))).toEqual([]);
  });

  test("leads from a finding to the rule of a draft, and of a published version nowhere", () => {
    const links = (state: "draft" | "running") =>
      named(show(state), "a")
        .flatMap((link) => attribute(link, "href") ?? [])
        .filter((href) => href.includes("/items/"));
    expect(links("draft")).toEqual(["/t/xinye/rules/2/items/duty.rounds.visit"]);
    expect(links("running")).toEqual([]);
  });

  test("calls the other rule set by what it is", () => {
    const headers = (state: "draft" | "running") => named(show(state), "th").map(text);
    expect(headers("draft")).toContain("草案");
    expect(headers("running")).toContain("第 2 版");
  });
});
