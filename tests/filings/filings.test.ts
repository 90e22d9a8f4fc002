import { beforeEach, describe, expect, test } from "vitest";
import { deskPage } from "../../worker/domain/desk/desk.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "../../worker/domain/errors.ts";
import { fileMonth } from "../../worker/domain/filings/file.ts";
import { filingsPage } from "../../worker/domain/filings/list.ts";
import { reinstateAbsent } from "../../worker/domain/filings/reinstate.ts";
import { strikeAbsent } from "../../worker/domain/filings/strike.ts";
import { closeOrgUnit } from "../../worker/domain/org/close.ts";
import { correctMemberUnit } from "../../worker/domain/units/correct.ts";
import { withdrawWhistle } from "../../worker/domain/whistles/withdraw.ts";
import { clocksOf, publishRules, timelineOf } from "../matters/stages.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { meanwhile } from "../support/meanwhile.ts";
import { blown, callsOf, gridRule, step } from "../whistles/stages.ts";
import {
  blew,
  filedRule,
  lastMoment,
  monthOf,
  monthsOf,
  next,
  over,
  read,
  submit,
  withFilings,
} from "./months.ts";

let county: County;
beforeEach(async () => {
  county = await newCounty();
  await withFilings(county);
});

const failure = (act: Promise<unknown>) =>
  act.then(
    () => "ok",
    (error: unknown) =>
      error instanceof NotFound
        ? 404
        : error instanceof Forbidden
          ? 403
          : error instanceof Conflict || error instanceof Invalid
            ? error.message
            : String(error),
  );
const kindsOf = async (filingId: string) =>
  (await timelineOf(county, `filing:${filingId}`)).map(({ kind }) => kind);
const clockOf = async (filingId: string) => (await clocksOf(county, `filing:${filingId}`))[0];

describe("a month begins to be filed", () => {
  test("with its first whistle, once; each month anew", async () => {
    await blown(county, {}, blew);
    await blown(county, {}, lastMoment);
    await blown(county, {}, "2026-07-31T16:00:00.000Z");
    const months = await monthsOf(county);
    expect(months.map(({ month, state, begins, ends }) => [month, state, begins, ends])).toEqual([
      ["2026-07", "open", "2026-06-30T16:00:00.000Z", "2026-07-31T16:00:00.000Z"],
      ["2026-08", "open", "2026-07-31T16:00:00.000Z", "2026-08-31T16:00:00.000Z"],
    ]);
    expect(await kindsOf(months[0]?.id ?? "")).toEqual(["begun"]);
  });

  test("once, whoever blows at the same moment", async () => {
    const slow = { ...county, as: (who: Who | null, at?: string) => slowly(who, at) };
    const slowly = (who: Who | null, at?: string) =>
      meanwhile(county.as(who, at), () => blown(county, {}, blew));
    await blown(slow as County, {}, blew);
    expect(await monthsOf(county)).toHaveLength(1);
    expect((await read(county, await monthOf(county))).whistles).toHaveLength(2);
  });

  test("only where the rules ask for it", async () => {
    await withFilings(county, { ...filedRule, filing: undefined } as never);
    await blown(county, {}, blew);
    expect(await monthsOf(county)).toEqual([]);
  });

  test("with a clock before the unit until offices close on the day of the rules, moved on from a day off", async () => {
    await blown(county, {}, blew);
    await blown(county, {}, "2026-09-07T02:00:00.000Z");
    const [july, september] = await monthsOf(county);
    expect(await clockOf(july?.id ?? "")).toMatchObject({
      owner: county.org.street,
      startedAt: "2026-07-31T16:00:00.000Z",
      dueAt: "2026-08-05T10:00:00.000Z",
      state: "running",
      rulePath: "handling.whistles.street",
    });
    // 1 to 7 October are off.
    expect((await clockOf(september?.id ?? ""))?.dueAt).toBe("2026-10-08T10:00:00.000Z");
    const { todos } = await deskPage(county.as("streetOfficer", next));
    expect(
      todos.filter(({ noun }) => noun === "filing").map(({ todo, page }) => [todo, page]),
    ).toContainEqual(["吹哨：按月报备", `/filings/${july?.id}`]);
  });
});

