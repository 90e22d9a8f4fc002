import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { photos } from "../../db/tenant/schema/photos.ts";
import { outbox } from "../../db/tenant/schema/work.ts";
import { dispatchMatter } from "../../worker/domain/assignments/dispatch.ts";
import { Conflict } from "../../worker/domain/errors.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { addToMatter, mostAdditions } from "../../worker/domain/matters/add.ts";
import { declineMatter } from "../../worker/domain/matters/decline.ts";
import { noteProgress } from "../../worker/domain/matters/note.ts";
import { raiseMatter } from "../../worker/domain/matters/raise.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { type MatterState, matterStates } from "../../worker/domain/matters/states.ts";
import { urgeMatter } from "../../worker/domain/matters/urge.ts";
import type { PhotoStore } from "../../worker/domain/photos/store.ts";
import type { World as WorkerWorld } from "../../worker/world.ts";
import { streetsMatter, toBoth, withDispatch } from "../assignments/stages.ts";
import { noteForm } from "../photos/noted.ts";
import { jpegOf, raw, sample, sewn } from "../photos/samples.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { sessionOf } from "../support/sessions.ts";
import { stack, startSite, stopEverything, workerWorld } from "../support/stack.ts";
import { upkeep } from "../support/upkeep.ts";
import { newVisitor } from "../support/visitor.ts";
import {
  clocksOf,
  type Filed,
  mainIn,
  matterIn,
  rowOf,
  rulesSince2025,
  timelineOf,
  traceOf,
} from "./stages.ts";

let county: County;
/** One whose files the test can look at. */
let site: Awaited<ReturnType<typeof startSite>>;
let world: WorkerWorld;
let store: PhotoStore;
beforeAll(async () => {
  county = await newCounty();
  await mainIn(county);
  site = await startSite();
  world = await workerWorld(stack.vars, site);
  store = world.photos;
});
afterAll(stopEverything);

const stranger = () => newVisitor(site.url);
const fresh = () => ({ "x-test-network": crypto.randomUUID() });

const add = (matter: Filed, text = "北门也坏了一盏", at?: string, where = county) =>
  addToMatter(where.as(null, at), { receiptCode: matter.receiptCode, text });

/** An addition as a browser without JavaScript sends it. */
function send(
  matter: Filed,
  { text = "北门也坏了一盏", photos = [] as Photos, key = crypto.randomUUID() } = {},
) {
  const form = noteForm({ text, photos: photos ?? [] });
  form.delete("audience");
  form.set("_key", key);
  return stranger().post(`${county.base}/receipts/${matter.receiptCode}/additions`, form, {
    headers: fresh(),
  });
}
type Photos = NonNullable<Parameters<typeof noteForm>[0]>["photos"];

const addedTo = async (matter: Filed, where = county) =>
  (await timelineOf(where, `matter:${matter.id}`)).filter(({ kind }) => kind === "added");

const rowsOf = async (matter: Filed, { db } = county) =>
  (await db.read({ rows: db.orm.select().from(photos).where(eq(photos.matterId, matter.id)) })).rows;

const objects = async ({ slug } = county) => (await store.names(slug, "", 1000)).names;

async function visit(who: Who) {
  const visitor = stranger();
  visitor.cookies.set("lz_session", await sessionOf(county.as(who), "browser"));
  return visitor;
}

const mark = "居民有补充";

