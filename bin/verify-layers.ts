/**
 * Checks that imports run one way, that a library kept behind one file stays behind it, that office hours are read by
 * the calendar alone, and how files are named.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const root = join(import.meta.dirname, "..");

/**
 * What each part may import, the nearest part counting: worker/domain before worker. Types may come from anywhere
 * below `types`; they leave no trace at run time.
 */
const arrows: { part: string; may: string[]; types?: string[] }[] = [
  { part: "worker/time", may: [] },
  { part: "worker/text", may: [] },
  { part: "worker/rules", may: ["worker/time", "worker/text"] },
  { part: "db", may: [], types: ["worker/rules", "worker/time"] },
  { part: "worker/domain", may: ["worker/rules", "worker/time", "worker/text", "db"] },
  {
    part: "worker/http",
    may: ["worker/domain", "worker/rules", "worker/time", "worker/text", "db"],
    types: ["worker/world.ts", "worker/env.ts"],
  },
  {
    part: "worker/api",
    may: ["worker/http", "worker/domain", "worker/rules", "worker/time", "worker/text"],
  },
  {
    part: "worker/pages",
    may: [
      "worker/http",
      "worker/domain",
      "worker/rules",
      "worker/time",
      "worker/text",
      "db/presets",
      "views",
    ],
  },
  {
    part: "worker/jobs",
    may: ["worker/domain", "worker/rules", "worker/time", "worker/text", "db"],
    types: ["worker/world.ts", "worker/env.ts"],
  },
  { part: "worker/app.ts", may: ["worker/api", "worker/pages", "worker/http", "worker/domain"] },
  { part: "worker", may: ["worker", "db"] },
  {
    part: "views",
    may: [
      "worker/domain/kernel/policy.ts",
      "worker/time",
      "worker/text",
      "worker/rules/schema/words.ts",
      "worker/rules/schema/marks.ts",
      "worker/rules/document/phrases.ts",
      "worker/rules/document/form-names.ts",
    ],
    types: ["worker", "db"],
  },
];

/** Libraries that only one file may know, so that they can be replaced there. */
const behind: Record<string, string> = {
  "@libsql/client": "db/client.ts",
  lucia: "worker/domain/accounts/sessions.ts",
  "typed-html": "views",
  "@phi-ag/argon2": "worker/http/passwords.ts",
  "@tursodatabase/api": "worker/domain/tenants/provisioner.ts",
};

/** Who knows the hours themselves; everybody else asks the calendar, which knows the seasons. */
const knowHours = ["worker/rules/engine/calendar.ts", "worker/rules/schema", "views/rules/hours.tsx"];
const readsHours = /\.(?:periods|seasons)\b|\{[^{}]*\b(?:periods|seasons)\b[^{}]*\}\s*[)}=:]/;

const problems = [
  ...["worker", "db", "views"].flatMap((wing) => sources(wing).flatMap(problemsIn)),
  ...["worker", "db", "views", "tests", "bin"].flatMap((wing) => sources(wing).flatMap(nameProblem)),
];
for (const problem of problems) console.error(problem);
console.log(`${problems.length} imports or names against the layers`);
process.exitCode = problems.length > 0 ? 1 : 0;

function sources(wing: string): string[] {
  return readdirSync(join(root, wing), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(wing, name));
}

/** One case for all file names: some file systems can't tell `signIn.ts` from `signin.ts`. */
function nameProblem(file: string): string[] {
  return /[A-Z_]/.test(file) ? [`${file}: file names are in kebab-case`] : [];
}

function problemsIn(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  const imports = text.matchAll(/^(?:import|export)\s+(type\s)?[^;"']*?["']([^"']+)["'];/gm);
  const found = [...imports].flatMap(([, type, from = ""]) => problemWith(file, from, type !== undefined));
  const interactive = /\.transaction\(/.test(text)
    ? [`${file}: interactive transactions hold locks over HTTP; use one batch`]
    : [];
  const hours =
    readsHours.test(text) && !knowHours.some((part) => within(file, part))
      ? [
          `${file}: office hours change with the season; ask the calendar when offices close (closeOf, setDue)`,
        ]
      : [];
  return [...found, ...interactive, ...hours];
}

function problemWith(file: string, from: string, type: boolean): string[] {
  if (!from.startsWith(".")) return library(file, from);
  const target = relative(root, join(root, dirname(file), from));
  const rule = arrows
    .filter(({ part }) => within(file, part))
    .sort((a, b) => b.part.length - a.part.length)[0];
  if (!rule || within(target, rule.part)) return [];
  const open = type ? [...rule.may, ...(rule.types ?? [])] : rule.may;
  if (open.some((part) => within(target, part))) return [];
  return [
    `${file}: ${rule.part} may not import ${type ? "types of " : ""}${target}; it may import ${open.join(", ") || "nothing"}`,
  ];
}

function library(file: string, from: string): string[] {
  const entry = Object.entries(behind).find(([name]) => from === name || from.startsWith(`${name}/`));
  if (!entry || within(file, entry[1])) return [];
  return [`${file}: ${from} is kept behind ${entry[1]}`];
}

function within(file: string, part: string): boolean {
  return file === part || file.startsWith(`${part}/`);
}