describe("what a filing tells", () => {
  test("is who came in time, late or not at all, who objected, who was excused, and what was withdrawn", async () => {
    const first = await blown(county, {}, blew);
    const second = await blown(county, {}, blew);
    const third = await blown(county, {}, blew);
    await step(county, first.water, "reportIn", "liaison", blew);
    await step(county, first.housing, "reportIn", "otherLiaison", over);
    await step(county, second.water, "object", "liaison", blew);
    await step(county, second.housing, "object", "otherLiaison", blew);
    await step(county, second.housing, "excuse", "streetOfficer", over);
    await withdrawWhistle(county.as("streetOfficer", blew), { whistleId: third.id, reason: "已经解决" });
    const absent = await blown(county, {}, blew);
    const page = await read(county, await monthOf(county));
    const told = page.whistles?.map(({ id, calls }) => [id, calls.map(({ coming }) => coming)]);
    expect(told).toEqual([
      [first.id, ["onTime", "late"]],
      [second.id, ["objecting", "excused"]],
      [third.id, ["withdrawn", "withdrawn"]],
      [absent.id, ["absent", "absent"]],
    ]);
    expect(page.comings).toMatchObject({
      onTime: 1,
      late: 1,
      absent: 2,
      objecting: 1,
      excused: 1,
      withdrawn: 2,
    });
    expect(page.absent.map(({ call }) => call)).toEqual([absent.water, absent.housing]);
    const { stages } = page.whistles?.[0]?.calls[1] ?? {};
    expect(stages?.map(({ stage, metAt, dueAt }) => [stage, metAt, dueAt])).toEqual([
      ["sign", over, "2026-07-06T04:00:00.000Z"],
      ["contact", over, "2026-07-06T06:00:00.000Z"],
      ["reportIn", over, "2026-07-07T02:00:00.000Z"],
      ["done", null, "2026-07-16T10:00:00.000Z"],
    ]);
  });

  test("changes with the clocks until it is filed, and never afterwards", async () => {
    const { water, housing } = await blown(county, {}, blew);
    const id = await monthOf(county);
    const comings = async (at: string) => (await read(county, id, "streetOfficer", at)).whistles?.[0]?.calls;
    expect((await comings(blew))?.map(({ coming }) => coming)).toEqual(["pending", "pending"]);
    expect((await comings(over))?.map(({ coming }) => coming)).toEqual(["absent", "absent"]);
    await step(county, water, "reportIn", "liaison", over);
    await submit(county, id);
    const filed = await read(county, id);
    expect(filed).toMatchObject({ state: "filed", filedAt: next, unit: expect.any(String), waits: null });
    expect(filed.whistles?.[0]?.calls.map(({ coming }) => coming)).toEqual(["late", "absent"]);
    const later = "2026-08-03T02:00:00.000Z";
    await step(county, housing, "reportIn", "otherLiaison", later);
    const unit = { unitId: county.units.housing, revision: 1, kind: "localUnit", orgUnitId: county.org.root };
    await correctMemberUnit(county.as("admin", later), { ...unit, name: "改了名的局" });
    const again = await read(county, id, "streetOfficer", later);
    expect(again.whistles).toEqual(filed.whistles);
    expect(again.absent).toEqual(filed.absent);
  });

  test("of a whistle that asks for less than reporting in, whether its last stage was reached", async () => {
    await withFilings(county, { ...filedRule, clocks: { sign: { hours: 2 }, contact: { hours: 4 } } });
    const { water } = await blown(county, {}, blew);
    await step(county, water, "contact", "liaison", blew);
    const page = await read(county, await monthOf(county));
    expect(page.whistles?.[0]?.calls.map(({ coming }) => coming)).toEqual(["onTime", "absent"]);
  });
});

