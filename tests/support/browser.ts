import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
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
  const { path, needs = {} } = browserHere();
  const env = { ...process.env, ...needs };
  return chromium.launch({ executablePath: path, args: FLAGS, headless: true, env });
}

function browserHere(): { path: string; needs?: Record<string, string> } {
  const { CHROMIUM_PATH: named } = process.env;
  if (named) return { path: named };
  if (process.platform === "linux" && process.arch === "x64") {
    const shell = headlessShell();
    return { path: join(shell, "chromium"), needs: lackingHere(shell) };
  }
  const path = INSTALLED.find((path) => existsSync(path));
  if (!path) throw new Error("no Chromium is installed, and CHROMIUM_PATH names none");
  return { path };
}

/** Libraries always; fonts where none are set up: without any, text has no width, and nothing can be pressed. */
function lackingHere(shell: string): Record<string, string> {
  const libraries = { LD_LIBRARY_PATH: join(shell, "lib") };
  if (existsSync("/etc/fonts/fonts.conf")) return libraries;
  return { ...libraries, FONTCONFIG_FILE: join(shell, "own-fonts.conf") };
}

const fontsConf = (shell: string) => `<?xml version="1.0"?>
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${join(shell, "fonts")}</dir>
  <cachedir>${join(shell, "cache")}</cachedir>
</fontconfig>
`;

/**
 * The folder of the headless shell, with libraries and fonts that a slim machine lacks. Unpacked once for each version, whole
 * or not at all: two may want it at the same time, and where the other was faster its browser may run from there already.
 */
function headlessShell(): string {
  const packed = join(createRequire(import.meta.url).resolve("@sparticuz/chromium"), "../..");
  const { version } = JSON.parse(readFileSync(join(packed, "package.json"), "utf8"));
  const shell = join(root, `.build/chromium-${version}`);
  if (existsSync(shell)) return shell;
  mkdirSync(join(root, ".build"), { recursive: true });
  const unpacking = mkdtempSync(join(root, ".build/unpacking-"));
  const contents = (name: string) => brotliDecompressSync(readFileSync(join(packed, "bin", name)));
  writeFileSync(join(unpacking, "chromium"), contents("chromium.br"), { mode: 0o755 });
  for (const name of ["al2023.tar.br", "fonts.tar.br"])
    execFileSync("tar", ["-xf", "-", "-C", unpacking], { input: contents(name) });
  writeFileSync(join(unpacking, "own-fonts.conf"), fontsConf(shell));
  try {
    renameSync(unpacking, shell);
  } catch {
    rmSync(unpacking, { recursive: true });
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
