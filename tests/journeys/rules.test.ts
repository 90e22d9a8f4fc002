import { describe, expect, test } from "vitest";
import { type County, newCounty } from "../support/county.ts";
import { isFull } from "../support/sample.ts";
import { writePractice } from "./own-practice.ts";
import { editor, startDraft } from "./rule-editor.ts";
import { atDesk, inBrowser, type Manner, type Size, signedIn, sizes, type Walker, walker } from "./walk.ts";

inBrowser();

const [phone, desk] = sizes;
interface Way extends Manner {
  size: Size;
}
const ways: Way[] = [
  { size: phone, javaScript: false },
  { size: desk, javaScript: true },
];

/** Wednesday 10:15, the Friday after it at 23:30, the Monday after that at 10:15. */
const wednesday = "2029-11-21T02:15:00.000Z";
const fridayNight = "2029-11-23T15:30:00.000Z";
const monday = "2029-11-26T02:15:00.000Z";

/** A long way, left to `--full`. */
describe.runIf(isFull).for(ways)(
  "on a screen of $size.width × $size.height (JavaScript: $javaScript)",
  (way) => {
    test("an admin writes a practice that no preset has; the county runs by it, and goes back", async () => {
      const county = await newCounty();
      const admin = await signedIn(way.size, county.base, county.people.admin, { ...way, now: wednesday });
      const draft = await startDraft(admin, county.base, "新野做法");
      await writePractice(editor(admin, draft));
      await differences(admin, draft);
      await preview(admin, draft);
      await publish(admin, draft);
      const receipt = await theCountyRunsByIt(county, way);
      await reading(admin, county);
      await admin.context.setExtraHTTPHeaders({ "x-test-now": monday });
      await goBack(admin, county);
      await theCountyRunsAsBefore(county, way, receipt);
      await admin.context.close();
    });
  },
);

async function differences({ open, look, press, words }: Walker, draft: string) {
  await open(draft);
  await look();
  await press("与现行规则的差别");
  await look();
  const said = await words();
  expect(said).toMatch(/网格即办.*办理时限.*3 个工作日.*1 小时.*社区工作站新增/);
  for (const part of [
    "街道删除",
    "社会治理月度协调会新增",
    "逐社区观摩删除",
    "社区治理三方评价 尚未启用新增",
  ])
    expect(said).toContain(part);
  await press(/^与新野做法$/);
  await look();
  expect(await words()).toContain("社区工作站新增");
}

async function preview({ page, open, look }: Walker, draft: string) {
  await open(`${draft}/preview`);
  await look();
  const grid = await page
    .getByRole("row", { name: /网格即办/ })
    .first()
    .textContent();
  expect(grid).toMatch(/11月28日 周三 18:00.*11月23日 周五 17:40/);
  await page.locator("td", { hasText: /^12月10日.*社会治理月度协调会/ }).waitFor();
}

/** What the burden check found needs a reason; without it nothing is published and the note stays. */
async function publish({ page, open, look, press, words }: Walker, draft: string) {
  await open(draft);
  await press("核对并发布");
  await look();
  const note = "三级办理、两个例会、三方评价，本县先行先试";
  await page.getByLabel("修改说明").fill(note);
  await press(/^发布$/);
  await look();
  expect(await words()).toContain("请改正，或写明保留的理由");
  expect(await page.getByLabel("修改说明").inputValue()).toBe(note);
  await page.getByLabel("保留减负提示的理由").fill("名次只向社区公布，用于互相学习");
  await press(/^发布$/);
  await page.getByText("规则已发布").waitFor();
  await look();
  const said = await words();
  for (const part of ["现行", note, "名次只向社区公布"]) expect(said).toContain(part);
}

/** Who reports on Friday night hears of the new clocks, and the new meetings can be convened. */
async function theCountyRunsByIt(county: County, way: Way): Promise<string> {
  const then = { ...way, now: fridayNight };
  const { told, receipt } = await report(county, then, "第一网格");
  expect(told).toContain("时限是明天 00:30 前");
  expect((await report(county, then, "不清楚")).told).toContain("时限是11月30日 18:00 前");
  expect(await seriesOffered(county, then)).toEqual(["县城市基层治理联席会议", "社会治理月度协调会"]);
  return receipt;
}

async function report(county: County, way: Way, grid: string): Promise<{ told: string; receipt: string }> {
  const { page, context, open, look, press, words } = await walker(way.size, way);
  await open(`${county.base}/matters/new?orgUnitId=${county.org.community}`);
  await page.getByLabel("事项类别").selectOption({ label: "路灯照明" });
  await page.getByLabel("情况说明").fill("劳动街口的路灯三天不亮了");
  await page.getByLabel("具体位置").fill("劳动街口");
  await page.getByLabel(grid).check();
  await press("提交事项");
  await look();
  const told = await words();
  await context.close();
  return { told, receipt: new URL(page.url()).pathname };
}

async function seriesOffered(county: County, way: Way): Promise<string[]> {
  const secretary = await atDesk(way.size, county, "secretary", way);
  await secretary.open(`${county.base}/meetings/new?orgUnitId=${county.org.root}`);
  await secretary.look();
  const series = secretary.page.getByRole("group", { name: "会议类型" });
  const offered = await series.locator("label").allTextContents();
  await secretary.context.close();
  return offered;
}

async function reading({ open, look, press, words }: Walker, county: County) {
  await open(`${county.base}/rules`);
  await look();
  await press(/^考核$/);
  await look();
  const assessment = await words();
  expect(assessment).toContain("居民评议 30%、县级评价 35%、系统统计 35%，合计 100%");
  expect(assessment).toMatch(/优秀：90 分.*良好：80 分.*中等：70 分.*合格：60 分.*不合格：60 分以下/);
  expect(assessment).toMatch(/事项解决.*系统统计“事项解决率”/);
  await open(`${county.base}/rules`);
  await press(/^全文$/);
  await look();
}

async function goBack(admin: Walker, county: County) {
  expect(await versions(admin, county)).toEqual(["第 2 版（现行）", "第 1 版（已被替代）"]);
  const draft = await startDraft(admin, county.base, "第 1 版（已被替代）");
  await admin.open(`${draft}/publication`);
  await admin.look();
  expect(await admin.words()).toContain("除非您在这里决定改动，它们按原来的规则走完");
  await admin.page.getByLabel("修改说明").fill("退回原来的做法");
  await admin.press(/^发布$/);
  // Days after signing in the password is asked for, and what was typed goes along.
  await admin.look();
  expect(await admin.words()).toContain("退回原来的做法");
  await admin.page.getByLabel("现在的密码").fill(county.people.admin.password);
  await admin.press("继续");
  await admin.page.getByText("规则已发布").waitFor();
  const now = ["第 3 版（现行）", "第 2 版（已被替代）", "第 1 版（已被替代）"];
  expect(await versions(admin, county)).toEqual(now);
}

async function versions({ page, open, look }: Walker, county: County): Promise<string[]> {
  await open(`${county.base}/rules/versions`);
  await look();
  return page.locator("#versions .work-link").allTextContents();
}

/** New matters have the old clocks again; what was reported in between keeps the clock it was promised. */
async function theCountyRunsAsBefore(county: County, way: Way, receipt: string) {
  const then = { ...way, now: monday };
  expect((await report(county, then, "第一网格")).told).toContain("时限是11月29日 18:00 前");
  expect(await seriesOffered(county, then)).toContain("城市基层党建工作研究");
  const resident = await walker(way.size, then);
  await resident.open(receipt);
  await resident.look();
  expect(await resident.words()).toContain("已经超过时限");
  await resident.context.close();
}
