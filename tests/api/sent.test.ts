import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { matters } from "../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../db/tenant/schema/org.ts";
import { rollOf } from "../meetings/roll.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { ownForm, raw } from "../support/raw.ts";
import { bearer, sessionOf, signedIn } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";

let county: County;
let at: string;
beforeAll(async () => {
  county = await newCounty();
  at = `${county.base}/api/v1`;
});

async function send(who: Who | null, method: string, path: string, body?: unknown) {
  const token = who && (await sessionOf(county.as(who), "api"));
  const answer = await newVisitor().json(method, path, body, token ? bearer(token) : {});
  const said = (await answer.json()) as { errors?: { path: string }[]; id?: string };
  return { status: answer.status, said, wrong: said.errors?.map(({ path }) => path) ?? [] };
}

const report = () => ({
  orgUnitId: county.org.grid,
  category: "lighting",
  body: "路灯不亮",
  place: "路口",
  reporterPhone: "13812345678",
});

describe("what nobody asked for is refused by its name", () => {
  test("in a body", async () => {
    const { status, wrong } = await send(null, "POST", `${at}/matters`, {
      ...report(),
      state: "x",
      source: 1,
    });
    expect([status, wrong]).toEqual([422, ["state", "source"]]);
  });

  test.each([
    ["GET", "matters?order=asc", "order"],
    ["GET", "account?verbose=1", "verbose"],
    ["GET", "matters?done=1&done=0", "done"],
    ["GET", "matters?__proto__=1", "__proto__"],
    ["POST", "meetings?notify=no", "notify"],
    ["DELETE", "sessions/current?all=1", "all"],
    ["DELETE", "sessions/current", "all", { all: true }],
    ["DELETE", "sessions/others", "all", { all: true }],
  ] as [string, string, string, object?][])("%s %s", async (method, path, name, body) => {
    const { status, wrong } = await send("admin", method, `${at}/${path}`, body);
    expect([status, wrong]).toEqual([422, [name]]);
  });
});

describe("a list goes on only from where it was left", () => {
  test.each(["matters", "meetings"])("%s", async (list) => {
    for (const before of ["x", "2026", "é", `${county.org.root}`, "bm90aGluZw.AAAAAAAAAAAAAAAA", "a.b.c"]) {
      const { status, wrong } = await send("admin", "GET", `${at}/${list}?before=${before}`);
      expect([before, status, wrong]).toEqual([before, 422, ["before"]]);
    }
  });

  test.each(["0", "-1", "1.5", "0x10", "1e3", "true"])("audit entries, from %s", async (before) => {
    const { status, wrong } = await send("admin", "GET", `${at}/audit-entries?before=${before}`);
    expect([status, wrong]).toEqual([422, ["before"]]);
  });
});

