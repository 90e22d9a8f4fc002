import type { Field, GroupField } from "./fields.ts";
import type { Entry } from "./items.ts";
import { durationUnits } from "./phrases.ts";

/**
 * A part of a rule set as the flat fields of a form, and back. Nothing that was typed is lost on the way: what is no
 * number stays text, and the check of the whole says so. Names are paths: `limit.amount`, `indicators.0.name`.
 */
export type FormValues = Record<string, string | string[] | undefined>;

/** More rows than any list may have are not looked at. */
const mostRows = 200;

/** The form that shows a value. `rowsOf(list)` names the rows of a list in their order. */
export function toForm(field: Field, value: unknown, name = ""): FormValues {
  const at = (part: string) => (name ? `${name}.${part}` : part);
  switch (field.as) {
    case "group":
      return groupForm(field, value as Entry | undefined, name);
    case "list": {
      const rows = (value ?? []) as unknown[];
      const cells = rows.map((row, index) => toForm(field.of, row, at(String(index))));
      return Object.assign({ [rowsOf(name)]: rows.map((_, index) => String(index)) }, ...cells);
    }
    case "flag":
      return { [name]: value === true ? "yes" : undefined };
    case "duration":
      return durationForm(value, at);
    case "quorum": {
      const [kind, share] = Object.entries((value ?? { moreThan: "1/2" }) as Entry)[0] ?? [];
      return { [at("kind")]: kind, [at("share")]: text(share) };
    }
    case "sources":
      return sourcesForm((value ?? []) as Entry[], at);
    case "people":
      return {
        [name]: field.several ? ((value ?? []) as Entry[]).map(personCode) : personCode(value as Entry),
      };
    case "lines":
      return { [name]: ((value ?? []) as unknown[]).map(text).join("\n") };
    case "choice":
    case "reference":
      return { [name]: field.several ? ((value ?? []) as string[]) : text(value) };
    default:
      return { [name]: text(value) };
  }
}

export const rowsOf = (list: string): string => `${list}._rows`;

/** The box that puts an optional group to use, and what the form was shown with. */
export const switchOf = (group: string): string => `${group}._on`;
export const wasOf = (group: string): string => `${group}._was`;

const text = (value: unknown): string => (value === undefined || value === null ? "" : String(value));

function groupForm(field: GroupField, value: Entry | undefined, name: string): FormValues {
  const cells = field.fields.map(([part, inner]) =>
    toForm(inner, value === undefined ? inner.otherwise : value[part], name ? `${name}.${part}` : part),
  );
  return Object.assign(switches(field, value, name), ...cells);
}

function switches({ optional }: GroupField, value: Entry | undefined, name: string): FormValues {
  if (!optional || !name) return {};
  const on = value !== undefined;
  return { [switchOf(name)]: on ? "yes" : undefined, [wasOf(name)]: on ? "on" : "off" };
}

type At = (part: string) => string;

function durationForm(value: unknown, at: At): FormValues {
  if (typeof value === "string") return { [at("unit")]: value };
  const [unit = "workdays", amount] = Object.entries((value ?? {}) as Entry)[0] ?? [];
  return { [at("unit")]: unit, [at("amount")]: text(amount) };
}

function sourcesForm(sources: Entry[], at: At): FormValues {
  return {
    [at("from")]: sources.map((source) => text(source.county)),
    [at("what")]: sources.map((source) => text(source.ours ? source.why : source.practice)),
  };
}

/** `post:gridLead`, `role:居民代表`: one person or kind of people as the value of an option. */
export function personCode(people: Entry | undefined): string {
  if (!people) return "";
  return `${people.of}:${people.of === "role" ? people.name : people.key}`;
}

