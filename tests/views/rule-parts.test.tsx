import { describe, expect, test } from "vitest";
import { presets } from "../../db/presets/index.ts";
import type { Marking } from "../../views/rules/basis.tsx";
import { metrics } from "../../views/rules/scores.ts";
import { RuleSection, sectionsOf } from "../../views/rules/sections.tsx";
import type { Field } from "../../worker/rules/fields.ts";
import { sections } from "../../worker/rules/items.ts";
import { Metric } from "../../worker/rules/schema/assessments.ts";
import { RuleSet } from "../../worker/rules/schema.ts";
import { attribute, byId, elements, fragment, named, text } from "./parsed.ts";
import { fullRules } from "./rule-example.ts";
import { doubledIds } from "./samples.ts";

const { lists: _l, points: _p, assessments: _a, duty: _d, localHolidays: _h, ...needed } = fullRules;
const sparse: RuleSet = {
  ...needed,
  organisation: { ...needed.organisation, branchThreshold: undefined, partnerships: undefined },
  intake: { ...needed.intake, commitments: undefined },
  handling: { ...needed.handling, windows: [], whistles: [], pauses: undefined, extensions: undefined },
};
const documents = {
  "everything in use": fullRules,
  "only what is needed": sparse,
  ...Object.fromEntries(Object.values(presets).map(({ name, rules }) => [name, RuleSet.parse(rules)])),
};

function shown(rules: RuleSet, mark?: Marking, ids = sectionsOf.map(({ id }) => id)) {
  return fragment(
    <main>
      {ids.map((id) => (
        <RuleSection id={id} rules={rules} mark={mark} />
      ))}
    </main>,
  );
}

/** The paths of what can be edited, and of what can be added or put to use. */
function pathsOf(rules: RuleSet) {
  const edit: string[] = [];
  const add: string[] = [];
  for (const [name, section] of sections) {
    const held = rules[name as keyof RuleSet] as Record<string, unknown> | undefined;
    const groups = section.fields.filter(([, { as }]) => as === "group");
    const lists = section.fields.filter(([, field]) => field.as === "list" && field.keyed);
    const single = groups.length + lists.length === 0;
    (held ? edit : single ? add : []).push(name);
    for (const [part] of groups) (held?.[part] ? edit : add).push(`${name}.${part}`);
    for (const [part] of lists) {
      add.push(`${name}.${part}`);
      const entries = (held?.[part] ?? []) as { key: string }[];
      edit.push(...entries.map(({ key }) => `${name}.${part}.${key}`));
    }
  }
  return { edit: edit.sort(), add: add.sort() };
}

describe.each(Object.entries(documents))("%s", (_name, rules) => {
  const mark = { edit: (at: string) => `/edit/${at}`, add: (at: string) => `/add/${at}` };
  const marked = shown(rules, mark);
  const links = named(marked, "a").map((link) => attribute(link, "href") ?? "");
  const to = (what: string) =>
    links
      .filter((href) => href.startsWith(what))
      .map((href) => href.slice(what.length))
      .sort();

  test("leads from every rule to where it is edited, once", () => {
    expect(to("/edit/")).toEqual(pathsOf(rules).edit);
  });

  test("leads to where something is added or put to use, once for each list and each part not in use", () => {
    expect(to("/add/")).toEqual(pathsOf(rules).add);
  });

  test("tells its links apart by their words and gives each rule an id of its own", () => {
    const words = named(marked, "a").map(text);
    expect(words.filter((word, place) => words.indexOf(word) !== place)).toEqual([]);
    expect(doubledIds(marked)).toEqual([]);
  });

  test("leads nowhere when it is only read", () => {
    expect(named(shown(rules), "a")).toEqual([]);
  });
});

test("sections and parts that aren't used say so", () => {
  const said = text(shown(sparse));
  for (const words of ["未启用清单", "未启用积分", "未启用考核", "未启用值班与巡访", "没有规定吹哨报到"]) {
    expect(said).toContain(words);
  }
  expect(said).toContain("未启用，办理期限不能挂起");
});

