import { beforeAll, describe, expect, test } from "vitest";
import { Conflict, Invalid } from "../../worker/domain/errors.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { completeResolution } from "../../worker/domain/resolutions/complete.ts";
import { editResolution } from "../../worker/domain/resolutions/edit.ts";
import { logResolution } from "../../worker/domain/resolutions/log.ts";
import { sendBackResolution } from "../../worker/domain/resolutions/send-back.ts";
import { publicationPage } from "../../worker/domain/rules/publication.ts";
import { publishDraft } from "../../worker/domain/rules/publish.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { everythingIn } from "../kernel/everything.ts";
import { clocksOf, rulesSince2025, timelineOf } from "../matters/stages.ts";
import { rowOf } from "../resolutions/due.ts";
import { type County, newCounty } from "../support/county.ts";
import { meanwhile } from "../support/meanwhile.ts";
import { draft, draftRow, publish, versionRows } from "./drafting.ts";

/** Monday, and days of the same two weeks: 10 October is a worked Saturday. */
const monday = "2026-09-14T02:00:00.000Z";
const tuesday = "2026-09-15T02:00:00.000Z";
const wednesday = "2026-09-16T02:00:00.000Z";
const thursday = "2026-09-17T02:00:00.000Z";

let county: County;
beforeAll(async () => {
  county = await newCounty();
  await rulesSince2025(county);
});

const report = async (at: string) =>
  reportMatter(county.as(null, at), {
    orgUnitId: county.org.grid,
    category: "lighting",
    body: "路灯不亮",
    place: "路口",
    reporterPhone: "13812345678",
  });

async function meeting(
  series: "residentsDeliberation" | "countyJoint",
  date: string,
  at: string,
): Promise<string> {
  const orgUnitId = series === "countyJoint" ? county.org.root : county.org.community;
  const members = Object.values(county.units);
  const entry = { series, orgUnitId, title: "会议", date, time: "09:30", place: "会议室", members };
  return (await scheduleMeeting(county.as("admin", at), entry)).id;
}

const task = (more: object = {}) => ({
  kind: "task",
  body: "更换水管",
  leadId: county.units.water,
  assistantIds: [county.units.power],
  ...more,
});

const log = async (meetingId: string, at: string, more: object = {}) =>
  (await logResolution(county.as("admin", at), { meetingId, ...task(more) })).id;

const deliberation = (at: string) => meeting("residentsDeliberation", at.slice(0, 10), at);

/** A task of a deliberation, which its series gives twenty working days. */
const logged = async (at: string, more: object = {}) => log(await deliberation(at), at, more);

const runningClocks = async (subject: string) =>
  (await clocksOf(county, subject)).filter(({ state }) => state === "running");

/** The rules in force with other times, as a draft. */
async function changed(change: (rules: RuleSet) => void, at: string): Promise<number> {
  const [number] = [await draft(county, {}, { at })];
  const { rules } = await draftRow(county, number);
  change(rules);
  return draft(county, { rules }, { at });
}

const longer = (rules: RuleSet): void => {
  rules.handling.overall.limit = { workdays: 40 };
  for (const level of rules.handling.levels) level.limit = { workdays: 9 };
  rules.meetings.series = rules.meetings.series.map((series) => ({
    ...series,
    resolutionDue: { workdays: 30 },
  }));
};

const shorter = (rules: RuleSet): void => {
  rules.handling.overall.limit = { workdays: 20 };
  for (const level of rules.handling.levels) level.limit = { workdays: 2 };
  rules.meetings.series = rules.meetings.series.map((series) => ({
    ...series,
    resolutionDue: { workdays: 6 },
  }));
};

/** The clocks of a record that a draft would set otherwise, by the page before its publication. */
async function wouldMove(number: number, subject: string, at: string) {
  const { clocks } = await publicationPage(county.as("admin", at), number);
  return clocks.filter(({ clock }) => `${clock.noun}:${clock.record}` === subject);
}

