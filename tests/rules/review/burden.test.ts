import { describe, expect, test } from "vitest";
import { type PresetKey, presets } from "../../../db/presets/index.ts";
import { toForm } from "../../../worker/rules/document/forms/to-form.ts";
import { fieldOfItem, itemAt } from "../../../worker/rules/document/items.ts";
import { burdenOf } from "../../../worker/rules/review/burden.ts";
import { type Field, fieldIn } from "../../../worker/rules/schema/fields.ts";
import type { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import { rulesOf } from "../examples.ts";
import { assessed, hand, held, plain, points, reported, rosters, rounds, scheme } from "./burden/examples.ts";

describe.each(Object.keys(presets) as PresetKey[])("the preset %s", (key) => {
  test("asks nothing that the documents on burden bar", () => {
    expect(burdenOf(rulesOf(key))).toEqual([]);
  });
});

const twice = scheme({ key: "figures" }, reported("新建充电桩"), reported("新建充电桩"), reported("重办率"));

/** What each check looks for, and the field by which it can be put right. */
test.each<[rule: string, change: Partial<RuleSet>, field: string]>([
  ["check-in", rosters({ checkIn: true }), "checkIn"],
  ["tracks", rounds({ track: true }), "track"],
  ["photos", rounds({ evidence: "photo" }), "evidence"],
  ["photos", points({}, { evidence: "photo" }), "earning.0.evidence"],
  ["ranking", points({ ranking: true }), "ranking"],
  ["clicks", hand("点赞量"), "indicators.0.criteria"],
  ["chat-groups", hand("工作群接龙"), "indicators.0.criteria"],
  ["meetings", held("month", "month", "month"), "cadence.every"],
  ["asked-twice", assessed(twice), "indicators.1.figure"],
  ["counted-anyway", assessed(twice), "indicators.2.by"],
  ["scored-items", assessed(scheme({ every: "month" }, ...Array(11).fill({}))), "every"],
])("a finding of %s leads to the form in which it is put right", (rule, change, field) => {
  const rules = { ...plain, ...change };
  const found = burdenOf(rules).filter((finding) => finding.rule === rule);
  expect(found.length).toBeGreaterThan(0);
  for (const { at } of found) {
    const item = itemAt(rules, at);
    expect([item?.path, Object.keys(item ? toForm(item.field, item.value) : {})]).toEqual([
      at,
      expect.arrayContaining([field]),
    ]);
  }
});

/** What is set by one field is discouraged beside that field, before anybody is asked for a reason. */
test.each([
  ["duty.rosters.+", "checkIn"],
  ["duty.rounds.+", "checkIn"],
  ["duty.rounds.+", "track"],
  ["duty.rounds.+", "evidence"],
  ["points.schemes.+", "ranking"],
  ["points.schemes.+", "earning.0.evidence"],
  ["assessments.schemes.+", "publication.ranking"],
  ["assessments.schemes.+", "indicators.0.evidence"],
])("the form of %s says at %s what choosing it leads to", (item, name) => {
  const inside = (field: Field | undefined, part: string) => field && fieldIn(field, part);
  const field = name.split(".").reduce<Field | undefined>(inside, fieldOfItem(item));
  expect(field?.hint).toMatch(/国办函〔2026〕12号.*发布时须写明理由/);
});
