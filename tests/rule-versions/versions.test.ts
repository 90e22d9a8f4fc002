import { beforeEach, describe, expect, test } from "vitest";
import { presets } from "../../db/presets/index.ts";
import { currentRuleSet } from "../../worker/domain/county/county.ts";
import { Conflict, NotFound } from "../../worker/domain/errors.ts";
import { setDraftAside, startDraft } from "../../worker/domain/rules/drafts.ts";
import { editItem, removeItem } from "../../worker/domain/rules/edit.ts";
import { ruleHistory } from "../../worker/domain/rules/history.ts";
import { publishDraft } from "../../worker/domain/rules/publish.ts";
import { ruleVersion } from "../../worker/domain/rules/version.ts";
import { withdrawVersion } from "../../worker/domain/rules/withdraw.ts";
import { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { everythingIn } from "../kernel/everything.ts";
import { rulesSince2025 } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { auditOf, draft, draftRow, draftRows, edit, publish, versionRow, versionRows } from "./drafting.ts";

const monday = "2026-09-14T02:00:00.000Z";
const tuesday = "2026-09-15T02:00:00.000Z";
const friday = "2026-09-18T02:00:00.000Z";

let county: County;
beforeEach(async () => {
  county = await newCounty();
  await rulesSince2025(county);
});

const inForceAt = async (at: string) => (await currentRuleSet(county.as("inspector", at))).number;
const limitAt = async (at: string) =>
  (await currentRuleSet(county.as("inspector", at))).rules.handling.overall.limit;
const states = async (at: string) =>
  (await ruleHistory(county.as("admin", at))).versions.map(({ number, state }) => [number, state]);
const workdays = (count: number) => (value: object) => ({ ...value, limit: { workdays: count } });

describe("from draft to rules", () => {
  test("a draft begins as a copy of the rules in force, and changes nothing of them", async () => {
    const before = await versionRows(county);
    const number = await draft(county, {}, { at: monday });
    expect(number).toBe(2);
    expect(await draftRow(county, number)).toMatchObject({
      state: "open",
      document: before[0]?.document,
      preset: "xinye",
      basedOn: 1,
      revision: 1,
      createdBy: county.people.admin.actor.name,
      createdAt: monday,
      changedAt: monday,
    });
    await edit(county, number, "handling.overall", workdays(40), { at: tuesday });
    expect(await draftRow(county, number)).toMatchObject({
      revision: 2,
      changedAt: tuesday,
      rules: { handling: { overall: { limit: { workdays: 40 } } } },
    });
    expect(await versionRows(county)).toEqual(before);
    expect((await auditOf(county, number)).map(({ action, detail }) => [action, detail])).toEqual([
      ["rules.draft", { basedOn: 1, preset: "xinye" }],
      ["rules.draft", { item: "handling.overall" }],
    ]);
  });

  test("published, it is in force at once, for whoever asks from then on and not for who asks of before", async () => {
    const number = await draft(county, {}, { at: monday });
    await edit(county, number, "handling.overall", workdays(40), { at: monday });
    await publish(county, number, { note: "县里的新通知" }, { at: tuesday });
    expect([await inForceAt(monday), await inForceAt(tuesday)]).toEqual([1, number]);
    expect([await limitAt(monday), await limitAt(tuesday)]).toEqual([{ workdays: 30 }, { workdays: 40 }]);
    expect(await versionRow(county, number)).toMatchObject({
      preset: "xinye",
      note: "县里的新通知",
      effectiveFrom: tuesday,
      publishedBy: county.people.admin.actor.name,
      publishedAt: tuesday,
      basedOn: 1,
      findings: [],
      reason: null,
      withdrawnAt: null,
    });
    expect(await draftRow(county, number)).toMatchObject({ state: "published" });
    expect((await auditOf(county, number)).at(-1)).toMatchObject({
      action: "rules.publish",
      actorId: county.people.admin.actor.accountId,
      detail: { note: "县里的新通知", findings: 0, clocks: 0 },
    });
    expect(await states(tuesday)).toEqual([
      [number, "running"],
      [1, "past"],
    ]);
  });

  test("with a day to come it takes effect as that day begins in Beijing, not a moment earlier", async () => {
    const number = await draft(county, {}, { at: monday });
    await edit(county, number, "handling.overall", workdays(40), { at: monday });
    await publish(county, number, { effectiveOn: "2026-09-18" }, { at: monday });
    expect(await inForceAt("2026-09-17T15:59:59.999Z")).toBe(1);
    expect(await inForceAt("2026-09-17T16:00:00.000Z")).toBe(number);
    expect(await states(tuesday)).toEqual([
      [number, "scheduled"],
      [1, "running"],
    ]);
    expect(await states(friday)).toEqual([
      [number, "running"],
      [1, "past"],
    ]);
  });

  test("today is at once, though the day began before", async () => {
    const number = await draft(county, {}, { at: monday });
    await publish(county, number, { effectiveOn: "2026-09-14" }, { at: monday });
    expect((await versionRow(county, number)).effectiveFrom).toBe(monday);
    expect(await inForceAt("2026-09-14T01:59:59.999Z")).toBe(1);
  });

  test.each(["2026-09-13", "2020-01-01"])("%s is over, and refused", async (effectiveOn) => {
    const number = await draft(county, {}, { at: monday });
    await expect(publish(county, number, { effectiveOn }, { at: monday })).rejects.toMatchObject({
      problems: [{ path: "effectiveOn", message: "生效日期不能早于今天" }],
    });
    expect(await versionRows(county)).toHaveLength(1);
  });

  test("just after midnight in Beijing today is the new day, whatever London says", async () => {
    const night = "2026-09-14T16:30:00.000Z";
    const number = await draft(county, {}, { at: monday });
    await expect(publish(county, number, { effectiveOn: "2026-09-14" }, { at: night })).rejects.toMatchObject(
      {
        problems: [{ path: "effectiveOn" }],
      },
    );
    await publish(county, number, { effectiveOn: "2026-09-15" }, { at: night });
    expect((await versionRow(county, number)).effectiveFrom).toBe(night);
  });

  test("a version to come gives way to nothing published before its day, and both have their time", async () => {
    const later = await draft(county, {}, { at: monday });
    await edit(county, later, "handling.overall", workdays(50), { at: monday });
    await publish(county, later, { effectiveOn: "2026-09-18" }, { at: monday });
    const sooner = await draft(county, {}, { at: tuesday });
    await edit(county, sooner, "handling.overall", workdays(10), { at: tuesday });
    await publish(county, sooner, {}, { at: tuesday });
    expect([await inForceAt(monday), await inForceAt(tuesday), await inForceAt(friday)]).toEqual([
      1,
      sooner,
      later,
    ]);
    expect(await states(tuesday)).toEqual([
      [sooner, "running"],
      [later, "scheduled"],
      [1, "past"],
    ]);
  });

  test("of two for the same day the one published last is in force, whichever was drafted first", async () => {
    const first = await draft(county, {}, { at: monday });
    const second = await draft(county, {}, { at: monday });
    await publish(county, second, { effectiveOn: "2026-09-18" }, { at: monday });
    await publish(county, first, { effectiveOn: "2026-09-18" }, { at: tuesday });
    expect(await inForceAt(friday)).toBe(first);
  });
});

describe("a draft may begin", () => {
  test("as any version, which is how one goes back", async () => {
    const number = await draft(county, {}, { at: monday });
    await edit(county, number, "handling.overall", workdays(40), { at: monday });
    await publish(county, number, {}, { at: monday });
    const back = await draft(county, { basedOn: 1 }, { at: tuesday });
    expect((await draftRow(county, back)).document).toEqual((await versionRow(county, 1)).document);
    await publish(county, back, { note: "恢复第 1 版" }, { at: tuesday });
    expect(await limitAt(tuesday)).toEqual({ workdays: 30 });
    expect(await versionRow(county, back)).toMatchObject({ basedOn: 1, note: "恢复第 1 版" });
    expect(await states(tuesday)).toEqual([
      [back, "running"],
      [number, "past"],
      [1, "past"],
    ]);
  });

  test("as any preset, with its defaults filled in", async () => {
    for (const key of Object.keys(presets) as (keyof typeof presets)[]) {
      const number = await draft(county, { preset: key });
      expect(await draftRow(county, number)).toMatchObject({ preset: key, basedOn: null });
      expect((await draftRow(county, number)).document).toEqual(
        JSON.parse(JSON.stringify(RuleSet.parse(presets[key].rules))),
      );
    }
  });

  test("as a document of one's own, with its defaults filled in", async () => {
    const number = await draft(county, { rules: presets.yulin.rules });
    expect(await draftRow(county, number)).toMatchObject({ preset: "xinye", basedOn: null });
    expect((await draftRow(county, number)).rules.meetings.series[0]).toHaveProperty("proxiesCount");
  });

  test("as nothing else: a version that isn't there, a draft, a preset nobody knows, two sources at once", async () => {
    const open = await draft(county);
    const before = await draftRows(county);
    const ctx = () => county.as("admin");
    await expect(startDraft(ctx(), { basedOn: 99 })).rejects.toBeInstanceOf(NotFound);
    await expect(startDraft(ctx(), { basedOn: open })).rejects.toBeInstanceOf(NotFound);
    await expect(startDraft(ctx(), { preset: "moon" })).rejects.toMatchObject({
      problems: [{ path: "preset", message: "请选择做法模板" }],
    });
    await expect(startDraft(ctx(), { preset: "constructor" })).rejects.toMatchObject({ problems: [{}] });
    await expect(startDraft(ctx(), { basedOn: 1, preset: "xinye" })).rejects.toMatchObject({
      problems: [{ message: "起草的来源只能有一个" }],
    });
    expect(await draftRows(county)).toEqual(before);
  });
});

describe("a version taken back before it began", () => {
  const scheduled = async () => {
    const number = await draft(county, {}, { at: monday });
    await edit(county, number, "handling.overall", workdays(50), { at: monday });
    await publish(county, number, { effectiveOn: "2026-09-18" }, { at: monday });
    return number;
  };
  const withdraw = (number: number, at: string) => withdrawVersion(county.as("admin", at), { number });

  test("never comes into force, stays on record, and can be started from", async () => {
    const number = await scheduled();
    await withdraw(number, tuesday);
    for (const at of [tuesday, friday, "2099-01-01T00:00:00.000Z"]) expect(await inForceAt(at)).toBe(1);
    expect(await versionRow(county, number)).toMatchObject({
      withdrawnAt: tuesday,
      withdrawnBy: county.people.admin.actor.name,
      rules: { handling: { overall: { limit: { workdays: 50 } } } },
    });
    expect(await states(friday)).toEqual([
      [number, "withdrawn"],
      [1, "running"],
    ]);
    const found = await ruleVersion(county.as("inspector", friday), number);
    expect(found).toMatchObject({ state: "withdrawn", effectiveFrom: null });
    expect((await auditOf(county, number)).at(-1)).toMatchObject({
      action: "rules.withdraw",
      detail: { effectiveFrom: "2026-09-17T16:00:00.000Z" },
    });
    const again = await draft(county, { basedOn: number }, { at: friday });
    expect((await draftRow(county, again)).document).toEqual((await versionRow(county, number)).document);
  });

  test("can't be taken back twice, nor once it began, nor what was never published", async () => {
    const number = await scheduled();
    await expect(withdraw(number, friday)).rejects.toThrow("已经生效，不能撤回");
    await expect(withdraw(number, "2026-09-17T16:00:00.000Z")).rejects.toBeInstanceOf(Conflict);
    await expect(withdraw(1, monday)).rejects.toBeInstanceOf(Conflict);
    await expect(withdraw(await draft(county), monday)).rejects.toBeInstanceOf(NotFound);
    await withdraw(number, "2026-09-17T15:59:59.999Z");
    const before = await everythingIn(county.db);
    await expect(withdraw(number, tuesday)).rejects.toThrow("已经撤回");
    expect(await everythingIn(county.db)).toEqual(before);
  });
});

describe("a draft put aside", () => {
  const aside = (number: number, revision: number, put: boolean) =>
    setDraftAside(county.as("admin", tuesday), { number, revision, aside: put });

  test("is neither changed nor published, and comes back with all that was in it", async () => {
    const number = await draft(county, {}, { at: monday });
    await edit(county, number, "handling.overall", workdays(40), { at: monday });
    const { document } = await draftRow(county, number);
    await aside(number, 2, true);
    expect(await draftRow(county, number)).toMatchObject({ state: "discarded", revision: 3, document });
    const item = { number, revision: 3, path: "handling.overall", value: { limit: { days: 1 } } };
    await expect(editItem(county.as("admin"), item)).rejects.toThrow("已经放弃");
    const entry = { number, revision: 3, path: "handling.levels.county" };
    await expect(removeItem(county.as("admin"), entry)).rejects.toThrow("已经放弃");
    await expect(publish(county, number)).rejects.toThrow("已经放弃");
    expect((await ruleVersion(county.as("admin"), number)).state).toBe("discarded");

    await aside(number, 3, false);
    expect(await draftRow(county, number)).toMatchObject({ state: "open", revision: 4, document });
    await publish(county, number, {}, { at: tuesday });
    expect(await limitAt(tuesday)).toEqual({ workdays: 40 });
    expect((await auditOf(county, number)).map(({ action }) => action)).toEqual([
      "rules.draft",
      "rules.draft",
      "rules.discard",
      "rules.restore",
      "rules.publish",
    ]);
  });

  test("twice, or brought back twice, is refused; so is one that is published or isn't there", async () => {
    const number = await draft(county);
    await expect(aside(number, 1, false)).rejects.toMatchObject({ problems: [{ message: "这份草案还在" }] });
    await aside(number, 1, true);
    await expect(aside(number, 2, true)).rejects.toMatchObject({
      problems: [{ message: "这份草案已经放弃" }],
    });
    await aside(number, 2, false);
    await publish(county, number);
    await expect(aside(number, 4, true)).rejects.toThrow("已经发布");
    await expect(aside(1, 1, true)).rejects.toBeInstanceOf(NotFound);
    await expect(aside(99, 1, true)).rejects.toBeInstanceOf(NotFound);
  });
});

describe("once published", () => {
  test("a version is never changed again, by any way there is", async () => {
    const number = await draft(county, {}, { at: monday });
    await publish(county, number, {}, { at: monday });
    const before = await everythingIn(county.db);
    const at = { number, revision: 2 };
    const ctx = () => county.as("admin", tuesday);
    const value = { limit: { workdays: 1 } };
    await expect(editItem(ctx(), { ...at, path: "handling.overall", value })).rejects.toThrow("已经发布");
    await expect(removeItem(ctx(), { ...at, path: "handling.levels.county" })).rejects.toThrow("已经发布");
    await expect(publishDraft(ctx(), { ...at, note: "再来" })).rejects.toThrow("已经发布");
    expect(await everythingIn(county.db)).toEqual(before);
  });

  test("the first version, which had no draft, can't be edited either", async () => {
    const value = { limit: { workdays: 1 } };
    const item = { number: 1, revision: 1, path: "handling.overall", value };
    await expect(editItem(county.as("admin"), item)).rejects.toBeInstanceOf(NotFound);
    await expect(
      publishDraft(county.as("admin"), { number: 1, revision: 1, note: "再来" }),
    ).rejects.toBeInstanceOf(NotFound);
  });
});

test("the history is newest first, and names who and why", async () => {
  for (let count = 0; count < 3; count++) {
    await publish(county, await draft(county, {}, { at: monday }), { note: `第${count}次` }, { at: monday });
  }
  const { current, versions } = await ruleHistory(county.as("inspector", monday));
  expect(current).toBe(4);
  expect(versions.map(({ number, note }) => [number, note])).toEqual([
    [4, "第2次"],
    [3, "第1次"],
    [2, "第0次"],
    [1, expect.any(String)],
  ]);
  expect(versions[0]).toMatchObject({
    by: county.people.admin.actor.name,
    at: monday,
    basedOn: 3,
    revision: null,
  });
});
