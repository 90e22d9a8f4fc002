import { parse } from "parse5";
import { beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { presets } from "../../db/presets/index.ts";
import { fieldOfItem } from "../../worker/rules/document/items.ts";
import type { RuleDocument } from "../../worker/rules/schema/document.ts";
import { everythingIn } from "../kernel/everything.ts";
import { type County, newCounty } from "../support/county.ts";
import { ownJson, raw } from "../support/raw.ts";
import { sampled } from "../support/sample.ts";
import { bearer, sessionOf, signedIn } from "../support/sessions.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";
import { byId, text } from "../views/parsed.ts";
import { draft, draftRow } from "./drafting.ts";

let county: County;
let browser: Visitor;
let token: ReturnType<typeof bearer>;
let number: number;
beforeAll(async () => {
  county = await newCounty();
  browser = await signedIn(county, "admin");
  token = bearer(await sessionOf(county.as("admin"), "api"));
  number = await draft(county);
});

type Content = string | Uint8Array<ArrayBuffer>;
type Change = (rules: Rules) => void;
// biome-ignore lint/suspicious/noExplicitAny: a document that breaks the schema has no type
type Rules = any;

const broken = (change: Change): unknown => {
  const rules = structuredClone(presets.xinye.rules) as Rules;
  change(rules);
  return rules;
};

interface Fault {
  change: Change;
  /** Where it is told to be, in words, and what is said. */
  says: string;
  /** The same for a program. */
  at: string;
}

const scheme = (rules: Rules) => rules.assessments.schemes[0];

const faults: Record<string, Fault> = {
  "a section nobody knows": {
    change: (rules) => (rules.extra = {}),
    says: "规则：不认识的项：extra",
    at: "",
  },
  "a key nobody knows": {
    change: ({ reminders }) => (reminders.att = "09:00"),
    says: "提醒：不认识的项：att",
    at: "reminders",
  },
  "a section missing": { change: (rules) => delete rules.handling, says: "办理：缺少此项", at: "handling" },
  "days in words": {
    change: ({ handling }) => (handling.overall.limit = { workdays: "三十" }),
    says: "办理 › 总期限 › 总期限 › 工作日：应为数字",
    at: "handling.overall.limit.workdays",
  },
  "a unit that is none": {
    change: ({ handling }) => (handling.overall.limit = { weeks: 2 }),
    says: "办理 › 总期限 › 总期限：时限只填一种：工作日、工作小时、自然日或小时",
    at: "handling.overall.limit",
  },
  "two units at once": {
    change: ({ handling }) => (handling.overall.limit = { workdays: 3, hours: 2 }),
    says: "办理 › 总期限 › 总期限：时限只填一种",
    at: "handling.overall.limit",
  },
  "half a day": {
    change: ({ handling }) => (handling.overall.limit = { workdays: 0.5 }),
    says: "办理 › 总期限 › 总期限 › 工作日：应为整数",
    at: "handling.overall.limit.workdays",
  },
  "no days at all": {
    change: ({ handling }) => (handling.overall.limit = { workdays: 0 }),
    says: "办理 › 总期限 › 总期限 › 工作日：不能少于1",
    at: "handling.overall.limit.workdays",
  },
  "ratings with a gap": {
    change: (rules) => (scheme(rules).bands[0].from = 95),
    says: "90分至95分没有对应的等次",
    at: "assessments.schemes.0.bands.0",
  },
  "ratings that overlap": {
    change: (rules) => (scheme(rules).bands[0].from = 85),
    says: "与其他等次重叠：85分至90分",
    at: "assessments.schemes.0.bands.0",
  },
  "ratings that end too soon": {
    change: (rules) => (scheme(rules).bands[0].to = 99),
    says: "99分至100分没有对应的等次",
    at: "assessments.schemes.0.bands",
  },
  "weights that don't add up": {
    change: (rules) => (scheme(rules).groups[0].weight += 1),
    says: "权重合计须为100%，现在是101%",
    at: "assessments.schemes.0.groups",
  },
  "marks that don't add up": {
    change: (rules) => (scheme(rules).indicators[0].max += 0.5),
    says: "指标满分合计须为100分，现在是100.5分",
    at: "assessments.schemes.0.indicators",
  },
  "an indicator of a group that isn't there": {
    change: (rules) => (scheme(rules).indicators[0].group = "moon"),
    says: "没有标识为“moon”的评价主体",
    at: "assessments.schemes.0.indicators.0.group",
  },
  "ten thousand indicators": {
    change: (rules) => {
      const indicators = Array.from({ length: 10_000 }, (_, index) => ({
        key: `i${index}`,
        name: "指标",
        group: "counted",
        max: 1,
        by: "hand",
        criteria: "好",
      }));
      scheme(rules).indicators = indicators;
    },
    says: "指标：不能超过100项",
    at: "assessments.schemes.0.indicators",
  },
  "a level of the tree that isn't there": {
    change: ({ handling }) => (handling.levels[0].level = "moon"),
    says: "办理 › 办理层级第1项(网格) › 组织层级：没有标识为“moon”的层级",
    at: "handling.levels.0.level",
  },
  "levels upside down": {
    change: ({ organisation }) => organisation.levels.reverse(),
    says: "层级须自上而下",
    at: "organisation.levels.1.kind",
  },
  "handling that goes back down: grid, community, grid": {
    change: ({ handling }) => {
      const [grid, community] = handling.levels;
      handling.levels = [grid, community, { ...grid, key: "gridAgain", name: "再到网格" }];
    },
    says: "办理 › 办理层级第3项(再到网格) › 组织层级：办理层级须自下而上，每一级都高于前一级",
    at: "handling.levels.2.level",
  },
  "handling that stays where it is": {
    change: ({ handling }) => handling.levels.splice(1, 0, { ...handling.levels[0], key: "again" }),
    says: "办理层级须自下而上，每一级都高于前一级",
    at: "handling.levels.1.level",
  },
  "the same key twice": {
    change: ({ meetings }) => (meetings.series[1].key = meetings.series[0].key),
    says: "标识“countyJoint”重复",
    at: "meetings.series.1.key",
  },
  "a key of the prototype": {
    change: ({ handling }) =>
      Object.defineProperty(handling, "__proto__", { value: { evil: true }, enumerable: true }),
    says: "办理：不认识的项：__proto__",
    at: "handling",
  },
  "a constructor": {
    change: ({ handling }) => (handling.constructor = { prototype: { evil: true } }),
    says: "办理：不认识的项：constructor",
    at: "handling",
  },
  "a list that is deep instead of long": {
    change: ({ organisation }) => {
      for (let depth = 0; depth < 200; depth++) organisation.levels = [organisation.levels];
    },
    says: "组织 › 层级第1项：应为一组内容",
    at: "organisation.levels.0",
  },
};

// A level cannot refer to itself or in a circle: levels name no parent, their order in the list is who is above whom.
// What could go in a circle is handling, which names levels of that list; the two cases above hold it.
test("no level says which level is above it, so that none can be above itself", () => {
  const fields = fieldOfItem("organisation.levels.+")?.fields ?? [];
  expect(fields.flatMap(([name, { as }]) => (as === "reference" ? name : []))).toEqual([]);
});

/** Nothing of the county changes meanwhile. */
async function unchanged<T>(act: () => Promise<T>): Promise<T> {
  const before = await everythingIn(county.db);
  const answer = await act();
  expect(await everythingIn(county.db)).toEqual(before);
  return answer;
}

function upload(content: Content, name = "rules.json"): Promise<Response> {
  const form = new FormData();
  form.set("file", new File([content], name));
  form.set("_key", crypto.randomUUID());
  return browser.post(`${county.base}/rules/imports`, form);
}

/** What stands in the summary of problems of a refused page. */
async function saidOn(answer: Response): Promise<string> {
  const summary = byId(parse(await answer.text()), "problems");
  return summary ? text(summary) : "";
}

describe("a document with a fault is refused with its place in Chinese, and nothing is kept:", () => {
  const columns = Object.entries(faults).map(([what, fault], column) => [what, column, fault] as const);
  describe.each(columns)("%s", (what, column, { change, says, at }) => {
    const document = broken(change);
    const files: [kind: string, written: (rules: unknown) => string][] = [
      ["JSON", (rules) => JSON.stringify(rules)],
      ["YAML", (rules) => stringify(rules)],
    ];

    // Ten thousand of anything are more YAML than any file may be.
    test.each(what.startsWith("ten thousand") ? files.slice(0, 1) : sampled(files, column, 2))(
      "imported as %s",
      async (_kind, written) => {
        const answer = await unchanged(() => upload(written(document)));
        expect(answer.status).toBe(422);
        expect(await saidOn(answer)).toContain(says);
      },
    );

    test("sent to the API, which names the field and the place in it", async () => {
      const answer = await unchanged(() =>
        newVisitor().json("POST", `${county.base}/api/v1/rule-sets`, { rules: document }, token),
      );
      expect(answer.status).toBe(422);
      expect(await toldOf(answer, says)).toBe(at ? `rules.${at}` : "rules");
    });
  });
});

/** The path an answer of the API gives to a fault. */
async function toldOf(answer: Response, says: string): Promise<string | undefined> {
  const { errors } = (await answer.json()) as { errors: { path: string; message: string }[] };
  return errors.find(({ message }) => message.includes(says))?.path;
}

test("the place of a fault in a file sent to the API begins with that field", async () => {
  const file = stringify(broken((rules) => delete rules.handling));
  const answer = await newVisitor().json("POST", `${county.base}/api/v1/rule-sets`, { file }, token);
  expect([answer.status, await toldOf(answer, "办理：缺少此项")]).toEqual([422, "file.handling"]);
});

test("fifty faults are told one by one, and the others counted", async () => {
  const rules = broken(({ organisation }) => {
    organisation.postKinds = Array.from({ length: 60 }, (_, index) => ({ key: `p${index}`, name: "" }));
  });
  const answer = await upload(JSON.stringify(rules));
  const said = await saidOn(answer);
  expect(said.match(/岗位第\d+项/g)?.length).toBe(50);
  expect(said).toMatch(/另有 \d+ 处未列出/);
});

describe("a fault typed into the form of an item is told beside its field, with everything that was typed:", () => {
  const forms: [what: string, path: string, fields: Record<string, string>, field: string, says: string][] = [
    [
      "days in words",
      "handling.overall",
      { "limit.unit": "workdays", "limit.amount": "三十" },
      "limit",
      "应为数字",
    ],
    [
      "no days at all",
      "handling.overall",
      { "limit.unit": "days", "limit.amount": "" },
      "limit",
      "请填写总期限",
    ],
    [
      "too many days",
      "handling.overall",
      { "limit.unit": "days", "limit.amount": "9999" },
      "limit",
      "不能超过732",
    ],
    ["an hour that is none", "reminders", { at: "九点", workdaysBefore: "1" }, "at", "请写成 08:30 的样子"],
    [
      "a level that isn't there",
      "handling.levels.+",
      { key: "x", name: "新设", level: "moon", "limit.unit": "days", "limit.amount": "3" },
      "level",
      "没有标识为“moon”的层级",
    ],
    [
      "a key that is used",
      "handling.windows.+",
      { key: "x y", name: "窗口", byDay: "5" },
      "key",
      "标识须以小写字母开头",
    ],
    [
      "a day that no month has",
      "handling.windows.+",
      { key: "w", name: "窗口", fromDay: "1", byDay: "31", dayOff: "after" },
      "byDay",
      "请填1至28",
    ],
  ];

  test.each(forms)("%s", async (_what, path, fields, field, says) => {
    const address = `${county.base}/rules/${number}/items/${path}`;
    const answer = await unchanged(() => browser.post(address, { revision: "1", ...fields }));
    const html = await answer.text();
    expect(answer.status).toBe(422);
    const document = parse(html);
    const summary = byId(document, "problems");
    expect(summary && text(summary)).toContain(says);
    expect(html).toContain(`href="#field-${field.replace(".", "-")}"`);
    for (const [name, typed] of Object.entries(fields)) {
      if (typed && !name.endsWith("unit") && name !== "level") expect(html).toContain(`value="${typed}"`);
    }
  });

  test("what a rule needs of another part is told on top, with its place in words", async () => {
    const address = `${county.base}/rules/${number}/items/organisation.levels.street`;
    const answer = await unchanged(() => browser.post(address, { revision: "1", _do: "drop" }));
    expect(answer.status).toBe(422);
    const said = await saidOn(answer);
    expect(said).toContain("不能删除“街道”，以下规则还在用它，请先改这些规则");
    expect(said).toContain("办理 › 办理层级第3项(街道) › 组织层级");
  });

  test("what must be there can't be taken away", async () => {
    for (const path of [
      "handling.overall",
      "handling.evaluation",
      "reminders",
      "officeHours",
      "handling.levels.+",
    ]) {
      const address = `${county.base}/rules/${number}/items/${path}`;
      const answer = await unchanged(() => browser.post(address, { revision: "1", _do: "drop" }));
      expect([path, answer.status, await saidOn(answer)]).toEqual([
        path,
        422,
        expect.stringContaining("这一项不能删除"),
      ]);
    }
  });

  test("an item that means nothing is not there", async () => {
    for (const path of [
      "nothing",
      "handling.nothing",
      "handling.levels.moon",
      "handling.overall.limit",
      "constructor",
      "handling.levels",
    ]) {
      const address = `${county.base}/rules/${number}/items/${path}`;
      expect([path, (await browser.get(address)).status]).toEqual([path, 404]);
      const answer = await unchanged(() => browser.post(address, { revision: "1", name: "x" }));
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });

  test("an entry keeps its key, whatever the form says", async () => {
    const other = await draft(county);
    const address = `${county.base}/rules/${other}/items/handling.levels.grid`;
    const fields = {
      revision: "1",
      key: "renamed",
      name: "网格",
      level: "grid",
      "limit.unit": "workdays",
      "limit.amount": "4",
    };
    expect((await browser.post(address, fields)).status).toBe(303);
    const { handling } = (await draftRow(county, other)).rules;
    expect(handling.levels[0]).toMatchObject({ key: "grid", limit: { workdays: 4 } });
  });
});

describe("a file that is no rule set is refused in Chinese, and nothing is kept:", () => {
  const noRules = /这不是规则文件，请用本系统导出的 JSON 或 YAML 文件/;
  const unknownWriting = /文件里的文字无法识别，请另存为 UTF-8 编码后再导入/;
  const unreadable = /文件无法读取，须是 JSON 或 YAML 格式/;
  const bomb = [
    "a: &a [x, x, x, x, x, x, x, x, x]",
    ...Array.from({ length: 9 }, (_, index) => {
      const [name, before] = ["bcdefghij"[index], "abcdefghi"[index]];
      return `${name}: &${name} [${Array(9).fill(`*${before}`).join(", ")}]`;
    }),
  ].join("\n");
  const valid = stringify(presets.xinye.rules);

  const files: [what: string, content: Content, says: RegExp][] = [
    ["nothing", "", /请选择规则文件，文件不能为空/],
    ["blanks", " \n\t\r\n ", /文件不能为空/],
    ["a number", "42", noRules],
    ["a word", "rules", noRules],
    ["a list", "- 1\n- 2", noRules],
    ["null", "null", noRules],
    ["JSON cut short", JSON.stringify(presets.xinye.rules).slice(0, -5), unreadable],
    ["YAML with a tab", "organisation:\n\tlevels: []", /文件无法读取.*错在第 2 行附近/],
    ["the same YAML key twice", `${valid}\nreminders:\n  at: "09:00"\n`, /文件无法读取.*错在第 \d+ 行附近/],
    ["two YAML documents", `${valid}---\n${valid}`, unreadable],
    ["an alias bomb", bomb, unreadable],
    ["an alias of itself", "a: &a [*a]", unreadable],
    ["a tag that makes code", valid.replace("reminders:", "reminders: !!js/function"), /提醒|文件无法读取/],
    ["an unknown tag", valid.replace(/at: .*/, "at: !clock 09:00"), unreadable],
    [
      "a merge key",
      `base: &base {at: "09:00"}\n${valid.replace("reminders:", "reminders:\n  <<: *base")}`,
      /不认识的项|文件无法读取/,
    ],
    [
      "a binary picture",
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0xff, 0xfe]),
      unknownWriting,
    ],
    ["zeroes", new Uint8Array(1000), /这不是规则文件|文件无法读取/],
    ["UTF-16", new Uint8Array(Buffer.from(`\ufeff${valid}`, "utf16le")), unknownWriting],
    ["deep JSON", `{"organisation":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, /组织|文件无法读取/],
    ["deep YAML", `organisation: ${"[".repeat(100_000)}${"]".repeat(100_000)}`, /组织|文件无法读取/],
    ["deep objects", `{"a":${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}}`, /规则|文件无法读取/],
    [
      "a prototype in JSON",
      '{"__proto__":{"organisation":{}}}',
      /规则：不认识的项：__proto__|组织：缺少此项/,
    ],
    ["a prototype in YAML", "__proto__:\n  organisation: {}", /规则：不认识的项：__proto__|组织：缺少此项/],
  ];

  test.each(files)("%s", async (_what, content, says) => {
    const answer = await unchanged(() => upload(content));
    expect(answer.status).toBe(422);
    expect(await saidOn(answer)).toMatch(says);
  });

  test("a form without a file, or with text in its place", async () => {
    const address = `${county.base}/rules/imports`;
    const asText = new FormData();
    asText.set("file", JSON.stringify(presets.xinye.rules));
    for (const form of [{}, { file: JSON.stringify(presets.xinye.rules) }, new FormData(), asText]) {
      const answer = await unchanged(() => browser.post(address, form));
      expect([answer.status, await saidOn(answer)]).toEqual([422, expect.stringContaining("请选择规则文件")]);
    }
  });

  test("five megabytes, to people and programs alike, with how much it may be", async () => {
    const large = "# ".padEnd(5 * 1024 * 1024, "x");
    const page = await unchanged(() => upload(large));
    const html = await page.text();
    expect([page.status, html.includes("1 MB")]).toEqual([413, true]);
    const rules = { ...presets.xinye.rules, extra: large };
    const api = await unchanged(() =>
      newVisitor().json("POST", `${county.base}/api/v1/rule-sets`, { rules }, token),
    );
    expect(api.status).toBe(413);
    expect(await api.json()).toMatchObject({
      type: "urn:lianzhi:problem:too-large",
      title: "提交的内容太大",
    });
  });

  test("a JSON body that is deep is refused by the API, not broken by it", async () => {
    const address = `${county.base}/api/v1/rule-sets`;
    for (const depth of [100, 10_000, 200_000]) {
      const body = `{"rules":${"[".repeat(depth)}${"]".repeat(depth)}}`;
      const headers = { ...ownJson, ...token.headers };
      const answer = await unchanged(() => raw(address, { method: "POST", headers, body }));
      expect([depth, answer.status]).toEqual([depth, 422]);
      expect(answer.text).toContain("urn:lianzhi:problem:invalid");
    }
  });
});

/** Bytes as editors on Chinese office machines save them: two for each character outside ASCII. */
function gbk(words: string): Uint8Array<ArrayBuffer> {
  const decoder = new TextDecoder("gbk");
  const pairs = Array.from({ length: 126 * 191 }, (_, index) => [
    0x81 + Math.floor(index / 191),
    0x40 + (index % 191),
  ]);
  const bytesOf = new Map(pairs.map((pair) => [decoder.decode(Uint8Array.from(pair)), pair]));
  return Uint8Array.from(
    [...words].flatMap((character) => {
      const code = character.charCodeAt(0);
      return code < 0x80 ? [code] : (bytesOf.get(character) ?? [0x3f]);
    }),
  );
}

describe("a file as people keep it is taken:", () => {
  const rules = presets.xinye.rules;
  const files: [what: string, content: Content, name: string][] = [
    ["JSON", JSON.stringify(rules), "rules.json"],
    ["JSON with a byte order mark", `\ufeff${JSON.stringify(rules)}`, "rules.json"],
    ["YAML", stringify(rules), "rules.yaml"],
    [
      "YAML with Windows line ends and comments",
      `# 县里的规则\r\n${stringify(rules).replaceAll("\n", "\r\n")}`,
      "规则.yml",
    ],
    ["YAML in GB 18030", gbk(stringify(rules)), "rules.yaml"],
    ["YAML with references", stringify(rules, { aliasDuplicateObjects: true }), "rules.yaml"],
    ["almost a megabyte of JSON", JSON.stringify(rules) + " ".repeat(900_000), "rules.json"],
    ["a quarter of a megabyte of YAML", `# ${"规".repeat(80_000)}\n${stringify(rules)}`, "rules.yaml"],
  ];

  test.each(files)("%s", async (_what, content, name) => {
    const answer = await upload(content, name);
    expect([answer.status, await saidOn(answer.clone())]).toEqual([303, ""]);
    const number = Number(answer.headers.get("location")?.split("/").at(-1));
    expect((await draftRow(county, number)).rules).toMatchObject(rules);
  });

  test.each(["json", "yaml"])("what was exported as %s comes back as the same rules", async (kind) => {
    const exported = await browser.get(`${county.base}/rules/1/file.${kind}`);
    expect(exported.headers.get("content-disposition")).toBe(
      `attachment; filename="rules-${county.slug}-1.${kind}"`,
    );
    expect(exported.headers.get("content-type")).toContain(kind);
    const answer = await upload(await exported.text(), `rules.${kind}`);
    const number = Number(answer.headers.get("location")?.split("/").at(-1));
    const original = await browser.get(`${county.base}/rules/1/file.json`);
    expect((await draftRow(county, number)).document as RuleDocument).toEqual(await original.json());
  });
});
