import type { Target } from "../../../worker/rules/schema/acts.ts";
import type { Field, GroupField } from "../../../worker/rules/schema/fields.ts";
import type { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import { another, type Path, withChange } from "../another-value.ts";

/** One value of a document changed: into another, taken away, or, for a key, with the entry it stands for. */
export interface Change {
  readonly way: "other" | "gone" | "entry";
  readonly path: Path;
  readonly value: unknown;
}

/** One value of the schema, with every change of it in a document. */
export interface Leaf {
  readonly path: string;
  readonly acts: readonly Target[];
  readonly changes: Change[];
}

/** Every value of the schema but the sources: they are no rules. */
export function leavesOf(sections: readonly (readonly [string, GroupField])[], document: RuleSet): Leaf[] {
  const leaves = new Map<string, Leaf>();
  for (const [name, section] of sections) visit(section, name, [name]);
  return [...leaves.values()];

  function visit(field: Field, path: string, at: Path): void {
    const value = valueAt(document, at);
    if (field.as === "sources") return;
    if (field.as === "group") {
      for (const [part, inner] of field.fields) visit(inner, `${path}.${part}`, [...at, part]);
    } else if (field.as === "list") {
      const rows = Math.max(((value ?? []) as unknown[]).length, 1);
      for (let row = 0; row < rows; row += 1) visit(field.of, path, [...at, row]);
    } else {
      const leaf = leaves.get(path) ?? { path, acts: field.acts, changes: [] };
      leaves.set(path, leaf);
      if (value !== undefined) leaf.changes.push(...changesAt(field, value, at));
    }
  }
}

/** A key is what its entry is found by: without it the entry is as good as gone. */
function changesAt(field: Field, value: unknown, path: Path): Change[] {
  if (field.as === "key") return [{ way: "entry", path: path.slice(0, -1), value: undefined }];
  const changes: Change[] = [{ way: "other", path, value: another(field, value) }];
  const mayGo = field.optional && field.otherwise === undefined;
  return mayGo ? [...changes, { way: "gone", path, value: undefined }] : changes;
}

/** A document with some changes. Entries go last first, so that those before them keep their indexes. */
export const otherwise = (document: RuleSet, changes: readonly Change[]): RuleSet =>
  [...changes].reverse().reduce<unknown>((changed, { way, path, value }) => {
    if (way !== "entry") return withChange(changed, path, value);
    const list = path.slice(0, -1);
    const rows = (valueAt(changed, list) ?? []) as unknown[];
    return withChange(
      changed,
      list,
      rows.filter((_, row) => row !== path.at(-1)),
    );
  }, document) as RuleSet;

const valueAt = (document: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (held, part) => (held as Record<string | number, unknown> | undefined)?.[part],
    document,
  );
