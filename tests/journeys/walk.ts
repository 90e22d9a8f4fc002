import type { Browser, BrowserContext, Page, Response } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axeViolations, kindsOf, launchBrowser } from "../support/browser.ts";
import type { County, Who } from "../support/county.ts";
import { isFull } from "../support/sample.ts";
import { sessionOf } from "../support/sessions.ts";
import { stack } from "../support/stack.ts";

export const sizes = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
] as const;

export type Size = (typeof sizes)[number];

let browser: Browser;
/** What axe has looked at in this file, for each width: addresses, and kinds of elements. */
const looked = new Set<string>();

/**
 * `test` for the walks of one of several ways. By default each walk is walked in one of them, the next walk in the next;
 * with `--full` in all of them.
 */
export function walksIn<Way>(
  way: Way,
  ways: readonly Way[],
): (name: string, walk: () => Promise<void>) => void {
  let walks = 0;
  return (name, walk) => {
    const turn = walks % ways.length;
    walks += 1;
    if (isFull || ways[turn] === way) test(name, walk);
  };
}

/** Gives a file its browser. Called by each file: files share this module, and hooks belong to whom registers them. */
export function inBrowser(): void {
  beforeAll(async () => {
    browser = await launchBrowser();
    // By default what a file has looked at needn't be looked at by those that follow it.
    if (isFull) looked.clear();
  });
  afterAll(() => browser.close());
}

export interface Walker {
  page: Page;
  context: BrowserContext;
  /** Opens an address of the product. */
  open(path: string): Promise<void>;
  /** Clicks a button or link by its words, and waits for the page it leads to. */
  press(words: string | RegExp): Promise<void>;
  /** Presses a button while there is no network: the page says so, and stays as it is. */
  pressCutOff(words: string | RegExp): Promise<void>;
  /** Presses a button whose answer gets lost on its way: what was sent has arrived. */
  pressUnanswered(words: string | RegExp): Promise<void>;
  /** Looks at the page as it is: no accessibility violation, nothing wider than the screen, no error in the console. */
  look(): Promise<void>;
  /** The words of the page's main part. */
  words(): Promise<string>;
}

/** How somebody comes: with or without JavaScript, at which moment instead of the present one. */
export interface Manner {
  javaScript?: boolean;
  now?: string;
}

/**
 * Whether a response is what a page was asked for: not where it leads elsewhere, and no file, which the page before may still be
 * loading.
 */
const isAnswer = (answer: Response): boolean =>
  !new URL(answer.url()).pathname.startsWith("/static/") && (answer.status() < 300 || answer.status() >= 400);

/** Somebody in front of a real screen. */
export async function walker(size: Size, { javaScript = true, now }: Manner = {}): Promise<Walker> {
  const context = await browser.newContext({
    viewport: { ...size },
    javaScriptEnabled: javaScript,
    locale: "zh-CN",
    ...(now && { extraHTTPHeaders: { "x-test-now": now } }),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  let copy: Page | undefined;
  const visible = async () => {
    if (javaScript) return page;
    copy ??= await browser.newPage({ viewport: { ...size } });
    return copyOf(page, copy);
  };
  const complaints: string[] = [];
  page.on("console", (message) => {
    // A form that comes back, to be mended or for the password, is no success, which Chromium reports as a failed load.
    const mending = /status of (401|409|422)/.test(message.text());
    if (message.type() === "error" && !mending) complaints.push(message.text());
  });
  const button = (words: string | RegExp) =>
    page.locator("main").getByRole("button", { name: words }).first();
  const toldCutOff = async () => {
    await page.getByRole("alert").filter({ hasText: "网络断了" }).waitFor();
    // Chromium complains of what couldn't be sent.
    expect(complaints.splice(0).filter((said) => !/net::ERR_|Failed to fetch/.test(said))).toEqual([]);
  };
  page.on("pageerror", (error) => complaints.push(String(error)));
  return {
    page,
    context,
    open: async (path) => {
      await page.goto(new URL(path, stack.url).href);
    },
    press: async (words) => {
      const main = page.locator("main");
      const target = main
        .getByRole("button", { name: words })
        .or(main.getByRole("link", { name: words }))
        .first();
      const settled = page.waitForResponse(isAnswer);
      await Promise.all([settled, target.click()]);
      await page.waitForLoadState("load");
    },
    pressCutOff: async (words) => {
      await context.setOffline(true);
      await button(words).click();
      await toldCutOff();
      await context.setOffline(false);
    },
    pressUnanswered: async (words) => {
      await page.route("**", async (route) => {
        if (route.request().method() !== "POST") return route.continue();
        await route.fetch({ maxRedirects: 0 });
        await route.abort();
      });
      await button(words).click();
      await toldCutOff();
      await page.unrouteAll();
    },
    look: async () => {
      if (await unseen(page, size)) expect(await axeViolations(await visible())).toEqual([]);
      const tooWide = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      );
      expect(tooWide).toBe(0);
      expect(complaints).toEqual([]);
    },
    words: async () => (await page.locator("main").textContent()) ?? "",
  };
}

/**
 * Whether there is something on the page that axe hasn't looked at yet: it is most of a walk's time, and finds on
 * the second row of a list what it found on the first.
 */
async function unseen(page: Page, { width }: Size): Promise<boolean> {
  const address = new URL(page.url()).pathname.replace(/\/t\/[^/]+/, "").replaceAll(/[^/]*\d[^/]*/g, "*");
  const here = [address, ...(await kindsOf(page))].map((part) => `${width} ${part}`);
  const fresh = here.some((part) => !looked.has(part));
  for (const part of here) looked.add(part);
  return fresh;
}

/**
 * A copy of a page as it stands, for axe to look at: axe is a script, and where JavaScript is off none runs. The copy
 * loads no other script.
 */
async function copyOf(page: Page, copy: Page): Promise<Page> {
  const html = await page.content();
  await copy.unrouteAll();
  await copy.route("**", (route) => {
    if (route.request().isNavigationRequest()) return route.fulfill({ contentType: "text/html", body: html });
    return route.request().resourceType() === "script" ? route.abort() : route.continue();
  });
  await copy.goto(page.url());
  return copy;
}

/** Somebody of a county who is signed in already, at their desk. */
export async function atDesk(size: Size, county: County, who: Who, options: Manner = {}): Promise<Walker> {
  const person = await walker(size, options);
  const value = await sessionOf(county.as(who, options.now), "browser");
  await person.context.addCookies([{ name: "lz_session", value, url: stack.url }]);
  await person.open(`${county.base}/desk`);
  return person;
}

/** Signs in as a person would, and arrives where the product sends them. */
export async function signedIn(
  size: Size,
  base: string,
  { username, password }: { username: string; password: string },
  options: Manner = {},
): Promise<Walker> {
  const person = await walker(size, options);
  await person.open(`${base}/session/new`);
  await person.page.getByLabel("用户名").fill(username);
  await person.page.getByLabel("密码").fill(password);
  await person.press("登录");
  return person;
}
