import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { default as formats } from "ajv-formats";
import { beforeAll, describe, expect, test } from "vitest";
import { type PresetKey, presets } from "../../db/presets/index.ts";
import { marks } from "../../worker/rules/document/acting.ts";
import { parseRuleSet } from "../../worker/rules/document/parse.ts";
import { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { newCounty } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";
import { newClient } from "./client.ts";

interface Schema {
  $schema?: string;
  $ref?: string;
  $defs?: Record<string, Schema>;
  title?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  [word: string]: unknown;
}

let answer: Response;
let schema: Schema;
let isRuleSet: ValidateFunction;
beforeAll(async () => {
  answer = await newVisitor().json("GET", "/rule-set.schema.json");
  schema = (await answer.clone().json()) as Schema;
  // What stands beside a reference narrows it; ajv would have it say the type once more.
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
  formats.default(ajv);
  ajv.addVocabulary(["x-unit", "x-words", "x-refers-to", "x-acts"]);
  isRuleSet = ajv.compile(schema);
});

test("anybody may read it, as JSON Schema of 2020-12, and no cache shows an old one", () => {
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  expect(answer.headers.get("cache-control")).toBe("no-cache");
  expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
});

test.each(["/rule-set.schema.json", "/openapi.json"])(
  "who has %s is told that it is the same",
  async (path) => {
    const county = await newCounty();
    const inside = path === "/openapi.json" ? `/api/v1${path}` : path;
    for (const address of [path, county.base + inside]) {
      const whole = await newVisitor().get(address);
      const tag = whole.headers.get("etag") ?? "";
      expect([whole.status, whole.headers.get("cache-control"), tag]).toEqual([
        200,
        "no-cache",
        expect.stringMatching(/^"\w{20,}"$/),
      ]);
      const again = await newVisitor().get(address, { headers: { "if-none-match": `"other", ${tag}` } });
      expect([again.status, again.headers.get("cache-control"), await again.text()]).toEqual([
        304,
        "no-cache",
        "",
      ]);
      const old = await newVisitor().get(address, { headers: { "if-none-match": '"other"' } });
      expect([old.status, (await old.text()).length]).toEqual([200, (await whole.text()).length]);
    }
    const gone = await newVisitor().get(`/t/no-such-county${inside}`);
    expect([gone.status, gone.headers.get("cache-control")]).toEqual([404, "no-store"]);
  },
);

const keys = Object.keys(presets) as PresetKey[];

describe("takes", () => {
  test.each(keys)("the preset %s as it is written, and as it is stored", (key) => {
    expect([isRuleSet(presets[key].rules), isRuleSet.errors]).toEqual([true, null]);
    expect([isRuleSet(RuleSet.parse(presets[key].rules)), isRuleSet.errors]).toEqual([true, null]);
  });

  test("what a county hands out", async () => {
    const county = await newCounty();
    const client = await (await newClient()).signIn(`${county.base}/api/v1`, county.people.inspector);
    const { rules } = await client.get<{ rules: unknown }>(`${county.base}/api/v1/rule-sets/current`);
    expect(isRuleSet(rules)).toBe(true);
  });
});

/** A copy of a preset with one place changed; undefined removes it. */
function broken(path: readonly (string | number)[], value: unknown): unknown {
  const document = structuredClone(presets.xinye.rules) as unknown;
  const parent = path.slice(0, -1).reduce<unknown>((here, part) => (here as never)[part], document);
  const last = path.at(-1) ?? "";
  if (value === undefined) delete (parent as never)[last];
  else (parent as Record<string | number, unknown>)[last] = value;
  return document;
}

describe("refuses, as the product does,", () => {
  test.each<[string, (string | number)[], unknown]>([
    ["a section nobody knows", ["extra"], {}],
    ["a section that is missing", ["handling"], undefined],
    ["a misspelt key", ["reminders", "att"], "09:00"],
    ["a wrong type", ["intake", "anonymous"], "yes"],
    ["two units", ["handling", "overall", "limit"], { days: 1, hours: 2 }],
    ["a unit nobody knows", ["handling", "overall", "limit"], { weeks: 2 }],
    ["no days", ["handling", "levels", 0, "limit"], { workdays: 0 }],
    ["half a day", ["handling", "levels", 0, "limit"], { workdays: 0.5 }],
    ["a day in words", ["handling", "levels", 0, "limit"], { workdays: "三" }],
    ["a bad clock", ["reminders", "at"], "九点"],
    ["an hour that no day has", ["reminders", "at"], "24:00"],
    ["a choice nobody offers", ["organisation", "levels", 0, "kind"], "moon"],
    ["a bad key", ["organisation", "levels", 0, "key"], "Grid 1"],
    ["no name", ["organisation", "levels", 0, "name"], ""],
    ["a share that is none", ["meetings", "series", 0, "quorum"], { atLeast: "most" }],
    ["nobody who can be found", ["meetings", "series", 0, "convener"], { of: "moon", key: "a" }],
    ["a source that says nothing", ["organisation", "source"], [{ county: "某县" }]],
    [
      "more entries than a list may have",
      ["organisation", "levels"],
      Array(11).fill(presets.xinye.rules.organisation.levels[0]),
    ],
    ["a list that is none", ["organisation", "levels"], {}],
  ])("%s", (_what, path, value) => {
    expect(isRuleSet(broken(path, value))).toBe(false);
    expect(parseRuleSet(broken(path, value)).ok).toBe(false);
  });

  test.each([[null], [[]], ["rules"], [1], [{}]] as [unknown][])("%j instead of a rule set", (value) => {
    expect(isRuleSet(value)).toBe(false);
    expect(parseRuleSet(value).ok).toBe(false);
  });
});

/** What a schema says once its reference is followed; what stands beside the reference goes first. */
function meant({ $ref, ...said }: Schema): Schema {
  const name = $ref?.split("/").at(-1);
  return name === undefined ? said : { ...meant(schema.$defs?.[name] ?? {}), ...said };
}

function everyProperty(at: Schema, path: string): [string, Schema][] {
  const { properties = {}, items, anyOf = [], oneOf = [] } = meant(at);
  const own = Object.entries(properties).flatMap(([name, inner]): [string, Schema][] => [
    [`${path}.${name}`, meant(inner)],
    ...everyProperty(inner, `${path}.${name}`),
  ]);
  const below = [...anyOf, ...oneOf, ...(items ? [items] : [])].flatMap((inner) =>
    everyProperty(inner, path),
  );
  return [...own, ...below];
}

test("says of every property in Chinese what it is, and of every choice what its values mean", () => {
  const found = everyProperty(schema, "");
  expect(found.length).toBeGreaterThan(300);
  // Which of the shapes of people or groups is meant is told by this one, and read by no person.
  const silent = found.filter(
    ([path, { title = "" }]) => !/\p{Script=Han}/u.test(title) && !path.endsWith(".of"),
  );
  expect(silent.map(([path]) => path)).toEqual([]);
  const choices = found.filter(([, { enum: values }]) => Array.isArray(values));
  expect(choices.length).toBeGreaterThan(20);
  for (const [path, { enum: values, "x-words": words }] of choices) {
    expect([path, Object.keys((words ?? {}) as object)]).toEqual([path, values]);
  }
});

/** The part of a schema that a value's path leads to, and whether nothing follows what it stands in. */
function partAt(path: string): { part: Schema; idle: boolean } {
  let part = meant(schema);
  let idle = false;
  for (const name of path.split(".")) {
    while (!part.properties && part.items) part = meant(part.items);
    idle ||= isNotYet(part);
    part = meant(part.properties?.[name] ?? {});
    idle ||= isNotYet(part);
  }
  return { part, idle };
}

const isNotYet = ({ "x-acts": acts }: Schema) => Array.isArray(acts) && acts.length === 0;

test("says of every value what it acts on, or that nothing follows it yet", () => {
  const found = marks().map(({ path }) => {
    const { part, idle } = partAt(path);
    return { path, acts: idle ? [] : part["x-acts"] };
  });
  expect(found).toEqual(marks().map(({ path, acts }) => ({ path, acts })));
});

test("speaks of nothing that only the product's own forms need", () => {
  expect(JSON.stringify(schema)).not.toMatch(/"as":|"words":|"refersTo":|"unit":|"acts":/);
  expect(JSON.stringify(schema)).toMatch(/"x-refers-to":"level"/);
});