/** The value a form says, in the shape of the schema but unchecked. Empty fields are left out. */
export function fromForm(field: Field, form: FormValues, name = ""): unknown {
  const at = (part: string) => (name ? `${name}.${part}` : part);
  switch (field.as) {
    case "group":
      return groupFrom(field, form, name);
    case "list":
      return many(form, rowsOf(name))
        .slice(0, mostRows)
        .map((row) => fromForm(field.of, form, at(row)));
    case "flag":
      return one(form, name) === "yes";
    case "number":
      return numberFrom(one(form, name));
    case "duration":
      return durationFrom(one(form, at("unit")), one(form, at("amount")));
    case "quorum":
      return { [one(form, at("kind")) === "atLeast" ? "atLeast" : "moreThan"]: one(form, at("share")) };
    case "sources":
      return sourcesFrom(form, at);
    case "people":
      return peopleFrom(field.several, form, name);
    case "lines": {
      const values = linesFrom(field.of, one(form, name));
      return values.length === 0 && field.optional ? undefined : values;
    }
    case "choice":
    case "reference":
      return field.several ? many(form, name) : one(form, name) || undefined;
    default:
      return one(form, name) || undefined;
  }
}

function groupFrom(field: GroupField, form: FormValues, name: string): Entry | undefined {
  const isOn = !field.optional || !name || one(form, switchOf(name)) === "yes";
  const value = cellsFrom(field, form, name);
  if (isOn || (one(form, wasOf(name)) === "off" && isFilled(field, value))) return value;
  return undefined;
}

/** Whoever fills in a group that was not in use wants it, whether or not the box was ticked. */
const isFilled = (field: GroupField, value: Entry): boolean =>
  JSON.stringify(value) !==
  JSON.stringify(cellsFrom(field, toForm({ ...field, optional: false }, undefined, "x"), "x"));

function cellsFrom(field: GroupField, form: FormValues, name: string): Entry {
  const cells = field.fields.map(([part, inner]) => {
    const value = fromForm(inner, form, name ? `${name}.${part}` : part);
    return [part, leftOut(inner, value) ? undefined : value] as const;
  });
  return Object.fromEntries(cells.filter(([, value]) => value !== undefined));
}

/** Nothing was filled in, and an empty list says no more than none. */
const leftOut = ({ optional, otherwise }: Field, value: unknown): boolean =>
  optional && otherwise === undefined && Array.isArray(value) && value.length === 0;

const one = (form: FormValues, name: string): string => each(form, name)[0] ?? "";

const many = (form: FormValues, name: string): string[] => each(form, name).filter(Boolean);

/** Everything sent under a name, in order. A browser ends the lines of a text with CR and LF. */
function each(form: FormValues, name: string): string[] {
  const sent = Object.hasOwn(form, name) ? form[name] : undefined;
  return [sent ?? ""].flat().map((text) => text.replaceAll("\r\n", "\n").trim());
}

function numberFrom(typed: string): number | string | undefined {
  if (typed === "") return undefined;
  return /^-?\d{1,9}(\.\d{1,6})?$/.test(typed) ? Number(typed) : typed;
}

/** One thing per line; numbers and days may also stand beside each other, words may hold any mark. */
function linesFrom(of: Field, typed: string): unknown[] {
  const between = of.as === "text" ? /\n/ : /[\n、，]/;
  const lines = typed.split(between).map((line) => line.trim());
  return lines.filter(Boolean).map((line) => (of.as === "number" ? numberFrom(line) : line));
}

function durationFrom(unit: string, typed: string): unknown {
  if (unit !== "" && !Object.hasOwn(durationUnits, unit)) return unit;
  const amount = numberFrom(typed);
  return amount === undefined ? undefined : { [unit || "workdays"]: amount };
}

function sourcesFrom(form: FormValues, at: At): Entry[] | undefined {
  const from = each(form, at("from"));
  const sources = each(form, at("what")).flatMap((what, index): Entry[] => {
    const county = from[index];
    if (!what) return [];
    return county ? [{ county, practice: what }] : [{ ours: true, why: what }];
  });
  return sources.length > 0 ? sources : undefined;
}

/** Whoever has no option of their own is written down in words, one per line. */
function peopleFrom(several: boolean, form: FormValues, name: string): unknown {
  const others = one(form, `${name}.other`)
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const people = [...many(form, name), ...others.map((other) => `role:${other}`)].map(personFrom);
  return several ? people : people.at(-1);
}

function personFrom(code: string): Entry {
  const [of = ""] = code.split(":");
  const rest = code.slice(of.length + 1);
  return of === "role" ? { of, name: rest } : { of, key: rest };
}
