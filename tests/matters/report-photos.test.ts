import { eq, like } from "drizzle-orm";
import { parse } from "parse5";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { matters } from "../../db/tenant/schema/matters.ts";
import { photos } from "../../db/tenant/schema/photos.ts";
import { counters } from "../../db/tenant/schema/work.ts";
import { dispatchMatter } from "../../worker/domain/assignments/dispatch.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { mostSent } from "../../worker/domain/matters/daily.ts";
import { declineMatter } from "../../worker/domain/matters/decline.ts";
import { raiseMatter } from "../../worker/domain/matters/raise.ts";
import { mostOfResidents } from "../../worker/domain/photos/photo.ts";
import { readPhoto } from "../../worker/domain/photos/read.ts";
import type { PhotoStore } from "../../worker/domain/photos/store.ts";
import { limits } from "../../worker/http/limits.ts";
import { ofResidents } from "../../worker/http/most.ts";
import type { World as WorkerWorld } from "../../worker/world.ts";
import { toBoth, withDispatch } from "../assignments/stages.ts";
import { noteForm, reportForm } from "../photos/noted.ts";
import { asText, jpegOf, raw, sample, sewn } from "../photos/samples.ts";
import { coming, handedOn, keptOf } from "../runtime/coming.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { formTo } from "../support/forms.ts";
import { sessionOf } from "../support/sessions.ts";
import { stack, startSite, stopEverything, workerWorld } from "../support/stack.ts";
import { upkeep } from "../support/upkeep.ts";
import { costOf, newVisitor, type Visitor } from "../support/visitor.ts";
import { attribute, named, text } from "../views/parsed.ts";
import { rulesSince2025, timelineOf } from "./stages.ts";

let county: County;
/** One whose files the test can look at. */
let site: Awaited<ReturnType<typeof startSite>>;
let world: WorkerWorld;
let store: PhotoStore;
beforeAll(async () => {
  county = await newCounty();
  await withDispatch(county);
  site = await startSite();
  world = await workerWorld(stack.vars, site);
  store = world.photos;
});
afterAll(stopEverything);

const stranger = () => newVisitor(site.url);

/** Somebody signed in at the site whose files these are. */
async function visit(who: Who, where = county): Promise<Visitor> {
  const visitor = stranger();
  visitor.cookies.set("lz_session", await sessionOf(where.as(who), "browser"));
  return visitor;
}

type Photos = Parameters<typeof reportForm>[1];

const large = sewn(sample("baseline.jpg"), new Uint8Array(400_000));

/** A network that nobody else of this run sends from. */
const fresh = () => ({ "x-test-network": crypto.randomUUID() });

interface Sent {
  key?: string;
  more?: Record<string, string>;
  headers?: Record<string, string>;
  now?: string;
}

/** A report as a browser without JavaScript sends it. */
function report(
  sent: Photos,
  { key = crypto.randomUUID(), more = {}, headers = fresh(), now }: Sent = {},
  where = county,
) {
  const form = new FormData();
  form.set("_key", key);
  for (const [name, value] of reportForm(where.org.grid, sent, more)) form.append(name, value);
  return stranger().post(`${where.base}/matters?unit=${where.org.community}`, form, {
    headers,
    ...(now && { now }),
  });
}

const codeOf = (answer: Response) => answer.headers.get("location")?.split("/").at(-1) ?? "";

async function matterOf(receiptCode: string, { db } = county) {
  const found = eq(matters.receiptCode, decodeURIComponent(receiptCode));
  const { rows } = await db.read({ rows: db.orm.select().from(matters).where(found) });
  if (!rows[0]) throw new Error("no such matter");
  return rows[0];
}

const rowsOf = async (matterId: string, { db } = county) =>
  (await db.read({ rows: db.orm.select().from(photos).where(eq(photos.matterId, matterId)) })).rows;

const filed = async ({ db } = county) => (await db.read({ rows: db.orm.select().from(matters) })).rows.length;

