import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Conflict, NotFound } from "../../worker/domain/errors.ts";
import { addWebhook } from "../../worker/domain/webhooks/add.ts";
import { editWebhook } from "../../worker/domain/webhooks/edit.ts";
import { webhookDeliveries, webhookPage } from "../../worker/domain/webhooks/read.ts";
import { removeWebhook } from "../../worker/domain/webhooks/remove.ts";
import { replayWebhook } from "../../worker/domain/webhooks/replay.ts";
import { resendDelivery } from "../../worker/domain/webhooks/resend.ts";
import { switchOffWebhook } from "../../worker/domain/webhooks/switch-off.ts";
import { switchOnWebhook } from "../../worker/domain/webhooks/switch-on.ts";
import { testWebhook } from "../../worker/domain/webhooks/test.ts";
import { DAY, instant, localDateOf } from "../../worker/time/instants.ts";
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

test("an admin adds one by a form without JavaScript, reads its secret, tries it, and sees what was sent", async () => {
  const browser = await here.county.visit("admin");
  const list = `${here.county.base}/webhooks`;
  expect(await (await browser.get(list)).text()).toContain("还没有事件推送");
  const facts = { name: "12345平台", address: there.address, nouns: ["matter", "whistle"] };
  const added = await browser.post(list, facts);
  const shown = added.headers.get("location") ?? "";
  expect(shown).toMatch(/\/webhooks\/[0-9a-f-]{36}\/secret$/);
  const [secret = ""] = /whsec_[\w+/=]+/.exec(await (await browser.get(shown)).text()) ?? [];
  const page = shown.replace("/secret", "");
  await browser.post(`${page}/test`, {});
  expect(there.messages()).toMatchObject([{ type: "webhook.test", data: { kind: "webhook", url: null } }]);
  expect(isSigned(secret, there.calls[0] as never)).toBe(true);
  await here.county.matter();
  await here.upkeep();
  const told = await (await browser.get(page)).text();
  for (const word of [
    "12345平台",
    "正在推送",
    "matter.reported",
    "已送达",
    "事项、吹哨",
    there.messages()[1].id,
  ])
    expect(told).toContain(word);
  expect(told).not.toContain(secret);
  expect((await here.acts()).map(({ action }) => action)).toEqual(["webhook.add", "webhook.test"]);
});

test("what isn't allowed, or says nothing, is refused in words beside its field", async () => {
  const browser = await here.county.visit("admin");
  const tried = async (facts: object) => {
    const answer = await browser.post(`${here.county.base}/webhooks`, { name: "平台", ...facts } as never);
    return [answer.status, await answer.text()] as const;
  };
  const nouns = ["matter"];
  for (const [facts, said] of [
    [{ address: "https://elsewhere.example/in", nouns }, "平台没有允许推送到这个地址"],
    [{ address: "http://me:pw@127.0.0.1/", nouns }, "请填写完整的网址"],
    [{ address: there.address }, "请至少选择一项推送内容"],
  ] as const) {
    const [status, text] = await tried(facts);
    expect([status, text.includes(said)], said).toEqual([422, true]);
  }
});

test("a test message says what came of it, also where it is switched off", async () => {
  const { webhookId } = await here.webhook();
  await switchOffWebhook(here.admin(), { webhookId });
  there.answering(() => ({ status: 403, body: "签名不对" }));
  expect(await testWebhook(here.admin(), { webhookId })).toMatchObject({
    delivered: false,
    failure: "对方回答 HTTP 403：签名不对",
  });
  there.answering(() => ({}));
  expect(await testWebhook(here.admin(), { webhookId })).toMatchObject({ delivered: true, failure: null });
});

