import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { photos } from "../../db/tenant/schema/photos.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { commands } from "../../worker/domain/nouns.ts";
import { mostPhotos } from "../../worker/domain/photos/photo.ts";
import { largest } from "../../worker/domain/photos/read.ts";
import type { PhotoStore } from "../../worker/domain/photos/store.ts";
import { sweepPhotos } from "../../worker/domain/photos/sweep.ts";
import { largerAt, ofPhotos, ordinary } from "../../worker/http/most.ts";
import { changesBetween, everythingIn } from "../kernel/everything.ts";
import { type NoteSent, noteForm } from "../photos/noted.ts";
import { jpegOf, raw, sample, sewn } from "../photos/samples.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { routes } from "../support/routes.ts";
import { bearer, sessionOf } from "../support/sessions.ts";
import { stack, startSite, stopEverything, workerWorld } from "../support/stack.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";
import { type Client, newClient } from "./client.ts";
import { contract } from "./contract.ts";

let county: County;
let worker: Client;
let browser: Visitor;
/** One whose files the test can look at. */
let site: Awaited<ReturnType<typeof startSite>>;
let store: PhotoStore;
beforeAll(async () => {
  county = await newCounty();
  worker = await clientOf("gridWorker");
  browser = await county.visit("gridWorker");
  site = await startSite();
  store = (await workerWorld(stack.vars, site)).photos;
});
afterAll(stopEverything);

const clientOf = async (who: Who) => newClient(await sessionOf(county.as(who), "api"));
const headersOf = async (who: Who) => bearer(await sessionOf(county.as(who), "api")).headers;

interface Accepted {
  id: string;
  receiptCode: string;
  /** Where its progress is noted: by programs, and on its page. */
  api: string;
  page: string;
}

async function accepted(): Promise<Accepted> {
  const matter = await county.matter();
  await acceptMatter(county.as("gridWorker"), { matterId: matter.id });
  const path = `/matters/${matter.id}/progress`;
  return { ...matter, api: `${county.base}/api/v1${path}`, page: county.base + path };
}

const rowsOf = async ({ id }: { id: string }) =>
  (await county.db.read({ rows: county.db.orm.select().from(photos) })).rows.filter(
    ({ matterId }) => matterId === id,
  );

const notesOf = async ({ id }: { id: string }) => {
  const { events } = await worker.get<{ events: { kind: string; detail: object }[] }>(
    `${county.base}/api/v1/matters/${id}`,
  );
  return events.filter(({ kind }) => kind === "noted").map(({ detail }) => detail);
};

const objects = async () => (await store.names(county.slug, "", 1000)).names;

/** What a program is told of a refusal: its number, and each field with its words. */
const refused = async (client: Client, { api }: Accepted, form: FormData, key?: string) => {
  const { status, body } = await client.send("POST", api, form, key);
  const { errors = [] } = body as { errors?: { path: string; message: string }[] };
  return { status, errors };
};