const objects = async ({ slug } = county) => (await store.names(slug, "", 1000)).names;

/** A report with one photo, and where that is. */
async function reported(sent: Photos = ["placed.jpg"], where = county) {
  const answer = await report(sent, {}, where);
  expect(answer.status).toBe(303);
  const receiptCode = codeOf(answer);
  const { id } = await matterOf(receiptCode, where);
  const [row] = await rowsOf(id, where);
  if (!row) throw new Error("no photo was kept");
  const at = `${where.base}/matters/${id}`;
  const receipt = `${where.base}/receipts/${receiptCode}`;
  return {
    ...{ id, receiptCode, row, at, receipt },
    onMatter: `${at}/photos/${row.id}`,
    onReceipt: `${receipt}/photos/${row.id}`,
  };
}

describe("a report takes photos", () => {
  test("each format, shown with its words to staff and to the holder of the receipt", async () => {
    const sent = ["placed.jpg", "plain.png", "clear.webp"];
    const { id, at, receipt } = await reported(sent);
    const rows = await rowsOf(id);
    expect(rows.map(({ type, part, audience, actorName }) => [type, part, audience, actorName])).toEqual([
      ["image/jpeg", "report", "resident", "居民"],
      ["image/png", "report", "resident", "居民"],
      ["image/webp", "report", "resident", "居民"],
    ]);
    for (const [visitor, page] of [
      [await visit("gridWorker"), at],
      [stranger(), receipt],
    ] as const) {
      const html = await (await visitor.get(page)).text();
      for (const [index, photo] of rows.entries()) {
        expect(html.split(`${page}/photos/${photo.id}"`)).toHaveLength(3);
        const answer = await visitor.get(`${page}/photos/${photo.id}`);
        expect([answer.status, answer.headers.get("content-type")]).toEqual([200, photo.type]);
        expect(new Uint8Array(await answer.arrayBuffer())).toEqual(
          readPhoto(sample(sent[index] ?? "")).bytes,
        );
      }
    }
  });

  test("without the place and the phone that it says, and whatever follows its end", async () => {
    const polyglot = sewn(sample("placed.jpg"), raw("PK\x03\x04<script>alert(1)</script>"));
    expect(asText(polyglot)).toMatch(/GPS|Exif/);
    const { onReceipt } = await reported([polyglot]);
    const kept = asText(new Uint8Array(await (await stranger().get(onReceipt)).arrayBuffer()));
    expect(kept).not.toMatch(/script|PK|iPhone|Canon|http/i);
    expect(kept.split("Exif")).toHaveLength(2);
  });

  test("or none, by a form with files and by a plain one", async () => {
    const answer = await report([]);
    expect(answer.status).toBe(303);
    const { id } = await matterOf(codeOf(answer));
    expect(await rowsOf(id)).toEqual([]);
    const plain = Object.fromEntries(reportForm(county.org.grid)) as Record<string, string>;
    expect((await stranger().post(`${county.base}/matters`, plain)).status).toBe(303);
  });

  test("asked for after all words, with who sees them, and made smaller where JavaScript runs", async () => {
    const page = `${county.base}/matters/new?category=lighting&orgUnitId=${county.org.community}`;
    const html = await (await stranger().get(page)).text();
    const form = named(parse(html), "form").find((each) => attribute(each, "action")?.includes("/matters?"));
    if (!form) throw new Error("no form");
    expect(attribute(form, "enctype")).toBe("multipart/form-data");
    const inputs = named(form, "input").map((each) => attribute(each, "name"));
    expect(inputs.at(-1)).toBe("photos");
    expect(text(form)).toContain("最多 3 张");
    expect(text(form)).toContain("不公开");
    expect(html).toContain('data-photos="3"');
    expect(html).toContain("photos.js");
  });

  test("a form sent twice, also at once, is one matter with its photos once; with another photo it is another", async () => {
    const key = crypto.randomUUID();
    const headers = fresh();
    const before = await filed();
    const send = (sent: Photos = ["baseline.jpg"]) => report(sent, { key, headers });
    const answers = await Promise.all([1, 2, 3].map(() => send()));
    const codes = [...answers, await send()].map(codeOf);
    expect(new Set(codes).size).toBe(1);
    const { id } = await matterOf(codes[0] ?? "");
    expect([await filed(), (await rowsOf(id)).length]).toEqual([before + 1, 1]);
    const other = await send(["plain.png"]);
    const html = await other.text();
    expect([other.status, html.includes("已经提交过一次"), html.includes(codes[0] ?? "-")]).toEqual([
      422,
      true,
      true,
    ]);
    expect([await filed(), (await rowsOf(id)).length]).toEqual([before + 1, 1]);
  });
});

