import { readFileSync } from "node:fs";
import { is } from "drizzle-orm";
import { SQLiteTable } from "drizzle-orm/sqlite-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as schema from "../../db/tenant/schema/index.ts";
import { Conflict, Invalid, NotFound } from "../../worker/domain/errors.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { placesFrom } from "../../worker/domain/robots/places.ts";
import { robotPage } from "../../worker/domain/robots/read.ts";
import { removeRobot } from "../../worker/domain/robots/remove.ts";
import { setRobot } from "../../worker/domain/robots/set.ts";
import { testRobot } from "../../worker/domain/robots/test.ts";
import { closeMemberUnit } from "../../worker/domain/units/close.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { meanwhile } from "../support/meanwhile.ts";
import { bearer } from "../support/sessions.ts";
import { stack, startSite } from "../support/stack.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";
import { standIn } from "./stand-in.ts";

const key = "abcdef0123456789-key";
const secret = "SECabcdef0123456789";

let platforms: Awaited<ReturnType<typeof standIn>>;
let setting: string;
let county: County;
let scopeId: string;

beforeAll(async () => {
  platforms = await standIn({ key, secret });
  setting = ["wecom", "dingtalk", "feishu"].map((kind) => `${kind}=${platforms.origin}`).join(" ");
});
afterAll(() => platforms.stop());
beforeEach(async () => {
  county = await newCounty();
  scopeId = county.units.water;
  platforms.taken.length = 0;
  platforms.answering(() => undefined);
});

const as = (who: Who): Context => ({
  ...county.as(who),
  robots: { places: placesFrom(setting), clock: Date.now, atOnce: 1 },
});

const set = (who: Who = "liaison", more: object = {}) =>
  setRobot(as(who), { scopeId, revision: 0, address: platforms.addresses.dingtalk, secret, ...more });

const shown = async () => robotPage(county.as("admin"), scopeId);

/** All that the county's database holds, as text. */
async function everything(): Promise<string> {
  const { db } = county;
  const tables = Object.values(schema).filter((table) => is(table, SQLiteTable));
  return JSON.stringify(
    await db.read(Object.fromEntries(tables.map((table, at) => [String(at), db.orm.select().from(table)]))),
  );
}

describe("setting a robot", () => {
  test("keeps address and secret sealed, and says neither anywhere", async () => {
    await set();
    await testRobot(as("liaison"), { scopeId });
    const kept = await everything();
    expect(kept).toContain("…-key");
    for (const hidden of [key, secret]) expect(kept).not.toContain(hidden);
    const visitor = await county.visit("admin");
    const token = await county.token("admin");
    const api = await newVisitor().json(
      "GET",
      `${county.base}/api/v1/robots/${scopeId}`,
      undefined,
      bearer(token),
    );
    const said = [
      JSON.stringify(await shown()),
      await api.text(),
      ...(await Promise.all(
        [`/robots/${scopeId}`, `/units/${scopeId}`, "/units.csv", "/audit", "/audit.csv"].map(async (path) =>
          (await visitor.get(county.base + path)).text(),
        ),
      )),
      readFileSync(stack.log, "utf8"),
    ];
    for (const text of said) {
      expect(text).not.toContain(key);
      expect(text).not.toContain(secret);
    }
    expect(said.slice(0, 3).every((text) => text.includes("…-key"))).toBe(true);
  });

  test("is told in its history and in the log", async () => {
    await set();
    const { timeline, state, kind, revision } = await shown();
    expect({ state, kind, revision }).toEqual({ state: "unproven", kind: "dingtalk", revision: 1 });
    expect(timeline.map(({ title }) => title)).toEqual(["设置钉钉群机器人"]);
    const log = await (await (await county.visit("admin")).get(`${county.base}/audit`)).text();
    expect(log).toContain("设置群机器人");
    expect(log).toContain(`/robots/${scopeId}`);
  });

  test("takes the place of the one before, with nothing of how that stood", async () => {
    await set();
    await testRobot(as("liaison"), { scopeId });
    await set("admin", { revision: 1, address: platforms.addresses.wecom, secret: "" });
    expect(await shown()).toMatchObject({ state: "unproven", kind: "wecom", deliveredAt: null, revision: 2 });
    await testRobot(as("liaison"), { scopeId });
    expect(platforms.taken.map(({ kind }) => kind)).toEqual(["dingtalk", "wecom"]);
  });

  test("by two at once: the second is told", async () => {
    const slow = meanwhile(as("admin"), () => set("liaison"));
    const sent = { scopeId, revision: 0, address: platforms.addresses.wecom };
    await expect(setRobot(slow, sent)).rejects.toBeInstanceOf(Conflict);
    expect(await shown()).toMatchObject({ kind: "dingtalk", revision: 1 });
    await expect(set("admin")).rejects.toThrow("别人先改了");
  });

  test.each([
    ["an address elsewhere", { address: "https://evil.example/robot/send?access_token=12345678" }, "address"],
    ["no address", { address: " " }, "address"],
    ["a revision that is none", { revision: -1 }, "revision"],
    ["a field that nobody asked for", { kind: "wecom" }, "kind"],
    ["a secret that is far too long", { secret: "x".repeat(201) }, "secret"],
  ])("with %s is refused", async (_what, more, path) => {
    const refusal = await set("admin", more).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Invalid);
    expect((refusal as Invalid).problems[0]?.path).toBe(path);
    expect((await shown()).state).toBe("none");
  });

  test("of WeCom with a secret is refused: it has none", async () => {
    await expect(set("admin", { address: platforms.addresses.wecom })).rejects.toThrow("请留空");
  });

  test("for no unit is not found, and for a closed one refused", async () => {
    await expect(set("admin", { scopeId: "nowhere" })).rejects.toBeInstanceOf(NotFound);
    const unit = { name: "一家店", kind: "localUnit", orgUnitId: county.org.root };
    const { id: unitId } = await addUnit(county.as("admin"), unit);
    await set("admin", { scopeId: unitId });
    await closeMemberUnit(county.as("admin"), { unitId, reason: "停业" });
    await expect(set("admin", { scopeId: unitId, revision: 1 })).rejects.toThrow("停用");
    await removeRobot(as("admin"), { scopeId: unitId });
  });
});

