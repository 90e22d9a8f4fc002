import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect } from "vitest";
import { newOperator } from "../support/county.ts";
import { inBrowser, type Size, signedIn, sizes, type Walker, walker, walksIn } from "./walk.ts";

inBrowser();

let operator: { username: string; password: string };
beforeAll(async () => {
  operator = await newOperator();
});

const password = "清晨的菜市场总是最热闹的";

describe.for(sizes)("on a screen of $width × $height", (size) => {
  const walk = walksIn(size, sizes);
  walk("an operator opens a county; its admin sets a password and sees what is still to do", async () => {
    const slug = newSlug();
    const desk = await signedIn(size, "", operator);
    await desk.look();
    await desk.press("开通新县");
    await desk.look();
    await nameCounty(desk, slug);
    await desk.page.getByText("第一位管理员").waitFor();
    await desk.look();
    const link = await desk.page.locator("main textarea").first().inputValue();
    expect(link).toContain(`/t/${slug}/invitations/`);
    await arrive(size, link);
    await desk.context.close();
  });

  walk("an invited visitor opens a county without an account", async () => {
    const slug = newSlug();
    const desk = await signedIn(size, "", operator);
    await desk.page.getByLabel("受邀人姓名").fill("受邀的同事");
    await desk.press("生成开通链接");
    await desk.look();
    const opening = await desk.page.locator("main textarea").first().inputValue();
    const guest = await walker(size);
    await guest.open(new URL(opening).pathname);
    await guest.look();
    await nameCounty(guest, slug);
    await guest.page.getByText("已开通").first().waitFor();
    await guest.look();
    await arrive(size, await guest.page.locator("main textarea").first().inputValue());
    for (const person of [desk, guest]) await person.context.close();
  });
});

const newSlug = () => `j-${randomBytes(5).toString("hex")}`;

async function nameCounty({ page, press }: Walker, slug: string) {
  await page.getByLabel(/名称/).first().fill("测试县");
  await page.getByLabel("网址标识").fill(slug);
  await page.getByLabel("行政区划代码").fill("530724");
  await page.getByLabel(/宁蒗/).check();
  await page.getByLabel(/管理员姓名/).fill("新来的管理员");
  await press(/^开通/);
}

async function arrive(size: Size, link: string) {
  const admin = await walker(size);
  await admin.open(new URL(link).pathname);
  await admin.look();
  await admin.page.getByLabel("用户名").fill("admin");
  await admin.page.getByLabel("密码", { exact: false }).fill(password);
  await admin.page.locator("main form button").last().click();
  await admin.page.getByText("还要做的").first().waitFor();
  await admin.look();
  expect(new URL(admin.page.url()).pathname).toMatch(/\/checklist$/);
  expect(await admin.words()).toContain("邀请人员");
  for (const path of [
    "rules",
    "org",
    "units",
    "people",
    "meetings/new",
    "audit",
    "matters",
    "meetings",
    "desk",
    "account",
  ]) {
    await admin.open(new URL(link).pathname.replace(/invitations.*$/, path));
    await admin.look();
  }
  await admin.context.close();
}
