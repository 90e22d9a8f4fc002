import { describe, expect, test } from "vitest";
import {
  type Choice,
  WorkList,
  type WorkListProps,
  type WorkRow,
} from "../../views/components/work-list.tsx";
import type { Instant } from "../../worker/time/instants.ts";
import { attribute, byId, elements, fragment, named, only, text } from "./parsed.ts";
import { doubledIds, frame, hostile, intruders } from "./samples.ts";

const choice = (label: string, more: Partial<Choice> = {}): Choice => ({
  label,
  href: `/t/xinye/matters?${label}`,
  current: false,
  ...more,
});

const row = (id: string, more: Partial<WorkRow> = {}): WorkRow => ({
  id,
  href: `/t/xinye/matters/${id}`,
  title: `事项${id}`,
  meta: ["路灯照明", null, "2026-000001"],
  cells: ["红旗社区", 3],
  ...more,
});

const list = (more: Partial<WorkListProps> = {}) =>
  fragment(
    <WorkList
      frame={frame}
      id="matters"
      called="事项"
      buckets={[
        choice("已超期", { count: "4", tone: "late" }),
        choice("全部", { current: true, count: "1000+" }),
      ]}
      facets={[
        { name: "place", label: "地点", chosen: "红旗社区", clear: "/clear", options: [choice("红旗社区")] },
        { name: "source", label: "来源", options: [choice("居民上报", { count: "30" })] },
      ]}
      sorts={[choice("最急的在前", { current: true }), choice("最新的在前")]}
      sizes={[choice("20", { current: true }), choice("50")]}
      columns={[{ label: "地点" }, { label: "次数", numeric: true }]}
      rows={[row("1", { timeLeft: { text: "超期8天", tone: "late" } }), row("2", { timeLeft: null })]}
      hasTimeLeft
      counted="46 件"
      empty="没有事项"
      {...more}
    />,
  );

type Parsed = ReturnType<typeof list>;
const classed = (parsed: Parsed, name: string) =>
  elements(parsed).filter((element) => attribute(element, "class")?.split(" ").includes(name));

describe("rows", () => {
  test("a row says what, where and how long in one line of a table, and leads there", () => {
    const table = only(list(), "table");
    expect(named(table, "th").slice(0, 4).map(text)).toEqual(["事项", "地点", "次数", "还剩"]);
    const [first] = classed(table, "work-row");
    expect(first && text(first)).toBe("事项1路灯照明 · 2026-000001红旗社区3超期8天");
    expect(first && attribute(first, "class")).toContain("work-row-late");
    expect(classed(table, "work-link").map((link) => attribute(link, "href"))).toEqual([
      "/t/xinye/matters/1",
      "/t/xinye/matters/2",
    ]);
  });

  test("what isn't due has an empty cell and no edge; what was just added says so in a word", () => {
    const table = only(list({ rows: [row("2", { timeLeft: null, fresh: true })] }), "table");
    const [only1] = classed(table, "work-row");
    expect(only1 && attribute(only1, "class")).toBe("work-row work-row-fresh");
    expect(only1 && text(only1)).toBe("事项2刚添加 · 路灯照明 · 2026-000001红旗社区3");
  });

  test("a column for acts stands in every row once one row has some", () => {
    const table = only(list({ rows: [row("1", { action: "办" }), row("2")] }), "table");
    expect(named(table, "tr").map((line) => named(line, "th").length + named(line, "td").length)).toEqual([
      5, 5, 5,
    ]);
  });

  test("without rows stands what to do instead, and the filters stay", () => {
    const empty = list({ rows: [], more: "/more" });
    expect(named(empty, "table")).toEqual([]);
    expect(text(empty)).toContain("没有事项");
    expect(byId(empty, "matters-source")).toBeDefined();
    expect(attribute(byId(empty, "matters-more") ?? only(empty, "h1"), "href")).toBe("/more");
  });

  test("rows are chosen within one form, each under its own name", () => {
    const batch = {
      action: "/t/xinye/matters/batch",
      hidden: <input type="hidden" name="_key" value="k" />,
      acts: ["派遣"],
    };
    const parsed = list({ batch });
    const form = named(parsed, "form").find((each) => attribute(each, "method") === "post");
    const boxes = named(form ?? parsed, "input").filter((box) => attribute(box, "name") === "selected");
    expect(boxes.map((box) => attribute(box, "value"))).toEqual(["1", "2"]);
    const names = boxes.map((box) => text(byId(parsed, attribute(box, "aria-labelledby") ?? "") ?? parsed));
    expect(names).toEqual(["事项1", "事项2"]);
  });
});

