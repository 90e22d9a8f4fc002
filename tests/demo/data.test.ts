import { describe, expect, test } from "vitest";
import { demoCounties } from "../../db/demo/index.ts";
import type { DemoMatter, DemoMeeting, DemoResolution, DemoRole, When } from "../../db/demo/types.ts";
import { type PresetKey, presets } from "../../db/presets/index.ts";
import type { RuleSetInput } from "../../worker/rules/schema/rule-set.ts";

const ROLES: readonly DemoRole[] = [
  "county_admin",
  "street_officer",
  "community_officer",
  "grid_worker",
  "unit_liaison",
  "meeting_secretary",
  "inspector",
];

test("the six counties are there, each once", () => {
  const slugs = demoCounties.map((county) => county.slug);
  expect(slugs).toEqual(["xinye", "huaping", "yulong", "ninglang", "jiyang", "yulin"]);
});

describe.each(demoCounties)("$name", (county) => {
  const { org, units, people, matters, meetings } = county;
  const orgKeys = new Set(org.map((node) => node.key));
  const unitKeys = new Set(units.map((unit) => unit.key));
  const peopleKeys = new Set(people.map((person) => person.key));
  const { organisation, intake, meetings: meetingRules } = presets[county.preset as PresetKey].rules;

  test("its preset knows every level, grid kind, unit kind, source and category", () => {
    expect(presets[county.preset as PresetKey].divisionCode).toBe(county.divisionCode);
    const levels = organisation.levels.map(({ key }) => key);
    const gridKinds = new Map(organisation.gridKinds.map(({ key, level }) => [key, level]));
    for (const { key, level, grid } of org) {
      expect(levels, key).toContain(level);
      if (grid) expect(gridKinds.get(grid.kind), key).toBe(level);
    }
    const unitKinds = organisation.unitKinds.map(({ key }) => key);
    for (const { unitKind } of units) expect(unitKinds).toContain(unitKind);
    const categories = leavesOf(intake.categories);
    for (const { key, category, source } of matters) {
      expect(categories, key).toContain(category);
      expect(
        intake.sources.map(({ key }) => key),
        key,
      ).toContain(source);
    }
  });

  test("levels follow one another as the preset orders them", () => {
    const order = organisation.levels.map(({ key }) => key);
    const levels = new Map(org.map((node) => [node.key, node.level]));
    for (const { key, level, parent } of org) {
      const above = parent === null ? -1 : order.indexOf(levels.get(parent) ?? "");
      expect(order.indexOf(level), key).toBe(above + 1);
    }
  });

  test("every meeting is held at the level its series belongs to", () => {
    const series = new Map(meetingRules.series.map(({ key, level }) => [key, level]));
    for (const { key, series: name, host } of meetings) {
      expect(series.get(name), key).toBe(org.find((node) => node.key === host)?.level);
    }
  });

  test("whoever deals with a matter or a meeting holds its place in scope", () => {
    const scopes = new Map(people.map(({ key, scope }) => [key, "org" in scope ? scope.org : ""]));
    const above = (key: string): readonly string[] => {
      const parent = org.find((node) => node.key === key)?.parent ?? null;
      return parent === null ? [key] : [key, ...above(parent)];
    };
    for (const { org: unit, steps } of matters) {
      for (const step of steps) if ("by" in step) expect(above(unit)).toContain(scopes.get(step.by));
    }
    for (const { host, chair, secretary } of meetings) {
      expect(above(host)).toContain(scopes.get(chair));
      expect(above(host)).toContain(scopes.get(secretary));
    }
  });

  test("a matter outside the admission list is not given to a grid", () => {
    if (!intake.admissionList.enabled) return;
    const admitted = intake.admissionList.categories ?? [];
    const outside = matters.filter(({ category }) => !admitted.includes(category));
    expect(outside.filter(({ org: key }) => org.some((node) => node.key === key && node.grid))).toEqual([]);
  });

  test("keys, names of people and units, and codes are unique", () => {
    for (const things of [org, units, people, matters, meetings]) {
      expectUnique(things.map((thing) => thing.key));
    }
    expectUnique(org.map((node) => node.code));
    expectUnique(people.map((person) => person.name));
    expectUnique(units.map((unit) => unit.name));
  });

  test("the tree has one root and every parent comes before its children", () => {
    expect(org.filter((node) => node.parent === null)).toHaveLength(1);
    const seen = new Set<string>();
    for (const node of org) {
      if (node.parent !== null) expect(seen, node.key).toContain(node.parent);
      seen.add(node.key);
    }
  });

  test("a division has 12 digits of this county, a grid 15 that begin with its community's", () => {
    const codes = new Map(org.map((node) => [node.key, node.code]));
    for (const node of org) {
      expect(node.code).toMatch(node.grid ? /^\d{15}$/ : /^\d{12}$/);
      expect(node.code.slice(0, 4)).toBe(county.divisionCode.slice(0, 4));
      if (node.grid) expect(node.code.slice(0, 12)).toBe(codes.get(node.parent ?? ""));
    }
  });

  test("every community has two to four grids of 300 to 500 households, all marked as samples", () => {
    for (const community of org.filter((node) => node.level === "community")) {
      const grids = org.filter((node) => node.parent === community.key);
      expect(grids.length, community.name).toBeGreaterThanOrEqual(2);
      expect(grids.length, community.name).toBeLessThanOrEqual(4);
      for (const { sample, grid } of grids) {
        expect(sample).toBe(true);
        expect(grid?.households).toBeGreaterThanOrEqual(300);
        expect(grid?.households).toBeLessThanOrEqual(500);
      }
    }
  });

  test("nobody and no unit could be taken for a real one", () => {
    for (const person of people) expect(person.name).toMatch(/^示例·/);
    for (const unit of units) expect(unit.name).toMatch(/（示例）$/);
    for (const { reporter } of matters) {
      if (!peopleKeys.has(reporter)) expect(reporter).toMatch(/^示例·/);
    }
  });

  test("no role is missing, and everybody's scope and every unit's seat exist", () => {
    expect(new Set(people.map((person) => person.role))).toEqual(new Set(ROLES));
    for (const { scope, name } of people) {
      if ("org" in scope) expect(orgKeys, name).toContain(scope.org);
      else expect(unitKeys, name).toContain(scope.unit);
    }
    for (const unit of units) {
      expect(orgKeys).toContain(unit.seat);
      expect(peopleKeys).toContain(`liaison-${unit.key}`);
    }
  });

  test("every matter lies in a community or grid, and who dealt with it exists", () => {
    expect(matters.length).toBeGreaterThanOrEqual(18);
    for (const matter of matters) {
      const node = org.find((node) => node.key === matter.org);
      expect(node?.level === "community" || node?.grid !== undefined, matter.key).toBe(true);
      for (const step of matter.steps) if ("by" in step) expect(peopleKeys, matter.key).toContain(step.by);
    }
  });

  test("what happened to a matter could have happened in that order", () => {
    for (const matter of matters) {
      expect(PATHS, matter.key).toContain(pathOf(matter));
      expectOrder(matter.key, [matter.reported, ...matter.steps.map((step) => step.when)]);
    }
  });

  test("there are matters in every state", () => {
    expect(new Set(matters.map(pathOf))).toEqual(new Set(PATHS));
  });

  test("everybody named in a meeting exists, and only invited units are given tasks", () => {
    for (const meeting of meetings) {
      expect(orgKeys).toContain(meeting.host);
      expect(peopleKeys).toContain(meeting.chair);
      expect(peopleKeys).toContain(meeting.secretary);
      expectUnique(meeting.attendance.map(({ unit }) => unit));
      for (const { unit } of meeting.attendance) expect(unitKeys, meeting.key).toContain(unit);
      expect(meeting.attendance.length, meeting.key).toBeGreaterThanOrEqual(2);
      const invited = meeting.attendance.map(({ unit }) => unit);
      for (const { key, lead, assisting } of meeting.resolutions) {
        const parties = lead === null ? assisting : [lead, ...assisting];
        for (const unit of parties) expect(invited, `${meeting.key}/${key}`).toContain(unit);
      }
    }
  });

  test("meetings stand in time as they say, and only a held one has resolutions", () => {
    for (const meeting of meetings) {
      expect(stateOn(meeting.when), meeting.key).toBe(meeting.state);
      expect(meeting.resolutions.length > 0, meeting.key).toBe(meeting.state === "held");
      const pending = meeting.attendance.filter(({ state }) => state === "invited");
      expect(pending).toHaveLength(meeting.state === "held" ? 0 : meeting.attendance.length);
    }
    expect(new Set(meetings.map(({ state }) => state))).toEqual(new Set(["held", "open", "scheduled"]));
  });

  test("resolutions are finished, under way and overdue, and their reports bear that out", () => {
    const resolutions = meetings.flatMap((meeting) => meeting.resolutions.map((one) => ({ meeting, one })));
    for (const { meeting, one } of resolutions) expectResolution(meeting, one, unitKeys);
    expectUnique(resolutions.map(({ meeting, one }) => `${meeting.key}/${one.key}`));
    expect(new Set(resolutions.map(({ one }) => one.completion))).toEqual(
      new Set(["accepted", "done", "inProgress", "overdue", "decision"]),
    );
  });

  test("no text holds a placeholder", () => {
    expect(JSON.stringify(county).match(/[【】×]|某某|TODO|XX/g)).toBeNull();
  });
});

