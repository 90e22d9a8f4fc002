import { type Field, fieldIn } from "../schema/fields.ts";
import type { Item } from "./items.ts";

/**
 * The form's field that a problem belongs to, by name and title, from the problem's path in the document
 * (`handling.levels.0.limit.workdays` is `limit` of that level's form); undefined when it lies elsewhere.
 */
export function problemField(item: Item, path: string): { name: string; title: string } | undefined {
  const here = item.at.join(".");
  if (path !== here && !path.startsWith(`${here}.`)) return undefined;
  const names: string[] = [];
  let field: Field = item.field;
  let title = field.title;
  for (const part of path
    .slice(here.length + 1)
    .split(".")
    .filter(Boolean)) {
    const inner = fieldIn(field, part);
    if (!inner) break;
    field = inner;
    names.push(part);
    title = field.title || title;
  }
  return { name: names.join("."), title };
}
