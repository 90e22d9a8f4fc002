import type { Field } from "./fields.ts";
import type { Entry } from "./items.ts";
import type { NameOf } from "./names.ts";

const units: Readonly<Record<string, string>> = {
  workdays: "个工作日",
  workingHours: "个工作小时",
  days: "天",
  hours: "小时",
};

/** A single value of a rule in the words people read; null where nothing is set. */
export function inWords(field: Field, value: unknown, nameOf: NameOf): string | null {
  if (value === undefined || value === null || value === "") return null;
  const each = (words: (item: unknown) => string) =>
    (value as unknown[]).length === 0 ? null : (value as unknown[]).map(words).join("、");
  switch (field.as) {
    case "flag":
      return value === true ? "是" : "否";
    case "choice": {
      const word = (item: unknown) => field.words[item as string] ?? String(item);
      return field.several ? each(word) : word(value);
    }
    case "reference": {
      const name = (item: unknown) => nameOf(field.to, item as string);
      return field.several ? each(name) : name(value);
    }
    case "people": {
      const name = (item: unknown) => peopleInWords(item as Entry, nameOf);
      return field.several ? each(name) : name(value);
    }
    case "duration":
      return durationInWords(value, field.words);
    case "quorum":
      return "atLeast" in (value as Entry)
        ? `${(value as Entry).atLeast}以上（含）`
        : `超过${(value as Entry).moreThan}（不含）`;
    case "sources":
      return (value as Entry[]).map(sourceInWords).join("；");
    case "lines":
      return each((item) => inWords({ ...field.of, unit: field.unit }, item, nameOf) ?? "");
    case "number":
      return `${value}${field.unit ?? ""}`;
    default:
      return String(value);
  }
}

function durationInWords(value: unknown, words: Readonly<Record<string, string>>): string {
  if (typeof value === "string") return words[value] ?? value;
  const [unit = "", amount] = Object.entries(value as Entry)[0] ?? [];
  return `${amount}${units[unit] ?? unit}`;
}

const peopleIn = { post: "postKind", level: "level", unit: "unitKind" } as const;

/** Holders of a post, heads of a level's units, units of a kind, or somebody by name. */
export function peopleInWords({ of, key, name }: Entry, nameOf: NameOf): string {
  if (of === "role") return String(name);
  const called = nameOf(peopleIn[of as keyof typeof peopleIn], String(key));
  return of === "level" ? `${called}负责人` : called;
}

const sourceInWords = ({ ours, why, county, practice }: Entry): string =>
  ours ? `默认：${why}` : `${county}：${practice}`;