describe("text is UTF-8 or refused", () => {
  const gbk = Buffer.from([0xc2, 0xb7, 0xb5, 0xc6]);
  const json = (body: Buffer) =>
    Buffer.concat([
      Buffer.from(`{"orgUnitId":"${county.org.grid}","category":"lighting","place":"路口","body":"`),
      body,
      Buffer.from('"}'),
    ]);
  const kept = async () => (await county.db.read({ rows: county.db.orm.select().from(matters) })).rows.length;

  test.each([
    ["application/json; charset=gb18030", 415],
    ["application/json; charset=utf-16", 415],
    ["application/json", 400],
    ["application/json; charset=UTF-8", 400],
  ])("JSON in GBK, sent as %s", async (type, status) => {
    const before = await kept();
    const answer = await raw(`${at}/matters`, {
      method: "POST",
      headers: { "content-type": type },
      body: json(gbk),
    });
    expect([answer.status, await kept()]).toEqual([status, before]);
  });

  test("JSON that says it is UTF-8, and is, with or without a mark in front", async () => {
    for (const type of ['application/json; charset="utf-8"', "application/json;charset=UTF8"]) {
      const body = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), json(Buffer.from("路灯不亮，显示�"))]);
      const answer = await raw(`${at}/matters`, { method: "POST", headers: { "content-type": type }, body });
      expect(answer.status).toBe(201);
      const { id } = JSON.parse(answer.text) as { id: string };
      const { rows } = await county.db.read({
        rows: county.db.orm.select().from(matters).where(eq(matters.id, id)),
      });
      expect(rows[0]?.body).toBe("路灯不亮，显示�");
    }
  });

  const multipart = (value: Buffer) =>
    Buffer.concat([
      Buffer.from('--b\r\ncontent-disposition: form-data; name="body"\r\n\r\n'),
      value,
      Buffer.from("\r\n--b--\r\n"),
    ]);
  const forms: [string, string, number, Buffer][] = [
    ["escaped bytes", "application/x-www-form-urlencoded", 400, Buffer.from("body=%C2%B7%B5%C6")],
    ["plain bytes", "application/x-www-form-urlencoded", 400, Buffer.concat([Buffer.from("body="), gbk])],
    ["an encoding named", "application/x-www-form-urlencoded; charset=gbk", 415, Buffer.from("body=x")],
    ["parts", "multipart/form-data; boundary=b", 400, multipart(gbk)],
  ];
  test.each(forms)("a form with %s", async (_what, type, status, body) => {
    const headers = { ...ownForm(), "content-type": type };
    const answer = await raw(`${county.base}/matters`, { method: "POST", headers, body });
    expect([answer.status, answer.text.includes("UTF-8")]).toEqual([status, true]);
  });

  test("a form may hold the very sign that stands for what can't be read, and half an escape", async () => {
    const body = Buffer.from("receiptCode=%EF%BF%BD+100%+%zz");
    const answer = await raw(`${county.base}/receipts`, { method: "POST", headers: ownForm(), body });
    expect([answer.status, answer.text.includes("没有找到这个回执码")]).toEqual([422, true]);
  });
});

describe("whole numbers are whole numbers", () => {
  const unit = (households: unknown) => ({
    parentId: county.org.community,
    level: "grid",
    name: `网格${Math.random()}`,
    kind: "basic",
    households,
  });

  test.each([true, "0x10", "1e3", "", 1.5, -1, [5], {}, "五"])("%j is none", async (value) => {
    const { status, wrong } = await send("admin", "POST", `${at}/org-units`, unit(value));
    expect([status, wrong]).toEqual(value === "" ? [201, []] : [422, ["households"]]);
  });

  test.each([null, true, "0x10", "1e3", 1.5, 0, [1], "null"])("%j is no revision", async (revision) => {
    const { status, wrong } = await send("admin", "PUT", `${at}/rule-sets/1/aside`, {
      revision,
      aside: true,
    });
    expect([status, wrong]).toEqual([422, ["revision"]]);
  });

  test.each([
    ["１２０", 120],
    ["1,200", 1200],
    ["1，200", 1200],
    [" 300 ", 300],
  ])("a form may say %j", async (typed, households) => {
    const admin = await signedIn(county, "admin");
    const name = `网格${households}${encodeURIComponent(typed).length}`;
    const { parentId, level, kind } = unit(0);
    const answer = await admin.post(`${county.base}/org`, { parentId, level, kind, name, households: typed });
    expect(answer.status).toBe(303);
    const { rows } = await county.db.read({
      rows: county.db.orm.select().from(orgUnits).where(eq(orgUnits.name, name)),
    });
    expect(rows[0]?.households).toBe(households);
  });
});

test("what may be left out may be null", async () => {
  const unit = { parentId: county.org.street, level: "community", name: "新社区" };
  const nothing = { code: null, kind: null, households: null, residents: null };
  expect((await send("admin", "POST", `${at}/org-units`, { ...unit, ...nothing })).status).toBe(201);
  const { id } = await county.meeting();
  const decided = { kind: "decision", body: "照办", leadId: null, assistantIds: null, dueDate: null };
  expect((await send("secretary", "POST", `${at}/meetings/${id}/resolutions`, decided)).status).toBe(201);
  const lists = { ...rollOf(county), present: null, proxy: null, late: null, leave: null };
  expect((await send("secretary", "POST", `${at}/meetings/${id}/closure`, lists)).status).toBe(200);
  const draft = { basedOn: null, preset: null, rules: null, file: null };
  expect((await send("admin", "POST", `${at}/rule-sets`, draft)).status).toBe(201);
  const person = { ...report(), reporterName: null, reporterPhone: "13812345678" };
  expect((await send(null, "POST", `${at}/matters`, person)).status).toBe(201);
});
