import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { outbox } from "../../db/tenant/schema/work.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { editWebhook } from "../../worker/domain/webhooks/edit.ts";
import { allowedFrom } from "../../worker/domain/webhooks/places.ts";
import { webhookSecret } from "../../worker/domain/webhooks/read.ts";
import { rotateSecret } from "../../worker/domain/webhooks/rotate.ts";
import { DAY, HOUR, instant, MINUTE } from "../../worker/time/instants.ts";
import { stopEverything } from "../support/stack.ts";
import { type Installation, installation, type Place, place } from "./place.ts";
import { isSigned } from "./receiver.ts";

let there: Installation["there"];
let all: Installation;
let here: Place;

beforeAll(async () => {
  all = await installation();
  there = all.there;
});
afterAll(async () => {
  await stopEverything();
  await there.stop();
});
beforeEach(async () => {
  here = await place(all);
  there.calls.length = 0;
});
afterEach(() => there.answering(() => ({})));

describe("what happens to a matter", () => {
  test("is told once, signed, without a word of whom or what it is about", async () => {
    const { secret } = await here.webhook();
    const { id } = await here.county.matter();
    await acceptMatter(here.county.as("gridWorker"), { matterId: id });
    for (let run = 0; run < 3; run++) await here.upkeep();
    const [reported, accepted] = await here.entries();
    const sent = (entry: typeof reported, type: string, state: string) => ({
      version: 1,
      id: entry?.key.split(" ").at(-1),
      type,
      timestamp: entry?.writtenAt,
      tenant: here.county.slug,
      data: {
        kind: "matter",
        id,
        state,
        revision: expect.any(Number),
        url: `https://zhili.example.gov.cn/t/${here.county.slug}/api/v1/matters/${id}`,
      },
    });
    expect(there.messages()).toEqual([
      sent(reported, "matter.reported", "reported"),
      sent(accepted, "matter.accepted", "accepted"),
    ]);
    for (const call of there.calls) {
      expect(call).toMatchObject({ method: "POST", path: "/events" });
      expect(call.headers["content-type"]).toBe("application/json");
      expect(call.headers["webhook-id"]).toBe(JSON.parse(call.body).id);
      expect(isSigned(secret, call)).toBe(true);
      expect(isSigned(secret, { ...call, body: `${call.body} ` })).toBe(false);
    }
    const [first, second] = there.messages();
    expect(second.data.revision).toBeGreaterThan(first.data.revision);
    for (const entry of await here.entries())
      expect(entry).toMatchObject({ attempts: 1, nextAt: null, failure: null });
  });

  test("can be read by whoever has the rights for it, where the message says", async () => {
    await here.webhook();
    const { id } = await here.county.matter();
    await here.upkeep();
    const { pathname } = new URL(there.messages()[0].data.url);
    const get = (token?: string) =>
      fetch(all.world.url + pathname, token ? { headers: { authorization: `Bearer ${token}` } } : {});
    expect((await get()).status).toBe(401);
    const answer = await get(await here.county.token("admin"));
    expect([answer.status, ((await answer.json()) as { id: string }).id]).toEqual([200, id]);
  });

  test("is written nowhere in a county without webhooks, nor for one that is told of other nouns", async () => {
    await here.county.matter();
    expect(await here.entries()).toEqual([]);
    await here.webhook({ nouns: ["meeting"] });
    await here.county.matter();
    expect(await here.entries()).toEqual([]);
    const { id } = await here.county.meeting();
    expect(await here.entries()).toMatchObject([
      { body: { type: "meeting.scheduled", record: id, stands: { state: "scheduled" } } },
    ]);
  });

  test("is told to each webhook that wants it, and to no other county's", async () => {
    const other = await place(all);
    await other.webhook();
    const { secret } = await here.webhook();
    const second = await here.webhook({ name: "数据中心" });
    await here.county.matter();
    await here.upkeep();
    await other.upkeep();
    expect(await other.entries()).toEqual([]);
    expect(there.calls.map((call) => [isSigned(secret, call), isSigned(second.secret, call)])).toEqual(
      [
        [true, false],
        [false, true],
      ].sort(() => (isSigned(secret, there.calls[0] as never) ? 0 : -1)),
    );
    expect(new Set(there.messages().map(({ id }) => id)).size).toBe(1);
  });

  test("is forgotten thirty days after it was sent", async () => {
    await here.webhook();
    await here.county.matter();
    await here.upkeep();
    const [entry] = await here.entries();
    // What time makes of the matter meanwhile is told, too.
    const ids = async () => (await here.entries()).map(({ id }) => id);
    await here.upkeep(Date.now() + 29 * DAY);
    expect(await ids()).toContain(entry?.id);
    await here.upkeep(Date.now() + 31 * DAY);
    expect(await ids()).not.toContain(entry?.id);
  });
});