describe("a month is filed", () => {
  test("when it is over, by the unit that blew, and its clock ends", async () => {
    await blown(county, {}, blew);
    const id = await monthOf(county);
    expect((await read(county, id, "streetOfficer", lastMoment)).waits).toContain("起才能报备");
    expect(await failure(submit(county, id, lastMoment))).toContain("这个月还没有过完");
    const tries = (["admin", "communityOfficer", "otherWorker", "liaison", "inspector"] as const).map(
      async (who) => [who, await failure(submit(county, id, next, who))],
    );
    expect(Object.fromEntries(await Promise.all(tries))).toEqual({
      admin: 403,
      communityOfficer: 404,
      otherWorker: 404,
      liaison: 404,
      inspector: 403,
    });
    await submit(county, id);
    expect(await clockOf(id)).toMatchObject({ state: "met", endedAt: next });
    expect(await kindsOf(id)).toEqual(["begun", "filed"]);
    expect(await failure(submit(county, id))).toContain("已报备");
  });

  test("late, and that is seen", async () => {
    await blown(county, {}, blew);
    const id = await monthOf(county);
    const late = "2026-08-06T02:00:00.000Z";
    const overdue = await filingsPage(county.as("admin", late), { due: "overdue" });
    expect(overdue.filings.map((row) => [row.id, row.monthName, row.whistles])).toEqual([
      [id, "2026年7月", 1],
    ]);
    await submit(county, id, late);
    const { filings } = await filingsPage(county.as("admin", late), { done: true });
    expect(filings[0]).toMatchObject({ filedAt: late, dueAt: "2026-08-05T10:00:00.000Z", state: "filed" });
    expect(filings[0]?.summary).toMatchObject({ whistles: 1, named: ["自来水公司", "住建局"] });
  });

  test("naming just those who were seen on the list", async () => {
    const { water, housing } = await blown(county, {}, blew);
    const id = await monthOf(county);
    const filing = (named: readonly string[]) =>
      fileMonth(county.as("streetOfficer", next), { filingId: id, named });
    expect(await failure(filing([]))).toContain("不一样了");
    expect(await failure(filing([water]))).toContain("不一样了");
    expect(await failure(filing([water, housing, "c1"]))).toContain("不一样了");
    await filing([housing, water, water]);
  });

  test("with what happens at the same moment: who reports in meanwhile isn't named", async () => {
    const { water, housing } = await blown(county, {}, blew);
    const id = await monthOf(county);
    const slow = meanwhile(county.as("streetOfficer", next), () =>
      step(county, water, "reportIn", "liaison", next),
    );
    expect(await failure(fileMonth(slow, { filingId: id, named: [water, housing] }))).toContain("不一样了");
    expect((await read(county, id)).state).toBe("open");
  });

  test("one after another", async () => {
    await blown(county, {}, blew);
    await blown(county, {}, next);
    const [july, august] = await monthsOf(county);
    const september = "2026-09-01T02:00:00.000Z";
    expect(await failure(submit(county, august?.id ?? "", september))).toBe("请先报备 2026年7月的");
    await submit(county, july?.id ?? "", september);
    await submit(county, august?.id ?? "", september);
  });

  test("before its unit closes", async () => {
    await blown(county, {}, blew);
    const id = await monthOf(county);
    const closing = closeOrgUnit(county.as("admin", over), { orgUnitId: county.org.street, reason: "合并" });
    const refusal = await closing.catch((error: unknown) => error);
    expect(JSON.stringify((refusal as Conflict).current)).toContain(`/filings/${id}`);
  });
});

describe("what nobody can say yet is told in the next month", () => {
  const open = (rows: Awaited<ReturnType<typeof monthsOf>>) =>
    rows.map(({ month, carried }) => [month, carried]);

  test("which begins with it, where nothing was blown in it", async () => {
    const { water, housing } = await blown(county, {}, "2026-07-31T12:00:00.000Z");
    await step(county, housing, "object", "otherLiaison", "2026-07-31T13:00:00.000Z");
    // The water works has until 20:00.
    await submit(county, await monthOf(county), next);
    expect(open(await monthsOf(county))).toEqual([
      ["2026-07", []],
      ["2026-08", [water, housing]],
    ]);
    const august = await monthOf(county, "2026-08");
    const september = "2026-09-01T02:00:00.000Z";
    const page = await read(county, august, "streetOfficer", september);
    expect(
      page.whistles?.map(({ isEarlier, calls }) => [isEarlier, calls.map(({ coming }) => coming)]),
    ).toEqual([[true, ["absent", "objecting"]]]);
    expect((await clockOf(august))?.dueAt).toBe("2026-09-07T10:00:00.000Z");
    expect(await kindsOf(august)).toEqual(["begun"]);
  });

  test("or which has begun; what came meanwhile is told as it came", async () => {
    const { water, housing } = await blown(county, {}, "2026-07-31T12:00:00.000Z");
    const { id: later } = await blown(county, {}, next);
    await submit(county, await monthOf(county), next);
    expect(open(await monthsOf(county))[1]).toEqual(["2026-08", [water, housing]]);
    await step(county, water, "reportIn", "liaison", "2026-08-01T02:00:00.000Z");
    const august = await monthOf(county, "2026-08");
    const page = await read(county, august, "streetOfficer", "2026-09-01T02:00:00.000Z");
    expect(page.whistles?.map(({ id, isEarlier }) => [id === later, isEarlier])).toEqual([
      [false, true],
      [true, false],
    ]);
    expect(page.whistles?.[0]?.calls.map(({ coming }) => coming)).toEqual(["onTime", "absent"]);
    expect((await kindsOf(august)).sort()).toEqual(["begun", "carriedOver"]);
  });

  test("by the rules in force then", async () => {
    await blown(county, {}, "2026-07-31T12:00:00.000Z");
    const changed = { ...filedRule, filing: { byDay: 10, to: "县委组织部", nameAbsent: false } };
    const at = "2026-08-01T00:30:00.000Z";
    await publishRules(county, ({ handling }) => (handling.whistles = [changed, gridRule]), { at });
    await submit(county, await monthOf(county), next);
    expect(await read(county, await monthOf(county))).toMatchObject({
      to: "县委社会工作部",
      nameAbsent: true,
    });
    const august = await read(county, await monthOf(county, "2026-08"));
    expect(august).toMatchObject({ to: "县委组织部", nameAbsent: false, absent: [] });
    expect(august.due?.basis).toContain("次月 10 日前报备");
  });
});

