import { describe, expect, test } from "vitest";
import { ClockComparison } from "../../views/rules/preview-clocks.tsx";
import { standings } from "../../worker/rules/document/acting.ts";
import type { Comparison } from "../../worker/rules/engine/preview.ts";
import type { HandlingLevel } from "../../worker/rules/schema/rule-set.ts";
import { instant } from "../../worker/time/instants.ts";
import { attribute, type Element, elements, fragment, named, text } from "./parsed.ts";
import { now } from "./samples.ts";

const due = (at: string, message?: string) => ({
  due: instant(at),
  warnings: message ? [{ kind: "yearNotLoaded" as const, year: 2027, message }] : [],
});

const level = (key: string, name: string): HandlingLevel => ({ key, name, level: key, escalateOn: [] });
const step = (
  name: string,
  at: string,
  up?: { cause: "overdue" | "windowEnd"; to: string },
  message?: string,
) => ({
  level: level(name, name),
  enteredAt: now,
  ...due(at),
  isAccepting: false,
  escalation: up && {
    cause: up.cause,
    at: instant(at),
    to: level(up.to, up.to),
    warnings: due(at, message).warnings,
  },
});

const stays = [step("网格", "2026-11-25T10:00:00Z")];
const climbs = [
  step("网格", "2026-11-25T10:00:00Z", { cause: "overdue", to: "社区" }),
  step("社区", "2026-12-15T10:00:00Z", { cause: "windowEnd", to: "街道" }, "缺地方通知"),
  step("街道", "2027-01-05T10:00:00Z"),
];

const comparison: Comparison = {
  unattended: { before: stays, after: climbs },
  moment: { label: "周五 16:40", at: instant("2026-11-20T08:40:00.000Z") },
  rows: [
    {
      key: "a",
      name: "网格办理",
      rule: "handling.levels.grid",
      before: due("2026-11-25T10:00:00Z"),
      after: due("2026-11-27T10:00:00Z"),
      changed: true,
      restarts: false,
    },
    {
      key: "b",
      name: "街道办理",
      rule: "handling.levels.street",
      before: due("2027-01-04T10:00:00Z", "缺通知"),
      after: due("2027-01-04T07:30:00Z"),
      changed: true,
      restarts: false,
    },
    {
      key: "c",
      name: "社区办理",
      rule: "handling.levels.community",
      after: due("2026-11-27T10:00:00Z"),
      changed: true,
      restarts: false,
    },
    {
      key: "d",
      name: "街道会议",
      rule: "meetings.series.street",
      before: due("2026-11-23T01:10:00Z", "缺通知"),
      changed: true,
      restarts: false,
    },
    {
      key: "e",
      name: "总期限",
      rule: "handling.overall",
      before: due("2026-12-31T10:00:00Z"),
      after: due("2026-12-31T10:00:00Z"),
      changed: false,
      restarts: false,
    },
  ],
};