const PATHS = [
  "reported",
  "reported accepted",
  "reported declined",
  "reported accepted resolved",
  "reported accepted resolved solved",
  "reported accepted resolved unsolved",
];

type Category = RuleSetInput["intake"]["categories"][number];

/** Only the lowest tier of a branch can be chosen. */
function leavesOf(categories: readonly Category[]): readonly string[] {
  return categories.flatMap((category) => {
    const children = (category.children ?? []) as readonly Category[];
    return children.length > 0 ? leavesOf(children) : [category.key];
  });
}

function pathOf({ steps }: DemoMatter): string {
  const verdict = (solved: boolean) => (solved ? "solved" : "unsolved");
  return [
    "reported",
    ...steps.map((step) => (step.kind === "evaluated" ? verdict(step.solved) : step.kind)),
  ].join(" ");
}

/** Hours before the end of the day of making. */
function hoursAgo({ daysAgo, hour }: When): number {
  return daysAgo * 24 - hour;
}

function expectOrder(what: string, times: readonly When[]): void {
  const hours = times.map(hoursAgo);
  expect(hours, what).toEqual(hours.toSorted((a, b) => b - a));
}

function stateOn({ daysAgo }: When): DemoMeeting["state"] {
  if (daysAgo === 0) return "open";
  return daysAgo > 0 ? "held" : "scheduled";
}

