import { asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hosts, tenants } from "../../db/catalog/schema.ts";
import { robots } from "../../db/tenant/schema/org.ts";
import { outbox } from "../../db/tenant/schema/work.ts";
import { statementsOf } from "../../worker/domain/kernel/changes.ts";
import { type Sendings, send } from "../../worker/domain/kernel/outbox.ts";
import { idMaker } from "../../worker/domain/kernel/secrets.ts";
import { awakeAt } from "../../worker/domain/robots/quiet.ts";
import { removeRobot } from "../../worker/domain/robots/remove.ts";
import { setRobot } from "../../worker/domain/robots/set.ts";
import { DAY, HOUR, instant, MINUTE, toMs } from "../../worker/time/instants.ts";
import type { World as WorkerWorld } from "../../worker/world.ts";
import { type County, newCounty } from "../support/county.ts";
import { catalog, startWorld, stopEverything, type World, workerWorld } from "../support/stack.ts";
import { upkeep as upkeepOf } from "../support/upkeep.ts";
import { standIn } from "./stand-in.ts";

const key = "0123456789abcdef-key";
const secret = "SEC0123456789abcdef";

let platforms: Awaited<ReturnType<typeof standIn>>;
let world: World;
let worker: WorkerWorld;
let county: County;

beforeAll(async () => {
  platforms = await standIn({ key, secret });
  const at = ["wecom", "dingtalk", "feishu"].map((kind) => `${kind}=${platforms.origin}`);
  world = await startWorld({ ROBOT_PLACES: at.join(" ") });
  worker = await workerWorld(world.vars, world.site);
});
afterAll(async () => {
  await stopEverything();
  await platforms.stop();
});
beforeEach(async () => {
  county = await newCounty({ vars: world.vars, url: world.url });
  platforms.taken.length = 0;
  platforms.calls.length = 0;
  platforms.times.length = 0;
});
afterEach(() => platforms.answering(() => undefined));

/** Noon in China, on a day like any other. */
const noon = toMs(instant("2026-11-30T04:00:00.000Z"));

const upkeep = (at?: number, changes?: Partial<WorkerWorld["robots"]>) =>
  upkeepOf({ world, worker, county }, at, changes);

type Kind = "wecom" | "dingtalk" | "feishu";

/** A robot in the group of the water works. */
async function withRobot(kind: Kind, own = secret): Promise<string> {
  const scopeId = county.units.water;
  const ctx = { ...county.as("admin"), robots: worker.robots };
  const set = { scopeId, revision: 0, address: platforms.addresses[kind] };
  await setRobot(ctx, kind === "wecom" ? set : { ...set, secret: own });
  return scopeId;
}

const reminder = (scope: string, more: Partial<Sendings["robot"]> = {}): Sendings["robot"] => ({
  scope,
  title: "今天到期 1 件",
  lines: [{ text: "更换北关社区老旧水管", href: "/resolutions/1" }],
  urgent: true,
  ...more,
});

/** Writes what is to be sent, as decisions do. */
async function write(at: number, ...entries: [key: string, body: Sendings["robot"]][]): Promise<void> {
  const given = { now: instant(at), newId: idMaker(at) };
  const rows = entries.map(([key, body]) =>
    send(given, "robot", key, body, body.urgent ? given.now : awakeAt(given.now)),
  );
  await county.db.write(rows.flatMap((row) => statementsOf(county.db.orm, row)));
}

async function entries() {
  const { orm } = county.db;
  return (await county.db.read({ rows: orm.select().from(outbox).orderBy(asc(outbox.id)) })).rows;
}

const robotRow = async (scope: string) => {
  const { orm } = county.db;
  return (await county.db.read({ rows: orm.select().from(robots).where(eq(robots.id, scope)) })).rows[0];
};

