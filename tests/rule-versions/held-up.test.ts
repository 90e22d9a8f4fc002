import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { tenants } from "../../db/catalog/schema.ts";
import { presets } from "../../db/presets/index.ts";
import { ruleDrafts } from "../../db/tenant/schema/county.ts";
import { setDraftAside } from "../../worker/domain/rules/drafts.ts";
import { editItem } from "../../worker/domain/rules/edit.ts";
import { publishDraft } from "../../worker/domain/rules/publish.ts";
import { documentIn } from "../../worker/rules/document/file.ts";
import { mostRows } from "../../worker/rules/document/forms/from-form.ts";
import { fingerprint, itemAt } from "../../worker/rules/document/items.ts";
import type { Entry } from "../../worker/rules/schema/document.ts";
import { everythingIn } from "../kernel/everything.ts";
import { type County, newCounty } from "../support/county.ts";
import { bearer, sessionOf, signedIn } from "../support/sessions.ts";
import { catalog } from "../support/stack.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";
import { draft, draftRow, publish, versionRows } from "./drafting.ts";

let county: County;
let browser: Visitor;
beforeAll(async () => {
  county = await newCounty();
  browser = await signedIn(county, "admin");
});

describe("a form made to be long", () => {
  const send = (number: number, fields: Record<string, string | string[]>, button: string) =>
    browser.post(`${county.base}/rules/${number}/items/intake.categories.+`, {
      revision: "1",
      _do: button,
      ...fields,
    });

  test("with more rows than any rule has is refused before anything is made of them", async () => {
    const number = await draft(county);
    const ids = Array.from({ length: mostRows + 1 }, (_, index) => String(index));
    const answer = await send(number, { "children._rows": ids }, "check");
    expect([answer.status, (await answer.text()).includes("表单的行数太多")]).toEqual([422, true]);
  });

  test("that names one row many times has it once", async () => {
    const number = await draft(county);
    const zeros = Array<string>(200).fill("0");
    const again = { "children._rows": zeros, "children.0.children._rows": zeros };
    const html = await (await send(number, again, "check")).text();
    expect(html.match(/name="children\._rows"/g)).toHaveLength(1);
    expect(html.match(/name="children\.0\.children\._rows"/g)).toHaveLength(1);
  });

  test("with a button that no page has does nothing", async () => {
    const number = await draft(county);
    const answer = await send(number, { name: "新类" }, "nonsense");
    expect([answer.status, (await draftRow(county, number)).revision]).toEqual([422, 1]);
  });
});

describe("a file made to be slow", () => {
  const valid = stringify(presets.xinye.rules, { aliasDuplicateObjects: false });
  const saying = (file: string) => {
    try {
      documentIn(file);
    } catch (error) {
      return String(error);
    }
    return "read";
  };

  test("as long YAML is refused unread", () => {
    expect(saying(`${valid}# ${"a".repeat(256 * 1024)}`)).toContain("YAML 文件太大");
  });

  test("that swells when its references are written out is refused", () => {
    const many = Array.from({ length: 40 }, () => "*a").join(", ");
    expect(saying(`a: &a [${"x, ".repeat(40_000)}x]\nb: [${many}]`)).toContain("展开后太大");
  });

  test("with many keys is read, and a key written twice among them is found", () => {
    const keys = Array.from({ length: 9000 }, (_, index) => `k${index}: 1`);
    expect(saying(keys.join("\n"))).toBe("read");
    expect(saying([...keys, "k17: 2"].join("\n"))).toMatch(/写了两次，错在第 9001 行附近/);
  });

  test("is not read at all for somebody who may not draft", async () => {
    const officer = await signedIn(county, "streetOfficer");
    const form = new FormData();
    form.set("file", new File(["a: &a [*a]"], "rules.yaml"));
    const answer = await officer.post(`${county.base}/rules/imports`, form);
    expect(answer.status).toBe(403);
  });
});

test("rules under which a report would find nobody to handle it are refused", async () => {
  const number = await draft(county);
  const { rules } = await draftRow(county, number);
  rules.handling.levels = rules.handling.levels.slice(0, 1);
  const refused = draft(county, { rules });
  await expect(refused).rejects.toThrow(/会有事项无处办理/);
});

test("rules looked at beside a version that runs no more are looked at again before they replace another", async () => {
  const [first, second] = [await draft(county), await draft(county)];
  const running = (await versionRows(county)).at(-1)?.version;
  await publish(county, first);
  const stale = publishDraft(county.as("admin"), { number: second, revision: 1, note: "改", running });
  await expect(stale).rejects.toThrow(/现行规则刚换成第 \d+ 版/);
});

describe("two people in one draft", () => {
  const renamed = (value: Entry | undefined, name: string) => ({ ...(value ?? {}), name });

  test("who change different rules don't disturb each other", async () => {
    const number = await draft(county);
    const { rules } = await draftRow(county, number);
    const [grid, street] = ["handling.levels.grid", "handling.levels.street"];
    const save = (path: string, name: string) => {
      const { value } = itemAt(rules as unknown as Entry, path) ?? {};
      const at = { number, revision: 1, path, seen: fingerprint(value) };
      return editItem(county.as("admin"), { ...at, value: renamed(value, name) });
    };
    await save(grid, "网格先办");
    await save(street, "街道再办");
    const names = (await draftRow(county, number)).rules.handling.levels.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["网格先办", "街道再办"]));
    await expect(save(grid, "网格")).rejects.toThrow("这份草案刚被修改过");
  });
});

test("a county keeps a hundred drafts, and begins no more until some are put away", async () => {
  const full = await newCounty();
  const first = await draft(full);
  const row = await draftRow(full, first);
  const { rules: _rules, ...kept } = row;
  const more = Array.from({ length: 99 }, (_, index) => ({
    ...kept,
    id: `more${index}`,
    number: 100 + index,
  }));
  await full.db.write(more.map((values) => full.db.orm.insert(ruleDrafts).values(values)));
  await expect(draft(full)).rejects.toThrow("没有发布的草案已有 100 份");
  await setDraftAside(full.as("admin"), { number: first, revision: 1, aside: true });
  await expect(draft(full)).resolves.toBeGreaterThan(100);
});

test("a county behind the schema waits for its migration as a whole; one that is up to date goes on beside it", async () => {
  const addresses = ["/", "/desk", "/matters", "/meetings", "/org", "/rules", "/rules/versions"];
  const asked = [...addresses, "/api/v1/rule-sets", "/api/v1/todos", "/api/v1/matters"];
  const answersOf = async (county: County) => {
    const [admin, token] = [await signedIn(county, "admin"), await sessionOf(county.as("admin"), "api")];
    const statusOf = async (path: string) =>
      (await admin.get(county.base + path, path.startsWith("/api") ? bearer(token) : {})).status;
    return Promise.all(asked.map(async (path) => [path, await statusOf(path)]));
  };
  const [behind, current] = [await newCounty(), await newCounty()];
  const db = catalog();
  await db.write([db.orm.update(tenants).set({ schemaVersion: 1 }).where(eq(tenants.slug, behind.slug))]);
  const before = await everythingIn(behind.db);
  expect(await answersOf(behind)).toEqual(asked.map((path) => [path, 503]));
  expect(await answersOf(current)).toEqual(asked.map((path) => [path, 200]));
  const report = { orgUnitId: behind.org.grid, category: "lighting", body: "路灯不亮", place: "路口" };
  expect((await newVisitor().post(`${behind.base}/matters`, report)).status).toBe(503);
  const { sessions: _opened, ...after } = await everythingIn(behind.db);
  const { sessions: _none, ...stood } = before;
  expect(after).toEqual(stood);
});
