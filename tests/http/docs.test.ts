import { parse } from "parse5";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contract } from "../api/contract.ts";
import { axeViolations, launchBrowser } from "../support/browser.ts";
import { type County, newCounty } from "../support/county.ts";
import { stack } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";
import { attribute, elements, named, text } from "../views/parsed.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

test("every operation and everything that is answered is on the page", async () => {
  const { document } = await contract();
  const answer = await newVisitor().get("/docs");
  const page = parse(await answer.text());
  expect(answer.status).toBe(200);
  const ids = new Set(elements(page).flatMap((element) => attribute(element, "id") ?? []));
  const operations = Object.values(document.paths).flatMap((at) => Object.values(at));
  expect(operations.filter(({ operationId }) => !ids.has(operationId))).toEqual([]);
  const summaries = named(page, "summary").map(text);
  for (const [path, at] of Object.entries(document.paths)) {
    for (const method of Object.keys(at)) {
      expect(summaries.filter((each) => each.endsWith(`：${method.toUpperCase()} ${path}`))).toHaveLength(1);
    }
  }
  const within = named(page, "a").flatMap((link) => attribute(link, "href") ?? []);
  const broken = within.filter((href) => href.startsWith("#") && !ids.has(decodeURIComponent(href.slice(1))));
  expect(broken).toEqual([]);
});

test("it leads to the description that programs read, wherever it stands", async () => {
  for (const path of ["/docs", `${county.base}/docs`]) {
    const page = parse(await (await newVisitor().get(path)).text());
    const files = named(page, "a")
      .flatMap((link) => attribute(link, "href") ?? [])
      .filter((href) => href.endsWith(".json"));
    expect(files).toHaveLength(2);
    for (const file of files) expect([file, (await newVisitor().get(file)).status]).toEqual([file, 200]);
  }
});

describe("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test("it asks for nothing from elsewhere, fits a phone, and axe finds nothing", async () => {
    const page: Page = await browser.newPage({
      viewport: { width: 360, height: 740 },
      javaScriptEnabled: true,
    });
    const asked: string[] = [];
    page.on("request", (request) => void asked.push(new URL(request.url()).origin));
    const said: string[] = [];
    page.on("console", (message) => void said.push(message.text()));
    await page.goto(`${stack.url}/docs#postMatters`);
    await page.locator("#postMatters summary").click();
    expect(await page.locator("#postMatters").getByText("必填").count()).toBeGreaterThan(3);
    expect(new Set(asked)).toEqual(new Set([stack.url]));
    expect(said).toEqual([]);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
    expect(await axeViolations(page)).toEqual([]);
  });
});
