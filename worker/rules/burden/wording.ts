import type { RuleSet } from "../schema.ts";

/** What a rule asks of people or measures them by, in the words of whoever wrote it. */
export interface Wording {
  readonly at: string;
  readonly name: string;
  readonly texts: readonly string[];
}

/** Everything in a rule set that somebody must do, or earns or loses marks by. */
export function wordingsOf({ organisation, lists, points, assessments, duty }: RuleSet): Wording[] {
  return [
    ...(organisation.partnerships ?? []).map(({ key, name, duties, charter }) =>
      wording(`organisation.partnerships.${key}`, name, duties, charter),
    ),
    ...(lists?.lists ?? []).map(({ key, name }) => wording(`lists.lists.${key}`, name)),
    ...(duty?.rosters ?? []).map(({ key, name }) => wording(`duty.rosters.${key}`, name)),
    ...(duty?.rounds ?? []).map(({ key, name }) => wording(`duty.rounds.${key}`, name)),
    ...(points?.schemes ?? []).flatMap(pointWordings),
    ...(assessments?.schemes ?? []).flatMap(assessmentWordings),
  ];
}

type Scheme<Section extends "points" | "assessments"> = NonNullable<RuleSet[Section]>["schemes"][number];

function pointWordings({ key, name, earning }: Scheme<"points">): Wording[] {
  const at = `points.schemes.${key}`;
  return [wording(at, name), ...earning.map((entry) => wording(at, entry.name))];
}

function assessmentWordings(scheme: Scheme<"assessments">): Wording[] {
  const at = `assessments.schemes.${scheme.key}`;
  return [
    wording(at, scheme.name),
    ...scheme.indicators.map(({ name, figure, criteria }) => wording(at, name, figure, criteria)),
    ...[...scheme.vetoes, ...scheme.consequences].map(({ name }) => wording(at, name)),
  ];
}

function wording(at: string, name: string, ...more: (string | undefined)[]): Wording {
  return { at, name, texts: [name, ...more.filter((text) => text !== undefined)] };
}

/** A clause that forbids or does without a thing doesn't ask for it: 不得以点赞量计分. A bare 不 may: 不打卡扣分. */
const DENIAL =
  /不得|不以|不用|不看|不比|不把|不将|不搞|不设|不须|不需|不要求|不再|无须|无需|禁止|严禁|取消|杜绝|防止|避免|整治|代替|替代/;

/** The first of `words` that a wording asks for, or undefined. */
export function mentioned({ texts }: Wording, words: RegExp): string | undefined {
  for (const clause of texts.flatMap((text) => text.split(/[，。；！？,;\n]/))) {
    const found = words.exec(clause);
    if (found && !DENIAL.test(clause.slice(0, found.index))) return found[0];
  }
  return undefined;
}