describe("a test message", () => {
  test("is sent at once, once for each time it was asked for, and told", async () => {
    await set();
    const ctx = as("liaison");
    const first = await testRobot(ctx, { scopeId });
    expect(await testRobot(ctx, { scopeId })).toEqual(first);
    expect(first).toEqual({ id: scopeId, delivered: true, failure: null });
    expect(platforms.taken).toMatchObject([
      { title: "测试消息", text: expect.stringContaining("的提醒会发到") },
    ]);
    expect((await shown()).state).toBe("works");
    await testRobot(as("admin"), { scopeId });
    expect(platforms.taken).toHaveLength(2);
  });

  test("that isn't taken says why, and the robot stands so", async () => {
    await set("liaison", { secret: "SECanother0123456" });
    const { delivered, failure } = await testRobot(as("liaison"), { scopeId });
    expect([delivered, failure]).toEqual([false, expect.stringContaining("310000")]);
    const { state, failure: kept, timeline } = await shown();
    expect([state, kept]).toEqual(["failing", failure]);
    expect(timeline[0]).toMatchObject({ title: "测试消息没有送达", note: failure });
  });

  test("keeps the platform's pace, and needs a robot", async () => {
    await expect(testRobot(as("admin"), { scopeId })).rejects.toThrow("没有设置群机器人");
    await set();
    for (let turn = 0; turn < 20; turn++) await testRobot(as("admin"), { scopeId });
    await expect(testRobot(as("admin"), { scopeId })).rejects.toThrow("刚发过很多条");
    expect(platforms.taken).toHaveLength(20);
  });
});

test("removing leaves nothing to write with, and can't be done twice", async () => {
  await set();
  await removeRobot(as("liaison"), { scopeId });
  expect(await shown()).toMatchObject({ state: "none", kind: null, masked: null, revision: 0 });
  await expect(removeRobot(as("admin"), { scopeId })).rejects.toBeInstanceOf(Conflict);
  await set("admin");
  expect((await shown()).timeline.map(({ title }) => title)).toEqual([
    "设置钉钉群机器人",
    "移除群机器人",
    "设置钉钉群机器人",
  ]);
});

describe("on its page, without JavaScript", () => {
  let visitor: Visitor;
  const page = () => `${county.base}/robots/${scopeId}`;
  const text = async (answer: Promise<Response>) => (await answer).text();
  beforeEach(async () => {
    const site = await startSite({ ROBOT_PLACES: setting });
    const browser = newVisitor(site.url);
    const { username, password } = county.people.liaison;
    await browser.post(`${county.base}/session`, { username, password });
    visitor = browser;
  });

  test("it is set, tried and removed, from the runtime that will do it", async () => {
    expect(await text(visitor.get(`${county.base}/units/${scopeId}`))).toContain(`href="${page()}"`);
    const fields = { revision: "0", address: ` ${platforms.addresses.feishu} `, secret };
    expect((await visitor.post(`${page()}/setting`, fields)).headers.get("location")).toBe(page());
    expect(await text(visitor.get(page()))).toContain("请发一条测试消息");
    await visitor.post(`${page()}/test`, {});
    const after = await text(visitor.get(page()));
    expect(after).toContain("测试消息已送达，请到群里看一眼");
    expect(after).toContain("正常");
    expect(platforms.taken).toMatchObject([{ kind: "feishu" }]);
    await visitor.post(`${page()}/removal`, {});
    expect(await text(visitor.get(page()))).toContain("群机器人已移除");
  });

  test("a mistake comes back with the address to be mended, and without the secret", async () => {
    const fields = { revision: "0", address: "https://qyapi.weixin.qq.com/wrong", secret: "SECsecret-typed" };
    const answer = await visitor.post(`${page()}/setting`, fields);
    expect(answer.status).toBe(422);
    const shown = await answer.text();
    expect(shown).toContain("这不是群机器人的地址");
    expect(shown).toContain('value="https://qyapi.weixin.qq.com/wrong"');
    expect(shown).not.toContain("SECsecret-typed");
  });

  test("a failure is told on the page that comes next", async () => {
    platforms.answering(() => ({ status: 302, location: `${platforms.origin}/elsewhere` }));
    await visitor.post(`${page()}/setting`, { revision: "0", address: platforms.addresses.wecom });
    expect((await visitor.post(`${page()}/test`, {})).status).toBe(303);
    const shown = await text(visitor.get(page()));
    expect(shown).toContain("最近一次没有送达");
    expect(shown).toContain("转到了别处");
    platforms.answering(() => "hang");
    await visitor.post(`${page()}/test`, {});
    expect(await text(visitor.get(page()))).toContain("连不上企业微信");
  });
});