describe("the same rules again would set no clock otherwise", () => {
  /** Records whose clocks were begun, ended, begun anew and edited. */
  const records: Record<string, () => Promise<string>> = {
    "of a matter just reported": async () => `matter:${(await report(monday)).id}`,
    "of a matter reopened a level up": async () => {
      const { id, receiptCode } = await report(monday);
      await acceptMatter(county.as("gridWorker", monday), { matterId: id });
      await resolveMatter(county.as("gridWorker", tuesday), { matterId: id, outcome: "修好了" });
      await evaluateMatter(county.as(null, wednesday), { receiptCode, solved: false });
      return `matter:${id}`;
    },
    "of a task just logged": async () => `resolution:${await logged(monday)}`,
    "of a task whose units were changed": async () => {
      const id = await logged(monday);
      const edited = task({ leadId: county.units.housing });
      await editResolution(county.as("admin", tuesday), { resolutionId: id, revision: 1, ...edited });
      return `resolution:${id}`;
    },
    "of a decision that was made a task": async () => {
      const id = await logged(monday, { kind: "decision" });
      await editResolution(county.as("admin", tuesday), { resolutionId: id, revision: 1, ...task() });
      return `resolution:${id}`;
    },
    "of a task that was a decision in between": async () => {
      const id = await logged(monday);
      const entry = { resolutionId: id, body: "更换水管" };
      await editResolution(county.as("admin", tuesday), { ...entry, revision: 1, kind: "decision" });
      await editResolution(county.as("admin", wednesday), { ...entry, revision: 2, ...task() });
      return `resolution:${id}`;
    },
    "of a task reported complete": async () => {
      const id = await logged(monday);
      await completeResolution(county.as("liaison", wednesday), { resolutionId: id, text: "换好了" });
      return `resolution:${id}`;
    },
    "of a task sent back": async () => {
      const id = await logged(monday);
      await completeResolution(county.as("liaison", tuesday), { resolutionId: id, text: "换好了" });
      const back = { resolutionId: id, reason: "还在漏" };
      await sendBackResolution(county.as("admin", wednesday), back);
      return `resolution:${id}`;
    },
    "of a task sent back and given to another unit": async () => {
      const id = await logged(monday);
      await completeResolution(county.as("liaison", tuesday), { resolutionId: id, text: "换好了" });
      const back = { resolutionId: id, reason: "还在漏" };
      await sendBackResolution(county.as("admin", wednesday), back);
      const { revision } = await rowOf(county, id);
      const edited = task({ leadId: county.units.housing });
      await editResolution(county.as("admin", thursday), { resolutionId: id, revision, ...edited });
      return `resolution:${id}`;
    },
    "of a task logged before its meeting": async () => {
      const first = await meeting("countyJoint", "2026-09-23", monday);
      return `resolution:${await log(first, monday)}`;
    },
    "of a task sent back after a later meeting": async () => {
      const id = await log(await meeting("countyJoint", "2026-09-14", monday), monday);
      await meeting("countyJoint", "2026-09-16", monday);
      await completeResolution(county.as("liaison", tuesday), { resolutionId: id, text: "换好了" });
      const back = { resolutionId: id, reason: "还在漏" };
      await sendBackResolution(county.as("admin", thursday), back);
      return `resolution:${id}`;
    },
    "of a task due before a meeting that has been held since": async () => {
      const first = await meeting("countyJoint", "2026-09-14", monday);
      await meeting("countyJoint", "2026-09-16", monday);
      const id = await log(first, monday);
      await meeting("countyJoint", "2026-12-10", monday);
      return `resolution:${id}`;
    },
    "of a review that began after the meeting it once had to be done before": async () => {
      const first = await meeting("countyJoint", "2026-09-21", monday);
      await meeting("countyJoint", "2026-09-22", monday);
      await meeting("countyJoint", "2026-12-10", monday);
      const id = await log(first, "2026-09-21T02:00:00.000Z");
      await completeResolution(county.as("liaison", "2026-09-23T02:00:00.000Z"), {
        resolutionId: id,
        text: "好",
      });
      return `resolution:${id}`;
    },
  };

  test.each(Object.keys(records))("%s", async (name) => {
    const subject = await (records[name] as () => Promise<string>)();
    expect((await runningClocks(subject)).length).toBeGreaterThan(0);
    const at = "2026-09-24T02:00:00.000Z";
    expect(await wouldMove(await draft(county, {}, { at }), subject, at)).toEqual([]);
    // And the clocks are really looked at: other rules would move every one of them.
    const other = await changed(longer, at);
    expect(await wouldMove(other, subject, at)).toHaveLength((await runningClocks(subject)).length);
  });
});

