import { beforeAll, describe, expect, test } from "vitest";
import { photos } from "../../db/tenant/schema/photos.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { mostPhotos } from "../../worker/domain/photos/photo.ts";
import { largest, readPhoto } from "../../worker/domain/photos/read.ts";
import { dispatched, withDispatch } from "../assignments/stages.ts";
import { type NoteSent, noteForm } from "../photos/noted.ts";
import { jpegOf, raw, sample, sewn } from "../photos/samples.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { formTo } from "../support/forms.ts";
import { ownForm, raw as sendRaw } from "../support/raw.ts";
import { costOf, newVisitor, type Visitor } from "../support/visitor.ts";

let county: County;
let worker: Visitor;
beforeAll(async () => {
  county = await newCounty();
  await withDispatch(county);
  worker = await county.visit("gridWorker");
});

interface Accepted {
  id: string;
  receiptCode: string;
  /** Its page. */
  at: string;
}

async function accepted(where = county): Promise<Accepted> {
  const matter = await where.matter();
  await acceptMatter(where.as("gridWorker"), { matterId: matter.id });
  return { ...matter, at: `${where.base}/matters/${matter.id}` };
}

type Sent = NoteSent & { key?: string };

/** A note as a browser without JavaScript sends it. */
function noteWith({ key = crypto.randomUUID(), ...sent }: Sent) {
  const form = noteForm(sent);
  form.set("_key", key);
  return form;
}

const note = (visitor: Visitor, { at }: Accepted, sent: Sent) =>
  visitor.post(`${at}/progress`, noteWith(sent));

const rowsOf = async ({ id }: Accepted, { db } = county) =>
  (await db.read({ rows: db.orm.select().from(photos) })).rows.filter(({ matterId }) => matterId === id);

/** A matter with one photo in a note, and where it is. */
async function noted(sent: Sent = {}) {
  const matter = await accepted();
  expect((await note(worker, matter, { photos: ["placed.jpg"], ...sent })).status).toBe(303);
  const [row] = await rowsOf(matter);
  if (!row) throw new Error("no photo was kept");
  return {
    ...matter,
    row,
    onMatter: `${matter.at}/photos/${row.id}`,
    onReceipt: `${county.base}/receipts/${matter.receiptCode}/photos/${row.id}`,
  };
}

