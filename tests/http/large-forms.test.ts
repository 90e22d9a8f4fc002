import { beforeAll, describe, expect, test } from "vitest";
import { ofRules, ordinary } from "../../worker/http/most.ts";
import { type County, newCounty } from "../support/county.ts";
import { ownForm, ownJson, type RawAnswer, raw } from "../support/raw.ts";
import { bearer, sessionOf } from "../support/sessions.ts";

let county: County;
let cookie: string;
beforeAll(async () => {
  county = await newCounty();
  cookie = `lz_session=${await sessionOf(county.as("admin"), "browser")}`;
});

const size = ({ text }: RawAnswer) => Buffer.byteLength(text);
/** An answer that gives nothing back. */
const bare = 8 * 1024;
/** One that gives back all it may: each character at most six, each text at most twice. */
const laden = 500 * 1024;

const post = (path: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  raw(county.base + path, { method: "POST", headers: { ...ownForm(), ...headers }, body });

/** `a=&a=&…`, as many fields as go into so many bytes. */
const separators = (bytes: number) => "a=&".repeat(bytes / 3);

const multipart = (parts: string) => ({
  body: `${parts}--x--\r\n`,
  type: { "content-type": "multipart/form-data; boundary=x" },
});
const part = (name: string, value = "") =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

describe("what a stranger sends to a page that needs signing in comes back small", () => {
  const many = Array.from({ length: ordinary.fields + 1 }, (_, index) => index);
  const dense = multipart(many.map((index) => part(`f${index}`)).join(""));
  const empty = multipart('--x\r\ncontent-disposition:form-data;name="a"\r\n\r\n\r\n'.repeat(2000));
  const cases: [string, string, string, Record<string, string>, number][] = [
    ["as many fields as fit", "/units", separators(ordinary.bytes), {}, 401],
    ["as many as fit where rules are sent", "/rules/1/items/x", separators(ordinary.bytes), {}, 401],
    ["a megabyte of fields where rules are sent", "/rules/1/items/x", separators(ofRules.bytes), {}, 401],
    ["names one after the other", "/units", many.map((index) => `n${index}`).join("&"), {}, 401],
    ["parts one after the other", "/units", dense.body, dense.type, 401],
    ["thousands of parts", "/units", empty.body, empty.type, 401],
    ["a name without end", "/units", `${"n".repeat(100_000)}=1`, {}, 401],
    ["text without end", "/units", `body=${'"'.repeat(100_000)}`, {}, 401],
    ["where nothing is", "/nowhere", separators(ordinary.bytes), {}, 404],
    ["from another site", "/units", separators(ordinary.bytes), { origin: "https://a.example" }, 403],
  ];
  test.each(cases)("%s", async (_what, path, body, headers, status) => {
    const answer = await post(path, body, headers);
    expect(answer.status).toBe(status);
    expect(size(answer)).toBeLessThan(bare);
  });

  test("what is given back is given whole, and not much larger than it came", async () => {
    const typed = Array.from({ length: 400 }, (_, index) => [`f${index}`, '"'.repeat(70)]);
    const answer = await post("/units", new URLSearchParams([["name", "写了很久"], ...typed]).toString());
    expect([answer.status, answer.text.includes("写了很久"), answer.text.includes("f399")]).toEqual([
      401,
      true,
      true,
    ]);
    expect(size(answer)).toBeLessThan(laden);
  });

  test("a page that shows a form again shows it once", async () => {
    for (const body of [
      `body=${'"'.repeat(60_000)}`,
      `${"n".repeat(100_000)}=1`,
      `${"n=1&".repeat(499)}m=1`,
    ]) {
      const answer = await post("/matters", body);
      expect([answer.status, size(answer) < laden]).toEqual([422, true]);
    }
  });

  test("the largest form that anybody fills in is given back", async () => {
    const rules = Array.from({ length: 310 }, (_, index) => [
      `indicators.${index}.name`,
      "居民满意率得分".repeat(2),
    ]);
    const answer = await post("/rules/1/items/x", new URLSearchParams(rules).toString());
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('name="indicators.309.name"');
  });
});

describe("a form of too many fields is refused with a word before it is read", () => {
  test.each([
    ["by a resident", "/matters", ordinary.fields, false],
    ["by somebody signed in", "/units", ordinary.fields, true],
    ["of rules", "/rules/1/items/handling.overall", ofRules.fields, true],
  ])("%s", async (_who, path, most, known) => {
    const headers: Record<string, string> = known ? { cookie } : {};
    const answer = await post(path, "a=&".repeat(most), headers);
    expect([answer.status, answer.text.includes(`一次最多 ${most} 项`)]).toEqual([413, true]);
    expect(size(answer)).toBeLessThan(bare);
    const fields = "a=&".repeat(most - 1);
    expect((await post(path, `${fields}a=`, headers)).status).toBe(422);
  });

  test("parts are counted as well", async () => {
    const form = multipart(part("a").repeat(ordinary.fields + 1));
    expect((await post("/units", form.body, { ...form.type, cookie })).status).toBe(413);
    // Wherever in a long body they stand.
    for (const before of [65_500, 65_505, 65_515, 65_536 - 60]) {
      const most = multipart(part("long", "x".repeat(before)) + part("a").repeat(ordinary.fields - 2));
      const more = multipart(part("long", "x".repeat(before)) + part("a").repeat(ordinary.fields - 1));
      const sent = [most, more].map(({ body, type }) => post("/units", body, { ...type, cookie }));
      expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([422, 413]);
    }
    // A file may say whatever it likes.
    const file = `--x\r\nContent-Disposition: form-data; name="file"; filename="r"\r\n\r\n${"a&b ".repeat(5000)}\r\n`;
    const imported = multipart(file);
    expect((await post("/rules/imports", imported.body, { ...imported.type, cookie })).status).toBe(422);
  });
});

describe("what strangers send is limited before it is read, and nothing of it comes back then", () => {
  const tired = async (send: () => Promise<RawAnswer>, before: number): Promise<RawAnswer> => {
    let answer = await send();
    for (let tries = 1; tries < 1000 && answer.status === before; tries++) answer = await send();
    return answer;
  };
  test.each([
    ["without a session", "/units", {}, 401],
    ["by residents", "/matters", {}, 422],
    ["from another site", "/matters", { origin: "https://a.example" }, 403],
  ])("%s", async (_who, path, more, before) => {
    const headers = { ...more, "x-test-network": crypto.randomUUID() } as Record<string, string>;
    const answer = await tired(() => post(path, "name=写了很久", headers), before);
    expect([answer.status, answer.headers["retry-after"]]).toEqual([429, "60"]);
    expect(answer.text).not.toContain("写了很久");
    expect(size(answer)).toBeLessThan(bare);
    // Reading goes on, and so does everybody who is signed in.
    expect((await raw(county.base, { headers })).status).toBe(200);
    expect((await post("/units", "name=", { ...headers, origin: ownForm().origin, cookie })).status).toBe(
      422,
    );
  });

  test("by the API alike", async () => {
    const headers = { ...ownJson, "x-test-network": crypto.randomUUID() };
    const path = `${county.base}/api/v1/member-units`;
    const send = () => raw(path, { method: "POST", headers, body: "{}" });
    expect((await tired(send, 401)).status).toBe(429);
    const { authorization } = bearer(await sessionOf(county.as("admin"), "api")).headers;
    const known = { method: "POST", headers: { ...headers, authorization }, body: "{}" };
    expect((await raw(path, known)).status).toBe(422);
  });
});

describe("a body larger than others is read on only for who is signed in", () => {
  const large = `note=${"x".repeat(1_000_000)}`;
  test.each([
    ["nobody", {}, 401],
    ["a session that is none", { cookie: `lz_session=${"x".repeat(43)}` }, 401],
  ])("%s", async (_who, headers, status) => {
    expect((await post("/rules/versions", large, headers as Record<string, string>)).status).toBe(status);
    const api = { method: "POST", headers: ownJson, body: JSON.stringify({ rules: large }) };
    expect((await raw(`${county.base}/api/v1/rule-sets`, api)).status).toBe(401);
  });

  test("a foreign form doesn't get in with somebody's session", async () => {
    const headers = { cookie, origin: "https://a.example" };
    expect((await post("/rules/versions", large, headers)).status).toBe(403);
  });
});

describe("JSON that is large, deep or endless is answered in few words", () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `"f${index}":1`).join(",");
  test.each([
    ["ten thousand members", `{${names}}`],
    ["one member ten thousand times", `{${'"body":"x",'.repeat(10_000)}"place":"y"}`],
    ["fifty thousand lists in each other", `{"body":${"[".repeat(50_000)}${"]".repeat(50_000)}}`],
    ["a name without end", `{"${"n".repeat(100_000)}":1}`],
  ])("%s", async (_what, body) => {
    const answer = await raw(`${county.base}/api/v1/matters`, { method: "POST", headers: ownJson, body });
    expect(answer.status).toBe(422);
    expect(size(answer)).toBeLessThan(bare);
  });
});