describe("what can't be kept is refused with a word, nothing is written, and what was typed comes back", () => {
  test.each<[string, Photos, string]>([
    ["a drawing with a script", [raw("<svg><script>alert(1)</script></svg>")], "第 1 张不是照片"],
    ["half a photo", [sample("baseline.jpg").slice(0, 200)], "不完整"],
    ["40 megapixels", [jpegOf(8000, 5000)], "像素最多 2500 万"],
    ["nine megabytes", [sewn(sample("baseline.jpg"), new Uint8Array(9 * 1024 * 1024))], "一张最多 8 MB"],
    ["four", Array.from({ length: mostOfResidents + 1 }, () => "baseline.jpg"), "最多 3 张，现在有 4 张"],
    ["three hundred", Array.from({ length: 300 }, () => "baseline.jpg"), "最多 3 张，现在有 300 张"],
  ])("%s", async (_what, sent, said) => {
    const before = [await filed(), (await objects()).length];
    const answer = await report(sent, { more: { body: "写了很久的情况" } });
    const html = await answer.text();
    expect([answer.status, html.includes(said), html.includes("写了很久的情况")]).toEqual([422, true, true]);
    expect(html).toContain("请重新选择");
    expect([await filed(), (await objects()).length]).toEqual(before);
  });

  test("bad words beside good photos, which aren't put anywhere", async () => {
    const before = (await objects()).length;
    for (const more of [{ body: "" }, { orgUnitId: "gone" }, { category: "nothing" }])
      expect((await report([large], { more })).status).toBe(422);
    expect((await objects()).length).toBe(before);
  });
});

/** What a page of an error offers to send again, and what it says. */
function offered(html: string) {
  const document = parse(html);
  const [main] = named(document, "main");
  const form = named(document, "form").find((each) => attribute(each, "action")?.includes("/matters?"));
  const file = form && named(form, "input").find((each) => attribute(each, "type") === "file");
  return {
    said: main ? text(main) : "",
    most: file && attribute(file, "data-photos"),
    hidden: form ? formTo(html, `?unit=${county.org.community}`).hidden : {},
  };
}