test("a county has ten at most, also when two are added at once", async () => {
  for (let each = 0; each < 9; each++) await here.webhook({ name: `平台${each}` });
  const both = await Promise.allSettled([here.webhook({ name: "甲" }), here.webhook({ name: "乙" })]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(here.webhook()).rejects.toThrow(Conflict);
});

test("who edits what somebody else has edited meanwhile is told", async () => {
  const { webhookId } = await here.webhook();
  const facts = { webhookId, revision: 1, address: there.address, nouns: ["filing"] };
  await editWebhook(here.admin(), { ...facts, name: "甲" });
  await expect(editWebhook(here.admin(), { ...facts, name: "乙" })).rejects.toThrow(Conflict);
  expect(await here.row(webhookId)).toMatchObject({ name: "甲", nouns: ["filing"], revision: 2 });
});

test("switched off it is sent nothing, what waited ends; on again, what was ended can be sent", async () => {
  const { webhookId } = await here.webhook();
  await here.county.matter();
  await switchOffWebhook(here.admin(), { webhookId });
  await here.county.matter();
  await here.upkeep();
  expect(there.calls).toEqual([]);
  expect(await here.entries()).toMatchObject([{ nextAt: null, failure: "推送已停用，没有发送" }]);
  const since = localDateOf(instant(Date.now()));
  const replay = () => replayWebhook(here.admin(), { webhookId, since, which: "unreceived" });
  await expect(replay()).rejects.toThrow(Conflict);
  await switchOnWebhook(here.admin(), { webhookId });
  await replay();
  await here.upkeep();
  expect(there.calls).toHaveLength(1);
});

test("removed it is sent nothing, its secrets are gone, its past stays", async () => {
  const { webhookId } = await here.webhook();
  await here.county.matter();
  await removeWebhook(here.admin(), { webhookId });
  await here.county.matter();
  await here.upkeep();
  expect(there.calls).toEqual([]);
  expect(await here.row(webhookId)).toMatchObject({ state: "removed", secret: "", formerSecret: null });
  expect(await webhookPage(here.admin(), webhookId, {})).toMatchObject({ offers: [], isSecretShown: false });
  await expect(testWebhook(here.admin(), { webhookId })).rejects.toThrow(Conflict);
});

describe("a replay", () => {
  test("of one message sends it again by the same id, once for two who ask at once", async () => {
    const { webhookId } = await here.webhook();
    await here.county.matter();
    await here.upkeep();
    const [{ id: deliveryId } = { id: "" }] = (await webhookDeliveries(here.admin(), webhookId, {}))
      .deliveries;
    const both = await Promise.allSettled(
      [1, 2].map(() => resendDelivery(here.admin(), { webhookId, deliveryId })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await here.upkeep();
    expect(there.messages().map(({ id }) => id)).toEqual([deliveryId, deliveryId]);
    expect(there.calls[1]?.body).toBe(there.calls[0]?.body);
  });

  test("since a day sends all, or what wasn't received, and nothing of before", async () => {
    const { webhookId } = await here.webhook();
    await here.county.matter();
    await here.county.matter();
    there.answering(() => ({ status: there.calls.length === 1 ? 200 : 410 }));
    await here.upkeep();
    await switchOnWebhook(here.admin(), { webhookId });
    there.answering(() => ({}));
    const today = localDateOf(instant(Date.now()));
    const replay = async (since: string, which: string) => {
      there.calls.length = 0;
      await replayWebhook(here.admin(), { webhookId, since, which });
      await here.upkeep();
      return there.calls.length;
    };
    expect(await replay(localDateOf(instant(Date.now() + DAY)), "all")).toBe(0);
    expect(await replay(today, "unreceived")).toBe(1);
    expect(await replay(today, "unreceived")).toBe(0);
    expect(await replay(today, "all")).toBe(2);
  });

  test("of another county's message isn't there", async () => {
    const other = await place(all);
    const theirs = await other.webhook();
    const ours = await here.webhook();
    await other.county.matter();
    const { deliveries } = await webhookDeliveries(other.admin(), theirs.webhookId, {});
    const deliveryId = deliveries[0]?.id ?? "";
    for (const { webhookId } of [theirs, ours])
      await expect(resendDelivery(here.admin(), { webhookId, deliveryId })).rejects.toThrow(NotFound);
    await expect(
      addWebhook(here.county.as("streetOfficer"), { name: "x", address: there.address, nouns: ["matter"] }),
    ).rejects.toThrow();
  });
});

interface Answered {
  id: string;
  secret: string;
  deliveries: { id: string }[];
}

test("a program does all of it by the API", async () => {
  const token = await here.county.token("admin");
  const api = `${all.world.url}${here.county.base}/api/v1/webhooks`;
  const call = async (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const answer = await fetch(api + path, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return [answer.status, (await answer.json()) as Answered] as const;
  };
  const facts = { name: "数据中心", address: there.address, nouns: ["matter"] };
  const [created, { id }] = await call("POST", "", facts);
  expect(created).toBe(201);
  const [, { secret }] = await call("GET", `/${id}/secret`);
  await here.county.matter();
  await here.upkeep();
  expect(isSigned(secret, there.calls[0] as never)).toBe(true);
  const [, { deliveries }] = await call("GET", `/${id}/deliveries`);
  expect(deliveries).toMatchObject([{ type: "matter.reported", state: "received", attempts: 1 }]);
  expect((await call("POST", `/${id}/deliveries/${deliveries[0]?.id}/replay`))[0]).toBe(200);
  expect((await call("GET", `/${id}/deliveries?unreceived=1`))[1].deliveries).toHaveLength(1);
  expect((await call("POST", `/${id}/rotation`))[0]).toBe(200);
  expect((await call("GET", `/${id}/secret`))[1].secret).not.toBe(secret);
  expect((await call("PUT", `/${id}`, { ...facts, revision: 2, name: "改名" }))[0]).toBe(200);
  expect((await call("GET", `/${id}`))[1]).toMatchObject({ name: "改名", state: "on", revision: 3 });
  expect((await call("POST", `/${id}/removal`))[0]).toBe(200);
  expect((await call("GET", ""))[1]).toEqual({ webhooks: [] });
});
