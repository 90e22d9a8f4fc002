import { type Field, fieldIn, type GroupField } from "../schema/fields.ts";
import { switchOf } from "./form-names.ts";
import { fromForm } from "./forms/from-form.ts";
import type { FormValues } from "./forms/to-form.ts";
import type { Entry } from "./items.ts";

/** A change of a list's rows while a form is being filled in: nothing is kept by it. */
export type RowChange = { op: "add"; list: string } | { op: "remove" | "up"; list: string; row: number };

const written = /^(add|remove|up) ([a-zA-Z0-9.]{1,100})(?: (\d{1,3}))?$/;

/** What the button of a row asks for, `remove indicators.0.curve.points 2`; undefined for any other button. */
export function rowChange(text: string): RowChange | undefined {
  const [, op, list = "", row] = written.exec(text) ?? [];
  if (op === "add") return { op, list };
  return row !== undefined ? { op: op as "remove" | "up", list, row: Number(row) } : undefined;
}

/** The value a form says with the rows of one list changed; `freshKey` names what is added. */
export function withRows(
  field: GroupField,
  form: FormValues,
  change: RowChange,
  freshKey: () => string,
): Entry {
  const path = change.list.split(".");
  const open = path.map((_, index) => [switchOf(path.slice(0, index).join(".")), "yes"] as const).slice(1);
  const value = fromForm(
    field,
    change.op === "add" ? { ...form, ...Object.fromEntries(open) } : form,
  ) as Entry;
  return changedAt(field, value, path, change, freshKey) as Entry;
}

function changedAt(
  field: Field,
  value: unknown,
  path: string[],
  change: RowChange,
  freshKey: () => string,
): unknown {
  const [part = "", ...rest] = path;
  if (field.as === "list" && part === "")
    return changedRows(field.of, (value ?? []) as Entry[], change, freshKey);
  if (field.as === "list") {
    const rows = (value ?? []) as Entry[];
    return rows.map((row, index) =>
      String(index) === part ? changedAt(field.of, row, rest, change, freshKey) : row,
    );
  }
  const inner = fieldIn(field, part);
  if (!inner) return value;
  const held = (value ?? {}) as Entry;
  return { ...held, [part]: changedAt(inner, held[part], rest, change, freshKey) };
}

function changedRows(of: GroupField, rows: Entry[], change: RowChange, freshKey: () => string): Entry[] {
  if (change.op === "add") return [...rows, blankRow(of, freshKey)];
  if (change.op === "remove") return rows.filter((_, index) => index !== change.row);
  const [above, row] = [rows[change.row - 1], rows[change.row]];
  if (!above || !row) return rows;
  return rows.map((each) => (each === row ? above : each === above ? row : each));
}

/** An entry as it begins: its key, and what has a default. */
export function blankRow({ fields }: GroupField, freshKey: () => string): Entry {
  const cells = fields.map(([name, field]) => [name, field.as === "key" ? freshKey() : field.otherwise]);
  return Object.fromEntries(cells.filter(([, value]) => value !== undefined));
}