describe("clocks side by side", () => {
  const shown = fragment(
    <ClockComparison standings={standings} comparisons={[comparison, comparison]} now={now} drafted="草案" />,
  );
  const [changed] = named(shown, "table") as [Element];

  test("are named by their moment and by the two rule sets", () => {
    expect(named(shown, "h3").map(text)).toEqual(Array(2).fill("周五 16:40（2026年11月20日）"));
    expect(named(changed, "th").slice(0, 4).map(text)).toEqual(["时限", "现行规则", "草案", "变化"]);
  });

  test("say in words what has changed, and by how much", () => {
    const rows = named(changed, "tr").slice(1);
    expect(
      rows.map((row) =>
        elements(row)
          .filter(({ tagName }) => /^t[hd]$/.test(tagName))
          .map(text),
      ),
    ).toEqual([
      ["网格办理", "11月25日 周三 18:00", "11月27日 周五 18:00", "变了：晚2天"],
      ["街道办理", "2027年1月4日 周一 18:00", "2027年1月4日 周一 15:30", "变了：早2小时30分钟"],
      ["社区办理", "没有这一项", "11月27日 周五 18:00", "变了：新增"],
      ["街道会议", "11月23日 周一 09:10", "没有这一项", "变了：取消"],
    ]);
  });

  test("fold away what stays the same", () => {
    const [folded] = named(shown, "details") as [Element];
    expect(attribute(folded, "open")).toBeUndefined();
    expect(text(named(folded, "summary")[0] as Element)).toBe("没有变的 1 项");
    expect(named(folded, "th").map(text)).toEqual(["时限", "现行规则", "总期限"]);
    expect(text(changed)).not.toContain("总期限");
  });

  test("say where a matter goes that nobody acts on, by each rule set", () => {
    const [first] = named(shown, "section") as [Element];
    const [ways] = named(first, "dl") as [Element];
    expect(named(first, "h4").map(text)).toEqual(["没人办理时"]);
    expect(named(ways, "dt").map(text)).toEqual(["现行规则", "草案"]);
    expect(named(ways, "ol").map((list) => named(list, "li").map(text))).toEqual([
      ["网格：11月25日 周三 18:00 到期，此后不再自动上报"],
      [
        "网格：11月25日 周三 18:00 超过时限，自动上报社区",
        "社区：12月15日 周二 18:00 窗口结束，自动上报街道",
        "街道：2027年1月5日 周二 18:00 到期，此后不再自动上报",
      ],
    ]);
  });

  test("stand apart where nothing follows the rule yet, with what changed among them", () => {
    const claim = (key: string, changed: boolean) => ({
      key,
      name: `微心愿：${key}`,
      rule: "lists.lists.wishes",
      before: due("2026-11-23T01:10:00Z"),
      after: due(changed ? "2026-11-23T02:10:00Z" : "2026-11-23T01:10:00Z"),
      changed,
      restarts: false,
    });
    const rows = [...comparison.rows, claim("认领", true), claim("完成", false)];
    const parsed = fragment(
      <ClockComparison
        standings={standings}
        comparisons={[{ ...comparison, rows }]}
        now={now}
        drafted="草案"
      />,
    );
    expect(text(named(parsed, "table")[0] as Element)).not.toContain("微心愿");
    const folded = named(parsed, "details").at(-1) as Element;
    expect(text(named(folded, "summary")[0] as Element)).toBe("尚未启用的 2 项，变了 1 项");
    expect(
      named(folded, "tr")
        .slice(1)
        .map((row) => text(named(row, "td").at(-1) as Element)),
    ).toEqual(["变了：晚1小时", ""]);
  });

  test("say where it waits to be accepted, and what begins with another event though it is due alike", () => {
    const awaited = [{ ...step("网格", "2026-11-25T10:00:00Z"), isAccepting: true }];
    const [row] = comparison.rows.slice(4);
    const moved = { ...row, changed: true, restarts: true } as Comparison["rows"][number];
    const both = { ...comparison, rows: [moved], unattended: { before: stays, after: awaited } };
    const parsed = fragment(
      <ClockComparison standings={standings} comparisons={[both]} now={now} drafted="草案" />,
    );
    expect(text(parsed)).toContain("变了：从另一件事起算");
    expect(text(parsed)).toContain("网格：应于 11月25日 周三 18:00 前受理，过期不自动上报");
  });

  test("say it once where both agree", () => {
    const agreed = { ...comparison, unattended: { before: climbs, after: climbs } };
    const parsed = fragment(
      <ClockComparison standings={standings} comparisons={[agreed]} now={now} drafted="草案" />,
    );
    expect(named(parsed, "dt").map(text)).toEqual(["现行规则和草案一样"]);
    expect(named(parsed, "ol")).toHaveLength(1);
  });

  test("say so where nothing has changed", () => {
    const same = { ...comparison, rows: comparison.rows.slice(4) };
    const parsed = fragment(
      <ClockComparison standings={standings} comparisons={[same]} now={now} drafted="第 3 版" />,
    );
    expect(text(parsed)).toContain("各项时限都没有变化。");
    expect(named(parsed, "table")).toHaveLength(1);
  });

  test("caution once of what is uncertain", () => {
    expect(text(shown).match(/缺通知。/g)).toHaveLength(1);
    expect(text(shown).match(/缺地方通知。/g)).toHaveLength(1);
  });
});
