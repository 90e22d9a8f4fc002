import type { Field, GroupField } from "../../schema/fields.ts";
import type { Members } from "../../schema/rule-set.ts";
import {
  below,
  defaultSource,
  durationParts,
  personCode,
  quorumParts,
  rowsOf,
  sourceParts,
  switchOf,
  wasOf,
} from "../form-names.ts";
import type { Entry } from "../items.ts";

/**
 * A part of a rule set as the flat fields of a form. Nothing that was typed is lost on the way there and back: what is
 * no number stays text, and the check of the whole says so. Names are paths: `limit.amount`, `indicators.0.name`.
 */
export type FormValues = Record<string, string | string[] | undefined>;

/** The form that shows a value. */
export function toForm(field: Field, value: unknown, name = ""): FormValues {
  switch (field.as) {
    case "group":
      return groupForm(field, value as Entry | undefined, name);
    case "list":
      return listForm(field.of, (value ?? []) as unknown[], name);
    case "flag":
      return { [name]: value === true ? "yes" : undefined };
    case "duration":
      return durationForm(value, name);
    case "quorum": {
      const [kind, share] = Object.entries((value ?? { moreThan: "1/2" }) as Entry)[0] ?? [];
      return { [quorumParts(name).kind]: kind, [quorumParts(name).share]: text(share) };
    }
    case "sources":
      return sourcesForm((value ?? []) as Entry[], name);
    case "people":
      return { [name]: field.several ? ((value ?? []) as Members[]).map(codeOf) : codeOf(value as Members) };
    case "lines":
      return { [name]: ((value ?? []) as unknown[]).map(text).join("\n") };
    case "choice":
    case "reference":
      return { [name]: field.several ? ((value ?? []) as string[]) : text(value) };
    default:
      return { [name]: text(value) };
  }
}

function groupForm(field: GroupField, value: Entry | undefined, name: string): FormValues {
  const cells = field.fields.map(([part, inner]) =>
    toForm(inner, value === undefined ? inner.otherwise : value[part], below(name, part)),
  );
  return Object.assign(switches(field, value, name), ...cells);
}

function switches({ optional }: GroupField, value: Entry | undefined, name: string): FormValues {
  if (!optional || !name) return {};
  const on = value !== undefined;
  return { [switchOf(name)]: on ? "yes" : undefined, [wasOf(name)]: on ? "on" : "off" };
}

function listForm(of: GroupField, rows: readonly unknown[], name: string): FormValues {
  const cells = rows.map((row, index) => toForm(of, row, below(name, String(index))));
  return Object.assign({ [rowsOf(name)]: rows.map((_, index) => String(index)) }, ...cells);
}

function durationForm(value: unknown, name: string): FormValues {
  const parts = durationParts(name);
  if (typeof value === "string") return { [parts.unit]: value };
  const [unit = "workdays", amount] = Object.entries((value ?? {}) as Entry)[0] ?? [];
  return { [parts.unit]: unit, [parts.amount]: text(amount) };
}

function sourcesForm(sources: Entry[], name: string): FormValues {
  const { from, what } = sourceParts(name);
  return {
    [from]: sources.map((source) => (source.ours ? defaultSource : text(source.county))),
    [what]: sources.map((source) => text(source.ours ? source.why : source.practice)),
  };
}

function codeOf(people: Members | undefined): string {
  return people ? personCode(people) : "";
}

const text = (value: unknown): string => (value === undefined || value === null ? "" : String(value));
