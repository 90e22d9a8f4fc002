import { describe, expect, test } from "vitest";
import { attempt } from "../../views/components/attempt.ts";
import type { Frame } from "../../views/layout/frame.ts";
import { ReceiptLookup, ReceiptView } from "../../views/matters/receipt.tsx";
import { happenings, standing } from "../../views/matters/receipt-words.ts";
import { ReportForm, ReportPlace } from "../../views/matters/report.tsx";
import { categoryOptions } from "../../views/matters/report-fields.tsx";
import { ResidentHome } from "../../views/matters/resident-home.tsx";
import type { Receipt } from "../../worker/domain/matters/residents.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { attribute, byId, elements, named, only, page, text } from "./parsed.ts";

const now = "2026-11-21T09:00:00.000Z" as Instant;
const hostile = `</textarea><script>alert(1)</script>"><img src=x onerror=alert(1)>`;

const frame: Frame = {
  base: "/t/xinye",
  title: "办事",
  countyName: "新野县",
  path: "/",
  elder: false,
  sample: false,
  nav: [],
};

const unit = {
  id: "c1",
  parentId: "s1",
  level: "community",
  name: "北关社区",
  code: null,
  kind: null,
  path: "/c/s1/c1/",
  households: null,
  residents: null,
  closedAt: null,
  version: 1,
};
const grids = [1, 2].map((count) => ({
  ...unit,
  id: `g${count}`,
  name: `第${count}网格`,
  path: `${unit.path}g${count}/`,
}));
const categories = [
  { key: "garbage", name: "环境卫生 / 垃圾清运" },
  { key: "noise", name: "环境卫生 / 噪声" },
  { key: "ebikes", name: "市容秩序 / 车辆停放 / 电动车乱停乱放" },
  { key: "suggestion", name: "意见建议" },
];
const offered = { place: unit, grids, categories, contactRequired: false };

const matter: Receipt = {
  number: "2026-000123",
  state: "reported",
  body: "路灯坏了三盏",
  where: "劳动街小区北门外",
  outcome: null,
  reportedAt: "2026-11-18T11:20:00.000Z",
  resolvedAt: null,
  closedAt: null,
  evaluateBy: null,
  category: "基础设施 / 路灯照明",
  receiptCode: "7K3M-9QXT-2VPD-8HRW",
  place: [unit],
  events: [],
  due: [
    {
      kind: "matter.step",
      dueAt: "2026-11-24T10:00:00.000Z",
      caution: null,
      ruleVersion: 1,
      owner: "第1网格",
    },
    {
      kind: "matter.overall",
      dueAt: "2026-12-30T10:00:00.000Z",
      caution: null,
      ruleVersion: 1,
      owner: "第1网格",
    },
  ],
};

const receiptPage = (receipt: Receipt, at = attempt()) =>
  page(<ReceiptView frame={frame} now={now} receipt={receipt} attempt={at} idempotencyKey="k" />);

describe("the home of a county", () => {
  test("leads to reporting, looking up and the complaints the law asks for", () => {
    const home = page(<ResidentHome frame={frame} now={now} home={{ county: undefined, solved: [] }} />);
    const links = named(only(home, "main"), "a").map((link) => attribute(link, "href"));
    expect(links).toEqual([
      "/t/xinye/matters/new",
      "/t/xinye/receipts",
      "/t/xinye/matters/new?category=suggestion",
      "/t/xinye/session/new",
    ]);
  });

  test("shows what was done as text and cuts it after a few lines", () => {
    const solved = [{ category: "甲 / 乙", place: hostile, outcome: "长".repeat(200), closedAt: now }];
    const home = page(<ResidentHome frame={frame} now={now} home={{ county: undefined, solved }} />);
    expect(named(home, "img")).toEqual([]);
    expect(text(only(home, "main"))).toContain(`乙，${hostile}`);
    expect(text(only(home, "main"))).toContain(`${"长".repeat(90)}……`);
  });
});

describe("reporting", () => {
  test("step 1 carries the category on to step 2", () => {
    const groups = [{ name: "汉城街道", communities: [{ id: "c1", name: "北关社区" }] }];
    const step = page(<ReportPlace frame={frame} groups={groups} category="suggestion" />);
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
    expect(named(step, "script").length).toBe(1);
    const actions = named(step, "form").map((form) => attribute(form, "action"));
    expect(actions).toContain("/t/xinye/matters?place=c1");
    const problem = named(step, "a").find((link) => text(link) === "请填写手机号");
    expect(problem && attribute(problem, "href")).toBe("#field-reporterPhone");
  });

  test("a community that is gone sends back to step 1", () => {
    const step = page(
      <ReportForm frame={frame} form={{ ...offered, place: null }} attempt={attempt()} idempotencyKey="k" />,
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
          { value: "noise", label: "噪声" },
        ],
      },
      { label: "市容秩序", options: [{ value: "ebikes", label: "车辆停放 / 电动车乱停乱放" }] },
      { value: "suggestion", label: "意见建议" },
    ]);
  });
});