describe("a clock that was named", () => {
  test("is set to what the new rules say from when it began, and its record tells so", async () => {
    const { id } = await report(monday);
    const subject = `matter:${id}`;
    const before = await runningClocks(subject);
    const number = await changed(longer, wednesday);
    const [step] = before.filter(({ kind }) => kind === "step");
    await publish(county, number, { clocks: [step?.id] }, { at: wednesday });

    const after = await runningClocks(subject);
    // Nine working days from Monday the 14th, with the 20th worked for National Day and the 25th the Mid-Autumn day off.
    expect(after.find(({ kind }) => kind === "step")).toMatchObject({
      id: step?.id,
      dueAt: "2026-09-24T10:00:00.000Z",
      ruleVersion: number,
      startedAt: monday,
    });
    expect(after.find(({ kind }) => kind === "overall")).toEqual(
      before.find(({ kind }) => kind === "overall"),
    );
    const told = (await timelineOf(county, subject)).filter(({ kind }) => kind === "clockMoved");
    expect(told).toMatchObject([
      {
        at: wednesday,
        actorName: county.people.admin.actor.name,
        detail: {
          from: step?.dueAt,
          to: "2026-09-24T10:00:00.000Z",
          noun: "matter",
          kind: "step",
          ruleVersion: number,
          because: "rules",
        },
      },
    ]);
  });

  test("of a task moves its resolution too, with the reason in words", async () => {
    const id = await logged(monday);
    const number = await changed((rules) => {
      longer(rules);
      rules.meetings.series = rules.meetings.series.map((each) => ({
        ...each,
        resolutionDue: { workdays: 3 },
      }));
    }, tuesday);
    const clocks = await runningClocks(`resolution:${id}`);
    const before = await rowOf(county, id);
    await publish(county, number, { clocks: clocks.map((clock) => clock.id) }, { at: tuesday });
    const due = "2026-09-17T10:00:00.000Z";
    expect((await runningClocks(`resolution:${id}`)).map(({ kind, dueAt }) => [kind, dueAt]).sort()).toEqual([
      ["assist", due],
      ["lead", due],
    ]);
    expect(await rowOf(county, id)).toMatchObject({
      dueAt: due,
      dueBasis: "按规则：3 个工作日内",
      revision: before.revision + 1,
      changedBy: county.people.admin.actor.name,
      ruleVersion: before.ruleVersion,
    });
  });

  test("that does something by itself does it at its new time", async () => {
    const { id } = await report(monday);
    const subject = `matter:${id}`;
    await acceptMatter(county.as("gridWorker", monday), { matterId: id });
    await resolveMatter(county.as("gridWorker", monday), { matterId: id, outcome: "修好了" });
    const [evaluation] = await runningClocks(subject);
    const due = "2026-09-21T10:00:00.000Z";
    expect(evaluation).toMatchObject({ kind: "evaluation", dueAt: due, actsAt: due });
    const number = await changed(({ handling }) => {
      handling.evaluation.within = { workdays: 3 };
    }, tuesday);
    expect(await wouldMove(number, subject, tuesday)).toMatchObject([{ clock: { called: "评价期限" } }]);
    await publish(county, number, { clocks: [evaluation?.id] }, { at: tuesday });
    const anew = "2026-09-17T10:00:00.000Z";
    expect(await runningClocks(subject)).toMatchObject([{ dueAt: anew, actsAt: anew, ruleVersion: number }]);
    const told = (await timelineOf(county, subject)).find(({ kind }) => kind === "clockMoved");
    expect(told?.detail).toMatchObject({ kind: "evaluation", from: due, to: anew, because: "rules" });
  });

  test("that the meeting itself set never moves, not even from the very day that the rules say", async () => {
    const byRule = await rowOf(county, await logged(monday));
    for (const dueDate of ["2026-09-30", String(byRule.dueAt).slice(0, 10)]) {
      const id = await logged(monday, { dueDate });
      const number = await changed(shorter, tuesday);
      expect(await wouldMove(number, `resolution:${id}`, tuesday)).toEqual([]);
      await expectUntouched(number, await runningClocks(`resolution:${id}`), tuesday);
    }
  });

  test("that has ended, is another county's or nobody's is refused, whatever is named beside it", async () => {
    const other = await newCounty();
    const { id: elsewhere } = await other.matter();
    const foreign = await clocksOf(other, `matter:${elsewhere}`);
    const { id } = await report(monday);
    const { id: running } = await report(monday);
    await acceptMatter(county.as("gridWorker", monday), { matterId: id });
    await resolveMatter(county.as("gridWorker", tuesday), { matterId: id, outcome: "修好了" });
    const ended = await clocksOf(county, `matter:${id}`);
    const number = await changed(longer, wednesday);
    const good = await runningClocks(`matter:${running}`);
    for (const strange of [foreign, ended, [{ id: "no-such-clock" }], [{ id: "x" }]]) {
      await expectUntouched(number, [...good, ...strange], wednesday);
    }
    expect(await clocksOf(other, `matter:${elsewhere}`)).toEqual(foreign);
  });

  test("stays when the new rules no longer know its level", async () => {
    const { id } = await report(monday);
    const step = (await runningClocks(`matter:${id}`)).filter(({ kind }) => kind === "step");
    const number = await changed((rules) => {
      rules.handling.levels = rules.handling.levels.filter(({ key }) => key !== "grid");
    }, tuesday);
    expect((await wouldMove(number, `matter:${id}`, tuesday)).map(({ clock }) => clock.kind)).not.toContain(
      "step",
    );
    await expectUntouched(number, step, tuesday);
  });

  /** Naming these clocks is refused in words; nothing is published, and no clock is moved. */
  async function expectUntouched(
    number: number,
    clocks: readonly { id: string }[],
    at: string,
  ): Promise<void> {
    const before = [await everythingIn(county.db), await versionRows(county)];
    await expect(
      publish(county, number, { clocks: clocks.map(({ id }) => id) }, { at }),
    ).rejects.toMatchObject({
      problems: [{ path: "clocks", message: "所选的期限有的已经结束，或按新规则没有不同，请重新核对" }],
    });
    expect([await everythingIn(county.db), await versionRows(county)]).toEqual(before);
  }
});