function expectResolution(meeting: DemoMeeting, one: DemoResolution, unitKeys: ReadonlySet<string>): void {
  const what = `${meeting.key}/${one.key}`;
  const parties = [one.lead, ...one.assisting];
  for (const { by } of one.progress) expect(parties, what).toContain(by);
  for (const unit of one.assisting) expect(unitKeys, what).toContain(unit);
  expect(one.assisting, what).not.toContain(one.lead);
  expectOrder(what, [meeting.when, ...one.progress.map((entry) => entry.when)]);
  if (one.completion === "decision") {
    expect([one.lead, one.dueDaysAgo, one.progress.length], what).toEqual([null, null, 0]);
    return;
  }
  expect(one.dueDaysAgo ?? Number.NaN, what).toBeLessThan(meeting.when.daysAgo);
  expect(one.progress.length, what).toBeGreaterThan(0);
  if (one.completion === "overdue") expect(one.dueDaysAgo, what).toBeGreaterThan(0);
  if (one.completion === "inProgress") expect(one.dueDaysAgo, what).toBeLessThan(0);
  if (one.completion === "done" || one.completion === "accepted") {
    expect(one.progress.at(-1)?.by, what).toBe(one.lead);
  }
}

function expectUnique(values: readonly string[]): void {
  expect(values.filter((value, index) => values.indexOf(value) !== index)).toEqual([]);
}
