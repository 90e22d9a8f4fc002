import { describe, expect, test } from "vitest";
import { RobotCard } from "../../views/robots/card.tsx";
import { RobotView } from "../../views/robots/robot.tsx";
import type { RobotPage, ShownRobot } from "../../worker/domain/robots/read.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { attribute, byId, named, page, text } from "./parsed.ts";
import { actions, doubledIds, frame, hostile, intruders, key, nothingYet, now } from "./samples.ts";

const none: ShownRobot = {
  id: "u1",
  state: "none",
  kind: null,
  masked: null,
  deliveredAt: null,
  failure: null,
  failedAt: null,
  revision: 0,
  waiting: 0,
  unsent: [],
};

const works: ShownRobot = {
  ...none,
  state: "works",
  kind: "wecom",
  masked: "qyapi.weixin.qq.com …5aaa",
  deliveredAt: now,
  revision: 4,
};

const failing: ShownRobot = {
  ...works,
  state: "failing",
  failure: hostile,
  failedAt: now,
  waiting: 3,
  unsent: [
    { title: hostile, writtenAt: now, nextAt: null, why: hostile },
    { title: "今天到期 2 件", writtenAt: now, nextAt: "2026-11-21T10:00:00.000Z" as Instant, why: "连不上" },
  ],
};

const card = (robot: ShownRobot | null) =>
  page(
    <main>
      <RobotCard frame={frame} now={now} robot={robot} />
    </main>,
  );

describe("on a unit's page", () => {
  test("a robot stands for those who look after it, and for nobody else", () => {
    expect(byId(card(null), "robot")).toBeUndefined();
    const links = named(card(works), "a").map((link) => attribute(link, "href"));
    expect(links).toEqual(["/t/xinye/robots/u1"]);
  });

  test.each([
    ["none", none, "没有设置"],
    ["one that is not tried yet", { ...works, state: "unproven", deliveredAt: null }, "还没有发过消息"],
    ["one that works", works, "正常"],
    ["one that waits", { ...works, waiting: 100 }, "100 或更多 条"],
    ["one that fails", failing, "最近一次没有送达"],
  ] as const)("%s says so", (_what, robot, said) => {
    expect(text(card(robot))).toContain(said);
  });

  test("what was not received is listed with what becomes of it, and stays text", () => {
    const parsed = card(failing);
    const said = text(byId(parsed, "unsent") ?? parsed);
    expect(said).toContain("不再发送");
    expect(said).toContain("再试");
    expect(intruders(parsed)).toEqual([]);
  });
});

const view = (robot: ShownRobot, more: object = {}) => {
  const home = { id: "u1", name: hostile, page: "/units/u1", isClosed: false, scopes: [] };
  const shown = { ...robot, home, ...nothingYet, offers: [], ...more } as unknown as RobotPage;
  return page(<RobotView frame={frame} now={now} page={shown} idempotencyKey={key} />);
};

describe("on its own page", () => {
  test("it is set, and tried once it is", () => {
    expect(actions(view(none))).toEqual(["/robots/u1/setting"]);
    const parsed = view(failing);
    expect(actions(parsed)).toEqual(["/robots/u1/test", "/robots/u1/setting"]);
    expect([intruders(parsed), doubledIds(parsed)]).toEqual([[], []]);
  });

  test("its form begins empty, made for what was looked at", () => {
    const inputs = named(view(works), "input").map((input) => [
      attribute(input, "name"),
      attribute(input, "value"),
    ]);
    expect(inputs).toContainEqual(["revision", "4"]);
    expect(inputs).toContainEqual(["address", ""]);
    expect(inputs).toContainEqual(["secret", ""]);
  });

  test("of a closed unit it can't be set", () => {
    const home = { id: "u1", name: "一家店", page: "/units/u1", isClosed: true, scopes: [] };
    expect(actions(view(works, { home }))).toEqual(["/robots/u1/test"]);
  });
});
