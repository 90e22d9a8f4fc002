import { beforeAll, describe, expect, test } from "vitest";
import { ruleSets } from "../../db/tenant/schema/county.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { newClient } from "../api/client.ts";
import { type County, newCounty } from "../support/county.ts";
import { type Route, routes } from "../support/routes.ts";
import { sessionOf, signedIn } from "../support/sessions.ts";
import { draft, draftRow, publish, versionRow, versionRows } from "./drafting.ts";

/** What the first rule sets knew: no section and no key that came later. */
function asOfOld(document: RuleSet): RuleSet {
  const {
    lists: _lists,
    points: _points,
    assessments: _assessments,
    duty: _duty,
    serviceHours: _services,
    ...rules
  } = structuredClone(document);
  const { partnerships: _ties, ...organisation } = rules.organisation;
  const { commitments: _promises, ...intake } = rules.intake;
  const { pauses: _pauses, extensions: _extensions, ...handling } = rules.handling;
  return { ...rules, organisation, intake, handling } as RuleSet;
}

/** Puts versions 1 and 2 there as they were stored long ago, version 2 in force. */
async function storedOld(
  county: County,
  change: (rules: RuleSet) => RuleSet,
  preset = "xinye",
): Promise<void> {
  const row = await versionRow(county, 1);
  const { rules: _rules, ...stored } = row;
  const document = change(row.rules);
  const before = { effectiveFrom: "2025-01-01T00:00:00.000Z", publishedAt: "2025-01-01T00:00:00.000Z" };
  await county.db.write([
    county.db.orm.update(ruleSets).set({ document, preset, ...before }),
    county.db.orm.insert(ruleSets).values({
      ...stored,
      ...before,
      document,
      preset,
      version: 2,
      effectiveFrom: "2025-06-01T00:00:00.000Z",
    }),
  ]);
}

const reading = routes.filter(({ method, path }) => method === "GET" && /\/(rules|rule-sets)\b/.test(path));
const pages = reading.filter(({ isApi }) => !isApi);
const api = reading.filter(({ isApi, path }) => isApi && !path.endsWith("schema.json"));

const pathOf = (county: County, route: Route, number: number) =>
  route.path
    .replace(":slug", county.slug)
    .replace(":number", String(number))
    .replace(":path", "handling.overall")
    .replace(":section", "assessments");

/** A new draft's pages and answers, and those of the version in force and of the one before. */
async function everythingReads(county: County): Promise<void> {
  const number = await draft(county);
  const browser = await signedIn(county, "admin");
  const client = await newClient(await sessionOf(county.as("admin"), "api"));
  for (const version of [1, 2, number]) {
    for (const route of pages) {
      const { status } = await browser.get(pathOf(county, route, version));
      const onlyDrafts = /\/(items|publication)\b/.test(route.path) && version !== number;
      expect([route.path, version, status]).toEqual([
        route.path,
        version,
        onlyDrafts ? expect.any(Number) : 200,
      ]);
      expect([route.path, version, status < 500]).toEqual([route.path, version, true]);
    }
    for (const route of api) {
      const { status } = await client.send("GET", pathOf(county, route, version));
      const onlyDrafts = /\/publication$/.test(route.path) && version !== number;
      expect([route.path, version, status]).toEqual([route.path, version, onlyDrafts ? 404 : 200]);
    }
  }
  for (const against of ["running", "base", "preset"]) {
    for (const version of [1, 2, number]) {
      const path = `${county.base}/rules/${version}/differences?against=${against}`;
      expect([path, (await browser.get(path)).status]).toEqual([path, 200]);
    }
  }
}

describe("rules stored before there were lists, points, assessments and duty", () => {
  let county: County;
  beforeAll(async () => {
    county = await newCounty();
    await storedOld(county, asOfOld);
  });

  test("are read on every page and by every address of the API, with a draft of them", async () => {
    await everythingReads(county);
  });

  test("differ from a copy of themselves in nothing", async () => {
    const client = await newClient(await sessionOf(county.as("admin"), "api"));
    const number = await draft(county);
    const { differences } = await client.get<{ differences: unknown[] }>(
      `${county.base}/api/v1/rule-sets/${number}/diff`,
    );
    expect(differences).toEqual([]);
    expect((await draftRow(county, number)).document).toEqual((await versionRow(county, 2)).document);
  });

  test("still run: matters, meetings and tasks begin under them", async () => {
    const matter = await county.matter();
    const meeting = await county.meeting();
    const task = await county.resolution(meeting.id);
    for (const path of [
      `/matters/${matter.id}`,
      `/meetings/${meeting.id}`,
      `/resolutions/${task.id}`,
      "/desk",
    ]) {
      const browser = await signedIn(county, path.startsWith("/matters") ? "gridWorker" : "secretary");
      expect([path, (await browser.get(county.base + path)).status]).toEqual([path, 200]);
    }
  });

  test("can be followed by rules that use what is new", async () => {
    await publish(county, await draft(county, { preset: "xinye" }));
    expect((await versionRows(county)).at(-1)?.rules.assessments?.schemes.length).toBeGreaterThan(0);
    await everythingReads(county);
  });
});

test("rules from a template that the product has no more are read everywhere", async () => {
  const county = await newCounty();
  await storedOld(county, (rules) => rules, "constructor");
  await everythingReads(county);
});

describe("rules that today's check would refuse", () => {
  let county: County;
  beforeAll(async () => {
    county = await newCounty();
    await storedOld(county, (rules) => ({
      ...rules,
      reminders: { ...rules.reminders, at: "23:30" as RuleSet["reminders"]["at"], workdaysBefore: [1, 1] },
    }));
  });

  test("are still read on every page and by every address", async () => {
    const browser = await signedIn(county, "admin");
    const client = await newClient(await sessionOf(county.as("admin"), "api"));
    for (const route of pages.filter(({ path }) => !/\/(items|publication)\b/.test(path))) {
      const path = pathOf(county, route, 2);
      expect([path, (await browser.get(path)).status]).toEqual([path, 200]);
    }
    for (const route of api.filter(({ path }) => !/\/publication$/.test(path))) {
      const path = pathOf(county, route, 2);
      expect([path, (await client.send("GET", path)).status]).toEqual([path, 200]);
    }
  });

  test("can't be drafted from, and the refusal says in Chinese where they have to be mended", async () => {
    const browser = await signedIn(county, "admin");
    const answer = await browser.post(`${county.base}/rules/versions`, { from: "version:2" });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain("提醒 › 提醒时间：提醒时间须在 08:00 至 20:30 之间");
    expect(html).toContain("提醒 › 到期前提醒第2项：不能重复");
  });
});
