import { randomUUID } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { type Browser, chromium, type Page } from "playwright-core";
import { root } from "../../bin/runtime/bundle.ts";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--hide-scrollbars",
];

/**
 * CHROMIUM_PATH, or the headless shell that npm brings (Linux on x64), which takes less than half of the processor
 * time of a whole Chromium; elsewhere an installed one. Close it in `afterAll`.
 */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: FLAGS, headless: true });
}

function chromiumPath(): string {
  const { CHROMIUM_PATH: named } = process.env;
  if (named) return named;
  if (process.platform === "linux" && process.arch === "x64") return headlessShell();
  const installed = INSTALLED.find((path) => existsSync(path));
  if (!installed) throw new Error("no Chromium is installed, and CHROMIUM_PATH names none");
  return installed;
}

/** Unpacked once for each version, whole or not at all: two runs may want it at the same time. */
function headlessShell(): string {
  const packed = join(createRequire(import.meta.url).resolve("@sparticuz/chromium"), "../..");
  const { version } = JSON.parse(readFileSync(join(packed, "package.json"), "utf8"));
  const shell = join(root, `.build/chromium-${version}`);
  if (existsSync(shell)) return shell;
  mkdirSync(join(root, ".build"), { recursive: true });
  const unpacking = `${shell}.${randomUUID()}`;
  writeFileSync(unpacking, brotliDecompressSync(readFileSync(join(packed, "bin/chromium.br"))), {
    mode: 0o755,
  });
  try {
    linkSync(unpacking, shell);
  } catch {
    // Another was faster, and its browser may be running from there already.
  } finally {
    rmSync(unpacking);
  }
  return shell;
}

export interface Violation {
  rule: string;
  help: string;
  /** The offending elements' HTML. */
  where: string[];
}

/** What axe finds on the page by WCAG 2.2 A and AA. Runs through the debugger, so the page's CSP stays in force. */
export async function axeViolations(page: Page): Promise<Violation[]> {
  await page.evaluate(axeSource());
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return (await axe.run({ runOnly: tags, resultTypes: ["violations"] })).violations;
  });
  return found.map(({ id, help, nodes }) => ({ rule: id, help, where: nodes.map(({ html }) => html) }));
}

let source: string | undefined;

function axeSource(): string {
  source ??= readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  return source;
}

/** The kinds of elements on the page: where in the tree, with which attributes, with text or without. */
export async function kindsOf(page: Page): Promise<string[]> {
  return page.locator("*").evaluateAll((elements) => {
    const kinds = new Map<unknown, string>();
    for (const element of elements) {
      const attributes = [...element.attributes].map(({ name, value }) =>
        /^(class|type|role|aria-(current|expanded|invalid))$/.test(name) ? `${name}=${value}` : name,
      );
      const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());
      const own = [element.tagName, ...attributes.sort(), words ? "with words" : ""].join(" ");
      kinds.set(element, `${kinds.get(element.parentElement) ?? ""} > ${own}`);
    }
    return [...new Set(kinds.values())];
  });
}
