import { describe, expect, test } from "vitest";
import { presets } from "../../db/presets/index.ts";
import { sections } from "../../worker/rules/document/items.ts";
import { burdenOf } from "../../worker/rules/review/burden.ts";
import { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { attribute, byId, elements, named, text } from "./parsed.ts";
import { fullRules } from "./rule-example.ts";
import { doubledIds } from "./samples.ts";
import { shown } from "./shown-rules.tsx";

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
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    expect(doubledIds(marked)).toEqual([]);
  });

  test("shows everything that the burden check finds, each once", () => {
    const findings = burdenOf(rules);
    const blocks = elements(shown(rules, { findings })).filter(({ attrs }) =>
      attrs.some(({ name, value }) => name === "class" && value.startsWith("notice")),
    );
    const told = findings.map(({ message, citation }) => `减负提示${message}${citation}`);
    expect(blocks.map(text).sort()).toEqual(told.sort());
  });

  test("shows what is doubted of any part that can be changed, once", () => {
    const doubts = pathsOf(rules).edit.map((at) => ({ at, message: `怀疑${at}。` }));
    const blocks = elements(shown(rules, { doubts })).filter(({ attrs }) =>
      attrs.some(({ name, value }) => name === "class" && value === "notice"),
    );
    expect(blocks.map(text).sort()).toEqual(doubts.map(({ message }) => `请核对${message}`).sort());
  });

  test("leads nowhere when it is only read", () => {
    expect(named(shown(rules), "a")).toEqual([]);
  });
});

test("sections and parts that aren't used say so", () => {
  const said = text(shown(sparse));
  for (const words of [
    "没有规定清单",
    "没有规定积分",
    "没有规定考核",
    "没有规定值班与巡访",
    "没有规定吹哨报到",
  ]) {
    expect(said).toContain(words);
  }
  expect(said).toContain("没有规定，办理期限不能挂起");
});

test("a finding stands in the rule it was found in and nowhere else", () => {
  const finding = { at: "handling.pauses", message: "挂起须逐级审批", citation: "某规定第三条" };
  const marked = shown(fullRules, { findings: [finding] });
  const blocks = elements(marked).filter((found) => attribute(found, "class")?.includes("notice"));
  expect(blocks.map(text)).toEqual(["减负提示挂起须逐级审批某规定第三条"]);
  expect(text(byId(marked, "handling.pauses") ?? marked)).toContain("挂起须逐级审批");
  expect(named(marked, "a")).toEqual([]);
});
