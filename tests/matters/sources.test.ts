import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { matters } from "../../db/tenant/schema/matters.ts";
import { matterPage, mattersPage } from "../../worker/domain/matters/read.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { type Client, newClient } from "../api/client.ts";
import { type County, newCounty } from "../support/county.ts";
import { signedIn } from "../support/sessions.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";
import { publishRules } from "./stages.ts";

let county: County;
let admin: Visitor;
let program: Client;
let before: string;
let after: string;

const named =
  (name: string, ...more: RuleSet["intake"]["sources"]) =>
  ({ intake }: RuleSet) => {
    intake.sources = [
      ...more,
      { key: "hotline", name, channels: ["staff"] },
      { key: "resident", name: "居民上报", channels: ["resident"] },
    ];
  };

const filed = (more: object, at?: string) =>
  reportMatter(county.as(null, at), {
    ...{ orgUnitId: county.org.grid, category: "drainage", body: "井盖破损", place: "路口" },
    ...more,
  });

const sourceOf = async (id: string) => {
  const { orm } = county.db;
  const { row } = await county.db.read({ row: orm.select().from(matters).where(eq(matters.id, id)) });
  return row[0]?.source;
};

const firstLineOf = async (id: string) =>
  (await matterPage(county.as("admin"), id)).timeline.at(-1)?.title ?? "";

beforeAll(async () => {
  county = await newCounty();
  admin = await signedIn(county, "admin");
  program = await (await newClient()).signIn(`${county.base}/api/v1`, county.people.admin);
  before = (await filed({ source: "hotline" })).id;
  await publishRules(
    county,
    named("政务服务热线", {
      key: "wechat",
      name: "县里的小程序",
      channels: ["resident"],
    }),
  );
  after = (await filed({ source: "hotline" })).id;
});

describe("a county names its own sources", () => {
  test("a matter says what its source was called when it was reported: page, list, timeline, API and file", async () => {
    const rows = (await mattersPage(county.as("admin"), {})).matters;
    const text = async (path: string) => (await admin.get(`${county.base}${path}`)).text();
    const sheet = await text("/matters.csv");
    for (const [id, name] of [
      [before, "12345热线"],
      [after, "政务服务热线"],
    ] as const) {
      const page = await matterPage(county.as("admin"), id);
      expect(page.sourceName).toBe(name);
      expect(rows.find((row) => row.id === id)?.sourceName).toBe(name);
      expect(await firstLineOf(id)).toMatch(new RegExp(`^${name}，`));
      expect(await text(`/matters/${id}`)).toContain(name);
      const told = await program.get(`${county.base}/api/v1/matters/${id}`);
      expect(told).toMatchObject({ source: "hotline", sourceName: name });
      expect(sheet.split("\n").find((line) => line.includes(page.number))).toContain(name);
    }
  });

  test("the list's filter names each source by the rules in force, and one they have dropped by a matter that is shown", async () => {
    expect((await mattersPage(county.as("admin"), {})).sources).toEqual({ hotline: "政务服务热线" });
    const own = await newCounty();
    await reportMatter(own.as(null), {
      ...{ orgUnitId: own.org.grid, category: "drainage", body: "井盖破损", place: "路口", source: "patrol" },
    });
    await publishRules(own, named("热线"));
    expect((await mattersPage(own.as("admin"), {})).sources).toEqual({ patrol: "网格巡查" });
  });

  test("what residents send is of their first own source, whatever they say, and refused where none is theirs", async () => {
    expect(await sourceOf((await filed({})).id)).toBe("wechat");
    const form = { orgUnitId: county.org.grid, category: "drainage", body: "井盖破损", place: "路口" };
    const sent = await newVisitor().post(`${county.base}/matters`, {
      ...{ ...form, source: "hotline", _key: crypto.randomUUID() },
    });
    expect(sent.status).toBe(303);
    const code = sent.headers.get("location")?.split("/").at(-1) ?? "";
    const { orm } = county.db;
    const { row } = await county.db.read({
      row: orm.select().from(matters).where(eq(matters.receiptCode, code)),
    });
    expect(row[0]?.source).toBe("wechat");
    await expect(filed({ source: "patrol" })).rejects.toThrow("本县目前不从这个渠道受理");
    const own = await newCounty();
    await publishRules(own, ({ intake }) => {
      intake.sources = [{ key: "line", name: "热线", channels: ["staff"] }];
    });
    const refused = reportMatter(own.as(null), { ...form, orgUnitId: own.org.grid });
    await expect(refused).rejects.toThrow("本县目前不从这个渠道受理");
  });

  test("a source that a route names can't be left out", async () => {
    const own = await newCounty();
    const level = (rules: RuleSet) => rules.handling.levels.at(-1)?.key ?? "";
    const routed = (rules: RuleSet) => {
      rules.intake.sources = [
        { key: "line", name: "热线", channels: ["staff"] },
        { key: "own", name: "居民", channels: ["resident"] },
      ];
      rules.handling.routes = [{ key: "up", name: "热线直达", sources: ["line"], level: level(rules) }];
    };
    await publishRules(own, routed);
    const matter = await reportMatter(own.as(null), {
      ...{ orgUnitId: own.org.grid, category: "drainage", body: "井盖破损", place: "路口", source: "line" },
    });
    expect((await matterPage(own.as("admin"), matter.id)).timeline.at(-1)?.title).toContain("按“热线直达”");
    const without = ({ intake }: RuleSet) => {
      intake.sources = intake.sources.filter(({ key }) => key !== "line");
    };
    await expect(publishRules(own, without)).rejects.toThrow("没有标识为“line”的事项来源");
  });
});
