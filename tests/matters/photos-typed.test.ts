import { parse } from "parse5";
import { beforeAll, describe, expect, test } from "vitest";
import { photos } from "../../db/tenant/schema/photos.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { type NoteSent, noteForm } from "../photos/noted.ts";
import { raw, sample, sewn } from "../photos/samples.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { formTo } from "../support/forms.ts";
import { sessionOf } from "../support/sessions.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";
import { attribute, named, text } from "../views/parsed.ts";

let county: County;
let browser: Visitor;
beforeAll(async () => {
  county = await newCounty();
  browser = await county.visit("gridWorker");
});

const small = sample("placed.jpg");
/** More than is read of whoever isn't signed in. */
const large = sewn(sample("baseline.jpg"), new Uint8Array(400_000));
const words = "写了很久的进展 <b>&\n第二段";
const chooseAgain = "选过的照片没有保存，浏览器也不能替您保留，请重新选择";

const signInAs = async (who: Who) =>
  void browser.cookies.set("lz_session", await sessionOf(county.as(who), "browser"));

/** A matter's page with its note, whose form is filled in. */
async function filledIn(sent: NoteSent) {
  const { id } = await county.matter();
  await acceptMatter(county.as("gridWorker"), { matterId: id });
  await signInAs("gridWorker");
  const { action, hidden } = formTo(
    await (await browser.get(`${county.base}/matters/${id}`)).text(),
    "/progress",
  );
  const form = () => formWith(hidden, { text: words, ...sent });
  return { id, action, form };
}

/** In the order in which browsers send it: what is hidden stands first. */
function formWith(hidden: Record<string, string>, sent: NoteSent): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(hidden)) form.append(name, value);
  for (const [name, value] of noteForm(sent)) form.append(name, value);
  return form;
}

/** What is offered, with photos chosen anew. */
const sentAgain = (
  { text = "", audience = "", ...hidden }: Record<string, string>,
  photos: NoteSent["photos"],
) => formWith(hidden, { text, audience, ...(photos && { photos }) });

/** What a page of an error offers to send again, and what it says. */
function offered(html: string) {
  const document = parse(html);
  const [main] = named(document, "main");
  const form = named(document, "form").find((each) => attribute(each, "action")?.endsWith("/progress"));
  const file = form && named(form, "input").find((each) => attribute(each, "type") === "file");
  return {
    said: main ? text(main) : "",
    encoding: form && attribute(form, "enctype"),
    file: file && attribute(file, "name"),
    most: file && attribute(file, "data-photos"),
    hidden: form ? formTo(html, "/progress").hidden : {},
  };
}

const notesOf = async (id: string) => {
  const { rows } = await county.db.read({ rows: county.db.orm.select().from(photos) });
  const page = await (await (await county.visit("gridWorker")).get(`${county.base}/matters/${id}`)).text();
  return {
    notes: page.split("第二段").length - 1,
    photos: rows.filter(({ matterId }) => matterId === id).length,
  };
};

const sizes: [string, Uint8Array<ArrayBuffer>[]][] = [
  ["a small photo", [small]],
  ["a large one", [large]],
  ["a small and two large ones", [small, large, large]],
];