describe("a note of progress takes photos", () => {
  test("each format, shown in the timeline to staff and to the holder of the receipt", async () => {
    const matter = await accepted();
    const sent = ["placed.jpg", "plain.png", "clear.webp"];
    expect((await note(worker, matter, { photos: sent })).status).toBe(303);
    const rows = await rowsOf(matter);
    expect(
      rows.map(({ type, width, height, part, audience }) => [type, width, height, part, audience]),
    ).toEqual([
      ["image/jpeg", 8, 12, "note", "resident"],
      ["image/png", 12, 8, "note", "resident"],
      ["image/webp", 12, 8, "note", "resident"],
    ]);
    const receipt = `${county.base}/receipts/${matter.receiptCode}`;
    for (const [visitor, page] of [
      [worker, matter.at],
      [newVisitor(), receipt],
    ] as const) {
      const html = await (await visitor.get(page)).text();
      for (const [index, { id, width, height, type, bytes }] of rows.entries()) {
        expect(html).toContain(
          `<img src="${page}/photos/${id}" alt="照片 ${index + 1}，共 3 张" width="${width}" height="${height}" loading="lazy"`,
        );
        const answer = await visitor.get(`${page}/photos/${id}`);
        expect([
          answer.status,
          answer.headers.get("content-type"),
          answer.headers.get("content-length"),
        ]).toEqual([200, type, String(bytes)]);
        expect(new Uint8Array(await answer.arrayBuffer())).toEqual(
          readPhoto(sample(sent[index] ?? "")).bytes,
        );
      }
    }
  });

  test("beside words with the very sign that stands for what can't be read", async () => {
    const matter = await accepted();
    const sent = { text: "换好了\ufffd管子", photos: ["placed.jpg"] };
    expect((await note(worker, matter, sent)).status).toBe(303);
    expect(await (await worker.get(matter.at)).text()).toContain("换好了\ufffd管子");
  });

  test("without one as before, by multipart and by a plain form", async () => {
    const matter = await accepted();
    // A browser sends an empty file without a name where none was chosen.
    const fields = { _key: crypto.randomUUID(), text: "还在修", audience: "resident" };
    const parts = Object.entries(fields).map(
      ([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const none =
      '--x\r\nContent-Disposition: form-data; name="photos"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n';
    const cookie = [...worker.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...ownForm(), cookie, "content-type": "multipart/form-data; boundary=x" };
    const body = parts.join("") + none;
    expect((await sendRaw(`${matter.at}/progress`, { method: "POST", headers, body })).status).toBe(303);
    const plain = { _key: crypto.randomUUID(), text: "看过了", audience: "staff" };
    expect((await worker.post(`${matter.at}/progress`, plain)).status).toBe(303);
    expect(await rowsOf(matter)).toEqual([]);
  });

  test("the form asks for them, and for nothing that gives others away", async () => {
    const html = await (await worker.get((await accepted()).at)).text();
    const form = html.slice(html.indexOf('/progress"'));
    expect(form.slice(0, form.indexOf("</form>"))).toMatch(/enctype="multipart\/form-data"|type="file"/);
    expect(html).toContain(
      "选填，最多 6 张，每张不超过 8 MB，合计不超过 12 MB；更多的请分几次提交。请不要拍到人脸",
    );
    expect(html).toContain(`data-photos="6" data-photos-bytes="${largest.together}"`);
    expect(html.match(/photos\.js/g)).toHaveLength(1);
    expect(formTo(html, "/progress").hidden._key).toBeDefined();
    // Where there is no such form there is no such script.
    expect(await (await newVisitor().get(county.base)).text()).not.toContain("photos.js");
  });

  test("a form sent twice writes one note and its photos once; with another photo it is another", async () => {
    const matter = await accepted();
    const key = crypto.randomUUID();
    for (let time = 0; time < 3; time++)
      expect((await note(worker, matter, { key, photos: ["baseline.jpg"] })).status).toBe(303);
    expect(await rowsOf(matter)).toHaveLength(1);
    const other = await note(worker, matter, { key, photos: ["plain.png"] });
    expect(other.status).toBe(422);
    expect(await other.text()).toContain("已经提交过一次");
    expect(await rowsOf(matter)).toHaveLength(1);
  });

  test("two at once both stand", async () => {
    const matter = await accepted();
    const both = [1, 2].map((each) =>
      note(worker, matter, { text: `第${each}次`, photos: ["baseline.jpg"] }),
    );
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([303, 303]);
    expect(await rowsOf(matter)).toHaveLength(2);
  });
});

describe("what can't be kept is refused with a word, and nothing is written", () => {
  const svg = raw('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  test.each([
    ["a drawing", [svg], "第 1 张不是照片"],
    ["a moving picture beside a photo", ["baseline.jpg", "still.gif"], "第 2 张是 GIF 动图"],
    ["HEIC", [raw("\0\0\0\x18ftypheic\0\0\0\0mif1heic")], "兼容性最佳"],
    ["half a photo", [sample("baseline.jpg").slice(0, 200)], "不完整"],
    ["40 megapixels", [jpegOf(8000, 5000)], "像素最多 2500 万"],
    ["nine megabytes", [sewn(sample("baseline.jpg"), new Uint8Array(9 * 1024 * 1024))], "一张最多 8 MB"],
    ["an empty file", [new Uint8Array()], "空文件"],
    ["seven", Array.from({ length: mostPhotos + 1 }, () => "baseline.jpg"), "最多 6 张，现在有 7 张"],
  ])("%s", async (_what, photos, said) => {
    const matter = await accepted();
    const answer = await note(worker, matter, { text: "写了很久的进展", photos });
    const html = await answer.text();
    expect([answer.status, html.includes(said)]).toEqual([422, true]);
    expect(html).toContain("写了很久的进展");
    expect(html).toContain("请重新选择");
    expect(await rowsOf(matter)).toEqual([]);
  });

  test("together with what is wrong with the words", async () => {
    const matter = await accepted();
    const answer = await note(worker, matter, { text: "", photos: [svg] });
    const html = await answer.text();
    const said = ["第 1 张不是照片", "请填写办理进展"].map((words) => html.includes(words));
    expect([answer.status, ...said]).toEqual([422, true, true]);
  });

  test("more than a form may have, with how much that is", async () => {
    const matter = await accepted();
    const large = sewn(sample("baseline.jpg"), new Uint8Array(7 * 1024 * 1024));
    const answer = await note(worker, matter, { photos: [large, large] });
    expect([
      answer.status,
      (await answer.text()).includes(`一次最多 ${largest.together / 1024 / 1024} MB`),
    ]).toEqual([413, true]);
  });

  test("as much as the form says is taken, beside as many words as there may be", async () => {
    const matter = await accepted();
    const photo = sample("baseline.jpg");
    const filled = (size: number) => sewn(photo, new Uint8Array(size - photo.length));
    const sent = {
      text: "修".repeat(1000),
      photos: [filled(largest.bytes), filled(largest.together - largest.bytes)],
    };
    expect((await note(worker, matter, sent)).status).toBe(303);
    expect((await rowsOf(matter)).every(({ bytes }) => bytes < 400)).toBe(true);
  });

  test("photos from a stranger aren't read beyond what any form may have", async () => {
    const { at } = await accepted();
    const large = sewn(sample("baseline.jpg"), new Uint8Array(1024 * 1024));
    const answer = await newVisitor().post(`${at}/progress`, noteWith({ photos: [large] }));
    expect(answer.status).toBe(401);
    const elsewhere = await worker.post(`${county.base}/units`, noteWith({ photos: [large] }));
    expect(elsewhere.status).toBe(413);
  });

  test("a text in the place of photos, and a program's JSON", async () => {
    const matter = await accepted();
    const typed = { _key: crypto.randomUUID(), text: "x", audience: "staff", photos: '[{"object":"x"}]' };
    expect((await worker.post(`${matter.at}/progress`, typed)).status).toBe(422);
    const headers = { authorization: `Bearer ${await county.token("gridWorker")}` };
    const forged = { text: "x", audience: "staff", photos: [{ object: "x", type: "image/png" }] };
    const path = `${county.base}/api/v1/matters/${matter.id}/progress`;
    expect((await newVisitor().json("POST", path, forged, { headers })).status).toBe(422);
    expect(
      (await newVisitor().json("POST", path, { text: "x", audience: "staff" }, { headers })).status,
    ).toBe(200);
    expect(await rowsOf(matter)).toEqual([]);
  });
});

describe("a photo is served to whoever may read its note, and to nobody else", () => {
  test.each<[Who, number]>([
    ["gridWorker", 200],
    ["communityOfficer", 200],
    ["streetOfficer", 200],
    ["admin", 200],
    ["inspector", 200],
    ["otherWorker", 404],
    ["liaison", 404],
    ["otherLiaison", 404],
    ["secretary", 404],
  ])("%s: %i", async (who, status) => {
    const { onMatter, at } = await noted();
    const visitor = await county.visit(who);
    const [page, photo] = [await visitor.get(at), await visitor.get(onMatter)];
    expect([page.status, photo.status]).toEqual([status === 200 ? 200 : page.status, status]);
    // Just as the page that names it.
    expect(page.status === 200).toBe(status === 200);
  });

  test("a liaison whose unit deals with a part of the matter, and no other", async () => {
    const { matterId } = await dispatched(county);
    const matter = { id: matterId, receiptCode: "", at: `${county.base}/matters/${matterId}` };
    const street = await county.visit("streetOfficer");
    const sent = await note(street, matter, { photos: ["baseline.jpg"], audience: "staff" });
    expect(sent.status).toBe(303);
    const [row] = await rowsOf(matter);
    const photo = `${matter.at}/photos/${row?.id}`;
    expect((await (await county.visit("liaison")).get(photo)).status).toBe(200);
    expect((await (await county.visit("otherWorker")).get(photo)).status).toBe(404);
  });

  test("nobody without a session is led to sign in; the receipt opens it only where the note is for its holder", async () => {
    const open = await noted();
    const inside = await noted({ audience: "staff" });
    expect((await newVisitor().get(open.onMatter)).headers.get("location")).toContain("/session/new");
    expect((await newVisitor().get(open.onReceipt)).status).toBe(200);
    expect((await newVisitor().get(inside.onReceipt)).status).toBe(404);
    const html = await (await newVisitor().get(`${county.base}/receipts/${inside.receiptCode}`)).text();
    expect(html).not.toContain(inside.row.id);
    expect(html).toContain("办理单位记录了进展");
  });

  test("another matter's address doesn't lead to it, nor another receipt", async () => {
    const [one, two] = [await noted(), await noted()];
    expect((await worker.get(`${one.at}/photos/${two.row.id}`)).status).toBe(404);
    const receipt = `${county.base}/receipts/${one.receiptCode}/photos`;
    expect((await newVisitor().get(`${receipt}/${two.row.id}`)).status).toBe(404);
    expect(
      (await newVisitor().get(`${county.base}/receipts/ABCD-EFGH-JKMN-PQRS/photos/${one.row.id}`)).status,
    ).toBe(404);
    for (const odd of ["..%2f..%2faudit", "%00", "x".repeat(2000), one.row.object.replace("/", "%2f")])
      expect((await worker.get(`${one.at}/photos/${odd}`)).status).toBe(404);
  });

  test("on receipts so many a minute and network, and none of them counts as a look-up", async () => {
    const { onReceipt, receiptCode } = await noted();
    const headers = { "x-test-network": `net-${crypto.randomUUID()}` };
    const first = await newVisitor().get(onReceipt, { headers });
    expect([first.status, first.headers.get("ratelimit-policy")]).toEqual([200, '"photos";q=120;w=60']);
    let answer = first;
    for (let tries = 1; tries < 1000 && answer.status === 200; tries++)
      answer = await newVisitor().get(onReceipt, { headers });
    expect(answer.status).toBe(429);
    const page = `${county.base}/receipts/${receiptCode}`;
    expect((await newVisitor().get(page, { headers })).status).toBe(200);
  });

  test("another county's row doesn't reach it, whatever it names", async () => {
    const { row } = await noted();
    const other = await newCounty();
    const theirs = await accepted(other);
    await other.db.write([other.db.orm.insert(photos).values({ ...row, matterId: theirs.id })]);
    const admin = await other.visit("admin");
    expect((await admin.get(`${theirs.at}/photos/${row.id}`)).status).toBe(404);
    const climbing = {
      ...row,
      id: "climbing",
      matterId: theirs.id,
      object: `../${county.slug}/${row.object}`,
    };
    await other.db.write([other.db.orm.insert(photos).values(climbing)]);
    expect((await admin.get(`${theirs.at}/photos/climbing`)).status).toBe(404);
    expect((await (await county.visit("admin")).get(`${theirs.at}/photos/${row.id}`)).status).not.toBe(200);
  });

  test("as nothing but a photo, kept by the browser that asks each time, in one trip", async () => {
    const { onMatter, onReceipt, row } = await noted();
    for (const [visitor, path] of [
      [worker, onMatter],
      [newVisitor(), onReceipt],
    ] as const) {
      await visitor.get(path);
      const answer = await visitor.get(path);
      const { headers } = answer;
      expect(headers.get("content-type")).toBe("image/jpeg");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("cache-control")).toBe("private, no-cache");
      expect(headers.get("etag")).toBe(`"${row.sha256}"`);
      expect(costOf(answer).trips).toBe(1);
      const kept = await visitor.get(path, { headers: { "if-none-match": `"x", W/"${row.sha256}"` } });
      expect([kept.status, await kept.text()]).toEqual([304, ""]);
    }
    const known = { "if-none-match": `"${row.sha256}"` };
    expect((await (await county.visit("otherWorker")).get(onMatter, { headers: known })).status).toBe(404);
  });

  test("the API lists them with notes, and serves them by token", async () => {
    const { id, row, receiptCode } = await noted();
    const api = `${county.base}/api/v1`;
    const headers = { authorization: `Bearer ${await county.token("gridWorker")}` };
    const shown = [{ id: row.id, width: 8, height: 12 }];
    const matter = (await (
      await newVisitor().json("GET", `${api}/matters/${id}`, undefined, { headers })
    ).json()) as {
      events: { detail: object }[];
    };
    expect(matter.events[0]?.detail).toMatchObject({ photos: shown });
    const receipt = (await (await newVisitor().json("GET", `${api}/receipts/${receiptCode}`)).json()) as {
      events: { photos: object[] }[];
    };
    expect(receipt.events.map(({ photos }) => photos)).toEqual([shown, [], []]);
    const photo = await newVisitor().json("GET", `${api}/matters/${id}/photos/${row.id}`, undefined, {
      headers,
    });
    expect([photo.status, photo.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
    expect((await newVisitor().json("GET", `${api}/receipts/${receiptCode}/photos/${row.id}`)).status).toBe(
      200,
    );
    expect((await newVisitor().json("GET", `${api}/matters/${id}/photos/${row.id}`)).status).toBe(401);
  });
});
