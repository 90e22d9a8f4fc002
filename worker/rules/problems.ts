import type { Field } from "./fields.ts";
import type { Item } from "./items.ts";

/**
 * The form's field that a problem belongs to, by name and title, from the problem's path in the document
 * (`handling.levels.0.limit.workdays` is `limit` of that level's form); undefined when it lies elsewhere.
 */
export function problemField(item: Item, path: string): { name: string; title: string } | undefined {
  const here = item.at.join(".");
  if (path !== here && !path.startsWith(`${here}.`)) return undefined;
  const names: string[] = [];
  let field: Field | undefined = item.field;
  let title = item.field.title;
  for (const part of path
    .slice(here.length + 1)
    .split(".")
    .filter(Boolean)) {
    field = inside(field, part);
    if (!field) break;
    names.push(part);
    title = field.title || title;
  }
  return { name: names.join("."), title };
}

/** The field below another; undefined where a field is filled in as one thing. */
function inside(field: Field | undefined, part: string): Field | undefined {
  if (field?.as === "group") return field.fields.find(([name]) => name === part)?.[1];
  return field?.as === "list" && /^\d+$/.test(part) ? field.of : undefined;
}