describe("a reminder", () => {
  test.each(["wecom", "dingtalk", "feishu"] as const)(
    "reaches a group of %s once, however often the job runs",
    async (kind) => {
      const scope = await withRobot(kind);
      await write(Date.now(), ["due 1", reminder(scope)]);
      for (let run = 0; run < 3; run++) await upkeep();
      expect(platforms.taken).toEqual([
        {
          kind,
          title: expect.stringContaining("今天到期 1 件"),
          text: expect.stringContaining(`(${world.vars.PUBLIC_URL}/t/${county.slug}/resolutions/1)`),
        },
      ]);
      expect(await entries()).toMatchObject([{ attempts: 1, nextAt: null, failure: null }]);
      expect((await robotRow(scope))?.deliveredAt).toBeTruthy();
    },
  );

  test("leads to the county's own address where it has one", async () => {
    const scope = await withRobot("wecom");
    const db = catalog(world.vars);
    const host = `${county.slug}.example.gov.cn`;
    await db.write([
      db.orm.insert(hosts).values({ host, slug: county.slug, createdAt: instant(Date.now()) }),
    ]);
    await write(Date.now(), ["due 1", reminder(scope)]);
    await upkeep();
    expect(platforms.taken[0]?.text).toContain(`(http://${host}/resolutions/1)`);
  });

  test("waits at night until eight, and says so; what is urgent doesn't", async () => {
    const scope = await withRobot("wecom");
    const evening = noon + 9.5 * HOUR;
    const morning = instant(noon + 20 * HOUR);
    const calm = reminder(scope, { urgent: false });
    await write(evening, ["calm", calm], ["urgent", reminder(scope)]);
    expect((await entries()).map(({ nextAt }) => nextAt)).toEqual([morning, instant(evening)]);
    // Written by day, but not sent before the night.
    const given = { now: instant(noon), newId: idMaker(noon + 1) };
    await county.db.write(statementsOf(county.db.orm, send(given, "robot", "late", calm)));
    await upkeep(evening);
    expect(platforms.taken).toHaveLength(1);
    expect(await entries()).toMatchObject([
      { key: "robot late", nextAt: morning, attempts: 0 },
      { key: "robot calm", nextAt: morning, attempts: 0 },
      { key: "robot urgent", nextAt: null },
    ]);
    const db = catalog(world.vars);
    const due = db.orm.select({ at: tenants.dueAt }).from(tenants).where(eq(tenants.slug, county.slug));
    expect((await db.read({ due })).due).toEqual([{ at: morning }]);
    await upkeep(toMs(morning) - 1);
    expect(platforms.taken).toHaveLength(1);
    await upkeep(toMs(morning));
    expect(platforms.taken).toHaveLength(3);
  });

  test("for a group without a robot ends with a word of it, and is not tried again", async () => {
    await write(noon, ["due 1", reminder(county.units.water)], ["due 2", reminder("gone")]);
    await upkeep(noon);
    for (const entry of await entries())
      expect(entry).toMatchObject({
        attempts: 1,
        deliveredAt: null,
        nextAt: null,
        failure: "这里没有设置群机器人",
      });
  });

  test("ends the same way where the robot was removed while it waited", async () => {
    const scopeId = await withRobot("wecom");
    await write(noon, ["due 1", reminder(scopeId)]);
    await removeRobot(county.as("liaison"), { scopeId });
    await upkeep(noon);
    expect(platforms.calls).toEqual([]);
    expect(await entries()).toMatchObject([{ nextAt: null, failure: "群机器人已移除，没有发送" }]);
    // Whoever sets another there has another group.
    await withRobot("wecom");
    await upkeep(noon);
    expect(platforms.calls).toEqual([]);
  });

  test("is not sent once it isn't so any more, nor kept for a morning that is too late", async () => {
    const scope = await withRobot("wecom");
    const tonight = instant(noon + 12 * HOUR);
    await write(noon, ["due 1", reminder(scope, { until: instant(noon) })]);
    await upkeep(noon);
    await write(noon + 10 * HOUR, ["due 2", reminder(scope, { urgent: false, until: tonight })]);
    await upkeep(noon + 10 * HOUR);
    await upkeep(noon + 21 * HOUR);
    expect(platforms.calls).toEqual([]);
    const ended = { nextAt: null, failure: "过了时候，没有再发" };
    expect(await entries()).toMatchObject([ended, ended]);
  });

  test("is forgotten a month after it was sent", async () => {
    const scope = await withRobot("wecom");
    await write(noon, ["due 1", reminder(scope)]);
    await upkeep(noon);
    await write(noon + 29 * DAY, ["due 2", reminder(scope)]);
    await upkeep(noon + 29 * DAY);
    expect(await entries()).toHaveLength(2);
    await upkeep(noon + 31 * DAY);
    expect((await entries()).map((entry) => entry.key)).toEqual(["robot due 2"]);
  });
});

