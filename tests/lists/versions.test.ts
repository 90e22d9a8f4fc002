import { beforeAll, describe, expect, test } from "vitest";
import { presets } from "../../db/presets/index.ts";
import { ruleDrafts, ruleSets } from "../../db/tenant/schema/county.ts";
import { NEVER } from "../../worker/domain/county/county.ts";
import type { Asked } from "../../worker/domain/lists/asked.ts";
import { ruleHistory } from "../../worker/domain/rules/history.ts";
import { stateOf } from "../../worker/domain/rules/states.ts";
import { instant } from "../../worker/time/instants.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { signedIn } from "../support/sessions.ts";
import { costOf, type Visitor } from "../support/visitor.ts";

/** The first version came with the county; then come odd versions and even drafts, 130 in all. */
const last = 130;
const now = instant("2026-11-29T04:00:00.000Z");
let county: County;
let admin: Visitor;

const noteOf = (number: number) => (number === 77 ? "按 100% 办结改 Limit" : `第${number}次修改`);

beforeAll(async () => {
  county = await newCounty();
  const { orm, write } = county.db;
  const rows = Array.from({ length: last - 1 }, (_, at) => at + 2);
  const common = { document: presets.huaping.rules, preset: "huaping", basedOn: 1 };
  const at = (number: number) => new Date(Date.parse(now) - (last - number) * 86_400_000).toISOString();
  await write(
    rows.map((number) =>
      number % 2 === 0
        ? orm.insert(ruleDrafts).values({
            ...common,
            id: `d-${number}`,
            number,
            state: number % 4 === 0 ? "open" : "discarded",
            createdBy: "甲",
            createdAt: at(number),
            changedBy: "甲",
            changedAt: at(number),
          })
        : orm.insert(ruleSets).values({
            ...common,
            version: number,
            note: noteOf(number),
            reason: number === 79 ? "上级要求" : null,
            // The last is to come, the one before it was taken back.
            effectiveFrom: number === 129 ? "2027-01-01T00:00:00.000Z" : number === 127 ? NEVER : at(number),
            publishedBy: "乙",
            publishedAt: at(number),
            withdrawnAt: number === 127 ? at(number) : null,
          }),
    ),
  );
  admin = await signedIn(county, "admin");
});

const shown = (asked: Asked = {}, who: Who = "admin") => ruleHistory(county.as(who, now), asked);

async function turned(asked: Asked, who: Who = "admin") {
  let page = await shown(asked, who);
  const there = page.versions.map(({ number }) => number);
  while (page.next !== null) {
    page = await shown({ ...asked, after: page.next }, who);
    there.push(...page.versions.map(({ number }) => number));
  }
  const back = page.versions.map(({ number }) => number).reverse();
  while (page.previous !== null) {
    page = await shown({ ...asked, before: page.previous }, who);
    back.push(...page.versions.map(({ number }) => number).reverse());
  }
  return { there, back: back.reverse() };
}

const all = Array.from({ length: last }, (_, at) => last - at);
const isVersion = (number: number) => number % 2 === 1;

describe("versions and drafts", () => {
  const asked: [string, Asked, (number: number) => boolean][] = [
    ["all of them", {}, () => true],
    ["versions", { kind: "version" }, isVersion],
    ["drafts", { kind: "draft", size: 50 }, (number) => !isVersion(number)],
    ["drafts put away", { state: "discarded" }, (number) => number % 4 === 2],
    ["what was taken back", { state: "withdrawn" }, (number) => number === 127],
    ["what is in force", { state: "running" }, (number) => number === 125],
    ["what is to come", { state: "scheduled" }, (number) => number === 129],
    ["what is over", { state: "past" }, (number) => isVersion(number) && number < 125],
    ["a word of the note", { search: "100% 办结" }, (number) => number === 77],
    ["letters of either size", { search: "limit" }, (number) => number === 77],
    ["a word of the reason", { search: "上级" }, (number) => number === 79],
    [
      "a word and a kind",
      { search: "次修改", kind: "version" },
      (number) => isVersion(number) && number > 1 && number !== 77,
    ],
    ["nothing", { search: "%", state: "draft" }, () => false],
  ];

  test.each(asked)("%s are all reached, newest first, both ways", async (_what, of, which) => {
    const { there, back } = await turned(of);
    expect(there).toEqual(all.filter(which));
    expect(back).toEqual(all.filter(which));
  });

  test("stand as a version's own page says", async () => {
    const { current, versions } = await shown({ size: 100 });
    for (const { number, effectiveFrom, state } of versions.filter(({ number }) => isVersion(number)))
      expect(state).toBe(
        stateOf(
          { number, effectiveFrom: effectiveFrom ?? NEVER, withdrawnAt: effectiveFrom ? null : now },
          current,
          now,
        ),
      );
  });

  test("are counted, and drafts are there for nobody who may not write them", async () => {
    const { counted } = await shown();
    expect(counted.reduce((sum, { n }) => sum + n, 0)).toBe(last);
    expect((await turned({}, "inspector")).there).toEqual(all.filter(isVersion));
    expect((await turned({ kind: "draft" }, "streetOfficer")).there).toEqual([]);
    expect((await shown({}, "inspector")).counted.map(({ kind }) => kind)).not.toContain("draft");
  });

  test("can be begun from: the newest in the form, all on their own pages", async () => {
    const { starts, moreStarts } = await shown();
    expect([starts.length, moreStarts, starts[0]?.number]).toEqual([64, false, 129]);
    expect(starts.map(({ number }) => number)).not.toContain(127);
  });

  test("are kept as views, and searched on their page in one round trip", async () => {
    const path = `${county.base}/rules/versions`;
    await admin.get(path);
    const answer = await admin.get(`${path}?kind=version&search=上级`);
    expect(costOf(answer).trips).toBe(1);
    const page = await answer.text();
    expect(page).toContain("第 79 版");
    expect(page).not.toContain("第 78 版");
    const kept = { noun: "rules", name: "上级要求的", query: "search=上级&state=past" };
    const location = (await admin.post(`${county.base}/views`, kept)).headers.get("location");
    expect(location).toBe(`${path}?${new URLSearchParams({ state: "past", search: "上级" })}`);
    expect(await (await admin.get(path)).text()).toContain("上级要求的");
  });

  test("are given to programs with the number at which they go on", async () => {
    const headers = { authorization: `Bearer ${await county.token("admin")}` };
    const at = `${county.base}/api/v1/rule-sets`;
    const read = async (query: string) => {
      const answer = await admin.json("GET", `${at}?${query}`, undefined, { headers });
      return [
        answer.status,
        (await answer.json()) as { versions: { number: number }[]; next: number },
      ] as const;
    };
    const [, first] = await read("kind=version&size=50");
    const [, second] = await read(`kind=version&size=50&before=${first.next}`);
    expect([...first.versions, ...second.versions].map(({ number }) => number)).toEqual(
      all.filter(isVersion),
    );
    expect(second.next).toBeNull();
    for (const wrong of ["kind=other", "before=0", "size=7", "after=3"])
      expect((await read(wrong))[0]).toBe(422);
  });

  test.each(["'", "0x10", "-1", "1e9", "x".repeat(500)])("%s in an address breaks nothing", async (value) => {
    for (const name of ["kind", "state", "search", "after", "before", "size"]) {
      const answer = await admin.get(
        `${county.base}/rules/versions?${new URLSearchParams({ [name]: value })}`,
      );
      expect(answer.status).toBe(200);
    }
  });
});
