/** Checks that links inside the documents lead somewhere, and that the npm commands which they and `bin/server/` name exist. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = join(import.meta.dirname, "..");
const scripts = Object.keys(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts ?? {});
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...(existsSync(join(root, "docs"))
    ? readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    : []
  )
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];

const problems = documents.flatMap((document) => {
  const text = readFileSync(join(root, document), "utf8");
  return [...brokenLinks(document, text), ...unknownCommands(text)].map(
    (problem) => `${document}: ${problem}`,
  );
});
const services = readdirSync(join(root, "bin/server")).map((name) => join("bin/server", name));
for (const file of services)
  problems.push(
    ...unknownCommands(readFileSync(join(root, file), "utf8")).map((problem) => `${file}: ${problem}`),
  );
for (const problem of problems) console.error(problem);
console.log(`${documents.length} documents, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

function brokenLinks(document: string, text: string): string[] {
  return [...withoutCode(text).matchAll(/!?\[[^\]]*\]\(([^)\s]+)[^)]*\)/g)].flatMap(([, link = ""]) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return [];
    const [path = "", anchor] = link.split("#");
    const target = path ? resolve(root, dirname(document), decodeURIComponent(path)) : join(root, document);
    if (relative(root, target).startsWith("..") || !existsSync(target)) return [`no such file: ${link}`];
    if (!anchor || !statSync(target).isFile()) return [];
    return anchorsIn(readFileSync(target, "utf8")).includes(decodeURIComponent(anchor))
      ? []
      : [`no such heading: ${link}`];
  });
}

/** Headings as GitHub turns them into anchors. */
function anchorsIn(text: string): string[] {
  return [...withoutCode(text).matchAll(/^#{1,6}\s+(.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(/\s/g, "-"),
  );
}

function withoutCode(text: string): string {
  return text
    .replaceAll(/^```[\s\S]*?^```/gm, "")
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]]/g, ""));
}

/** `npm run doctor`, on a server `lianzhi doctor`, in its units `node --run doctor`. */
function unknownCommands(text: string): string[] {
  return [...text.matchAll(/(npm run|--run|(?<![/\w])lianzhi) ([a-z][a-z:-]*)/g)].flatMap(
    ([, by, name = ""]) => (scripts.includes(name) ? [] : [`no such script: ${by} ${name}`]),
  );
}
