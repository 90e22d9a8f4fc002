import { typedNumber } from "../../../text/typed.ts";
import { durationUnits } from "../../../time/duration.ts";
import type { Entry } from "../../schema/document.ts";
import type { Field, GroupField } from "../../schema/fields.ts";
import { defaultSource, ownSource } from "../../schema/words.ts";
import {
  below,
  durationParts,
  isRows,
  othersOf,
  personCode,
  personIn,
  quorumParts,
  rowsOf,
  sourceParts,
  switchOf,
  wasOf,
} from "../form-names.ts";
import { type FormValues, toForm } from "./to-form.ts";

/** How many rows, of all its lists together, a form may say: more than any rule has, and few enough to show. */
export const mostRows = 1500;

/** How many rows a form says. */
export const rowsSaid = (form: FormValues): number =>
  Object.keys(form).reduce((sum, name) => (isRows(name) ? sum + [form[name] ?? []].flat().length : sum), 0);

/** The value a form says, in the shape of the schema but unchecked. Empty fields are left out. */
export function fromForm(field: Field, form: FormValues, name = ""): unknown {
  switch (field.as) {
    case "group":
      return groupFrom(field, form, name);
    case "list":
      return listFrom(field, form, name);
    case "flag":
      return one(form, name) === "yes";
    case "number":
      return numberFrom(one(form, name));
    case "duration":
      return durationFrom(form, name);
    case "quorum":
      return quorumFrom(form, name);
    case "sources":
      return sourcesFrom(form, name);
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

function quorumFrom(form: FormValues, name: string): Entry {
  const { kind, share } = quorumParts(name);
  return { [one(form, kind) === "atLeast" ? "atLeast" : "moreThan"]: one(form, share) };
}

/** One row more than may be, so that the check can say so. */
const listFrom = ({ of, most }: Field & { as: "list" }, form: FormValues, name: string): unknown[] =>
  [...new Set(many(form, rowsOf(name)))]
    .slice(0, most + 1)
    .map((row) => fromForm(of, form, below(name, row)));

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
    const value = fromForm(inner, form, below(name, part));
    return [part, leftOut(inner, value) ? undefined : value] as const;
  });
  return Object.fromEntries(cells.filter(([, value]) => value !== undefined));
}

/** Nothing was filled in, and an empty list says no more than none. */
const leftOut = ({ optional, otherwise }: Field, value: unknown): boolean =>
  optional && otherwise === undefined && Array.isArray(value) && value.length === 0;

function numberFrom(typed: string): number | string | undefined {
  if (typed === "") return undefined;
  return typedNumber(typed);
}

/** One thing per line; numbers and days may also stand beside each other, words may hold any mark. */
function linesFrom(of: Field, typed: string): unknown[] {
  const between = of.as === "text" ? /\n/ : /[\n、，]/;
  return linesIn(typed, between).map((line) => (of.as === "number" ? numberFrom(line) : line));
}

function durationFrom(form: FormValues, name: string): unknown {
  const parts = durationParts(name);
  const unit = one(form, parts.unit);
  if (unit !== "" && !Object.hasOwn(durationUnits, unit)) return unit;
  const amount = numberFrom(one(form, parts.amount));
  return amount === undefined ? undefined : { [unit || "workdays"]: amount };
}

function sourcesFrom(form: FormValues, name: string): Entry[] | undefined {
  const parts = sourceParts(name);
  const from = each(form, parts.from);
  const sources = each(form, parts.what).flatMap((what, index): Entry[] => {
    const county = from[index];
    if (!what && !county) return [];
    return county === defaultSource
      ? [{ ours: true, why: what }]
      : [{ county: county || ownSource, practice: what }];
  });
  return sources.length > 0 ? sources : undefined;
}

/** Whoever has no option of their own is written down in words, one per line. */
function peopleFrom(several: boolean, form: FormValues, name: string): unknown {
  const others = linesIn(one(form, othersOf(name)), /\n/).map((name) => personCode({ of: "role", name }));
  const people = [...many(form, name), ...others].map(personFrom);
  return several ? people : people.at(-1);
}

function personFrom(code: string): Entry {
  const { of, who } = personIn(code);
  return of === "role" ? { of, name: who } : { of, key: who };
}

const linesIn = (typed: string, between: RegExp): string[] =>
  typed
    .split(between)
    .map((line) => line.trim())
    .filter(Boolean);

const one = (form: FormValues, name: string): string => {
  const sent = Object.hasOwn(form, name) ? form[name] : undefined;
  return cleaned((Array.isArray(sent) ? sent[0] : sent) ?? "");
};

const many = (form: FormValues, name: string): string[] => each(form, name).filter(Boolean);

/** Everything sent under a name, in order. A browser ends the lines of a text with CR and LF. */
function each(form: FormValues, name: string): string[] {
  const sent = Object.hasOwn(form, name) ? form[name] : undefined;
  return [sent ?? ""].flat().map(cleaned);
}

const cleaned = (text: string): string => text.replaceAll("\r\n", "\n").trim();
