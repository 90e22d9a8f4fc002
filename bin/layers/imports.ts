import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

export const root = join(import.meta.dirname, "../..");

export interface Import {
  /** What stands between the quotes. */
  readonly from: string;
  /** Whether only types come in, which leave no trace at run time. */
  readonly type: boolean;
  /** The files of ours that are meant; none for a library, more than one where it depends on who runs it. */
  readonly targets: readonly string[];
}

/** TypeScript of one wing, by paths from the root. */
export function sources(wing: string): string[] {
  return readdirSync(join(root, wing), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(wing, name));
}

/** What a file imports and re-exports, at its head or on the way. */
export function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  const heads = [...text.matchAll(/^(?:import|export)\s(type\s)?[^;"']*?["']([^"']+)["'];/gm)];
  const later = [...text.matchAll(/\bawait import\(["']([^"']+)["']\)/g)];
  return [
    ...heads.map(([, type, from = ""]) => imported(file, from, type !== undefined)),
    ...later.map(([, from = ""]) => imported(file, from, false)),
  ];
}

const { imports: aliases } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  imports: Record<string, string | Record<string, string>>;
};

function imported(file: string, from: string, type: boolean): Import {
  if (from.startsWith(".")) return { from, type, targets: [relative(root, join(root, dirname(file), from))] };
  const alias = aliases[from];
  const targets = alias === undefined ? [] : Object.values(typeof alias === "string" ? [alias] : alias);
  return { from, type, targets: targets.map((target) => relative(root, join(root, target))) };
}

/** Groups of files that import each other, directly or round about; `types` asks of imports of types as well. */
export function circles(files: readonly string[], types: boolean): string[][] {
  const to = new Map(
    files.map((file) => [
      file,
      importsOf(file).flatMap(({ type, targets }) => (type && !types ? [] : targets)),
    ]),
  );
  const reached = new Map(files.map((file) => [file, reachedFrom(file, to)]));
  const round = files.filter((file) => reached.get(file)?.has(file));
  const together = (file: string) =>
    round.filter(
      (other) => other === file || (reached.get(file)?.has(other) && reached.get(other)?.has(file)),
    );
  return [...new Map(round.map((file) => together(file)).map((group) => [group[0], group])).values()];
}

function reachedFrom(file: string, to: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set<string>();
  const next = [...(to.get(file) ?? [])];
  for (let here = next.pop(); here !== undefined; here = next.pop()) {
    if (reached.has(here)) continue;
    reached.add(here);
    next.push(...(to.get(here) ?? []));
  }
  return reached;
}

/** Whether a file is a part or lies within it. */
export function within(file: string, part: string): boolean {
  return file === part || file.startsWith(`${part}/`);
}
