import { describe, expect, test } from "vitest";
import { attempt } from "../../views/components/attempt.ts";
import { ReportCommunity, ReportForm } from "../../views/matters/report.tsx";
import { categoryOptions } from "../../views/matters/report-fields.tsx";
import { ResidentHome } from "../../views/matters/resident-home.tsx";
import type { OfficeHours } from "../../worker/rules/schema/rule-set.ts";
import type { ClockTime } from "../../worker/time/instants.ts";
import { attribute, named, only, page, text } from "./parsed.ts";
import { frame, unit } from "./receipts.tsx";
import { hostile, now } from "./samples.ts";

const grids = [1, 2].map((count) => ({
  ...unit,
  id: `g${count}`,
  name: `第${count}网格`,
  path: `${unit.path}g${count}/`,
}));
const categories = [
  { key: "garbage", names: ["环境卫生", "垃圾清运"] },
  { key: "noise", names: ["环境卫生", "噪声 / 油烟"] },
  { key: "ebikes", names: ["市容秩序", "车辆停放", "电动车乱停乱放"] },
  { key: "suggestion", names: ["意见 / 建议"] },
];
const offered = { unit, grids, categories, contactRequired: false };

describe("the home of a county", () => {
  test("leads to reporting, looking up and the complaints the law asks for", () => {
    const home = page(
      <ResidentHome frame={frame} now={now} home={{ county: undefined, solved: [], hours: null }} />,
    );
    const links = named(only(home, "main"), "a").map((link) => attribute(link, "href"));
    expect(links).toEqual([
      "/t/xinye/matters/new",
      "/t/xinye/receipts",
      "/t/xinye/matters/new?category=suggestion",
      "/t/xinye/session/new",
    ]);
    // What was closed without a verdict isn't shown here, so the page must not say that nothing was closed.
    expect(text(only(home, "main"))).toContain("还没有居民评价已解决的事项");
  });

  test("shows what was done as text and cuts it after a few lines", () => {
    const solved = [{ category: ["甲", "乙 / 丙"], unit: hostile, outcome: "长".repeat(200), closedAt: now }];
    const home = page(
      <ResidentHome frame={frame} now={now} home={{ county: undefined, solved, hours: null }} />,
    );
    expect(named(home, "img")).toEqual([]);
    expect(text(only(home, "main"))).toContain(`乙 / 丙，${hostile}`);
    expect(text(only(home, "main"))).toContain(`${"长".repeat(90)}……`);
  });
});

describe("office hours on the home of a county", () => {
  const periods = [{ from: "08:30" as ClockTime, to: "12:00" as ClockTime }];
  const seasons = [{ name: "夏季作息", from: "06-01", to: "09-30", periods }];
  const home = (hours: OfficeHours | null) =>
    text(page(<ResidentHome frame={frame} now={now} home={{ county: undefined, solved: [], hours }} />));

  test("are told, each season's with its dates", () => {
    expect(home({ periods, seasons })).toContain(
      "办公时间08:30 至 12:00夏季作息（6月1日至9月30日）：08:30 至 12:00",
    );
  });

  test("are left out where the county has no rules yet", () => {
    expect(home(null)).not.toContain("办公时间");
  });
});

describe("reporting", () => {
  test("step 1 carries the category on to step 2", () => {
    const groups = [{ name: "汉城街道", communities: [{ id: "c1", name: "北关社区" }] }];
    const step = page(<ReportCommunity frame={frame} groups={groups} category="suggestion" />);
    const form = named(only(step, "main"), "form")[0];
    expect(form && attribute(form, "method")).toBe("get");
    const fields = named(step, "input").filter((input) => attribute(input, "name") === "category");
    expect(fields.map((field) => attribute(field, "value"))).toEqual(["suggestion"]);
    expect(text(only(step, "optgroup"))).toBe("北关社区");
  });

  test("whoever doesn't know the grid leaves it to the community", () => {
    const step = page(<ReportForm frame={frame} form={offered} attempt={attempt()} idempotencyKey="k" />);
    const radios = named(step, "input").filter((input) => attribute(input, "name") === "orgUnitId");
    expect(radios.map((radio) => attribute(radio, "value"))).toEqual(["c1", "g1", "g2"]);
    expect(radios.map((radio) => attribute(radio, "checked") !== undefined)).toEqual([true, false, false]);
  });

  test("a community without grids is sent along unseen", () => {
    const step = page(
      <ReportForm frame={frame} form={{ ...offered, grids: [] }} attempt={attempt()} idempotencyKey="k" />,
    );
    const fields = named(step, "input").filter((input) => attribute(input, "name") === "orgUnitId");
    expect(fields.map((field) => [attribute(field, "type"), attribute(field, "value")])).toEqual([
      ["hidden", "c1"],
    ]);
  });

  test("a failing form keeps what was typed, as text, and remembers the community", () => {
    const failed = {
      values: { orgUnitId: "g2", category: "noise", body: hostile, place: hostile },
      problems: [{ path: "reporterPhone", message: "请填写手机号" }],
    };
    const step = page(<ReportForm frame={frame} form={offered} attempt={failed} idempotencyKey="k" />);
    expect(text(only(step, "textarea"))).toBe(hostile);
    expect(named(step, "img")).toEqual([]);
    expect(named(step, "script").length).toBe(2);
    const actions = named(step, "form").map((form) => attribute(form, "action"));
    expect(actions).toContain("/t/xinye/matters?unit=c1");
    const problem = named(step, "a").find((link) => text(link) === "请填写手机号");
    expect(problem && attribute(problem, "href")).toBe("#field-reporterPhone");
  });

  test("a community that is gone sends back to step 1", () => {
    const step = page(
      <ReportForm frame={frame} form={{ ...offered, unit: null }} attempt={attempt()} idempotencyKey="k" />,
    );
    expect(named(step, "textarea")).toEqual([]);
    expect(named(only(step, "main"), "a").map((link) => attribute(link, "href"))).toEqual([
      "/t/xinye/matters/new",
    ]);
  });

  test("categories stand under the one above them", () => {
    expect(categoryOptions(categories)).toEqual([
      {
        label: "环境卫生",
        options: [
          { value: "garbage", label: "垃圾清运" },
          { value: "noise", label: "噪声 / 油烟" },
        ],
      },
      { label: "市容秩序", options: [{ value: "ebikes", label: "车辆停放 / 电动车乱停乱放" }] },
      { value: "suggestion", label: "意见 / 建议" },
    ]);
  });
});