describe("rules that take effect later", () => {
  test("move no clock: naming one is refused, and nothing is published", async () => {
    const { id } = await report(monday);
    const [clock] = await runningClocks(`matter:${id}`);
    const number = await changed(longer, tuesday);
    const later = { effectiveOn: "2026-09-16", clocks: [clock?.id] };
    await expect(publish(county, number, later, { at: tuesday })).rejects.toMatchObject({
      problems: [
        { path: "clocks", message: expect.stringContaining("以后才生效的规则不能改动正在计时的期限") },
      ],
    });
    expect((await draftRow(county, number)).state).toBe("open");
    expect(await runningClocks(`matter:${id}`)).toContainEqual(clock);
    await publish(county, number, { ...later, effectiveOn: "2026-09-15" }, { at: tuesday });
    expect(await runningClocks(`matter:${id}`)).not.toContainEqual(clock);
  });
});

describe("while a publication is being decided", () => {
  const due = async (subject: string) =>
    (await runningClocks(subject)).map(({ kind, dueAt }) => [kind, dueAt]).sort();

  const faster = [{ path: "clocks", message: expect.stringContaining("有的已经结束") }];

  test("a matter that is resolved loses no clock to it: the publication is to be looked at again", async () => {
    const { id } = await report(wednesday);
    const subject = `matter:${id}`;
    await acceptMatter(county.as("gridWorker", wednesday), { matterId: id });
    const clocks = (await runningClocks(subject)).map((clock) => clock.id);
    const number = await changed(shorter, thursday);
    expect(await wouldMove(number, subject, thursday)).toHaveLength(clocks.length);
    const ctx = meanwhile(county.as("admin", thursday), () =>
      resolveMatter(county.as("gridWorker", thursday), { matterId: id, outcome: "修好了" }),
    );
    const publication = publishDraft(ctx, { number, revision: 1, note: "收紧", clocks });
    await expect(publication).rejects.toMatchObject({ problems: faster });
    const after = await clocksOf(county, subject);
    expect(after.map(({ kind, state }) => [kind, state])).toEqual([
      ["overall", "met"],
      ["step", "met"],
      ["evaluation", "running"],
    ]);
    for (const { ruleVersion } of after) expect(ruleVersion).not.toBe(number);
    expect((await timelineOf(county, subject)).map(({ kind }) => kind)).not.toContain("clockMoved");
    expect((await draftRow(county, number)).state).toBe("open");
  });

  test("a day that the meeting sets meanwhile stays", async () => {
    const id = await logged(wednesday);
    const subject = `resolution:${id}`;
    const clocks = (await runningClocks(subject)).map((clock) => clock.id);
    const number = await changed(shorter, thursday);
    expect(await wouldMove(number, subject, thursday)).toHaveLength(clocks.length);
    const ctx = meanwhile(county.as("admin", thursday), () =>
      editResolution(county.as("secretary", thursday), {
        resolutionId: id,
        revision: 1,
        ...task({ dueDate: "2026-10-30" }),
      }),
    );
    const publication = publishDraft(ctx, { number, revision: 1, note: "收紧", clocks });
    await expect(publication).rejects.toMatchObject({ problems: faster });
    const set = "2026-10-30T10:00:00.000Z";
    expect(await due(subject)).toEqual([
      ["assist", set],
      ["lead", set],
    ]);
    expect(await rowOf(county, id)).toMatchObject({ dueAt: set, dueBasis: "会议确定的日期" });
  });

  test("somebody who opened a task before doesn't set it back to its old time", async () => {
    const entry = { meetingId: await deliberation(wednesday), ...task() };
    const { id } = await logResolution(county.as("secretary", wednesday), entry);
    const subject = `resolution:${id}`;
    const clocks = (await runningClocks(subject)).map((clock) => clock.id);
    const number = await changed(shorter, thursday);
    const edited = { resolutionId: id, revision: 1, ...task({ leadId: county.units.housing }) };
    const ctx = meanwhile(county.as("secretary", thursday), () =>
      publish(county, number, { clocks }, { at: thursday }),
    );
    const moved = "2026-09-23T10:00:00.000Z";
    await expect(editResolution(ctx, edited)).rejects.toBeInstanceOf(Conflict);
    expect(await due(subject)).toEqual([
      ["assist", moved],
      ["lead", moved],
    ]);
    const refused = await editResolution(county.as("secretary", thursday), edited).catch((error) => error);
    expect(refused.current).toMatchObject({ changedBy: county.people.admin.actor.name, revision: 2 });
  });
});