describe("a receipt", () => {
  test("a code nobody has is told beside the field, and kept", () => {
    const failed = {
      values: { receiptCode: hostile },
      problems: [{ path: "receiptCode", message: "没有找到这个回执码" }],
    };
    const lookup = page(<ReceiptLookup frame={frame} attempt={failed} idempotencyKey="k" />);
    const field = byId(lookup, "field-receiptCode");
    expect(field && attribute(field, "value")).toBe(hostile);
    expect(field && attribute(field, "aria-invalid")).toBe("true");
    expect(named(lookup, "img")).toEqual([]);
  });

  test("says who acts and by when, and shows the code", () => {
    const shown = text(only(receiptPage(matter), "main"));
    expect(shown).toContain("第1网格会在11月24日 18:00 前办理，办好后请您评价。");
    expect(shown).toContain("12月30日 18:00 前");
    expect(shown).toContain("7K3M-9QXT-2VPD-8HRW");
  });

  test.each([
    ["reported", "2026-11-24T10:00:00.000Z", "已提交，等待受理", "会在11月24日 18:00 前办理"],
    ["accepted", "2026-11-24T10:00:00.000Z", "正在办理", "会在11月24日 18:00 前办好"],
    ["accepted", "2026-11-20T10:00:00.000Z", "正在办理", "已经超过时限"],
    ["reopened", "2026-11-24T10:00:00.000Z", "重新办理", "转由第1网格在11月24日 18:00 前办理"],
    ["reopened", null, "重新办理", "转由办理单位办理"],
    ["resolved", null, "已经办理，请您评价", "问题是否解决"],
    ["closed", null, "已办结", "问题已经解决"],
    ["declined", null, "不予受理", "理由和去处"],
  ] as const)("%s, due %s, is told as %s", (state, dueAt, title, next) => {
    const due =
      dueAt === null ? [] : [{ kind: "matter.step", dueAt, caution: null, ruleVersion: 1, owner: "第1网格" }];
    const told = standing({ ...matter, state, due }, now);
    expect(told.title).toBe(title);
    expect(told.next).toContain(next);
  });

  test("asks for the verdict only once there is a result", () => {
    const asks = (receipt: Receipt) =>
      elements(receiptPage(receipt)).some((element) => attribute(element, "name") === "solved");
    expect(asks(matter)).toBe(false);
    expect(asks({ ...matter, state: "resolved", outcome: "已更换灯具", due: [] })).toBe(true);
    expect(asks({ ...matter, state: "closed", outcome: "已更换灯具", due: [] })).toBe(false);
  });

  test("tells every kind of event, unknown ones too, without the person who acted", () => {
    const event = (kind: string, detail: Record<string, unknown> = {}) => ({ kind, at: now, detail });
    const told = happenings(
      [
        event("reported", { to: "第1网格", due: "2026-11-24T10:00:00.000Z" }),
        event("accepted"),
        event("handed", { to: "汉城街道", reason: "网格办不了" }),
        event("resolved", { outcome: "已更换灯具" }),
        event("evaluated", { solved: false, comment: "还有一盏不亮" }),
        event("reopened", { to: "汉城街道", due: "2026-12-04T10:00:00.000Z" }),
        event("evaluated", { solved: true }),
        event("declined", { reason: hostile }),
        event("clockMoved", {
          kind: "matter.overall",
          from: "2027-01-05T10:00:00.000Z",
          to: "2026-12-31T16:00:00.000Z",
          ruleVersion: 3,
        }),
        event("surprise"),
      ],
      now,
    );
    expect(told.map(({ title, note }) => [title, note])).toEqual([
      ["已提交，交给第1网格，11月24日 18:00 前办理", undefined],
      ["已受理，正在办理", undefined],
      ["已转给汉城街道", "网格办不了"],
      ["已办理，请您评价", "已更换灯具"],
      ["您评价：没有解决", "还有一盏不亮"],
      ["重新办理，转给汉城街道，12月4日 18:00 前办理", undefined],
      ["您评价：已经解决，办结", undefined],
      ["不予受理", hostile],
      ["全部办完的时限按规则第 3 版重新计算：由 2027年1月5日 18:00 改为 12月31日 24:00", undefined],
      ["有新的进展", undefined],
    ]);
    expect(told.every(({ by }) => by === undefined)).toBe(true);
  });

  test("what people wrote stays text", () => {
    const shown = receiptPage({
      ...matter,
      state: "declined",
      body: hostile,
      where: hostile,
      outcome: hostile,
      events: [{ kind: "declined", at: now, detail: { reason: hostile } }],
    });
    expect(named(shown, "img")).toEqual([]);
    expect(named(shown, "script").length).toBe(1);
  });
});
