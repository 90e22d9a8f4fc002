import { eq } from "drizzle-orm";
import { parse } from "parse5";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { matters } from "../../db/tenant/schema/matters.ts";
import { resolutions } from "../../db/tenant/schema/meetings.ts";
import { photos } from "../../db/tenant/schema/photos.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { sample, sewn } from "../photos/samples.ts";
import { type County, newCounty } from "../support/county.ts";
import { daysAhead } from "../support/days.ts";
import { bearer, sessionOf } from "../support/sessions.ts";
import { startWorld, stopEverything, type World } from "../support/stack.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";
import { attribute, named, text } from "../views/parsed.ts";

let world: World;
let county: County;
let member: Visitor;
let token: string;
let running = true;

beforeAll(async () => {
  world = await startWorld();
  county = await newCounty({ vars: world.vars, url: world.url });
  member = newVisitor(world.url);
  member.cookies.set("lz_session", await sessionOf(county.as("secretary"), "browser"));
  token = await sessionOf(county.as("secretary"), "api");
});

afterAll(stopEverything);

const cut = async () => {
  if (running) await world.sqld.kill();
  running = false;
};
const mend = async () => {
  if (!running) await world.sqld.restart();
  running = true;
};
beforeEach(mend);

const stranger = () => newVisitor(world.url);

/** The form that a page offers for sending again, filled in as it stands there. */
function formIn(html: string): { action: string; fields: Record<string, string | string[]>; words: string } {
  const document = parse(html);
  const main = named(document, "main")[0];
  const form = main && named(main, "form")[0];
  if (!main || !form) throw new Error("the page has no form");
  const fields = new Map<string, string | string[]>();
  for (const input of named(form, "input")) {
    const name = attribute(input, "name") ?? "";
    const value = attribute(input, "value") ?? "";
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : [...[before].flat(), value]);
  }
  return { action: attribute(form, "action") ?? "", fields: Object.fromEntries(fields), words: text(main) };
}

const report = () => ({
  orgUnitId: county.org.grid,
  category: "lighting",
  body: "路口的路灯\n三天不亮了 <b>&",
  place: "劳动街路口",
  reporterName: "李女士",
  reporterPhone: "13812345678",
  _key: crypto.randomUUID(),
});

describe("while the database is gone", () => {
  test.each(["", "/matters/new", "/desk", "/meetings", "/people", "/account"])(
    "the page %j says so, when to come back, and signs nobody out",
    async (path) => {
      await cut();
      const answer = await member.get(county.base + path);
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "30"]);
      expect(await answer.text()).toContain("系统暂时无法保存和读取");
      expect(answer.headers.getSetCookie()).toEqual([]);
    },
  );

  test("the API says so in a problem document", async () => {
    await cut();
    for (const path of ["/communities", "/meetings", "/account"]) {
      const answer = await stranger().json("GET", `${county.base}/api/v1${path}`, undefined, bearer(token));
      expect([answer.status, answer.headers.get("content-type"), answer.headers.get("retry-after")]).toEqual([
        503,
        "application/problem+json",
        "30",
      ]);
      expect(await answer.json()).toMatchObject({ type: "urn:lianzhi:problem:unavailable", retryAfter: 30 });
    }
  });

  test("nothing of the inside is told", async () => {
    await cut();
    const html = await (await member.get(`${county.base}/desk`)).text();
    expect(html).not.toMatch(/127\.0\.0\.1|sqld|libsql|ECONN|fetch failed|Error|Bearer|eyJ/);
    expect(/<code>[0-9a-f-]{36}<\/code>/.test(html)).toBe(true);
  });

  test("the health check tells its asker", async () => {
    await cut();
    const answer = await stranger().get("/healthz");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "30"]);
  });
});

