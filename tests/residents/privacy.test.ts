import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "parse5";
import { beforeAll, describe, expect, test } from "vitest";
import { root } from "../../bin/runtime/bundle.ts";
import { setIdentity } from "../../worker/domain/county/identity.ts";
import { ReportWithPhotos } from "../../worker/domain/matters/report.ts";
import { cookies } from "../../worker/http/cookies.ts";
import { matterIn, publishRules } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { costOf, knownMoment, newVisitor } from "../support/visitor.ts";
import { attribute, named, only, text } from "../views/parsed.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const read = async (path: string, at: County = county): Promise<string> =>
  (await newVisitor().get(at.base + path)).text();
const said = async (at?: County) => text(only(parse(await read("/privacy", at)), "main"));

describe("what becomes of what residents write", () => {
  test("follows the rules in force: whether a number is asked for, and how long it is kept", async () => {
    const own = await newCounty();
    await publishRules(own, ({ intake }) => {
      intake.anonymous = true;
      delete intake.contactsFor;
    });
    const before = await said(own);
    expect(before).toContain("联系电话（可以不填）");
    expect(before).toContain("称呼、电话和您附的照片：本县没有规定删除的期限，和事项一起保留。");
    await publishRules(own, ({ intake }) => {
      intake.anonymous = false;
      intake.contactsFor = { days: 90 };
    });
    const after = await said(own);
    expect(after).toContain("联系电话（必填）");
    expect(after).toContain("自办结、不予受理或者合并起 90 天，期满自动删除");
    expect(after).not.toContain("没有规定删除的期限");
  });

  test("names each thing that a report's form asks for", async () => {
    const form = parse(await read(`/matters/new?orgUnitId=${county.org.community}`));
    const labels = [...named(form, "label"), ...named(form, "legend")].map((label) => text(label));
    const asked = /您填写的：(.*?)，以及/.exec(await said())?.[1]?.split("、") ?? [];
    expect(asked).toHaveLength(Object.keys(ReportWithPhotos.shape).length);
    for (const label of ["事项类别", "情况说明", "具体位置", "称呼", "联系电话", "照片"]) {
      expect(labels.some((each) => each.startsWith(label))).toBe(true);
      expect(asked.some((each) => each.startsWith(label))).toBe(true);
    }
  });

  test("says whom to ask: the office and the hotline, or the community where neither is set", async () => {
    const own = await newCounty();
    expect(await said(own)).toContain("或者所在的社区，说明事项的编号");
    await setIdentity(own.as("admin"), { revision: 1, office: "县委社会工作部", hotline: "12345" });
    expect(await said(own)).toContain("请联系县委社会工作部，热线 12345，说明");
  });

  test("is one tap from the form and from the foot of each page", async () => {
    const form = parse(await read(`/matters/new?orgUnitId=${county.org.grid}`));
    const href = `${county.base}/privacy`;
    for (const part of ["main", "footer"] as const)
      expect(named(only(form, part), "a").map((link) => attribute(link, "href"))).toContain(href);
    for (const path of ["", "/receipts", "/session/new", "/nowhere"])
      expect(
        named(only(parse(await read(path)), "footer"), "a").map((link) => attribute(link, "href")),
      ).toContain(href);
  });

  test("costs one trip", async () => {
    const now = await knownMoment(county);
    expect(costOf(await newVisitor().get(`${county.base}/privacy`, { now })).trips).toBe(1);
  });
});

describe("cookies", () => {
  test("of whoever reports, looks up, evaluates and chooses are those the page names for anybody, kept as long as it says", async () => {
    const visitor = newVisitor();
    const set = new Map<string, string | undefined>();
    const note = (answer: Response) => {
      for (const line of answer.headers.getSetCookie())
        if (!/=;/.test(line)) set.set(line.split("=")[0] ?? "", /Max-Age=(\d+)/.exec(line)?.[1]);
    };
    const { receiptCode } = await matterIn(county, "resolved");
    const back = county.base;
    for (const path of ["", "/near", "/commitments", "/grids", "/privacy", "/matters/new", "/receipts"])
      note(await visitor.get(county.base + path));
    note(await visitor.post(`${county.base}/preferences`, { elder: "on", back }));
    note(await visitor.post(`${county.base}/preferences`, { near: county.org.community, back }));
    const form = { orgUnitId: county.org.grid, category: "lighting", body: "不亮", place: "路口" };
    note(await visitor.post(`${county.base}/matters`, { ...form, reporterPhone: "13812345678" }));
    note(await visitor.post(`${county.base}/receipts`, { receiptCode }));
    note(
      await visitor.post(`${county.base}/receipts/${receiptCode}/evaluation`, {
        solved: "yes",
        revision: "9",
      }),
    );
    note(await visitor.post(`${county.base}/receipts/${receiptCode}/evaluation`, { solved: "yes" }));
    const forAnybody = Object.entries(cookies).filter(([, { of }]) => of === "anybody");
    expect([...set].sort()).toEqual(forAnybody.map(([name, { lasts }]) => [name, String(lasts)]).sort());
    const words = await said();
    for (const [name, { why }] of forAnybody) expect(words).toContain(`${name}：${why}`);
  });

  test("are all in the one table, from which the page has them", async () => {
    const files = readdirSync(join(root, "worker"), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(join(root, "worker", name), "utf8"));
    const spoken = new Set(files.flatMap((file) => file.match(/\blz_\w+/g) ?? []));
    expect([...spoken].sort()).toEqual(Object.keys(cookies).sort());
    expect(files.filter((file) => file.includes("setCookie("))).toHaveLength(1);
    const words = await said();
    for (const [name, { of }] of Object.entries(cookies))
      expect([name, words.includes(name)]).toEqual([name, of !== "operators"]);
  });
});