describe("something is added while a matter is dealt with", () => {
  const may: readonly MatterState[] = ["reported", "accepted", "paused", "reopened", "merged"];
  const states = Object.keys(matterStates) as MatterState[];

  test.each(states.filter((state) => may.includes(state)))(
    "%s: it is told to both, and no clock minds",
    async (state) => {
      const matter = await matterIn(county, state);
      const before = await clocksOf(county, `matter:${matter.id}`);
      await add(matter);
      expect((await addedTo(matter)).map(({ detail }) => detail)).toEqual([{ text: "北门也坏了一盏" }]);
      expect(await clocksOf(county, `matter:${matter.id}`)).toEqual(before);
      expect((await rowOf(county, matter.id)).state).toBe(state);
      const receipt = await (await stranger().get(`${county.base}/receipts/${matter.receiptCode}`)).text();
      for (const part of ["您补充了情况", "北门也坏了一盏"]) expect(receipt).toContain(part);
      const page = await (
        await (await visit("gridWorker")).get(`${county.base}/matters/${matter.id}`)
      ).text();
      for (const part of ["居民补充情况", "北门也坏了一盏"]) expect(page).toContain(part);
    },
  );

  test.each(states.filter((state) => !may.includes(state)))(
    "%s: it is refused, and nothing changes",
    async (state) => {
      const matter = await matterIn(county, state);
      const before = await traceOf(county, matter.id);
      await expect(add(matter)).rejects.toThrow(Conflict);
      expect(await traceOf(county, matter.id)).toEqual(before);
      // What was typed on a page that was open meanwhile can be read there.
      const answer = await send(matter, { text: "写了很久", photos: [sample("placed.jpg")] });
      expect([answer.status, (await answer.text()).includes("写了很久")]).toEqual([409, true]);
      expect(await rowsOf(matter)).toEqual([]);
      const html = await (await stranger().get(`${county.base}/receipts/${matter.receiptCode}`)).text();
      expect(html).not.toContain("/additions");
    },
  );

  test("five times a day in China, whoever asks; refused before any photo is put", async () => {
    const matter = await county.matter();
    const day = Date.now() + 86_400_000 - ((Date.now() + 8 * 3_600_000) % 86_400_000);
    const at = (minute: number) => new Date(day - 10 * 60_000 + minute * 60_000).toISOString();
    for (let minute = 0; minute < mostAdditions; minute++) await add(matter, `第 ${minute} 次`, at(minute));
    await expect(add(matter, "又一次", at(8))).rejects.toThrow("今天已经补充了 5 次");
    await add(matter, "第二天", at(11));
    expect(await addedTo(matter)).toHaveLength(mostAdditions + 1);
  });

  test("no photo is put for one too many", async () => {
    const matter = await county.matter();
    for (let time = 0; time < mostAdditions; time++) await add(matter);
    const before = await objects();
    const refused = await send(matter, { photos: ["placed.jpg"] });
    expect([refused.status, (await refused.text()).includes("明天可以再补充")]).toEqual([409, true]);
    expect(await objects()).toEqual(before);
    const html = await (await stranger().get(`${county.base}/receipts/${matter.receiptCode}`)).text();
    expect([html.includes("/additions"), html.includes("今天已经补充了 5 次，明天可以再补充。")]).toEqual([
      false,
      true,
    ]);
  });

  test("at once no more than five, and a form sent twice once", async () => {
    const [many, twice] = [await county.matter(), await county.matter()];
    const sent = await Promise.allSettled(
      Array.from({ length: 7 }, (_, index) => add(many, `第 ${index} 次`)),
    );
    expect(sent.filter(({ status }) => status === "fulfilled")).toHaveLength(mostAdditions);
    expect((await rowOf(county, many.id)).added).toMatchObject({ times: mostAdditions, waits: true });
    const key = crypto.randomUUID();
    const both = await Promise.all([1, 2].map(() => send(twice, { key, photos: ["baseline.jpg"] })));
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect([(await addedTo(twice)).length, (await rowsOf(twice)).length]).toEqual([1, 1]);
  });
});