describe("units that didn't come", () => {
  test("are struck off with a reason, and put back, before it is filed; both stay on record", async () => {
    const { water, housing } = await blown(county, {}, blew);
    const id = await monthOf(county);
    const strike = (call: string, who: Who = "streetOfficer") =>
      strikeAbsent(county.as(who, next), { filingId: id, call, reason: "已到现场，忘了登记" });
    expect(await failure(strike("c1"))).not.toBe("ok");
    expect(await failure(strike(water, "liaison"))).toBe(404);
    await strike(water);
    expect(await failure(strike(water, "admin"))).not.toBe("ok");
    const { absent } = await read(county, id);
    expect(absent.map(({ call, struck }) => [call, struck?.reason ?? null])).toEqual([
      [water, "已到现场，忘了登记"],
      [housing, null],
    ]);
    await reinstateAbsent(county.as("admin", next), { filingId: id, call: water, reason: "现场没有签到" });
    expect((await read(county, id)).absent.map(({ struck }) => struck)).toEqual([null, null]);
    await strike(housing, "admin");
    await submit(county, id);
    expect((await kindsOf(id)).sort()).toEqual(["begun", "filed", "reinstated", "struck", "struck"]);
    expect(await failure(strike(water))).toContain("已报备");
    const filed = await read(county, id);
    expect(filed.absent.map(({ struck }) => struck?.by)).toEqual([
      undefined,
      expect.stringContaining("admin"),
    ]);
  });

  test("read that they are named once it is filed, and not the whistles; others who were called read nothing", async () => {
    await blown(county, {}, blew);
    const id = await monthOf(county);
    const reads = (who: Who) => failure(read(county, id, who));
    expect([await reads("liaison"), await reads("inspector"), await reads("gridWorker")]).toEqual([
      404,
      "ok",
      404,
    ]);
    const [{ id: housing } = { id: "" }] =
      (await read(county, id)).whistles?.[0]?.calls.filter(
        ({ responder }) => responder === county.units.housing,
      ) ?? [];
    await strikeAbsent(county.as("streetOfficer", next), { filingId: id, call: housing, reason: "已到场" });
    await submit(county, id);
    expect([await reads("liaison"), await reads("otherLiaison")]).toEqual(["ok", 404]);
    const page = await read(county, id, "liaison");
    expect(page.whistles).toBeNull();
    expect(page.absent).toHaveLength(2);
    const found = async (who: Who) =>
      (await filingsPage(county.as(who, next), { done: true })).filings.map((row) => row.id);
    expect([await found("liaison"), await found("otherLiaison"), await found("admin")]).toEqual([
      [id],
      [],
      [id],
    ]);
  });

  test("a unit above that was called doesn't take itself off", async () => {
    await blown(county, { responders: [county.org.root] }, blew);
    const id = await monthOf(county);
    const [call] = await callsOf(county, (await read(county, id)).whistles?.[0]?.id ?? "");
    const strike = (who: Who) =>
      strikeAbsent(county.as(who, next), { filingId: id, call: call?.id, reason: "不该叫我们" });
    expect(await failure(strike("admin"))).not.toBe("ok");
    expect(await failure(strike("streetOfficer"))).toBe("ok");
  });

  test("are named nowhere where the rules don't say so", async () => {
    await withFilings(county, { ...filedRule, filing: { byDay: 5, to: "县委", nameAbsent: false } });
    await blown(county, {}, blew);
    const id = await monthOf(county);
    const page = await read(county, id);
    expect([page.absent, page.comings.absent]).toEqual([[], 2]);
    expect(page.offers.map(({ name }) => name)).toEqual(["file"]);
    await submit(county, id);
    expect(await failure(read(county, id, "liaison"))).toBe(404);
  });

  test("people are counted and never named", async () => {
    await withFilings(county, { ...filedRule, responders: "members" });
    const person = county.people.communityOfficer.actor.accountId ?? "";
    const { accountId: admin } = county.people.admin.actor;
    await blown(county, { responders: [admin ?? person] }, blew).catch(() =>
      blown(county, { responders: [person] }, blew),
    );
    const page = await read(county, await monthOf(county));
    expect([page.comings.absent, page.absent]).toEqual([1, []]);
    await submit(county, await monthOf(county));
  });
});
