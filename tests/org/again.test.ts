import { parse } from "parse5";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { type County, newCounty } from "../support/county.ts";
import { formTo } from "../support/forms.ts";
import { stack } from "../support/stack.ts";
import { attribute, byId, type Element, named, text } from "../views/parsed.ts";

let county: County;
let browser: Browser;
beforeAll(async () => {
  [county, browser] = await Promise.all([newCounty(), launchBrowser()]);
});
afterAll(() => browser.close());

const fieldOf = (html: string, name: string): Element => byId(parse(html), `field-${name}`) as Element;
const isFocused = (html: string, name: string) => attribute(fieldOf(html, name), "autofocus") !== undefined;
const chosenIn = (html: string, name: string) =>
  named(fieldOf(html, name), "option")
    .filter((option) => attribute(option, "selected") !== undefined)
    .map((option) => attribute(option, "value"));
const marked = (html: string, within: string): string[] =>
  [...named(byId(parse(html), within) as Element, "tr"), ...named(byId(parse(html), within) as Element, "li")]
    .filter((row) => text(row).includes("刚添加"))
    .map(text);

describe("without JavaScript", () => {
  test("an org unit is added and the next one begun: same level and kind, the new row marked in a word", async () => {
    const admin = await county.visit("admin");
    const { org, base } = county;
    const form = { parentId: org.community, level: "grid", kind: "basic", households: "300" };
    const sent = await admin.post(`${base}/org`, { ...form, name: "第七网格", again: "1" });
    const html = await (await admin.follow(sent)).text();
    expect(marked(html, "org")).toEqual([expect.stringContaining("第七网格")]);
    expect([isFocused(html, "name"), chosenIn(html, "kind")]).toEqual([true, ["basic"]]);
    expect(attribute(fieldOf(html, "households"), "value")).toBe("");
    const next = formTo(html, "/org");
    expect(next.hidden.parentId).toBe(org.community);
    const plain = await admin.post(`${base}/org`, { ...form, name: "第八网格" });
    const after = await (await admin.follow(plain)).text();
    expect(marked(after, "org")).toEqual([expect.stringContaining("第八网格")]);
    expect(isFocused(after, "name")).toBe(false);
  });

  test("a member unit likewise: same kind and place", async () => {
    const secretary = await county.visit("secretary");
    const form = { kind: "localUnit", orgUnitId: county.org.community };
    const sent = await secretary.post(`${county.base}/units`, { ...form, name: "县图书馆", again: "1" });
    const html = await (await secretary.follow(sent)).text();
    expect(marked(html, "units")).toEqual([expect.stringContaining("县图书馆")]);
    expect(isFocused(html, "name")).toBe(true);
    expect([chosenIn(html, "kind"), chosenIn(html, "orgUnitId")]).toEqual([
      ["localUnit"],
      [county.org.community],
    ]);
  });

  test("an invitation's link leads to the next one: same role and scope", async () => {
    const admin = await county.visit("admin");
    const form = { name: "郑九", role: "grid_worker", scope: county.org.grid };
    const sent = await admin.post(`${county.base}/people/invitations`, form);
    const linkPage = await (await admin.follow(sent)).text();
    const onwards = named(parse(linkPage), "a").find((link) => text(link) === "继续邀请") as Element;
    const html = await (await admin.get(attribute(onwards, "href") ?? "")).text();
    expect(marked(html, "invitation-list")).toEqual([expect.stringContaining("郑九")]);
    expect(isFocused(html, "name")).toBe(true);
    expect([chosenIn(html, "role"), chosenIn(html, "scope")]).toEqual([["grid_worker"], [county.org.grid]]);
  });

  test("a refused one keeps what was typed, and the summary has the focus", async () => {
    const admin = await county.visit("admin");
    const form = { parentId: county.org.root, level: "street", name: "汉城街道", again: "1" };
    const html = await (await admin.post(`${county.base}/org`, form)).text();
    expect(isFocused(html, "name")).toBe(false);
    expect(attribute(byId(parse(html), "problems") as Element, "autofocus")).toBeDefined();
  });
});

test("by keyboard alone three grids are added one after the other, with JavaScript", async () => {
  const page: Page = await browser.newPage();
  const visitor = await county.visit("admin");
  await page
    .context()
    .addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url: stack.url })));
  await page.goto(`${stack.url}${county.base}/org/${county.org.otherCommunity}`);
  await page.locator("#field-name").focus();
  for (const name of ["东一网格", "东二网格", "东三网格"]) {
    await page.keyboard.type(name);
    await page.locator("button[name=again]").focus();
    await page.keyboard.press("Enter");
    await page.locator("#org", { hasText: name }).waitFor();
    await page.locator("#field-name:focus").waitFor();
    expect(await page.locator("#org tr", { hasText: "刚添加" }).allInnerTexts()).toEqual([
      expect.stringContaining(name),
    ]);
    expect(await page.locator("#field-name").inputValue()).toBe("");
  }
  await page.close();
});
