import { expect } from "vitest";
import { presets } from "../../db/presets/index.ts";
import { writeAssessment } from "./own-assessment.ts";
import type { Editor } from "./rule-editor.ts";

/**
 * A practice that no preset has, written into a draft of 新野做法 with the rule editor alone: three levels with three
 * kinds of clocks, two meetings of two conveners and cadences, an assessment by three parties with five ratings.
 */
export async function writePractice(draft: Editor): Promise<void> {
  await threeLevels(draft);
  await twoMeetings(draft);
  await writeAssessment(draft);
}

async function threeLevels(draft: Editor) {
  const { page } = draft;
  await draft.section("办理");
  await draft.edit("办理层级“第 1 级：网格”");
  await draft.look();
  await page.getByLabel("名称").fill("网格即办");
  await draft.duration("办理时限", 1, "小时（昼夜连续）");
  await draft.save();
  await draft.remove("办理层级“第 3 级：街道”");
  await draft.edit("办理层级“第 3 级：县直部门”");
  await draft.duration("办理时限", 10, "天（自然日）");
  await draft.save();
  await draft.remove("办理层级“第 2 级：社区”");
  await communityStation(draft);
  const levels = await page.getByRole("heading", { name: /^第 \d 级/ }).allTextContents();
  expect(levels).toEqual(["第 1 级：网格即办", "第 2 级：社区工作站", "第 3 级：县直部门"]);
}

/** A level of the county's own between two others; what was forgotten is asked for, what was typed stays. */
async function communityStation(draft: Editor) {
  const { page } = draft;
  await draft.add("办理层级");
  await page.getByLabel("名称").fill("社区工作站");
  await draft.press("保存到草案");
  await draft.look();
  expect(await draft.words()).toContain("请检查以下内容");
  expect(await page.getByLabel("名称").inputValue()).toBe("社区工作站");
  await page.getByLabel("组织层级").selectOption({ label: "社区" });
  await draft.duration("办理时限", 5, "个工作日");
  await page.getByLabel("排列位置").selectOption({ label: "在“网格即办”之后" });
  await draft.save();
  await draft.look();
}

async function twoMeetings(draft: Editor) {
  const [first, ...others] = presets.xinye.rules.meetings.series.map(({ name }) => name);
  await draft.section("会议");
  for (const name of others) await draft.remove(`会议系列“${name}”`);
  await draft.edit(`会议系列“${first}”`);
  await draft.look();
  await draft.page.getByLabel("周期").selectOption({ label: "每半年" });
  await draft.save();
  await monthlyMeeting(draft);
  const words = await draft.words();
  expect(words).toMatch(/每半年一次，有需要可以加开.*召集人：县领导小组组长/);
  expect(words).toMatch(/每月.*10 ?日.*召集人：县委社会工作部部长/);
}

async function monthlyMeeting(draft: Editor) {
  const { page } = draft;
  await draft.add("会议系列");
  await draft.look();
  await page.getByLabel("名称").fill("社会治理月度协调会");
  await page.getByLabel("召开层级").selectOption({ label: "县" });
  await page.getByLabel("或其他人员").fill("县委社会工作部部长");
  await page.getByLabel("成员第1项").selectOption({ label: "街道党工委书记" });
  await page.getByLabel("成员第2项").selectOption({ label: "驻区单位" });
  const cadence = page.getByRole("group", { name: /^频次/ });
  await cadence.getByText("未设置").first().click();
  await cadence.getByLabel("周期").selectOption({ label: "每月" });
  await cadence.getByText("未设置").last().click();
  await cadence.getByLabel("到几日").fill("10");
  await draft.duration("决议默认期限", 10, "个工作日");
  await draft.duration("纪要起草期限", 3, "个工作日");
  await page.getByLabel("纪要签发人第1项").selectOption({ label: "县领导小组组长" });
  await draft.save();
  await draft.look();
}
