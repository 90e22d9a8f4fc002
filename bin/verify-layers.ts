/**
 * Checks that imports run one way and never in a circle, that a library kept behind one file stays behind it, that office
 * hours are read by the calendar alone, and how files are named.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { circles, type Import, importsOf, root, sources, within } from "./layers/imports.ts";

/** Times and words, which everybody may speak of. */
const plain = ["worker/time", "worker/text"];

/** The words for states, which columns take their type from. */
const states = [
  "matters",
  "meetings",
  "resolutions",
  "whistles",
  "assignments",
  "filings",
  "accounts",
  "webhooks",
].map((noun) => `worker/domain/${noun}/states.ts`);

/** The words of lists: orders, buckets by due time, lengths; of what a county says of itself; of robots in groups; of figures. */
const words = ["lists", "county", "robots", "figures"].map((noun) => `worker/domain/${noun}/words.ts`);

/** What pages may ask of rule sets: tables and sentences, nothing that brings the schema with it. */
const sayable = [
  "worker/rules/schema/words.ts",
  "worker/rules/schema/marks.ts",
  "worker/rules/document/names.ts",
  "worker/rules/document/phrases.ts",
  "worker/rules/document/limits.ts",
  "worker/rules/document/hours.ts",
  "worker/rules/document/promised.ts",
  "worker/rules/document/form-names.ts",
  "worker/rules/document/standing.ts",
];

/**
 * What each part may import, the nearest part counting: worker/domain before worker. Types may come from anywhere
 * below `types`; they leave no trace at run time.
 */
const arrows: { part: string; may: string[]; types?: string[] }[] = [
  { part: "worker/text", may: [] },
  { part: "worker/time", may: ["worker/text"] },
  { part: "worker/rules/schema", may: plain },
  { part: "worker/rules/document", may: ["worker/rules/schema", ...plain] },
  { part: "worker/rules/engine", may: ["worker/rules/schema", ...plain] },
  {
    part: "worker/rules/review",
    may: ["worker/rules/schema", "worker/rules/document", "worker/rules/engine", ...plain],
  },
  { part: "db", may: [], types: ["worker/rules", "worker/time", ...states] },
  {
    part: "db/presets",
    may: ["worker/rules/document", ".build/presets.txt"],
    types: ["worker/rules/schema"],
  },
  { part: "worker/domain", may: ["worker/rules", "db", ...plain] },
  {
    part: "worker/http",
    may: ["worker/domain", "worker/rules", "db", ...plain],
    types: ["worker/world.ts", "worker/env.ts"],
  },
  { part: "worker/api", may: ["worker/http", "worker/domain", "worker/rules", ...plain] },
  {
    part: "worker/pages",
    may: ["worker/http", "worker/domain", "worker/rules", "db/presets", "views", ...plain],
  },
  {
    part: "worker/jobs",
    may: ["worker/domain", "worker/rules", "db", ...plain],
    types: ["worker/world.ts", "worker/env.ts"],
  },
  { part: "worker/app.ts", may: ["worker/api", "worker/pages", "worker/http", "worker/domain"] },
  { part: "worker", may: ["worker", "db"] },
  {
    part: "views",
    may: [
      "worker/domain/kernel/roles.ts",
      ".build/static-version.txt",
      ...words,
      ...states,
      ...sayable,
      ...plain,
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
  yaml: "worker/rules/document/file.ts",
};

/** Who knows the hours themselves; everybody else asks the calendar, which knows the seasons. */
const knowHours = [
  "worker/rules/engine/calendar.ts",
  "worker/rules/engine/office.ts",
  "worker/rules/schema",
  "worker/rules/review/doubts/hours.ts",
  "worker/rules/document/hours.ts",
];
const readsHours = /\.(?:periods|seasons)\b|\{[^{}]*\b(?:periods|seasons)\b[^{}]*\}\s*[)}=:]/;

const layered = ["worker", "db", "views"].flatMap(sources);
const whole = [...layered, ...sources("bin")];
/** Two files may know each other's types; more than two are read as one. */
const ofTypes = circles(whole, true);
const problems = [
  ...layered.flatMap(problemsIn),
  ...[...whole, ...sources("tests")].flatMap(nameProblem),
  ...circles(whole, false).map((circle) => `these files import each other: ${circle.join(", ")}`),
  ...ofTypes.filter(({ length }) => length > 2).map((circle) => `types go round in ${circle.join(", ")}`),
];
for (const problem of problems) console.error(problem);
console.log(`${problems.length} imports or names against the layers, ${ofTypes.length} circles of types`);
process.exitCode = problems.length > 0 ? 1 : 0;

/** One case for all file names: some file systems can't tell `signIn.ts` from `signin.ts`. */
function nameProblem(file: string): string[] {
  return /[A-Z_]/.test(file) ? [`${file}: file names are in kebab-case`] : [];
}

function problemsIn(file: string): string[] {
  const interactive = /\.transaction\(/.test(readFileSync(join(root, file), "utf8"))
    ? [`${file}: interactive transactions hold locks over HTTP; use one batch`]
    : [];
  const hours =
    readsHours.test(readFileSync(join(root, file), "utf8")) && !knowHours.some((part) => within(file, part))
      ? [
          `${file}: office hours change with the season; ask the calendar when offices close (closeOf, setDue)`,
        ]
      : [];
  return [...importsOf(file).flatMap((one) => problemsWith(file, one)), ...interactive, ...hours];
}

function problemsWith(file: string, { from, type, targets }: Import): string[] {
  if (targets.length === 0) return library(file, from);
  const rule = arrows
    .filter(({ part }) => within(file, part))
    .sort((a, b) => b.part.length - a.part.length)[0];
  if (!rule) return [];
  const open = type ? [...rule.may, ...(rule.types ?? [])] : rule.may;
  return targets
    .filter((target) => ![rule.part, ...open].some((part) => within(target, part)))
    .map(
      (target) =>
        `${file}: ${rule.part} may not import ${type ? "types of " : ""}${target}; it may import ${open.join(", ") || "nothing"}`,
    );
}

function library(file: string, from: string): string[] {
  const entry = Object.entries(behind).find(([name]) => from === name || from.startsWith(`${name}/`));
  if (!entry || within(file, entry[1])) return [];
  return [`${file}: ${from} is kept behind ${entry[1]}`];
}