describe("what was typed beside photos comes back, and goes through once they are chosen again", () => {
  test.each(sizes)("signed out meanwhile, with %s", async (_what, chosen) => {
    const { id, action, form } = await filledIn({ photos: chosen });
    browser.cookies.delete("lz_session");
    const refused = await browser.post(action, form());
    expect(refused.status).toBe(401);
    const { said, encoding, file, most, hidden } = offered(await refused.text());
    expect([encoding, file, most]).toEqual(["multipart/form-data", "photos", "6"]);
    expect(said).toContain(chooseAgain);
    expect(said).toContain("第二段");
    expect(hidden).toEqual({
      _key: form().get("_key"),
      text: words.replace("\n", "\r\n"),
      audience: "resident",
    });
    expect(await notesOf(id)).toEqual({ notes: 0, photos: 0 });

    await signInAs("gridWorker");
    const again = sentAgain(hidden, chosen);
    expect((await browser.post(action, again)).status).toBe(303);
    expect((await browser.post(action, again)).status).toBe(303);
    expect(await notesOf(id)).toEqual({ notes: 1, photos: chosen.length });
  });

  test.each(sizes)("with another account signed in, with %s", async (_what, chosen) => {
    const { action, form } = await filledIn({ photos: chosen });
    await signInAs("communityOfficer");
    const refused = await browser.post(action, form());
    const { said, file, hidden } = offered(await refused.text());
    expect([refused.status, file, hidden.audience]).toEqual([409, "photos", "resident"]);
    for (const part of ["用另一个账号打开的", chooseAgain, "第二段"]) expect(said).toContain(part);
    await signInAs("gridWorker");
  });

  test("more than may be sent, with fewer the next time", async () => {
    const huge = sewn(small, new Uint8Array(7 * 1024 * 1024));
    const { id, action, form } = await filledIn({ photos: [huge, huge] });
    const refused = await browser.post(action, form());
    const { said, file, hidden } = offered(await refused.text());
    expect([refused.status, file]).toEqual([413, "photos"]);
    for (const part of ["一次最多 12 MB", "少选几张照片", chooseAgain, "第二段"])
      expect(said).toContain(part);
    const again = sentAgain(hidden, [huge]);
    expect((await browser.post(action, again)).status).toBe(303);
    expect(await notesOf(id)).toEqual({ notes: 1, photos: 1 });
  });

  test("of a stranger's large form at another address nothing is read, and nothing given back", async () => {
    const { form } = await filledIn({ photos: [large] });
    const refused = await newVisitor().post(`${county.base}/receipts`, form());
    const said = await refused.text();
    expect([refused.status, said.includes("第二段"), said.includes("照片太大")]).toEqual([413, false, false]);
  });

  test("a bad photo, or what is missing beside good ones", async () => {
    for (const sent of [{ photos: [raw("<svg/>")] }, { photos: [small], audience: "" }]) {
      const { action, form } = await filledIn(sent);
      const refused = await browser.post(action, form());
      const html = await refused.text();
      expect([
        refused.status,
        html.includes(chooseAgain),
        html.includes("写了很久的进展 &lt;b&gt;&amp;"),
      ]).toEqual([422, true, true]);
    }
  });

  test("where none was chosen nothing is said of photos", async () => {
    const { action, form } = await filledIn({ audience: "" });
    const refused = await browser.post(action, form());
    expect([refused.status, (await refused.text()).includes("选过的照片")]).toEqual([422, false]);
    browser.cookies.delete("lz_session");
    const { said, file, encoding } = offered(await (await browser.post(action, form())).text());
    expect([file, encoding, said.includes("选过的照片"), said.includes("第二段")]).toEqual([
      undefined,
      undefined,
      false,
      true,
    ]);
  });

  test("what somebody else was faster with can be read, and what is missing is said", async () => {
    const { id, action, form } = await filledIn({ photos: [large] });
    await resolveMatter(county.as("gridWorker"), { matterId: id, outcome: "修好了" });
    const refused = await browser.post(action, form());
    const { said } = offered(await refused.text());
    expect(refused.status).toBe(409);
    for (const part of ["您填写的内容没有保存", "第二段", "没有保存，要用时请重新选择"])
      expect(said).toContain(part);
  });

  test("what came from another site is only shown", async () => {
    const { action, form } = await filledIn({ photos: [large] });
    const refused = await browser.post(action, form(), { headers: { origin: "https://a.example" } });
    const { said, file } = offered(await refused.text());
    expect([refused.status, file, said.includes("第二段"), said.includes("选过的照片")]).toEqual([
      403,
      undefined,
      true,
      true,
    ]);
  });

  test("other files than photos can't be asked for again, so nothing is offered", async () => {
    const { action, form } = await filledIn({});
    const other = form();
    other.append("file", new File(["x"], "a.txt"));
    browser.cookies.delete("lz_session");
    const refused = await browser.post(action, other);
    expect([refused.status, (await refused.text()).includes("第二段")]).toEqual([401, false]);
  });
});