describe("what was typed beside large photos comes back, and goes through once fewer are chosen", () => {
  const body = "写了很久的情况 <b>&第二段";

  test("more than may be sent", async () => {
    const huge = sewn(sample("placed.jpg"), new Uint8Array(7 * 1024 * 1024));
    const before = await filed();
    const refused = await report([huge, huge], { more: { body } });
    const { said, most, hidden } = offered(await refused.text());
    expect([refused.status, most, hidden.body]).toEqual([413, "3", body]);
    for (const part of ["一次最多 12 MB", "少选几张照片", "请重新选择"]) expect(said).toContain(part);
    const again = { key: hidden._key ?? "", more: { body: hidden.body ?? "" } };
    expect((await report([huge], again)).status).toBe(303);
    expect((await report([huge], again)).status).toBe(303);
    expect(await filed()).toBe(before + 1);
  });

  test("too many large forms of one network in a minute; its small ones and others' go on", async () => {
    const headers = fresh();
    let answer = await report([large], { headers, more: { body: "" } });
    expect(answer.status).toBe(422);
    for (let tries = 1; tries < 100 && answer.status === 422; tries++)
      answer = await report([large], { headers, more: { body: "" } });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "60"]);
    expect(answer.headers.get("ratelimit-policy")).toBe(`"uploads";q=${limits.uploads.quota};w=60`);
    const refused = await report([large], { headers, more: { body } });
    const { said, most, hidden } = offered(await refused.text());
    expect([refused.status, most, hidden.body]).toEqual([429, "3", body]);
    expect(said).toContain("请重新选择");
    // Ten minutes of typing isn't given back to whoever sends too much.
    const long = await report([large], { headers, more: { body, place: "口".repeat(9000) } });
    expect([long.status, offered(await long.text()).hidden]).toEqual([429, {}]);
    expect((await report(["placed.jpg"], { headers })).status).toBe(303);
    expect((await report([large])).status).toBe(303);
  });

  test("the door was full of others' photos, and passed on the beginning alone", async () => {
    // The door is of this process, and whoever asks here comes from this machine.
    const held = [1, 2].map(() => coming(`${county.base}/matters`, ofResidents.bytes, "127.0.0.1"));
    await handedOn();
    const before = await filed();
    const refused = await report([large], { more: { body } });
    for (const each of held) await keptOf(each);
    const { said, most, hidden } = offered(await refused.text());
    expect([refused.status, most, hidden.body]).toEqual([503, "3", body]);
    expect(said).toContain("请重新选择");
    expect(await filed()).toBe(before);
    expect((await report([large], { key: hidden._key ?? "", more: { body } })).status).toBe(303);
  });

  test("from another site nothing is taken", async () => {
    const before = await filed();
    const refused = await report([large], { headers: { ...fresh(), origin: "https://a.example" } });
    expect([refused.status, await filed()]).toEqual([403, before]);
  });
});

describe("so many bytes of photos a day", () => {
  const now = "2026-11-21T07:20:00.000Z";
  const used = (where: County, name: string, value: number) =>
    where.db.write([
      where.db.orm.insert(counters).values({ name: `reports 2026-11-21 photos${name}`, value }),
    ]);
  const bytes = async ({ db }: County) => {
    const rows = db.orm.select().from(counters).where(like(counters.name, "% photos%"));
    return (await db.read({ rows })).rows.map(({ value }) => value);
  };

  test.each([
    ["a network's", " 10.1.2", mostSent.network, "今天从您所在的网络提交的照片已经太多"],
    ["the county's", "", mostSent.county, "今天全县提交的照片已经太多"],
  ])("%s are counted, and beyond them a report goes through without", async (_whose, name, most, said) => {
    const where = await newCounty();
    await rulesSince2025(where);
    const { length } = readPhoto(sample("baseline.jpg")).bytes;
    await used(where, name, most - length);
    const headers = { "x-test-network": "10.1.2" };
    const sent = { headers, now, more: { reporterPhone: "13812345678" } };
    expect((await report(["baseline.jpg"], sent, where)).status).toBe(303);
    expect((await bytes(where)).includes(most)).toBe(true);
    const before = await objects(where);
    const refused = await report(["baseline.jpg"], sent, where);
    const html = await refused.text();
    expect([refused.status, html.includes(said), html.includes("路灯坏了三盏")]).toEqual([422, true, true]);
    expect(await objects(where)).toEqual(before);
    expect((await report([], sent, where)).status).toBe(303);
    // At midnight in China the count begins anew.
    const next = { ...sent, now: "2026-11-21T16:00:00.000Z" };
    expect((await report(["baseline.jpg"], next, where)).status).toBe(303);
  });
});

