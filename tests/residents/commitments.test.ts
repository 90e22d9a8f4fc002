import { parse } from "parse5";
import { beforeAll, describe, expect, test } from "vitest";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { publishRules } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { costOf, knownMoment, newVisitor } from "../support/visitor.ts";
import { only, text } from "../views/parsed.ts";
import { hostile, intruders } from "../views/samples.ts";

const promise = { key: "own", name: "本县的承诺", kind: "promise" as const, text: "三日内回话" };
const promising = (commitments?: RuleSet["intake"]["commitments"]) => (rules: RuleSet) => {
  if (commitments) rules.intake.commitments = commitments;
  else delete rules.intake.commitments;
};

let county: County;
/** One whose rules promise nothing but by when matters are dealt with. */
let silent: County;
beforeAll(async () => {
  [county, silent] = await Promise.all([newCounty(), newCounty()]);
  await publishRules(silent, promising());
});

const read = async (path: string, at: County = county): Promise<string> =>
  (await newVisitor().get(at.base + path)).text();
const main = async (path: string, at?: County) => text(only(parse(await read(path, at)), "main"));
const foot = async (path: string, at?: County) => text(only(parse(await read(path, at)), "footer"));

describe("what a county promises", () => {
  test("is told by kind with its words, then by when, what grids don't deal with and when offices are open", async () => {
    const said = await main("/commitments");
    for (const words of [
      "服务承诺和办理时限",
      "首问负责首问负责制您第一个找到的工作人员负责到底",
      "全程代办全程代办制",
      "办理时限",
      "转到本级起 3 个工作日内办理",
      "全部办完自上报起",
      "办公时间",
    ])
      expect(said).toContain(words);
    // What rules rest on is staff's to read.
    expect(said).not.toMatch(/本系统默认|公开做法/);
  });

  test("is that of the version in force: not of one to come, and of the new one as soon as it is", async () => {
    const own = await newCounty();
    await publishRules(own, promising([promise]), { effectiveOn: "2099-01-05" });
    expect(await main("/commitments", own)).toContain("规则第 1 版");
    expect(await main("/commitments", own)).not.toContain(promise.name);
    await publishRules(own, promising([promise]));
    const said = await main("/commitments", own);
    expect(said).toContain(promise.text);
    expect(said).not.toContain("首问负责");
  });

  test("is never another county's", async () => {
    const other = await newCounty();
    await publishRules(other, promising([promise]));
    for (const path of ["/commitments", "/api/v1/commitments", ""]) {
      expect(await read(path)).not.toContain(promise.name);
      expect(await read(path, other)).not.toContain("首问负责");
    }
  });

  test("is text, whatever was written", async () => {
    const own = await newCounty();
    await publishRules(own, promising([{ ...promise, text: hostile, name: "<b>甲</b>" }]));
    const { receiptCode } = await own.matter();
    for (const path of ["/commitments", `/receipts/${receiptCode}`]) {
      const page = parse(await read(path, own));
      expect(intruders(page)).toEqual([]);
      expect(text(only(page, "main"))).toContain(`<b>甲</b>${hostile}`);
    }
  });

  test("costs one trip", async () => {
    const now = await knownMoment(county);
    expect(costOf(await newVisitor().get(`${county.base}/commitments`, { now })).trips).toBe(1);
  });
});

describe("a county that promises nothing", () => {
  test("says by when matters are dealt with, and neither page, foot nor receipt speaks of promises", async () => {
    const { receiptCode } = await silent.matter();
    expect(await main("/commitments", silent)).toContain("办理时限");
    for (const path of ["/commitments", "", "/near", `/receipts/${receiptCode}`, "/nowhere"]) {
      const said = await read(path, silent);
      expect([path, said.includes("承诺")]).toEqual([path, false]);
      expect(said).toContain(`href="${silent.base}/commitments"`);
    }
  });

  test("has a link by its name again once it does", async () => {
    const own = await newCounty();
    const label = async () => (await foot("", own)).includes("服务承诺和办理时限");
    expect(await label()).toBe(true);
    await publishRules(own, promising());
    expect(await label()).toBe(false);
    await publishRules(own, promising([promise]));
    expect(await label()).toBe(true);
    expect((await foot("/receipts/2222-2222-2222-2222", own)).includes("服务承诺")).toBe(true);
  });
});

describe("a receipt", () => {
  test("names the promises that its matter was reported under, and keeps them", async () => {
    const own = await newCounty();
    const before = await own.matter();
    await publishRules(own, promising([promise]));
    const after = await own.matter();
    const old = await main(`/receipts/${before.receiptCode}`, own);
    expect(old).toContain("这件事适用：首问负责制、全程代办制");
    expect(old).toContain("您第一个找到的工作人员负责到底");
    expect(old).not.toContain(promise.name);
    const now = await main(`/receipts/${after.receiptCode}`, own);
    expect(now).toContain(`这件事适用：${promise.name}。`);
    expect(now).not.toContain("首问负责");
  });
});

describe("the API", () => {
  test("says the same as the page, without an account", async () => {
    const answer = await newVisitor().json("GET", `${county.base}/api/v1/commitments`);
    expect(answer.status).toBe(200);
    const told = (await answer.json()) as {
      version: number;
      commitments: { name: string; text: string; kindName: string }[];
      limits: { title: string; lines: string[] }[];
      admission: unknown;
      opening: string[];
    };
    expect(told.commitments.map(({ kindName }) => kindName)).toEqual([
      "首问负责",
      "全程代办",
      "一窗受理",
      "服务承诺",
    ]);
    expect(told.commitments[0]).not.toHaveProperty("source");
    const said = await main("/commitments");
    for (const { name, text } of told.commitments) expect(said).toContain(name + text);
    for (const { title, lines } of told.limits) expect(said).toContain(title + lines.join(""));
    for (const line of told.opening) expect(said).toContain(line);
  });

  test("says of a receipt what its matter is promised, and of a silent county nothing", async () => {
    const promised = async (at: County) => {
      const { receiptCode } = await at.matter();
      const answer = await newVisitor().json("GET", `${at.base}/api/v1/receipts/${receiptCode}`);
      return ((await answer.json()) as { commitments: { key: string }[] }).commitments.map(({ key }) => key);
    };
    expect(await promised(county)).toEqual(["firstAsked", "agency", "oneWindow", "promise"]);
    expect(await promised(silent)).toEqual([]);
  });
});