describe("a program notes progress with photos", () => {
  test("as the page does: the same rows, the same note, served to whoever may read it", async () => {
    const [sent, typed] = [await accepted(), await accepted()];
    const note: NoteSent = { photos: ["placed.jpg", "plain.png", "clear.webp"] };
    expect(await worker.post(sent.api, noteForm(note))).toEqual({ id: sent.id });
    expect((await browser.post(typed.page, noteForm(note))).status).toBe(303);
    const [byApi, byPage] = [await rowsOf(sent), await rowsOf(typed)];
    const kept = byPage.map(({ id: _i, matterId: _m, object: _o, at: _a, ...row }) => row);
    expect(byApi).toMatchObject(kept);
    expect(byApi.map(({ type, width, height }) => [type, width, height])).toEqual([
      ["image/jpeg", 8, 12],
      ["image/png", 12, 8],
      ["image/webp", 12, 8],
    ]);
    const shown = byApi.map(({ id, width, height }) => ({ id, width, height }));
    expect(await notesOf(sent)).toEqual([{ text: "换好了管子", audience: "resident", photos: shown }]);
    for (const { id, bytes } of byApi) {
      const at = `${county.base}/receipts/${sent.receiptCode}/photos/${id}`;
      expect((await (await newVisitor().get(at)).arrayBuffer()).byteLength).toBe(bytes);
    }
  });

  test("or without any, by a form and by JSON, which is the same note under one key", async () => {
    const matter = await accepted();
    const key = crypto.randomUUID();
    const note = { text: "看过了", audience: "staff" };
    expect(await worker.post(matter.api, noteForm(note), key)).toEqual({ id: matter.id });
    expect(await worker.post(matter.api, note, key)).toEqual({ id: matter.id });
    expect(await notesOf(matter)).toEqual([note]);
    expect(await worker.post(matter.api, note)).toEqual({ id: matter.id });
    expect(await notesOf(matter)).toEqual([note, note]);
    expect(await rowsOf(matter)).toEqual([]);
  });

  test("sent again under one key it is one note, and its photos once; with another photo it is refused", async () => {
    const matter = await accepted();
    const key = crypto.randomUUID();
    const note = () => noteForm({ photos: ["baseline.jpg", "plain.png"] });
    const first = await worker.send("POST", matter.api, note(), key);
    const again = await worker.send("POST", matter.api, note(), key);
    expect([first.status, again.status, again.body]).toEqual([200, 200, first.body]);
    const atOnce = await Promise.all([1, 2, 3].map(() => worker.send("POST", matter.api, note(), key)));
    expect(atOnce.map(({ body }) => body)).toEqual([first.body, first.body, first.body]);
    expect([(await notesOf(matter)).length, (await rowsOf(matter)).length]).toEqual([1, 2]);
    const before = await everythingIn(county.db);
    const other = await refused(worker, matter, noteForm({ photos: ["baseline.jpg"] }), key);
    expect(other).toEqual({
      status: 422,
      errors: [{ path: "", message: expect.stringContaining("上次不同") }],
    });
    expect(changesBetween(before, await everythingIn(county.db))).toEqual({});
  });

  test("for the revision that was read, or not at all", async () => {
    const matter = await accepted();
    const headers = { ...(await headersOf("gridWorker")), "if-match": '"9"' };
    const form = () => noteForm({ photos: ["baseline.jpg"] });
    expect((await newVisitor().post(matter.api, form(), { headers })).status).toBe(412);
    expect(await rowsOf(matter)).toEqual([]);
    const read = { ...headers, "if-match": '"2"' };
    expect((await newVisitor().post(matter.api, form(), { headers: read })).status).toBe(200);
  });

  test("what was overtaken is told by whom, writes nothing, and leaves no photo for long", async () => {
    const matter = await accepted();
    const visit = { headers: await headersOf("gridWorker") };
    const send = () =>
      newVisitor(site.url).post(matter.api, noteForm({ photos: ["placed.jpg", "plain.png"] }), visit);
    expect((await send()).status).toBe(200);
    const kept = (await rowsOf(matter)).map(({ object }) => object);
    await resolveMatter(county.as("gridWorker"), { matterId: matter.id, outcome: "修好了" });
    const answer = await send();
    expect([answer.status, await answer.json()]).toMatchObject([
      409,
      { current: { changedBy: county.people.gridWorker.actor.name } },
    ]);
    expect([(await rowsOf(matter)).length, (await notesOf(matter)).length]).toEqual([2, 1]);
    expect((await objects()).length).toBeGreaterThanOrEqual(kept.length);
    const after = new Date(Date.now() + 3 * 86_400_000).toISOString();
    await sweepPhotos({ ...county.as(null, after), photos: store });
    expect(await objects()).toEqual(kept.sort());
  });
});