describe("the platforms' limits", () => {
  test("hold back what is over 20 a minute, in its order", async () => {
    const scope = await withRobot("wecom");
    const all = Array.from({ length: 25 }, (_, index) => `第${100 + index}件`);
    await write(
      noon,
      ...all.map((title) => [title, reminder(scope, { title })] as [string, Sendings["robot"]]),
    );
    await upkeep(noon);
    expect(platforms.taken).toHaveLength(20);
    const waiting = (await entries()).filter(({ nextAt }) => nextAt !== null);
    expect(waiting.map(({ nextAt, attempts }) => [nextAt, attempts])).toEqual(
      Array(5).fill([instant(noon + MINUTE), 0]),
    );
    await upkeep(noon + 30_000);
    expect(platforms.taken).toHaveLength(20);
    await upkeep(noon + MINUTE);
    expect(platforms.taken.map(({ title }) => title)).toEqual(all.map((title) => `**${title}**`));
    expect((await robotRow(scope))?.sent).toHaveLength(5);
  });

  test("make a robot of Feishu pause within a second", async () => {
    const scope = await withRobot("feishu");
    const all = Array.from({ length: 7 }, (_, index) => `第${index}件`);
    const now = Date.now();
    await write(
      now,
      ...all.map((title) => [title, reminder(scope, { title })] as [string, Sendings["robot"]]),
    );
    await upkeep(now, { clock: Date.now });
    expect(platforms.taken.map(({ title }) => title)).toEqual(all);
    // Timers may be a few milliseconds early.
    const sent = (await robotRow(scope))?.sent ?? [];
    for (const times of [sent, platforms.times])
      expect((times[5] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(980);
  });

  test("put off what a platform says is too much, which counts as no attempt", async () => {
    const scope = await withRobot("dingtalk");
    const now = Date.now();
    await write(now, ["due 1", reminder(scope)]);
    platforms.answering(() => ({ body: '{"errcode":130101,"errmsg":"send too fast"}' }));
    await upkeep(now);
    expect(await entries()).toMatchObject([
      { attempts: 0, nextAt: instant(now + 10 * MINUTE), failure: null },
    ]);
    expect((await robotRow(scope))?.failure).toBeNull();
    platforms.answering(() => undefined);
    await upkeep(now + 10 * MINUTE, { clock: Date.now });
    expect(platforms.taken).toHaveLength(1);
  });

  test("one run sends no more than an installation can bear; the rest is due at once", async () => {
    const scope = await withRobot("wecom");
    await write(
      noon,
      ...["a", "b", "c"].map((each) => [each, reminder(scope)] as [string, Sendings["robot"]]),
    );
    await upkeep(noon, { atOnce: 2 });
    expect(platforms.taken).toHaveLength(2);
    expect((await entries()).map(({ nextAt }) => nextAt)).toEqual([null, null, instant(noon)]);
    await upkeep(noon, { atOnce: 2 });
    expect(platforms.taken).toHaveLength(3);
  });
});

describe("what a platform refuses for good", () => {
  test.each([
    ["dingtalk", "没有通过机器人的安全设置"],
    ["feishu", "加签密钥不对"],
  ] as const)("a wrong secret of %s is tried once, and told", async (kind, said) => {
    const scope = await withRobot(kind, "SECwrong0123456789");
    await write(Date.now(), ["due 1", reminder(scope)]);
    for (let run = 0; run < 3; run++) await upkeep(Date.now() + run * HOUR, { clock: Date.now });
    expect(platforms.calls).toHaveLength(1);
    expect(await entries()).toMatchObject([
      { attempts: 1, nextAt: null, failure: expect.stringContaining(said) },
    ]);
    const page = await (await county.visit("liaison")).get(`${county.base}/units/${scope}`);
    const text = await page.text();
    for (const word of ["最近一次没有送达", said, "没有送达的消息", "今天到期 1 件", "不再发送"])
      expect(text).toContain(word);
  });

  test("the next message is tried all the same, and heals what was mended at the platform", async () => {
    const scope = await withRobot("wecom");
    platforms.answering(() => ({ body: '{"errcode":93004,"errmsg":"stopped"}' }));
    await write(noon, ["due 1", reminder(scope)]);
    await upkeep(noon);
    expect(await robotRow(scope)).toMatchObject({ failure: expect.stringContaining("停用") });
    platforms.answering(() => undefined);
    await write(noon + HOUR, ["due 2", reminder(scope)]);
    await upkeep(noon + HOUR);
    expect(await robotRow(scope)).toMatchObject({
      failure: null,
      failedAt: null,
      deliveredAt: instant(noon + HOUR),
    });
  });
});

describe("what fails", () => {
  test.each([
    ["a gateway that is down", { status: 502, body: "<html>" }, "HTTP 502"],
    ["an unknown code", { body: '{"errcode":-1,"errmsg":"system busy"}' }, "system busy（-1）"],
    ["an endless answer", { body: `{"errcode":0,"errmsg":"${"x".repeat(100_000)}"}` }, "没有按约定回答"],
    ["no answer in time", "hang", "连不上企业微信"],
  ] as const)("by %s is tried again, and told meanwhile", async (_what, way, said) => {
    const scope = await withRobot("wecom");
    platforms.answering(() => way);
    await write(noon, ["due 1", reminder(scope)]);
    await upkeep(noon);
    expect(await entries()).toMatchObject([
      { attempts: 1, nextAt: instant(noon + 2 * MINUTE), failure: expect.stringContaining(said) },
    ]);
    const text = await (await (await county.visit("admin")).get(`${county.base}/units/${scope}`)).text();
    expect(text).toContain("再试");
    expect(text).toContain(said);
    platforms.answering(() => undefined);
    await upkeep(noon + 2 * MINUTE);
    expect(platforms.taken).toHaveLength(1);
    expect(await entries()).toMatchObject([{ attempts: 2, nextAt: null, failure: null }]);
  });

  test("by leading elsewhere is not followed", async () => {
    const scope = await withRobot("wecom");
    platforms.answering(() => ({ status: 302, location: `${platforms.origin}/elsewhere` }));
    await write(noon, ["due 1", reminder(scope)]);
    await upkeep(noon);
    expect(platforms.calls).toEqual(["POST /cgi-bin/webhook/send"]);
    expect(await entries()).toMatchObject([{ nextAt: null, failure: expect.stringContaining("转到了别处") }]);
  });

  test("by silence costs a run its patience once, whatever else is for the same platform", async () => {
    const scope = await withRobot("wecom");
    platforms.answering(() => "hang");
    const all = Array.from({ length: 10 }, (_, index) => `${index}`);
    await write(noon, ...all.map((each) => [each, reminder(scope)] as [string, Sendings["robot"]]));
    await upkeep(noon);
    expect(platforms.calls).toHaveLength(1);
    expect((await entries()).map(({ attempts }) => attempts)).toEqual(Array(10).fill(1));
  });

  test("says nothing of key and secret, whatever the platform says back", async () => {
    const scope = await withRobot("dingtalk");
    const echo = { errcode: 7, errmsg: `${platforms.addresses.dingtalk} ${secret}` };
    platforms.answering(() => ({ body: JSON.stringify(echo) }));
    await write(Date.now(), ["due 1", reminder(scope)]);
    await upkeep();
    const kept = JSON.stringify([await entries(), await robotRow(scope)]);
    expect(kept).toContain("***");
    expect(kept).not.toContain(key);
    expect(kept).not.toContain(secret);
  });

  test("by an address that can't be opened any more asks for it anew", async () => {
    const scope = await withRobot("wecom");
    const other = { ...county.as("admin"), robots: worker.robots, realm: "another" };
    await setRobot(other, { scopeId: scope, revision: 1, address: platforms.addresses.wecom });
    await write(noon, ["due 1", reminder(scope)]);
    await upkeep(noon);
    expect(platforms.calls).toEqual([]);
    expect(await entries()).toMatchObject([{ nextAt: null, failure: expect.stringContaining("重新填写") }]);
  });
});