describe("a photo is served to whoever may read the matter, and to nobody else", () => {
  test.each<[Who, number]>([
    ["gridWorker", 200],
    ["communityOfficer", 200],
    ["admin", 200],
    ["inspector", 200],
    ["otherWorker", 404],
    ["liaison", 404],
    ["secretary", 404],
  ])("%s: %i", async (who, status) => {
    const { onMatter, at } = await reported();
    const visitor = await visit(who);
    expect((await visitor.get(onMatter)).status).toBe(status);
    expect((await visitor.get(at)).status === 200).toBe(status === 200);
  });

  test("a liaison whose unit deals with a part of it, and no other", async () => {
    const { onMatter, id } = await reported();
    await acceptMatter(county.as("gridWorker"), { matterId: id });
    await raiseMatter(county.as("gridWorker"), { matterId: id, reason: "管网在路面下" });
    await raiseMatter(county.as("communityOfficer"), { matterId: id, reason: "管网在路面下" });
    await acceptMatter(county.as("streetOfficer"), { matterId: id });
    const { housing: _none, ...units } = county.units;
    const liaisons = ["liaison", "otherLiaison"] as const;
    for (const who of liaisons) expect((await (await visit(who)).get(onMatter)).status).toBe(404);
    const { lead, body } = toBoth({ ...county, units: { ...units, housing: "" } });
    await dispatchMatter(county.as("streetOfficer"), { matterId: id, lead, assisting: [], body });
    expect((await (await visit("liaison")).get(onMatter)).status).toBe(200);
    expect((await (await visit("otherLiaison")).get(onMatter)).status).toBe(404);
  });

  test("not by another matter, another receipt, another county or an odd address, in one trip", async () => {
    const [one, two] = [await reported(), await reported()];
    const worker = await visit("gridWorker");
    expect((await worker.get(`${one.at}/photos/${two.row.id}`)).status).toBe(404);
    expect((await stranger().get(`${one.receipt}/photos/${two.row.id}`)).status).toBe(404);
    expect((await stranger().get(one.onMatter)).headers.get("location")).toContain("/session/new");
    const other = await newCounty();
    const theirs = await reported(["plain.png"], other);
    for (const path of [theirs.onReceipt, theirs.onMatter])
      expect((await worker.get(path.replace(other.slug, county.slug))).status).toBe(404);
    // A row of another county names nothing there.
    await other.db.write([other.db.orm.insert(photos).values({ ...one.row, matterId: theirs.id })]);
    const admin = await visit("admin", other);
    expect((await admin.get(`${theirs.at}/photos/${one.row.id}`)).status).toBe(404);
    for (const odd of ["..%2f..%2faudit", "%00", one.row.object.replace("/", "%2f")]) {
      expect((await worker.get(`${one.at}/photos/${odd}`)).status).toBe(404);
      expect((await stranger().get(`${one.receipt}/photos/${odd}`)).status).toBe(404);
    }
    const answer = await stranger().get(one.onReceipt);
    expect([answer.status, costOf(answer).trips]).toEqual([200, 1]);
  });

  test("the public home shows none", async () => {
    const { row } = await reported();
    expect(await (await stranger().get(county.base)).text()).not.toContain(row.id);
  });
});

