import { describe, expect, test } from "vitest";
import { newCounty } from "../support/county.ts";
import { isFull } from "../support/sample.ts";
import { playMonth } from "./own-month.ts";
import { type Editor, editor, startDraft } from "./rule-editor.ts";
import { inBrowser, type Manner, type Size, signedIn, sizes, type Walker } from "./walk.ts";

inBrowser();

const [phone, desk] = sizes;
interface Way extends Manner {
  size: Size;
}
const ways: Way[] = [
  { size: phone, javaScript: false },
  { size: desk, javaScript: true },
];
/** A Monday, 10:15. */
const now = "2026-11-02T02:15:00.000Z";
const gas = "燃气泄漏、电梯困人";

/** A long way, left to `--full`. */
describe.runIf(isFull).for(ways)(
  "on a screen of $size.width × $size.height (JavaScript: $javaScript)",
  (way) => {
    test("an admin writes how matters are dealt with as no preset does, and a month goes by it", async () => {
      const county = await newCounty();
      const admin = await signedIn(way.size, county.base, county.people.admin, { ...way, now });
      const at = await startDraft(admin, county.base, "新野做法");
      const draft = editor(admin, at);
      await threeUrgencies(draft);
      await limitsBy(draft, "第 1 级：网格");
      await limitsBy(draft, "第 4 级：县直部门");
      await dispatch(draft);
      await straightToTheCounty(draft);
      await twoStagesOfWhistles(draft);
      await halfSaturdays(draft);
      await publish(admin, at);
      await playMonth(county, gas);
      await admin.context.close();
    });
  },
);

async function threeUrgencies(draft: Editor) {
  const { page } = draft;
  await draft.section("受理");
  for (const [name, hint] of [
    ["急办", "危及人身安全的"],
    ["一般", "影响日常生活的"],
    ["缓办", "需要筹划的"],
  ] as const) {
    await draft.add("紧急程度");
    await page.getByLabel("名称").fill(name);
    await page.getByLabel("哪些事项属于这一类").fill(hint);
    await draft.save();
  }
  await draft.add("事项类别");
  await page.getByLabel("名称").first().fill(gas);
  await page.getByLabel("紧急程度").first().selectOption({ label: "急办" });
  await draft.save();
  await draft.look();
}

/** Thirty minutes, two working days, twenty days. */
async function limitsBy(draft: Editor, level: string) {
  const { page } = draft;
  await draft.section("办理");
  await draft.edit(`办理层级“${level}”`);
  for (const [index, [urgency, amount, unit]] of (
    [
      ["急办", "0.5", "小时（昼夜连续）"],
      ["一般", "2", "个工作日"],
      ["缓办", "20", "天（自然日）"],
    ] as const
  ).entries()) {
    const row = await draft.row("分类时限", index + 1);
    await row.getByLabel("紧急程度").selectOption({ label: urgency });
    await row.getByLabel("时限：数量").fill(amount);
    await row.getByLabel("时限：单位").selectOption({ label: unit });
  }
  await draft.save();
  await draft.look();
  expect(await page.locator("main").textContent()).toContain("0.5 小时");
}

/** Units answer within three working days; what isn't theirs they give back within one. */
async function dispatch(draft: Editor) {
  const { page } = draft;
  await draft.section("办理");
  await draft.press("设置 派单");
  await draft.duration("承办时限", 3, "个工作日");
  await draft.save();
  await draft.look();
  expect(await page.locator("main").textContent()).toContain("派单");
}

async function straightToTheCounty(draft: Editor) {
  const { page } = draft;
  await draft.add("直达层级");
  await page.getByLabel("名称").fill("燃气、电梯直达县级");
  await page.getByLabel(gas).check();
  await page.getByLabel("从哪一级开始办理").selectOption({ label: "县直部门" });
  await page.getByLabel("直接派给哪类单位主办").selectOption({ label: "住房和城乡建设部门" });
  await page
    .getByRole("group", { name: /^由当地哪一级协办/ })
    .getByLabel("街道")
    .check();
  await draft.save();
  await draft.look();
}

/** On two occasions, without the stage of contact. */
async function twoStagesOfWhistles(draft: Editor) {
  const { page } = draft;
  await draft.add("吹哨");
  await page.getByLabel("名称").fill("街道吹哨");
  await page.getByLabel("吹哨层级").selectOption({ label: "街道" });
  await page.getByLabel("适用情形").fill("行政执法\n公共安全");
  await page.getByLabel("报到方").selectOption({ label: "部门和单位" });
  await draft.duration("签收", 2, "小时（昼夜连续）");
  await draft.duration("报到", 24, "小时（昼夜连续）");
  await draft.duration("办结", 5, "个工作日");
  await draft.save();
  await draft.look();
}

async function halfSaturdays(draft: Editor) {
  const { page } = draft;
  await draft.section("办公时间与提醒");
  await draft.edit("办公时间");
  const row = await draft.row("另有安排的星期", 1);
  await row.getByLabel("星期六").check();
  const added = page.waitForResponse((answer) => answer.request().method() === "POST");
  await Promise.all([added, row.getByRole("button", { name: /^添加办公时段/ }).click()]);
  await page.waitForLoadState("load");
  await row.getByLabel("上班").fill("08:30");
  await row.getByLabel("下班").fill("12:00");
  await draft.save();
  await draft.look();
  expect(await page.locator("main").textContent()).toContain("星期六");
}

async function publish({ page, open, press, look }: Walker, draft: string) {
  await open(draft);
  await press("核对并发布");
  await page.getByLabel("修改说明").fill("三类紧急程度、燃气电梯直达县级、周六上半天");
  await press(/^发布$/);
  await page.getByText("规则已发布").waitFor();
  await look();
}