describe("what can't be kept is refused in the page's words, and nothing is written", () => {
  const svg = raw('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  test.each<[string, NoteSent, string[]]>([
    ["a drawing", { photos: [svg] }, ["photos"]],
    ["a moving picture beside a photo", { photos: ["baseline.jpg", "still.gif"] }, ["photos"]],
    ["HEIC", { photos: [raw("\0\0\0\x18ftypheic\0\0\0\0mif1heic")] }, ["photos"]],
    ["half a photo", { photos: [sample("baseline.jpg").slice(0, 200)] }, ["photos"]],
    ["40 megapixels", { photos: [jpegOf(8000, 5000)] }, ["photos"]],
    [
      "nine megabytes",
      { photos: [sewn(sample("baseline.jpg"), new Uint8Array(9 * 1024 * 1024))] },
      ["photos"],
    ],
    ["an empty file", { photos: [new Uint8Array()] }, ["photos"]],
    ["seven", { photos: Array.from({ length: mostPhotos + 1 }, () => "baseline.jpg") }, ["photos"]],
    ["a drawing and no words", { text: "", photos: [svg] }, ["text", "photos"]],
    ["for nobody who is there", { audience: "everybody", photos: ["baseline.jpg"] }, ["audience"]],
  ])("%s", async (_what, sent, fields) => {
    const matter = await accepted();
    const before = await everythingIn(county.db);
    const { status, errors } = await refused(worker, matter, noteForm(sent));
    expect([status, errors.map(({ path }) => path).sort()]).toEqual([422, fields.sort()]);
    const page = await browser.post(matter.page, noteForm(sent));
    const html = await page.text();
    expect(page.status).toBe(422);
    for (const { message } of errors) expect(html).toContain(message);
    expect(changesBetween(before, await everythingIn(county.db))).toEqual({});
  });

  test("as much as the description says is taken, and no more", async () => {
    const matter = await accepted();
    const photo = sample("baseline.jpg");
    const filled = (size: number) => sewn(photo, new Uint8Array(size - photo.length));
    const most = [filled(largest.bytes), filled(largest.together - largest.bytes)];
    expect((await worker.send("POST", matter.api, noteForm({ photos: most }))).status).toBe(200);
    const more = noteForm({ photos: [filled(largest.bytes), filled(largest.bytes)] });
    expect((await worker.send("POST", matter.api, more)).status).toBe(413);
    expect(await rowsOf(matter)).toHaveLength(2);
  });

  test("JSON is no larger there than elsewhere, and of a stranger nothing is read beyond", async () => {
    const { api } = await accepted();
    const text = "修".repeat(ordinary.bytes);
    expect((await worker.send("POST", api, { text, audience: "staff" })).status).toBe(413);
    const large = sewn(sample("baseline.jpg"), new Uint8Array(1024 * 1024));
    const stranger = await newVisitor().post(api, noteForm({ photos: [large] }));
    expect([stranger.status, stranger.headers.get("content-type")]).toEqual([
      401,
      "application/problem+json",
    ]);
  });

  test.each<[string, (form: FormData) => void, string]>([
    ["a field nobody asked for", (form) => form.set("state", "closed"), "state"],
    ["what only pages send", (form) => form.set("_key", crypto.randomUUID()), "_key"],
    ["a file where none is asked for", (form) => form.set("file", new File(["x"], "a.jpg")), "file"],
    [
      "a file by a name that every object has",
      (form) => form.set("constructor", new File(["x"], "a.jpg")),
      "constructor",
    ],
    ["words as a file", (form) => form.set("text", new File(["写在文件里"], "a.txt")), "text"],
    ["words as a file as well", (form) => form.append("text", new File(["x"], "a.txt")), "text"],
    ["words twice", (form) => form.append("text", "另一句"), "text"],
    ["a photo as text", (form) => form.set("photos", "/9j/4AAQSkZJRg=="), "photos"],
    ["a photo as text beside one", (form) => form.append("photos", "/9j/4AAQSkZJRg=="), "photos"],
    ["another matter's id", (form) => form.set("matterid", "x"), "matterid"],
  ])("%s", async (_what, spoil, path) => {
    const matter = await accepted();
    const form = noteForm({ photos: ["baseline.jpg"] });
    spoil(form);
    const { status, errors } = await refused(worker, matter, form);
    expect([status, errors.map((each) => each.path)]).toEqual([422, [path]]);
    expect(await rowsOf(matter)).toEqual([]);
  });

  test("text that isn't UTF-8, and a form that can't be read", async () => {
    const { api } = await accepted();
    const headers = { ...(await headersOf("gridWorker")), "content-type": "multipart/form-data; boundary=b" };
    const part = (value: Uint8Array) =>
      sewn(raw('--b\r\ncontent-disposition: form-data; name="text"\r\n\r\n'), value, raw("\r\n--b--\r\n"));
    const send = (body: Uint8Array<ArrayBuffer>, type = headers["content-type"]) =>
      fetch(new URL(api, stack.url), { method: "POST", headers: { ...headers, "content-type": type }, body });
    expect((await send(part(Uint8Array.of(0xc2, 0xb7, 0xb5, 0xc6)))).status).toBe(400);
    expect((await send(raw("--b\r\nnothing"))).status).toBe(400);
    expect((await send(part(raw("x")), `${headers["content-type"]}; charset=gbk`)).status).toBe(415);
  });
});