describe("what isn't received", () => {
  test.each([
    ["an error", { status: 500, body: "数据库\u0000忙\n请稍后" }, "对方回答 HTTP 500：数据库忙 请稍后"],
    ["a refusal", { status: 400 }, "对方回答 HTTP 400"],
    ["a cut connection", "cut", "连不上 127.0.0.1"],
    ["no answer in time", "hang", "连不上 127.0.0.1"],
    ["another address", { status: 302, location: "http://127.0.0.1:1/" }, "没有跟去"],
    ["an endless answer", { status: 500, body: "长".repeat(50_000) }, "对方回答 HTTP 500：长长"],
  ] as const)("because of %s is tried again, told meanwhile, by the same id", async (_what, way, said) => {
    const { webhookId, secret } = await here.webhook();
    await here.county.matter();
    there.answering(() => way);
    const at = Date.now();
    await here.upkeep(at);
    expect(await here.entries()).toMatchObject([
      { attempts: 1, nextAt: instant(at + 2 * MINUTE), failure: expect.stringContaining(said) },
    ]);
    expect((await here.entries())[0]?.failure?.length).toBeLessThan(250);
    expect(await here.row(webhookId)).toMatchObject({
      failingSince: instant(at),
      failure: expect.stringContaining(said),
    });
    there.answering(() => ({}));
    await here.upkeep(at + 2 * MINUTE);
    expect(there.calls).toHaveLength(2);
    const [first, second] = there.calls;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(second?.headers["webhook-timestamp"]).not.toBe(first?.headers["webhook-timestamp"]);
    expect(isSigned(secret, second as never)).toBe(true);
    expect(await here.entries()).toMatchObject([{ attempts: 2, nextAt: null, failure: null }]);
    expect(await here.row(webhookId)).toMatchObject({ failure: null, failingSince: null });
  });

  test("one message holds up no other", async () => {
    await here.webhook();
    const { id } = await here.county.matter();
    await here.county.matter();
    there.answering(({ body }) => ({ status: body.includes(id) ? 422 : 200 }));
    await here.upkeep();
    expect((await here.entries()).map(({ deliveredAt }) => deliveredAt !== null)).toEqual([false, true]);
  });

  test.each([[{ status: 503 }], ["cut"]] as const)(
    "by %j spares the address for the rest of the run",
    async (way) => {
      await here.webhook();
      for (let each = 0; each < 3; each++) await here.county.matter();
      there.answering(() => way);
      await here.upkeep();
      expect(there.calls).toHaveLength(1);
      expect((await here.entries()).map(({ attempts }) => attempts)).toEqual([1, 0, 0]);
    },
  );

  test("is given up after three days", async () => {
    await here.webhook();
    await here.county.matter();
    there.answering(() => ({ status: 500, body: "坏了" }));
    const at = Date.now();
    const [entry] = await here.entries();
    const { orm } = here.county.db;
    await here.county.db.write([
      orm
        .update(outbox)
        .set({ attempts: 77 })
        .where(eq(outbox.id, entry?.id ?? "")),
    ]);
    await here.upkeep(at);
    await here.upkeep(at + DAY);
    expect(there.calls).toHaveLength(1);
    expect(await here.entries()).toMatchObject([
      { attempts: 78, nextAt: null, deliveredAt: null, failure: "对方回答 HTTP 500：坏了" },
    ]);
  });
});

describe("runs", () => {
  test("two at once leave one result, and whoever takes ids once has each message once", async () => {
    await here.webhook();
    for (let each = 0; each < 5; each++) await here.county.matter();
    await Promise.all([here.upkeep(), here.upkeep()]);
    expect(new Set(there.messages().map(({ id }) => id)).size).toBe(5);
    for (const entry of await here.entries())
      expect(entry).toMatchObject({ attempts: 1, nextAt: null, failure: null });
  });

  test("send no more than an installation bears; the rest is due at once", async () => {
    await here.webhook();
    for (let each = 0; each < 3; each++) await here.county.matter();
    await here.upkeep(Date.now(), { atOnce: 2 });
    expect(there.calls).toHaveLength(2);
    await here.upkeep(Date.now(), { atOnce: 2 });
    expect(there.calls).toHaveLength(3);
  });
});

