import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { galleryParts } from "../../views/gallery/gallery.tsx";
import { axeViolations, launchBrowser } from "../support/browser.ts";
import { isFull, sampled } from "../support/sample.ts";
import { stack, startSite } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const desk = { width: 1280, height: 800 };
const phone = { width: 360, height: 740 };

async function opened(part: string, options: BrowserContextOptions = {}, elder = false): Promise<Page> {
  const context = await browser.newContext({ viewport: desk, ...options });
  if (elder) await context.addCookies([{ name: "lz_elder", value: "on", url: stack.url }]);
  const page = await context.newPage();
  await page.goto(`${stack.url}/gallery?part=${part}`);
  return page;
}

test("an installation that is used for real has no gallery", async () => {
  const site = await startSite({ MODE: "production" });
  expect((await newVisitor(site.url).get("/gallery")).status).toBe(404);
  expect((await newVisitor().get("/gallery")).status).toBe(200);
});

const looks: [string, BrowserContextOptions, boolean][] = [
  ["at a desk", {}, false],
  ["on a phone", { viewport: phone }, false],
  ["in large text", { viewport: phone }, true],
  ["in the dark", { colorScheme: "dark" }, false],
  ...(isFull
    ? ([
        ["on a small phone", { viewport: { width: 320, height: 640 } }, false],
        ["in forced colours", { forcedColors: "active" }, false],
      ] as [string, BrowserContextOptions, boolean][])
    : []),
];

describe.each(looks.map((look, column) => [...look, column] as const))(
  "%s",
  (_where, options, elder, column) => {
    test.each(sampled(galleryParts, column, 2))(
      "axe finds nothing in %s, and nothing is wider than the screen",
      async (part) => {
        const page = await opened(part, options, elder);
        expect(await axeViolations(page)).toEqual([]);
        const { scrollWidth, clientWidth } = await page.evaluate<{
          scrollWidth: number;
          clientWidth: number;
        }>(
          "({ scrollWidth: document.documentElement.scrollWidth, clientWidth: document.documentElement.clientWidth })",
        );
        expect(scrollWidth).toBe(clientWidth);
        await page.context().close();
      },
    );
  },
);

describe("a work list", () => {
  const focused = (page: Page) => page.evaluate<string>("document.activeElement.id");

  test("is worked with single keys", async () => {
    const page = await opened("lists");
    const press = async (key: string) => {
      await page.keyboard.press(key);
      return focused(page);
    };
    expect(await press("j")).toBe("full-row-1");
    expect(await press("j")).toBe("full-row-2");
    expect(await press("k")).toBe("full-row-1");
    await page.keyboard.press("x");
    const chosen = page.locator("#full [name=selected]");
    expect(await chosen.first().isChecked()).toBe(true);
    expect(await page.locator("#full [data-chosen]").textContent()).toBe("已选 1 项");
    expect(await press("Enter")).toBe("full-row-1");
    expect(new URL(page.url()).hash).toBe("#1");
    expect(await press("/")).toBe("full-search");
    // Whoever writes means the letter.
    await page.keyboard.type("jkx?/");
    expect(await page.locator("#full-search").inputValue()).toBe("jkx?/");
    await page.context().close();
  });

  test("keeps the row that is reached by key clear of the bar that stays", async () => {
    const page = await opened("lists", { viewport: { width: 1280, height: 420 } });
    for (const key of "jjjjjkkk") await page.keyboard.press(key);
    expect(await focused(page)).toBe("full-row-2");
    const isSeen = await page.evaluate<boolean>(`(() => {
      const { x, y } = document.activeElement.getBoundingClientRect();
      return document.activeElement.contains(document.elementFromPoint(x + 5, y + 5));
    })()`);
    expect(isSeen).toBe(true);
    await page.context().close();
  });

  test("swaps itself alone, and leaves the focus where it was", async () => {
    const page = await opened("lists");
    await page.locator("h1").evaluate((head) => head.setAttribute("data-kept", ""));
    const swapped = page.waitForResponse((answer) => answer.url().includes("chosen="));
    await page.locator("#full-bucket-1").focus();
    await page.keyboard.press("Enter");
    await swapped;
    await page.waitForURL(/chosen=/);
    await expect.poll(() => focused(page)).toBe("full-bucket-1");
    await page.locator("#full-search").fill("路灯");
    await page.keyboard.press("Enter");
    await page.waitForURL(/search=/);
    await expect.poll(() => focused(page)).toBe("full-search");
    expect(await page.locator("h1[data-kept]").count()).toBe(1);
    await page.context().close();
  });

  test("explains its keys, and lets people who dictate switch them off", async () => {
    const page = await opened("lists");
    const help = page.locator("#full-keys");
    await page.keyboard.press("?");
    expect(await help.isVisible()).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
    await help.getByLabel("使用快捷键").uncheck();
    await help.getByRole("button", { name: "关闭" }).click();
    expect(await help.isVisible()).toBe(false);
    await page.reload();
    await page.keyboard.press("j");
    expect(await focused(page)).toBe("");
    await page.locator("#full").getByRole("button", { name: "快捷键" }).click();
    expect(await help.getByLabel("使用快捷键").isChecked()).toBe(false);
    await page.context().close();
  });

  test("opens one menu at a time, which Escape closes where it was opened", async () => {
    const page = await opened("lists");
    const menu = (name: string) => page.locator(`#full details:has(> #full-${name})`);
    const isOpen = (name: string) => menu(name).evaluate((element) => element.hasAttribute("open"));
    await page.locator("#full-place").click();
    await page.locator("#full-source").click();
    expect([await isOpen("place"), await isOpen("source")]).toEqual([false, true]);
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("full-source-0");
    await page.keyboard.press("Escape");
    expect([await isOpen("source"), await focused(page)]).toEqual([false, "full-source"]);
    await page.context().close();
  });

  test("leads with the time left on a phone, and folds its filters behind one word", async () => {
    const page = await opened("lists", { viewport: phone });
    const first = page.locator("#full .work-row").first();
    const top = async (part: string) => (await first.locator(part).boundingBox())?.y ?? 0;
    expect(await top(".work-left")).toBeLessThan(await top(".work-title a"));
    expect(await page.locator("#full-category").isVisible()).toBe(false);
    await page.locator("#full .work-more > summary").click();
    await page.locator("#full-category").click();
    expect(await page.locator("#full-category-0").isVisible()).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
    await page.context().close();
  });

  test("needs no script: its filters are links, and no key is promised", async () => {
    const page = await opened("lists", { javaScriptEnabled: false });
    await page.locator("#full-category").click();
    expect(await page.locator("#full-category-0").isVisible()).toBe(true);
    expect(await page.locator("#full").getByRole("button", { name: "快捷键" }).isVisible()).toBe(false);
    expect(await page.locator("#full [data-all]").isVisible()).toBe(false);
    await page.context().close();
  });

  test("on paper is a table below a letterhead, without what can't be pressed there", async () => {
    const page = await opened("lists", { viewport: phone });
    await page.emulateMedia({ media: "print" });
    const isShown = (part: string) => page.locator(part).first().isVisible();
    const shown = [".letterhead", "#full thead", ".work-bar", ".work-foot", ".work-select", ".rail", ".dock"];
    expect(await Promise.all(shown.map(isShown))).toEqual([true, true, false, false, false, false, false]);
    await page.context().close();
  });
});
