import { describe, expect, test } from "vitest";
import { Checklist } from "../../views/desk/checklist.tsx";
import { Desk } from "../../views/desk/desk.tsx";
import type { Todo } from "../../views/desk/todos.tsx";
import type { ClockKind } from "../../worker/domain/clocks/kinds.ts";
import { type Counted, figureOf } from "../../worker/domain/desk/figures.ts";
import * as ofMatters from "../../worker/domain/matters/clocks.ts";
import * as ofResolutions from "../../worker/domain/resolutions/clocks.ts";
import { instant } from "../../worker/time/instants.ts";
import { attribute, byId, named, page, text } from "./parsed.ts";
import { doubledIds, frame, hostile, intruders, key, now } from "./samples.ts";

const todo = (id: string, more: Partial<Todo> = {}): Todo => ({
  id,
  page: `/matters/${id}`,
  todo: ofMatters.step.todo ?? "",
  title: "路灯坏了三盏",
  dueAt: "2026-11-20T10:00:00.000Z",
  unattended: null,
  ...more,
});

type Page = Parameters<typeof Desk>[0]["page"];

const figures = (overdue: number, rest = 0): Page["figures"] => [
  figureOf("overdue", [{ n: overdue, more: false, called: "待办", href: "/desk?show=overdue" }]),
  ...(["today", "week", "approval"] as const).map((key) =>
    figureOf(key, [{ n: rest, more: false, called: "待办", href: `/desk?show=${key}` }]),
  ),
];

const shown = (more: Partial<Page> = {}) =>
  page(
    <Desk
      frame={frame}
      now={now}
      page={{
        show: null,
        turned: false,
        mayRegister: false,
        todos: [],
        next: null,
        meetings: [],
        figures: figures(0),
        county: null,
        ...more,
      }}
    />,
  );

describe("a figure", () => {
  const list = (n: number, more: Partial<Counted> = {}): Counted => ({
    n,
    more: false,
    called: "事项",
    href: "/matters",
    ...more,
  });
  test("is the sum of its lists, and leads to each in which there is something", () => {
    const tasks = { called: "任务", href: "/resolutions" };
    expect(figureOf("overdue", [list(3), list(2, tasks)])).toEqual({
      key: "overdue",
      label: "已超期",
      n: "5",
      lists: [
        { n: "3", called: "事项", href: "/matters" },
        { n: "2", ...tasks },
      ],
    });
    expect(figureOf("overdue", [list(0), list(2, tasks)]).lists).toEqual([{ n: "2", ...tasks }]);
    expect(figureOf("overdue", [list(0), list(0, tasks)])).toMatchObject({
      n: "0",
      lists: [{ href: "/matters" }],
    });
  });

  test("says how far was counted, unless all was", () => {
    expect(figureOf("week", [list(1001, { more: true })]).n).toBe("1000+");
    expect(figureOf("week", [list(300, { more: true })]).n).toBe("300+");
    expect(figureOf("week", [list(1000), list(1000)]).n).toBe("2000");
    expect(figureOf("week", [list(1001, { more: true }), list(5)])).toMatchObject({
      n: "1000+",
      lists: [{ n: "1000+" }, { n: "5" }],
    });
    expect(figureOf("acceptance", [list(4321)]).n).toBe("4321");
  });
});

test("the desk shows figures, each a way to its list, and then the most urgent first, each one tap away", () => {
  const todos = [todo("m1"), todo("r1", { page: "/resolutions/r1", todo: ofResolutions.review.todo ?? "" })];
  const parsed = shown({ todos, figures: figures(2, 1) });
  expect(named(byId(parsed, "figures") ?? parsed, "a").map((a) => [text(a), attribute(a, "href")])).toEqual([
    ["已超期 2", "/t/xinye/desk?show=overdue"],
    ["今天到期 1", "/t/xinye/desk?show=today"],
    ["7天内到期 1", "/t/xinye/desk?show=week"],
    ["待我验收 1", "/t/xinye/desk?show=approval"],
  ]);
  expect(named(parsed, "h2").map(text)).toEqual(expect.arrayContaining(["等您办理", "7天内的会议"]));
  const rows = named(byId(parsed, "todos") ?? parsed, "a").map((link) => attribute(link, "href"));
  expect(rows).toEqual(["/t/xinye/matters/m1", "/t/xinye/resolutions/r1"]);
  expect(text(parsed)).toContain("待验收");
  expect(text(parsed)).toContain("事项办理");
  expect(doubledIds(parsed)).toEqual([]);
});

test("what is late has its edge where there is any; else it is said calmly", () => {
  const edges = (parsed: ReturnType<typeof shown>) =>
    named(parsed, "li").filter((item) => attribute(item, "class")?.includes("count-late")).length;
  expect(edges(shown({ figures: figures(1, 1) }))).toBe(1);
  const without = shown({ figures: figures(0, 1) });
  expect([edges(without), text(without).includes("没有超期的。")]).toEqual([0, true]);
  expect(text(shown())).toContain("没有超期的，7天内也没有到期的。");
  expect(text(shown({ figures: figures(1) }))).not.toContain("没有超期的");
});

test("a part of the to-dos says which, and leads back to all", () => {
  const empty = shown({ show: "overdue" });
  expect(text(empty)).toContain("等您办理：已超期");
  expect(text(empty)).toContain("没有符合的待办");
  expect(named(empty, "a").map((a) => attribute(a, "href"))).toContain("/t/xinye/desk");
});