test("a finding stands in the rule it was found in and nowhere else", () => {
  const finding = { at: "handling.pauses", message: "挂起须逐级审批", citation: "某规定第三条" };
  const marked = shown(fullRules, { findings: [finding] });
  const blocks = elements(marked).filter((found) => attribute(found, "class")?.includes("notice"));
  expect(blocks.map(text)).toEqual(["减负提示挂起须逐级审批某规定第三条"]);
  expect(text(byId(marked, "handling.pauses") ?? marked)).toContain("挂起须逐级审批");
  expect(named(marked, "a")).toEqual([]);
});

type Path = (string | number)[];

/** Every value of a document with another one in its place; keys stay, because nobody reads them. */
function* changes(field: Field, value: unknown, path: Path): Generator<[Path, unknown]> {
  if (value === undefined || field.as === "key") return;
  if (field.optional && field.otherwise === undefined && path.length > 1) yield [path, undefined];
  if (field.as === "group") {
    for (const [name, inner] of field.fields) yield* changes(inner, (value as never)[name], [...path, name]);
  } else if (field.as === "list") {
    for (const [place, entry] of (value as unknown[]).entries())
      yield* changes(field.of, entry, [...path, place]);
  } else yield [path, another(field, value)];
}

function another(field: Field, value: unknown): unknown {
  if (field.as === "lines") return [...(value as unknown[]), another(field.of, (value as unknown[])[0])];
  if (field.as === "flag") return !value;
  if (field.as === "number") return (value as number) + 3;
  if (field.as === "duration") return { workdays: 77 };
  if (field.as === "quorum") return { atLeast: "1/9" };
  if (field.as === "sources") return [{ ours: true, why: "改动" }];
  if (field.as === "clock") return "03:33";
  if (field.as === "people") return severally(field.several, value, { of: "role", name: "改动" });
  if (field.as === "reference") return field.several ? fewer(value as unknown[]) : "changed";
  if (field.as === "choice") return otherChoice(Object.keys(field.words), field.several, value);
  return "改动";
}

const severally = (several: boolean, value: unknown, more: unknown) =>
  several ? [...(value as unknown[]), more] : more;

/** A reference to nothing may be passed over, so that there must be one less instead. */
const fewer = (keys: unknown[]) => (keys.length > 0 ? keys.slice(1) : ["changed"]);

function otherChoice(words: string[], several: boolean, value: unknown): unknown {
  if (!several) return words.find((word) => word !== value);
  return words.filter((word) => !(value as string[]).includes(word) || word !== (value as string[])[0]);
}

function withChange(document: unknown, [part, ...rest]: Path, value: unknown): unknown {
  if (part === undefined) return value;
  const copy = Array.isArray(document) ? [...document] : { ...(document as object) };
  (copy as never as Record<string, unknown>)[part] = withChange((document as never)[part], rest, value);
  return copy;
}

test("every value of every rule can be read: another one reads differently", () => {
  const silent: string[] = [];
  for (const [name, section] of sections) {
    const ids = [sectionsOf.find(({ id }) => id === name)?.id ?? "hours"];
    const before = text(shown(fullRules, undefined, ids));
    for (const [path, value] of changes(section, fullRules[name as keyof RuleSet], [name])) {
      const changed = withChange(fullRules, path, value) as RuleSet;
      if (text(shown(changed, undefined, ids)) === before) silent.push(path.join("."));
    }
  }
  expect(silent.sort()).toEqual(withoutEffect(fullRules).sort());
});

/** What changes nothing where it stands, whatever it is. */
function withoutEffect({ handling, meetings, assessments }: RuleSet): string[] {
  const highest = `handling.levels.${handling.levels.length - 1}.escalateOn`;
  const onlyAsNeeded = meetings.series.flatMap(({ cadence }, place) =>
    cadence ? [] : `meetings.series.${place}.asNeeded`,
  );
  const lowestSteps = assessments?.schemes.flatMap(({ indicators }, scheme) =>
    indicators.flatMap(({ curve }, place) =>
      curve?.stepped ? `assessments.schemes.${scheme}.indicators.${place}.curve.points.0.value` : [],
    ),
  );
  return [highest, ...onlyAsNeeded, ...(lowestSteps ?? [])];
}

test("the figures that are counted are called what the schema calls them", () => {
  const { words = {} } = Metric.meta() ?? {};
  const here = Object.entries(metrics).map(([key, { name, unit }]) => [key, `${name}(${unit})`]);
  expect(Object.fromEntries(here)).toEqual(words);
});