describe("it waits before whoever has the matter", () => {
  /** Whether its row of the list says so. */
  const isMarked = async (matter: Filed) => {
    const { number } = await rowOf(county, matter.id);
    const html = await (
      await (await visit("gridWorker")).get(`${county.base}/matters?search=${number}`)
    ).text();
    expect(html).toContain(number);
    return html.includes(mark);
  };

  test("in the list and on the page, until somebody there does something; urging isn't that", async () => {
    const matter = await matterIn(county, "accepted");
    const page = async () =>
      (await (await visit("gridWorker")).get(`${county.base}/matters/${matter.id}`)).text();
    expect((await page()).includes(mark)).toBe(false);
    await add(matter);
    expect([(await page()).includes(mark), await isMarked(matter)]).toEqual([true, true]);
    await urgeMatter(county.as("communityOfficer"), { matterId: matter.id, text: "看看补充" });
    expect((await page()).includes(mark)).toBe(true);
    const note = { matterId: matter.id, text: "看到补充了", audience: "resident" };
    await noteProgress(county.as("gridWorker"), note);
    expect([(await page()).includes(mark), await isMarked(matter)]).toEqual([false, false]);
    // Seen or not, the day's count stays.
    expect((await rowOf(county, matter.id)).added).toMatchObject({ times: 1, waits: false });
  });

  test.each<[string, (matterId: string) => Promise<unknown>]>([
    ["accepting", (matterId) => acceptMatter(county.as("gridWorker"), { matterId })],
    ["declining", (matterId) => declineMatter(county.as("gridWorker"), { matterId, reason: "不在清单内" })],
    ["passing up", (matterId) => raiseMatter(county.as("gridWorker"), { matterId, reason: "要挖路" })],
  ])("%s is doing something", async (_what, act) => {
    const matter = await county.matter();
    await add(matter);
    await act(matter.id);
    expect((await rowOf(county, matter.id)).added?.waits).toBe(false);
  });

  test("so is giving it to units", async () => {
    const where = await newCounty();
    await withDispatch(where);
    const { id, receiptCode } = await streetsMatter(where);
    await addToMatter(where.as(null), { receiptCode, text: "还有一处" });
    await dispatchMatter(where.as("streetOfficer"), { matterId: id, ...toBoth(where) });
    expect((await rowOf(where, id)).added?.waits).toBe(false);
  });

  test("a duplicate's before whoever has its main matter, which says which, and not what", async () => {
    const matter = await matterIn(county, "merged");
    const { mergedInto, number } = await rowOf(county, matter.id);
    const mainId = mergedInto ?? "";
    await noteProgress(county.as("gridWorker"), { matterId: mainId, text: "在修", audience: "staff" });
    await add(matter, "还漏得更厉害");
    expect((await rowOf(county, mainId)).added?.waits).toBe(true);
    expect((await rowOf(county, matter.id)).added?.waits).toBe(false);
    const told = (await timelineOf(county, `matter:${mainId}`)).at(-1);
    expect([told?.kind, told?.detail]).toEqual(["followerAdded", { number }]);
    const { receiptCode } = await rowOf(county, mainId);
    const main = await (await stranger().get(`${county.base}/receipts/${receiptCode}`)).text();
    expect([main.includes("一起办理的另一件有补充"), main.includes("还漏得更厉害")]).toEqual([true, false]);
  });

  test("a duplicate's is refused once something has come of its main matter", async () => {
    const where = await newCounty();
    const number = await mainIn(where);
    const matter = await matterIn(where, "merged");
    const { mergedInto } = await rowOf(where, matter.id);
    await resolveMatter(where.as("gridWorker"), { matterId: mergedInto ?? "", outcome: "修好了" });
    expect(number).toBeTruthy();
    await expect(add(matter, "x", undefined, where)).rejects.toThrow("已经有了结果");
  });

  test("no group hears of it where there is no robot", async () => {
    await add(await county.matter());
    const { rows } = await county.db.read({ rows: county.db.orm.select().from(outbox) });
    expect(rows.filter(({ channel }) => channel === "robot")).toEqual([]);
  });
});

