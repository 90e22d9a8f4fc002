import { readFileSync } from "node:fs";
import { beforeAll, describe, expect } from "vitest";
import { acceptInvitation } from "../../worker/domain/accounts/accept.ts";
import { invitationLinkOf, invitePerson } from "../../worker/domain/accounts/invite.ts";
import { type County, newCounty } from "../support/county.ts";
import { editor, startDraft } from "./rule-editor.ts";
import { atDesk, inBrowser, signedIn, sizes, type Walker, walksIn } from "./walk.ts";

const [phone, desk] = sizes;
const ways = [
  { size: phone, javaScript: false },
  { size: desk, javaScript: true },
];
const now = "2029-11-21T02:15:00.000Z";
const current = "第 1 版（现行）";

inBrowser();

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

describe.for(ways)("on a screen of $size.width × $size.height (JavaScript: $javaScript)", (way) => {
  const walk = walksIn(way, ways);
  const manner = { javaScript: way.javaScript, now };
  const admin = () => atDesk(way.size, county, "admin", manner);

  walk("who saves second is told who was faster, and keeps their own words", async () => {
    const first = await admin();
    const draft = await startDraft(first, county.base, current);
    const second = await signedIn(way.size, county.base, await secondAdmin(), manner);
    const item = `${draft}/items/handling.levels.grid`;
    for (const person of [first, second]) await person.open(item);
    await first.page.getByLabel("名称").fill("先保存的名称");
    await editor(first, draft).save();
    await second.page.getByLabel("名称").fill("后保存的名称");
    await second.press("保存到草案");
    await second.look();
    expect(await second.words()).toContain(`${county.people.admin.actor.name}在今天 10:15 保存了修改`);
    expect(await second.page.getByLabel("名称").inputValue()).toBe("后保存的名称");
    await editor(second, draft).save();
    expect(await second.words()).toContain("后保存的名称");
    for (const person of [first, second]) await person.context.close();
  });

  walk(
    "who publishes while somebody still writes sees the draft as it is now, and keeps the note",
    async () => {
      const writer = await admin();
      const draft = await startDraft(writer, county.base, current);
      const publisher = await signedIn(way.size, county.base, await secondAdmin(), manner);
      await publisher.open(`${draft}/publication`);
      await publisher.page.getByLabel("修改说明").fill("已经写好的说明");
      await rename(writer, draft, "最后才改的名称");
      await publisher.press(/^发布$/);
      await publisher.look();
      const words = await publisher.words();
      for (const part of ["这份草案刚被修改过", "最后才改的名称"]) expect(words).toContain(part);
      expect(await publisher.page.getByLabel("修改说明").inputValue()).toBe("已经写好的说明");
      for (const person of [writer, publisher]) await person.context.close();
    },
  );

  walk("a draft put away can be taken out again, with all that was written", async () => {
    const person = await admin();
    const { page, press, look, words } = person;
    const draft = await startDraft(person, county.base, current);
    await rename(person, draft, "放弃前的名称");
    await person.open(draft);
    await press("放弃草案");
    await look();
    expect(await words()).toContain("恢复后才能修改和发布");
    expect(await page.getByRole("link", { name: "核对并发布" }).count()).toBe(0);
    await person.open(`${county.base}/rules/versions`);
    expect(await words()).toContain("已放弃的草案");
    await person.open(draft);
    await press("恢复草案");
    await page.getByText("草案已恢复").waitFor();
    await look();
    await editor(person, draft).section("办理");
    expect(await words()).toContain("放弃前的名称");
    await person.context.close();
  });

  walk("rules that are to take effect later can be withdrawn before they do", async () => {
    const person = await admin();
    const { page, press, look, words } = person;
    const draft = await startDraft(person, county.base, current);
    await rename(person, draft, "以后才用的名称");
    await person.open(`${draft}/publication`);
    await page.getByLabel("修改说明").fill("下月起执行");
    await page.getByLabel("生效日期").fill("2029-12-01");
    await press(/^发布$/);
    await page.getByText("规则已发布").waitFor();
    await look();
    expect(await words()).toContain("待生效");
    await person.open(`${county.base}/rules`);
    await press(/^办理$/);
    expect(await words()).not.toContain("以后才用的名称");
    await person.open(draft);
    await press("撤回这一版");
    await page.getByText("已撤回").first().waitFor();
    await look();
    await person.open(`${county.base}/rules/versions`);
    await look();
    expect(await words()).toContain("生效前已撤回");
    await person.context.close();
  });

  walk("a file exported, changed by hand and imported differs in exactly that", async () => {
    const person = await admin();
    const { page, open, press, look, words } = person;
    await open(`${county.base}/rules`);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "YAML 文件" }).click(),
    ]);
    const text = readFileSync(await file.path(), "utf8");
    await importFile(person, text.replace("workdays: 3\n", "workdays: 2\n"));
    await page.getByText("已导入为草案").waitFor();
    await look();
    await press("与现行规则的差别（1 处）");
    await look();
    expect(await words()).toMatch(/办理 › 办理层级 › 网格办理时限.*3 个工作日.*2 个工作日/);

    await importFile(person, text.replace("workdays: 3\n", "workdays: 三\n"));
    await look();
    expect(await words()).toContain("办理 › 办理层级第1项(网格) › 办理时限");
    await importFile(person, text.replace("organisation:", "organisation: ]"));
    await look();
    expect(await words()).toContain("文件无法读取，须是 JSON 或 YAML 格式，错在第");
    await person.context.close();
  });
});

type Credentials = { username: string; password: string };

async function rename(person: Walker, draft: string, name: string) {
  await person.open(`${draft}/items/handling.levels.grid`);
  await person.page.getByLabel("名称").fill(name);
  await editor(person, draft).save();
}

async function importFile({ page, open, press }: Walker, text: string) {
  await open(`${county.base}/rules/versions`);
  const buffer = Buffer.from(text);
  await page
    .getByLabel("规则文件")
    .setInputFiles({ name: "规则.yaml", mimeType: "application/yaml", buffer });
  await press("导入为草案");
}

let admins = 0;
async function secondAdmin(): Promise<Credentials> {
  const invited = { name: "另一位管理员", role: "county_admin", scope: county.org.root };
  const { id } = await invitePerson(county.as("admin"), invited);
  const { token } = await invitationLinkOf(county.as("admin"), id);
  admins += 1;
  const credentials = { username: `admin-${admins}`, password: "清晨的菜市场总是最热闹的" };
  await acceptInvitation(county.as(null), { token, ...credentials });
  return credentials;
}