describe("photos go with the contact data", () => {
  const monday = "2026-08-24T02:00:00.000Z";
  const minute = "2026-08-24T03:00:00.000Z";
  const before = Date.parse("2026-09-23T09:59:00.000Z");
  const after = Date.parse("2026-09-23T10:00:01.000Z");
  const upkept = (where: County, at: number) =>
    upkeep({ world: stack as never, worker: world, county: where }, at);

  async function ended(contactsFor: { days: number } | undefined, more: Record<string, string>) {
    const where = await newCounty();
    await rulesSince2025(where, ({ intake }) => {
      delete intake.contactsFor;
      if (contactsFor) intake.contactsFor = contactsFor;
      intake.anonymous = true;
    });
    const answer = await report(["placed.jpg", "plain.png"], { now: monday, more }, where);
    expect(answer.status).toBe(303);
    const receiptCode = codeOf(answer);
    const { id } = await matterOf(receiptCode, where);
    await declineMatter(where.as("gridWorker", minute), { matterId: id, reason: "不在受理范围" });
    return { where, id, receiptCode };
  }

  const told = async (where: County, id: string) =>
    (await timelineOf(where, `matter:${id}`)).find(({ kind }) => kind === "contactsForgotten")?.detail;

  test.each([
    ["with a name", { reporterName: "王女士" }, { photos: 2 }, "姓名和电话，以及照片"],
    ["without any", {}, { photos: 2, alone: true }, "您的照片"],
  ])("%s: rows and files are deleted once their time is over", async (_what, more, detail, said) => {
    const { where, id, receiptCode } = await ended({ days: 30 }, more);
    await upkept(where, before);
    expect([(await rowsOf(id, where)).length, (await objects(where)).length]).toEqual([2, 2]);
    const [row] = await rowsOf(id, where);
    await upkept(where, after);
    await upkept(where, after + 60_000);
    expect([await rowsOf(id, where), await objects(where), await told(where, id)]).toEqual([[], [], detail]);
    const page = `${where.base}/receipts/${receiptCode}`;
    const html = await (await stranger().get(page)).text();
    expect([html.includes(said), html.includes("<img")]).toEqual([true, false]);
    expect((await stranger().get(`${page}/photos/${row?.id}`)).status).toBe(404);
  });

  test("they stay where the rules set no time", async () => {
    const { where, id } = await ended(undefined, { reporterName: "王女士" });
    await upkept(where, after + 300 * 24 * 3600_000);
    expect([(await rowsOf(id, where)).length, (await objects(where)).length]).toEqual([2, 2]);
  });

  test("the form says how long, where there is such a rule", async () => {
    const { where } = await ended({ days: 30 }, {});
    const form = (of: County) =>
      stranger().get(`${of.base}/matters/new?category=lighting&orgUnitId=${of.org.community}`);
    expect(await (await form(where)).text()).toMatch(/事项结束后保留 30 ?(天|日)/);
    const { where: other } = await ended(undefined, {});
    expect(await (await form(other)).text()).not.toContain("事项结束后保留");
  });
});

describe("a program reports with photos", () => {
  const api = () => `${county.base}/api/v1/matters`;
  const key = () => ({ "idempotency-key": crypto.randomUUID(), ...fresh() });

  test("as the page does, once under one key, listed and served by receipt and to staff", async () => {
    const headers = key();
    const send = () =>
      stranger().post(api(), reportForm(county.org.grid, ["placed.jpg", large]), { headers });
    const [first, again] = [await send(), await send()];
    const answered = (await first.json()) as { id: string; receiptCode: string };
    expect([first.status, again.status, await again.json()]).toEqual([201, 201, answered]);
    const shown = (await rowsOf(answered.id)).map(({ id, width, height }) => ({ id, width, height }));
    expect(shown).toHaveLength(2);
    const receipt = `${county.base}/api/v1/receipts/${answered.receiptCode}`;
    expect(await (await stranger().json("GET", receipt)).json()).toMatchObject({ photos: shown });
    expect((await stranger().get(`${receipt}/photos/${shown[0]?.id}`)).status).toBe(200);
    const known = { headers: { authorization: `Bearer ${await county.token("gridWorker")}` } };
    const staff = await stranger().json("GET", `${api()}/${answered.id}`, undefined, known);
    expect(await staff.json()).toMatchObject({ photos: shown });
  });

  test("not without a key, as a foreign page's form would, nor in JSON, nor by another channel", async () => {
    const form = () => reportForm(county.org.grid, ["placed.jpg"]);
    expect((await stranger().post(api(), form(), { headers: fresh() })).status).toBe(403);
    const json = { ...Object.fromEntries(reportForm(county.org.grid)), photos: [{ object: "x" }] };
    expect((await stranger().json("POST", api(), json)).status).toBe(422);
    const other = form();
    other.set("source", "hotline12345");
    expect((await stranger().post(api(), other, { headers: key() })).status).toBe(422);
    const stray = form();
    stray.append("other", new File(["x"], "a"));
    expect((await stranger().post(api(), stray, { headers: key() })).status).toBe(422);
    for (const wrong of noteForm().keys()) expect(wrong).not.toBe("photos");
  });
});