describe("photos come along", () => {
  const large = sewn(sample("baseline.jpg"), new Uint8Array(400_000));

  test("up to three, shown with the words to staff and to the holder of the receipt, to nobody else", async () => {
    const [matter, other] = [await matterIn(county, "accepted"), await county.matter()];
    expect((await send(matter, { photos: ["placed.jpg", large, "clear.webp"] })).status).toBe(303);
    const rows = await rowsOf(matter);
    expect(rows.map(({ part, audience }) => [part, audience])).toEqual(
      Array.from({ length: 3 }, () => ["addition", "resident"]),
    );
    const id = rows[0]?.id ?? "";
    const [at, receipt] = [
      `${county.base}/matters/${matter.id}`,
      `${county.base}/receipts/${matter.receiptCode}`,
    ];
    expect((await (await stranger().get(receipt)).text()).split(`${receipt}/photos/${id}"`)).toHaveLength(3);
    expect(
      (await (await (await visit("gridWorker")).get(at)).text()).split(`${at}/photos/${id}"`),
    ).toHaveLength(3);
    expect((await stranger().get(`${receipt}/photos/${id}`)).status).toBe(200);
    expect((await (await visit("otherWorker")).get(`${at}/photos/${id}`)).status).toBe(404);
    const foreign = `${county.base}/receipts/${other.receiptCode}/photos/${id}`;
    expect((await stranger().get(foreign)).status).toBe(404);
  });

  test.each<[string, Photos, string]>([
    ["a drawing with a script", [raw("<svg><script>alert(1)</script></svg>")], "第 1 张不是照片"],
    ["40 megapixels", [jpegOf(8000, 5000)], "像素最多 2500 万"],
    ["half a photo", [sample("baseline.jpg").slice(0, 200)], "不完整"],
    ["three hundred", Array.from({ length: 300 }, () => "baseline.jpg"), "最多 3 张，现在有 300 张"],
  ])("%s is refused with a word, and the words come back", async (_what, sent, said) => {
    const matter = await county.matter();
    const answer = await send(matter, { text: "写了很久", photos: sent });
    const html = await answer.text();
    expect([answer.status, html.includes(said), html.includes("写了很久")]).toEqual([422, true, true]);
    expect([await addedTo(matter), await rowsOf(matter)]).toEqual([[], []]);
  });

  test("more than may be sent: the words come back, with three photos to choose", async () => {
    const huge = sewn(sample("placed.jpg"), new Uint8Array(7 * 1024 * 1024));
    const answer = await send(await county.matter(), { text: "写了很久", photos: [huge, huge] });
    const html = await answer.text();
    expect([answer.status, html.includes("写了很久"), html.includes('data-photos="3"')]).toEqual([
      413,
      true,
      true,
    ]);
  });

  test("a program's form brings them, with a key", async () => {
    const matter = await county.matter();
    const path = `${county.base}/api/v1/receipts/${matter.receiptCode}/additions`;
    const form = () => {
      const form = noteForm({ text: "北门也坏了", photos: ["placed.jpg"] });
      form.delete("audience");
      return form;
    };
    expect((await stranger().post(path, form(), { headers: fresh() })).status).toBe(403);
    const headers = { ...fresh(), "idempotency-key": crypto.randomUUID() };
    for (let time = 0; time < 2; time++)
      expect((await stranger().post(path, form(), { headers })).status).toBe(200);
    expect([(await addedTo(matter)).length, (await rowsOf(matter)).length]).toEqual([1, 1]);
    const receipt = (await (
      await stranger().json("GET", `${county.base}/api/v1/receipts/${matter.receiptCode}`)
    ).json()) as { mayAdd: boolean; noAddition: null; events: { kind: string; photos: object[] }[] };
    expect(receipt).toMatchObject({ mayAdd: true, noAddition: null });
    expect(receipt.events[0]).toMatchObject({ kind: "added", photos: [{ width: 8 }] });
    const headersOf = { headers: { authorization: `Bearer ${await county.token("gridWorker")}` } };
    const staff = await stranger().json(
      "GET",
      `${county.base}/api/v1/matters/${matter.id}`,
      undefined,
      headersOf,
    );
    expect(await staff.json()).toMatchObject({ hasAddition: true });
  });

  test("go with the contact data, and nothing shows a gap then; the words stay", async () => {
    const where = await newCounty();
    await rulesSince2025(where, ({ intake }) => {
      intake.contactsFor = { days: 30 };
      intake.anonymous = true;
    });
    const matter = await where.matter();
    const form = noteForm({ text: "北门也坏了", photos: ["placed.jpg"] });
    form.delete("audience");
    const receipt = `${where.base}/receipts/${matter.receiptCode}`;
    expect((await stranger().post(`${receipt}/additions`, form, { headers: fresh() })).status).toBe(303);
    await declineMatter(where.as("gridWorker"), { matterId: matter.id, reason: "不在受理范围" });
    await upkeep({ world: stack as never, worker: world, county: where }, Date.now() + 60 * 86_400_000);
    expect([await rowsOf(matter, where), await objects(where)]).toEqual([[], []]);
    const html = await (await stranger().get(receipt)).text();
    expect([html.includes("北门也坏了"), html.includes("<img")]).toEqual([true, false]);
    expect((await addedTo(matter, where))[0]?.detail).toMatchObject({ photos: [{ width: 8 }] });
  });
});

test("a foreign receipt adds nothing here", async () => {
  const other = await newCounty();
  const theirs = await other.matter();
  const answer = await stranger().post(
    `${county.base}/receipts/${theirs.receiptCode}/additions`,
    { text: "x", _key: crypto.randomUUID() },
    { headers: fresh() },
  );
  expect(answer.status).toBe(404);
  expect(await addedTo(theirs, other)).toEqual([]);
});