describe("a form sent meanwhile", () => {
  test("keeps a resident's report, which goes through once the database is back, and only once", async () => {
    const sent = report();
    await cut();
    const refused = await stranger().post(`${county.base}/matters?unit=${county.org.community}`, sent);
    expect(refused.status).toBe(503);
    const { action, fields, words } = formIn(await refused.text());
    expect(words).toContain(sent.body);
    expect(words).toContain("13812345678");
    expect(fields).toEqual(sent);
    expect(action).toBe(`${county.base}/matters?unit=${county.org.community}`);

    await mend();
    const done = await stranger().post(action, fields);
    expect(done.status).toBe(303);
    const again = await stranger().post(action, fields);
    expect(again.headers.get("location")).toBe(done.headers.get("location"));
    const { rows } = await county.db.read({
      rows: county.db.orm.select().from(matters).where(eq(matters.body, sent.body)),
    });
    expect(rows).toMatchObject([{ place: "劳动街路口", reporterName: "李女士", state: "reported" }]);
  });

  test("keeps a member's resolution with everything that was ticked", async () => {
    const { id } = await county.meeting();
    const task = {
      kind: "task",
      body: "更换三栋楼的水管",
      leadId: county.units.water,
      assistantIds: [county.units.power, county.units.housing],
      dueDate: daysAhead(105),
      // Meant, whatever day of the week that is.
      confirmed: daysAhead(105),
      _key: crypto.randomUUID(),
    };
    const path = `${county.base}/meetings/${id}/resolutions`;
    await cut();
    const refused = await member.post(path, task);
    expect(refused.status).toBe(503);
    const { action, fields } = formIn(await refused.text());
    expect(fields).toEqual(task);

    await mend();
    expect((await member.post(action, fields)).status).toBe(303);
    const { rows } = await county.db.read({
      rows: county.db.orm.select().from(resolutions).where(eq(resolutions.meetingId, id)),
    });
    expect(rows).toMatchObject([{ body: "更换三栋楼的水管", leadId: county.units.water }]);
  });

  test("never writes a password into the page, and asks for it again", async () => {
    const { username, password } = county.people.inspector;
    await cut();
    const refused = await stranger().post(`${county.base}/session`, { username, password, next: "" });
    const html = await refused.text();
    expect(refused.status).toBe(503);
    expect(html).not.toContain(password);
    const { action, fields } = formIn(html);
    expect(fields).toMatchObject({ username, password: "" });

    await mend();
    expect((await stranger().post(action, { ...fields, password })).status).toBe(303);
  });

  test.each([
    ["a small photo", sample("placed.jpg")],
    ["a large one", sewn(sample("placed.jpg"), new Uint8Array(400_000))],
  ])("keeps a note's words beside %s, which must be chosen again, and only once", async (_what, photo) => {
    const { id } = await county.matter();
    await acceptMatter(county.as("gridWorker"), { matterId: id });
    const worker = newVisitor(world.url);
    worker.cookies.set("lz_session", await sessionOf(county.as("gridWorker"), "browser"));
    const sent = (fields: Record<string, unknown>) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
      form.append("photos", new File([photo], "a.jpg"));
      return form;
    };
    const note = { _key: crypto.randomUUID(), text: "三单元的水管换好了", audience: "resident" };
    await cut();
    const refused = await worker.post(`${county.base}/matters/${id}/progress`, sent(note));
    expect(refused.status).toBe(503);
    const { action, fields, words } = formIn(await refused.text());
    expect(fields).toEqual({ ...note, photos: "" });
    for (const part of [note.text, "选过的照片没有保存", "请重新选择"]) expect(words).toContain(part);

    await mend();
    const { photos: _none, ...typed } = fields;
    for (let time = 0; time < 2; time++) expect((await worker.post(action, sent(typed))).status).toBe(303);
    const { rows } = await county.db.read({
      rows: county.db.orm.select().from(photos).where(eq(photos.matterId, id)),
    });
    expect(rows).toHaveLength(1);
  });

  test("with another file offers nothing to send again, because the file would be missing", async () => {
    const sent = new FormData();
    sent.append("_key", crypto.randomUUID());
    sent.append("file", new File(["{}"], "rules.json"));
    await cut();
    const refused = await member.post(`${county.base}/rules/imports`, sent);
    const main = named(parse(await refused.text()), "main")[0];
    expect([refused.status, main && named(main, "form")]).toEqual([503, []]);
    expect(main && text(main)).not.toContain("不用重新填写");
  });

  test("with fields named like the insides of the language comes back like any other", async () => {
    await cut();
    const odd = new FormData();
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    for (const name of names) odd.append(name, `这是 ${name}`);
    const refused = await stranger().post(`${county.base}/matters`, odd);
    expect(refused.status).toBe(503);
    const { fields } = formIn(await refused.text());
    expect(Object.entries(fields)).toEqual(names.map((name) => [name, `这是 ${name}`]));
  });
});