describe("filters", () => {
  test("are links that swap the list alone; what leads elsewhere isn't swapped into it", () => {
    const parsed = list({ exports: { xlsx: "/x", csv: "/c" } });
    const bar = classed(parsed, "work-bar")[0];
    expect(bar && attribute(bar, "hx-boost:inherited")).toBe("true");
    expect(bar && attribute(bar, "hx-target:inherited")).toBe("#matters");
    expect(bar && attribute(bar, "hx-select:inherited")).toBe("#matters");
    const boosted = ["work-bar", "work-foot"].flatMap((name) => classed(parsed, name));
    const rows = classed(parsed, "work-link");
    expect(boosted.flatMap((part) => named(part, "a")).filter((link) => rows.includes(link))).toEqual([]);
    // htmx leaves links alone that are downloads.
    const downloads = ["/x", "/c"].map((href) =>
      named(parsed, "a").find((link) => attribute(link, "href") === href),
    );
    expect(downloads.map((link) => link && attribute(link, "download"))).toEqual(["", ""]);
  });

  test("every link and control has an id of its own, so that the focus finds it again", () => {
    const parsed = list({ previous: "/p", next: "/n", search: searched });
    const boosted = ["work-bar", "work-foot"].flatMap((name) => classed(parsed, name));
    const links = boosted.flatMap((part) => named(part, "a"));
    expect(links.filter((link) => !attribute(link, "id"))).toEqual([]);
    expect(doubledIds(parsed)).toEqual([]);
  });

  test("what is chosen says so, with its count, and can be taken back", () => {
    const parsed = list();
    const current = named(parsed, "a").filter((link) => attribute(link, "aria-current"));
    expect(current.map(text)).toEqual(["全部1000+", "最急的在前", "20"]);
    expect(text(byId(parsed, "matters-place") ?? parsed)).toBe("地点：红旗社区");
    const clear = byId(parsed, "matters-place-clear");
    expect(clear && [attribute(clear, "href"), text(clear)]).toEqual(["/clear", "清除地点：红旗社区"]);
    expect(byId(parsed, "matters-source-clear")).toBeUndefined();
    expect(text(classed(parsed, "work-more")[0] ?? parsed)).toContain("筛选和排序（已选 1）");
  });

  const searched = {
    action: "/t/xinye/matters",
    value: "路灯",
    placeholder: "搜",
    kept: [["place", "1"]],
    clear: "/all",
  } as const;

  test("the search keeps what else is chosen, and can be cleared", () => {
    const form = only(list({ search: searched }), "form");
    expect(attribute(form, "method")).toBe("get");
    const fields = named(form, "input").map((input) => [attribute(input, "name"), attribute(input, "value")]);
    expect(fields).toEqual([
      ["place", "1"],
      ["search", "路灯"],
    ]);
    expect(named(form, "a").map((link) => attribute(link, "href"))).toEqual(["/all"]);
    expect(named(list(), "form")).toEqual([]);
  });
});

describe("pages", () => {
  test("previous and next are told to browsers; where there is none stands no link", () => {
    const parsed = list({ next: "/n" });
    const turns = named(classed(parsed, "work-pages")[0] ?? parsed, "a");
    expect(turns.map((link) => [attribute(link, "rel"), attribute(link, "href")])).toEqual([["next", "/n"]]);
    expect(classed(list(), "work-pages")).toEqual([]);
  });
});

test("on paper the county, the list, what it is confined to and the moment stand above it", () => {
  const parsed = list({ at: "2026-11-29T01:20:00.000Z" as Instant });
  expect(named(classed(parsed, "letterhead")[0] ?? parsed, "p").map(text)).toEqual([
    "新野县",
    "事项",
    "全部；地点：红旗社区；最急的在前；共 46 件",
    "2026年11月29日 09:20",
  ]);
});

test("what people wrote stays text", () => {
  const parsed = list({
    rows: [row("1", { title: hostile, meta: [hostile], cells: [hostile, hostile] })],
    facets: [{ name: "a", label: "甲", chosen: hostile, clear: "/", options: [choice(hostile)] }],
  });
  expect(intruders(parsed)).toEqual([]);
});