describe("a webhook that fails", () => {
  test("for seven days is switched off, on record, and sent nothing more", async () => {
    const { webhookId } = await here.webhook();
    await here.county.matter();
    there.answering(() => ({ status: 500 }));
    const at = Date.now();
    await here.upkeep(at);
    for (const hours of [20, 40, 60, 80, 100, 120, 140, 160, 7 * 24 - 1]) {
      await here.county.matter();
      await here.upkeep(at + hours * HOUR);
    }
    expect(await here.row(webhookId)).toMatchObject({ state: "on", failingSince: instant(at) });
    await here.county.matter();
    await here.upkeep(at + 7 * DAY);
    expect(await here.row(webhookId)).toMatchObject({ state: "off", stopped: "连续 7 天没有一次送达" });
    for (const { nextAt } of await here.entries()) expect(nextAt).toBeNull();
    const count = async () => [there.calls.length, (await here.entries()).length];
    const before = await count();
    await here.county.matter();
    await here.upkeep(at + 8 * DAY);
    expect(await count()).toEqual(before);
    expect((await here.acts()).at(-1)).toMatchObject({ action: "webhook.stop", actorName: "系统" });
    const page = await (await here.county.visit("admin")).get(`${here.county.base}/webhooks/${webhookId}`);
    expect(await page.text()).toContain("连续 7 天没有一次送达");
  });

  test("once, and again after a week of nothing to tell, isn't failing for a week", async () => {
    const { webhookId } = await here.webhook();
    await here.county.matter();
    there.answering(() => ({ status: 404 }));
    const at = Date.now();
    await here.upkeep(at);
    await here.county.matter();
    await here.upkeep(at + 8 * DAY);
    expect(await here.row(webhookId)).toMatchObject({ state: "on", failingSince: instant(at + 8 * DAY) });
  });

  test("with 410 is switched off at once", async () => {
    const { webhookId } = await here.webhook();
    await here.county.matter();
    there.answering(() => ({ status: 410 }));
    await here.upkeep();
    expect(await here.row(webhookId)).toMatchObject({
      state: "off",
      stopped: expect.stringContaining("410"),
    });
    expect(await here.entries()).toMatchObject([{ nextAt: null }]);
  });
});

describe("a secret", () => {
  test("signs beside the one before for a day", async () => {
    const { webhookId, secret: old } = await here.webhook();
    await rotateSecret(here.admin(), { webhookId });
    const { secret } = await webhookSecret(here.admin(), webhookId);
    expect(secret).not.toBe(old);
    const signed = async (later: number) => {
      await here.county.matter();
      await here.upkeep(Date.now() + later);
      const call = there.calls.at(-1) as never;
      return [isSigned(secret ?? "", call), isSigned(old, call)];
    };
    expect(await signed(0)).toEqual([true, true]);
    expect(await signed(DAY + MINUTE)).toEqual([true, false]);
  });

  test("is shown for ten minutes, and kept in the clear nowhere", async () => {
    const { webhookId, secret } = await here.webhook();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const at = (ms: number) => here.admin(instant(Date.now() + ms));
    expect((await webhookSecret(at(9 * MINUTE), webhookId)).secret).toBe(secret);
    expect((await webhookSecret(at(11 * MINUTE), webhookId)).secret).toBeNull();
    await here.county.matter();
    await here.upkeep();
    const kept = [await here.row(webhookId), await here.entries(), await here.acts()];
    expect(JSON.stringify(kept)).not.toContain(secret);
  });

  test("that another county or installation sealed sends nothing, and says so", async () => {
    const { webhookId } = await here.webhook();
    await rotateSecret({ ...here.admin(), realm: "another" }, { webhookId });
    await here.county.matter();
    await here.upkeep();
    expect(there.calls).toEqual([]);
    expect(await here.entries()).toMatchObject([
      { nextAt: null, failure: expect.stringContaining("签名密钥打不开") },
    ]);
  });
});

test("an address that the operator allows no more is sent nothing", async () => {
  const { webhookId } = await here.webhook();
  const elsewhere = { ...here.admin(), webhooks: allowedFrom("https://*.example.gov.cn") };
  const facts = { name: "12345平台", nouns: ["matter"], revision: 1 };
  await editWebhook(elsewhere, { ...facts, webhookId, address: "https://hub.example.gov.cn/in" });
  await here.county.matter();
  await here.upkeep();
  expect(there.calls).toEqual([]);
  expect(await here.entries()).toMatchObject([{ nextAt: null, failure: "平台运维不再允许推送到这个地址" }]);
});