describe("the desk of a county", () => {
  const county: NonNullable<Page["county"]> = {
    name: "新野县",
    figures: [],
    late: [
      {
        id: "c1",
        noun: "matter",
        record: "m1",
        page: "/matters/m1",
        title: hostile,
        dueAt: "2026-11-01T10:00:00.000Z",
        unit: hostile,
        unattended: hostile,
      },
    ],
    units: [
      {
        id: "s1",
        name: hostile,
        running: 12,
        late: 101,
        lateSaid: "100+",
        closed: { this: 40, last: 38, excluded: { this: 0, last: 0 } },
      },
      {
        id: "s2",
        name: "汉华街道",
        running: 0,
        late: 0,
        lateSaid: "0",
        closed: { this: 0, last: 0, excluded: { this: 0, last: 0 } },
      },
    ],
    cut: true,
    closed: { this: 40, last: 38, excluded: { this: 0, last: 0 } },
    lastMonth: instant("2026-09-30T16:00:00.000Z"),
  };

  test("says what is overdue and whose, and how its units stand: a table with its bars", () => {
    const parsed = shown({ county, figures: figures(1) });
    expect(text(parsed)).toContain("新野县今天");
    expect(text(parsed)).toContain("无人值守");
    expect(text(parsed)).not.toContain("没有待办");
    const units = named(parsed, "table").find((table) => attribute(table, "class") === "units") ?? parsed;
    expect(named(units, "th").map(text)).toEqual([
      "单位",
      "在办，其中超期",
      "本月办结，10月办结",
      hostile,
      "汉华街道",
    ]);
    expect(named(units, "td").map(text)).toEqual([
      "在办 12 超期 100+",
      "本月 40 10月 38",
      "在办 0",
      "本月 0 10月 0",
    ]);
    expect(named(units, "a").map((a) => attribute(a, "href"))).toEqual([
      "/t/xinye/matters?within=s1",
      "/t/xinye/matters?within=s1&due=overdue",
      "/t/xinye/matters?within=s2",
    ]);
    expect(named(units, "svg").every((svg) => attribute(svg, "aria-hidden") === "true")).toBe(true);
    expect(intruders(parsed)).toEqual([]);
    expect(doubledIds(parsed)).toEqual([]);
  });

  test("of a figure in two lists each part is a link, and its sum none", () => {
    const both = figureOf("overdue", [
      { n: 3, more: false, called: "事项", href: "/matters?due=overdue" },
      { n: 2, more: false, called: "任务", href: "/resolutions?due=overdue" },
    ]);
    const parsed = shown({ county, figures: [both] });
    const links = named(byId(parsed, "figures") ?? parsed, "a");
    expect(links.map((a) => [text(a), attribute(a, "href")])).toEqual([
      ["已超期：事项 3", "/t/xinye/matters?due=overdue"],
      ["已超期：任务 2", "/t/xinye/resolutions?due=overdue"],
    ]);
  });
});

test("the desk says of every clock what there is to do; for a resident's verdict nobody has to do anything", () => {
  const kinds: ClockKind<never>[] = [...Object.values(ofMatters), ...Object.values(ofResolutions)];
  expect(Object.fromEntries(kinds.map(({ noun, kind, todo }) => [`${noun}.${kind}`, todo]))).toEqual({
    "matter.step": "事项办理",
    "matter.acceptance": "事项待受理",
    "matter.overall": "事项办理",
    "matter.evaluation": null,
    "matter.contacts": null,
    "matter.extension": "延期申请待批",
    "matter.pauseRequest": "挂起申请待批",
    "matter.pause": "挂起事项核对",
    "matter.exclusion": "剔除申请待审核",
    "matter.review": "复查申请待答复",
    "resolution.lead": "主办任务",
    "resolution.assist": "协办任务",
    "resolution.review": "待验收",
  });
});

test("work that rose because nobody is there says where it belongs", () => {
  const parsed = shown({ todos: [todo("today", { unattended: hostile }), todo("soon")] });
  expect(text(parsed).match(/无人值守/g)).toHaveLength(1);
  expect(text(parsed)).toContain(`无人值守 ${hostile}`);
  expect(intruders(parsed)).toEqual([]);
});

test("an empty desk says so, and a cut one says that there is more", () => {
  expect(text(shown())).toContain("现在没有需要您办理的事项和任务");
  const next = "2026-11-20T10:00:00.000Z_7";
  const first = shown({ todos: [todo("today")], next, show: "overdue" });
  const turns = named(first, "a").filter((link) => attribute(link, "href")?.includes("after="));
  expect(turns.map((link) => [text(link), attribute(link, "href")])).toEqual([
    ["下一页", `${frame.base}/desk?show=overdue&after=2026-11-20T10%3A00%3A00.000Z_7#todos`],
  ]);
  expect(text(first)).not.toContain("回到最急的");
  // The last page, where all of it was done meanwhile, isn't an empty desk.
  expect(text(shown({ turned: true }))).toContain("没有符合的待办");
  expect(text(shown({ turned: true, todos: [todo("today")] }))).toContain("回到最急的");
});

test("what people wrote stays text on the desk", () => {
  const meetings = [{ id: hostile, title: hostile, startsAt: now, place: hostile, host: hostile }];
  const todos = [todo("overdue", { title: hostile, page: `/matters/${hostile}`, todo: hostile })];
  expect(intruders(shown({ todos, meetings, next: hostile }))).toEqual([]);
});

test("the first steps stand in order, the next one first, with what is done below", () => {
  const items = ["核对规则", "建立组织", "邀请人员"].map((label, index) => ({
    key: `step${index}`,
    label,
    hint: hostile,
    href: "/rules",
    done: index === 0,
  }));
  const parsed = page(<Checklist frame={frame} items={items} idempotencyKey={key} />);
  expect(text(parsed)).toContain("已完成 1 项，还有 2 项");
  expect(named(byId(parsed, "open-steps") ?? parsed, "a").map(text)).toEqual([
    "去完成：建立组织",
    "去完成：邀请人员",
  ]);
  expect(intruders(parsed)).toEqual([]);
});