describe("a form is taken only where photos are, and of a note only with a token", () => {
  const writes = routes.filter(({ isApi, method }) => isApi && method !== "GET");
  const asking = commands.flatMap(({ operation }) =>
    operation?.photos ? [`POST /t/:slug/api/v1${operation.resource.replace(/\{(\w+)\}/g, ":$1")}`] : [],
  );

  test.for(writes.filter(({ name }) => !asking.includes(name)))("not at $name", async ({ method, path }) => {
    const at = path.replace(/:(\w+)/g, (_, name: string) => (name === "slug" ? county.slug : "x"));
    const headers = await headersOf("admin");
    const answer = await fetch(new URL(at, stack.url), { method, headers, body: noteForm() });
    expect(answer.status).toBe(415);
  });

  test("a browser's session doesn't open it, nor does a form of another kind", async () => {
    const { api } = await accepted();
    expect((await browser.post(api, noteForm({ photos: ["baseline.jpg"] }))).status).toBe(401);
    const headers = await headersOf("gridWorker");
    const plain = await newVisitor().post(api, { text: "x", audience: "staff" }, { headers });
    expect([plain.status, await plain.text()]).toEqual([
      415,
      expect.stringContaining("application/json 或 multipart/form-data"),
    ]);
  });

  test.each<[Who, number]>([
    ["inspector", 403],
    ["otherWorker", 404],
    ["liaison", 403],
  ])("by %s: %i, and nothing is put anywhere", async (who, status) => {
    const matter = await accepted();
    const before = await objects();
    const visit = { headers: await headersOf(who) };
    const json = await newVisitor().json("POST", matter.api, { text: "x", audience: "staff" }, visit);
    const form = noteForm({ photos: ["placed.jpg"] });
    expect([json.status, (await newVisitor(site.url).post(matter.api, form, visit)).status]).toEqual([
      status,
      status,
    ]);
    expect(await objects()).toEqual(before);
  });
});

test("the description names both types, how many files there may be, and of which types", async () => {
  const { document } = await contract();
  const operation = document.paths["/t/{slug}/api/v1/matters/{matterId}/progress"]?.post;
  if (!operation) throw new Error("progress isn't described");
  const { requestBody } = operation;
  expect(Object.keys(requestBody?.content ?? {})).toEqual(["application/json", "multipart/form-data"]);
  const { schema, encoding } = (requestBody?.content["multipart/form-data"] ?? {}) as {
    schema: { $ref: string };
    encoding: object;
  };
  const sent = document.components.schemas[schema.$ref.split("/").at(-1) ?? ""] as {
    properties: Record<string, object>;
  };
  const json = document.components.schemas.PostMattersMatterIdProgress as typeof sent;
  const { photos: files, ...others } = sent.properties;
  expect(others).toEqual(json.properties);
  expect(files).toMatchObject({
    type: "array",
    maxItems: mostPhotos,
    items: { format: "binary", contentMediaType: "application/octet-stream" },
    description: expect.stringContaining("每张不超过 8 MB，合计不超过 12 MB"),
  });
  expect(encoding).toEqual({ photos: { contentType: "image/jpeg, image/png, image/webp" } });
});

test("so does its page for people", async () => {
  const html = await (await newVisitor().get("/docs")).text();
  const from = html.indexOf('id="postMattersMatterIdProgress"');
  const shown = html.slice(from, html.indexOf("</details>", from));
  for (const part of ["正文：application/json", "正文：multipart/form-data", "列表，每项为文件，最多 6 项"])
    expect(shown).toContain(part);
});

test("where photos are sent, by page or program, as much may be sent as they are", () => {
  const at = commands.flatMap(({ operation }) => (operation?.photos ? [operation.resource] : []));
  expect(at.length).toBeGreaterThan(0);
  for (const resource of at)
    for (const base of ["", "/api/v1"])
      expect(largerAt(base + resource.replace(/\{\w+\}/g, "x")), base + resource).toMatchObject(ofPhotos);
  for (const { operation } of commands)
    if (operation && !operation.photos)
      expect(largerAt(`/api/v1${operation.resource.replace(/\{\w+\}/g, "x")}`)?.as).toBeUndefined();
});