test("two hundred clocks can be moved at once, and not one more", async () => {
  const own = await newCounty();
  await rulesSince2025(own);
  const matter = (at: string) =>
    reportMatter(own.as(null, at), {
      orgUnitId: own.org.grid,
      category: "lighting",
      body: "路灯不亮",
      place: "路口",
      reporterPhone: "13812345678",
    });
  const found = [];
  for (let count = 0; count < 101; count++) found.push((await matter(monday)).id);
  const clocks = (await Promise.all(found.map((id) => clocksOf(own, `matter:${id}`))))
    .flat()
    .map(({ id }) => id);
  const number = await draft(own, {}, { at: tuesday });
  const { rules } = await draftRow(own, number);
  longer(rules);
  const other = await draft(own, { rules }, { at: tuesday });
  const page = await publicationPage(own.as("admin", tuesday), other);
  expect([page.clocks.length, page.looked, page.cut]).toEqual([200, 200, true]);
  await expect(publish(own, other, { clocks }, { at: tuesday })).rejects.toBeInstanceOf(Invalid);
  await publish(own, other, { clocks: page.clocks.map(({ clock }) => clock.id) }, { at: tuesday });
  const after = (await Promise.all(found.map((id) => clocksOf(own, `matter:${id}`)))).flat();
  expect(after.filter(({ ruleVersion }) => ruleVersion === other)).toHaveLength(200);
});
