import { expect } from "vitest";
import { presets } from "../../db/presets/index.ts";
import type { Editor } from "./rule-editor.ts";

/** A new assessment in place of the preset's: three evaluator groups 30/35/35, a curve, five ratings, a ranking. */
export async function writeAssessment(draft: Editor): Promise<void> {
  const { page } = draft;
  await draft.section("考核");
  await draft.add("考核办法");
  await draft.look();
  await page.getByLabel("名称").fill("社区治理三方评价");
  await page.getByLabel("考核对象第1项").selectOption({ label: "社区负责人" });
  await page.getByLabel("周期").selectOption({ label: "每年" });
  await evaluators(draft);
  await byHand(draft, 1, "居民评议", "居民满意情况", 100);
  await byHand(draft, 2, "县级评价", "重点任务", 50);
  await byHand(draft, 3, "县级评价", "队伍建设", 40);
  await counted(draft, 4);
  await ratings(draft);
  await page.getByLabel("期满次月公布日").fill("20");
  await draft.duration("复核期限", 5, "个工作日");
  await page.getByLabel("公布排名").check();
  await mendSums(draft);
  await draft.save();
  for (const { name } of presets.xinye.rules.assessments?.schemes ?? [])
    await draft.remove(`考核办法“${name}”`);
  await draft.look();
  expect(await draft.words()).toContain("减负提示");
}

async function evaluators(draft: Editor) {
  const residents = await draft.row("评价主体", 1);
  await residents.getByLabel("评价主体", { exact: true }).fill("居民评议");
  await residents.getByLabel("其他人员").fill("居民代表");
  await residents.getByLabel("权重").fill("30");
  const county = await draft.row("评价主体", 2);
  await county.getByLabel("评价主体", { exact: true }).fill("县级评价");
  await county.getByLabel("评价人第1项").selectOption({ label: "县负责人" });
  await county.getByLabel("权重").fill("35");
  const product = await draft.row("评价主体", 3);
  await product.getByLabel("评价主体", { exact: true }).fill("系统统计");
  await product.getByLabel("权重").fill("30");
}

async function byHand(draft: Editor, nth: number, group: string, name: string, marks: number) {
  const indicator = await draft.row("指标", nth);
  await indicator.getByLabel("名称").fill(name);
  await indicator.getByLabel("由谁评").selectOption({ label: group });
  await indicator.getByLabel("满分", { exact: true }).fill(String(marks));
  await indicator.getByLabel("怎样计分").selectOption({ label: "人工评分" });
  await indicator.getByLabel("评分标准").fill("凭日常掌握的情况评分");
}

/** Marks that the product reckons by itself, from a curve of two points. */
async function counted(draft: Editor, nth: number) {
  const indicator = await draft.row("指标", nth);
  await indicator.getByLabel("名称").fill("事项解决");
  await indicator.getByLabel("由谁评").selectOption({ label: "系统统计" });
  await indicator.getByLabel("满分", { exact: true }).fill("100");
  await indicator.getByLabel("怎样计分").selectOption({ label: "系统统计" });
  const metric = indicator.getByLabel("统计指标");
  const rate = metric.locator("option", { hasText: "事项解决率" });
  await metric.selectOption(await rate.getAttribute("value"));
  await indicator.getByText("未设置").click();
  const least = await draft.row("折点", 1);
  await least.getByLabel("数值").fill("60");
  await least.getByLabel("得满分的").fill("0");
  const full = await draft.row("折点", 2);
  await full.getByLabel("数值").fill("95");
  await full.getByLabel("得满分的").fill("100");
}

async function ratings(draft: Editor) {
  const bands = [
    ["优秀", "90", "100"],
    ["良好", "80", "90"],
    ["中等", "70", "80"],
    ["合格", "60", "70"],
    ["不合格", "0", "60"],
  ] as const;
  for (const [index, [name, from, to]] of bands.entries()) {
    const band = await draft.row("等次", index + 1);
    await band.getByLabel("等次").fill(name);
    await band.getByLabel("从").fill(from);
    await band.getByLabel("到").fill(to);
  }
}

/** Sums that don't come to 100 are refused with what they come to, and nothing that was typed is lost. */
async function mendSums(draft: Editor) {
  await draft.press("检查合计");
  await draft.look();
  expect(await draft.words()).toContain("权重合计 95%，须为 100%");
  await draft.press("保存到草案");
  await draft.look();
  const words = await draft.words();
  expect(words).toContain("权重合计须为100%，现在是95%");
  expect(words).toContain("“县级评价”的指标满分合计须为100分，现在是90分");
  expect(await draft.page.getByLabel("名称").first().inputValue()).toBe("社区治理三方评价");
  await correct(draft, "系统统计", "权重", ["30", "35"]);
  await correct(draft, "队伍建设", "满分", ["40", "50"]);
}

async function correct(draft: Editor, entry: string, label: string, [wrong, right]: [string, string]) {
  const number = (await draft.entry(entry)).getByLabel(label, { exact: true });
  expect(await number.inputValue()).toBe(wrong);
  await number.fill(right);
}
