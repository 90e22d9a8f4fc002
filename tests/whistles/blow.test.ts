import { beforeAll, describe, expect, test } from "vitest";
import { robots } from "../../db/tenant/schema/org.ts";
import { outbox } from "../../db/tenant/schema/work.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "../../worker/domain/errors.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { declineMatter } from "../../worker/domain/matters/decline.ts";
import { matterPage } from "../../worker/domain/matters/read.ts";
import { receipt } from "../../worker/domain/matters/residents.ts";
import { closeMemberUnit } from "../../worker/domain/units/close.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { blowWhistle } from "../../worker/domain/whistles/blow.ts";
import { blowForm } from "../../worker/domain/whistles/form.ts";
import { whistlesPage } from "../../worker/domain/whistles/list.ts";
import { whistlePage } from "../../worker/domain/whistles/read.ts";
import { callPage } from "../../worker/domain/whistles/read-call.ts";
import { reportIn } from "../../worker/domain/whistles/report-in.ts";
import { formatDate } from "../../worker/time/format.ts";
import { instantAt } from "../../worker/time/instants.ts";
import { clocksOf, timelineOf } from "../matters/stages.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { daysAhead } from "../support/days.ts";
import {
  blown,
  callRow,
  callsOf,
  gridRule,
  streetCall,
  streetRule,
  whistleRow,
  withWhistles,
} from "./stages.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
  await withWhistles(county);
});

const accountOf = (who: Who) => county.people[who].actor.accountId ?? "";
const gridCall = (more: object = {}) => ({
  orgUnitId: county.org.grid,
  kind: "grid",
  body: "一起帮独居老人搬家",
  responders: [accountOf("communityOfficer")],
  ...more,
});

describe("blowing", () => {
  test("numbers the whistle within the year, and calls each once", async () => {
    const { water } = county.units;
    const first = await blown(county, { responders: [water, water] });
    const second = await blown(county);
    expect(first.all).toHaveLength(1);
    const numbers = await Promise.all(
      [first, second].map(async ({ id }) => (await whistleRow(county, id)).number),
    );
    const [one = 0, two = 0] = numbers.map((number) => Number(number.slice(5)));
    expect(two).toBe(one + 1);
    expect(await timelineOf(county, `whistle:${first.id}`)).toMatchObject([
      { kind: "blown", detail: { called: ["自来水公司"] } },
    ]);
  });

  test("is read in the group of each unit called, at night only where something is due before the morning", async () => {
    const own = await newCounty();
    await withWhistles(own, [
      streetRule,
      { ...gridRule, key: "slow", from: "street", responders: "units", clocks: { done: { days: 10 } } },
    ]);
    const row = { id: own.units.water, kind: "wecom" as const, address: "-", masked: "-", setAt: "-" };
    await own.db.write([own.db.orm.insert(robots).values(row)]);
    const day = daysAhead(1);
    const night = instantAt(day, "22:00");
    const { water } = await blown(own, {}, night);
    const slow = { kind: "slow", occasion: undefined };
    const { water: later } = await blown(own, slow, instantAt(day, "22:01"));
    const { rows } = await own.db.read({ rows: own.db.orm.select().from(outbox).orderBy(outbox.id) });
    expect(rows.map(({ nextAt, body }) => [nextAt, body])).toEqual([
      [
        night,
        {
          scope: own.units.water,
          title: `汉城街道吹哨，请报到，最先一步应于 ${formatDate(day, night)} 24:00 前完成`,
          lines: [{ text: "一起去看沿街商铺的电线", href: `/calls/${water}` }],
          urgent: true,
        },
      ],
      [
        instantAt(daysAhead(2), "08:00"),
        expect.objectContaining({
          lines: [expect.objectContaining({ href: `/calls/${later}` })],
          urgent: false,
        }),
      ],
    ]);
  });

  const misfits: [string, () => object, string][] = [
    ["nobody called", () => ({ responders: [] }), "responders"],
    ["somebody unknown", () => ({ responders: ["nobody"] }), "responders"],
    ["its own unit", () => ({ responders: [county.org.street] }), "responders"],
    ["a unit below it", () => ({ responders: [county.org.community] }), "responders"],
    ["a person, where units come", () => ({ responders: [accountOf("liaison")] }), "responders"],
    ["no occasion", () => ({ occasion: undefined }), "occasion"],
    ["another occasion", () => ({ occasion: "聚餐" }), "occasion"],
    ["no words", () => ({ body: " " }), "body"],
    ["a kind nobody knows", () => ({ kind: "siren" }), "kind"],
    ["a matter nobody knows", () => ({ matterId: "nothing" }), "matterId"],
  ];
  test.each(misfits)("with %s is refused at the field", async (_what, changes, field) => {
    const failure = await blowWhistle(county.as("streetOfficer"), streetCall(county, changes())).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(Invalid);
    expect((failure as Invalid).problems.map(({ path }) => path)).toContain(field);
  });

  test("a unit above may be called, and a closed one not", async () => {
    const { org } = county;
    const { all } = await blown(county, { responders: [org.root] });
    expect(all).toMatchObject([{ responderKind: "org", responder: org.root }]);
    const { id } = await addUnit(county.as("admin"), {
      name: "旧厂",
      kind: "localUnit",
      orgUnitId: org.root,
    });
    await closeMemberUnit(county.as("admin"), { unitId: id, reason: "撤并" });
    await expect(blown(county, { responders: [id] })).rejects.toBeInstanceOf(Invalid);
  });

  test("a unit that is called isn't closed before that is over", async () => {
    const { id } = await addUnit(county.as("admin"), {
      name: "电缆厂",
      kind: "localUnit",
      orgUnitId: county.org.root,
    });
    const whistle = await blown(county, { responders: [id] });
    const closing = () => closeMemberUnit(county.as("admin"), { unitId: id, reason: "撤并" });
    const refusal = await closing().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Conflict);
    expect(JSON.stringify((refusal as Conflict).current)).toContain(`/whistles/${whistle.id}`);
  });
});

describe("who blows", () => {
  const tries = async (who: Who, input: object) =>
    blowWhistle(county.as(who), input).then(
      () => "ok",
      (error: unknown) =>
        error instanceof NotFound ? 404 : error instanceof Forbidden ? 403 : String(error),
    );

  test("is who works at the unit, or where a post of the rule is held", async () => {
    const all = ["streetOfficer", "admin", "communityOfficer", "gridWorker", "liaison"] as const;
    const street = await Promise.all(all.map((who) => tries(who, streetCall(county))));
    expect(street).toEqual(["ok", 403, 404, 404, 404]);
    const grid = await Promise.all(
      all.map((who) => tries(who, gridCall({ responders: [accountOf("liaison")] }))),
    );
    expect(grid.map((each) => (typeof each === "number" ? each : "refused"))).toEqual([
      403,
      403,
      403,
      "refused",
      404,
    ]);
  });

  test("a post above or below the unit blows for it, and liaisons of a kind that is registered there", async () => {
    const other = await newCounty();
    await withWhistles(other, [
      { ...gridRule, blownBy: [{ of: "level", key: "community" }] },
      { ...streetRule, blownBy: [{ of: "unit", key: "localUnit" }] },
    ]);
    const grid = { orgUnitId: other.org.grid, kind: "grid", body: "搬家" };
    const called = [other.people.gridWorker.actor.accountId];
    await blowWhistle(other.as("communityOfficer"), { ...grid, responders: called });
    const own = blowWhistle(other.as("gridWorker"), { ...grid, responders: called });
    await expect(own).rejects.toBeInstanceOf(Forbidden);
    // Registered in the county, not in the street.
    const outside = blowWhistle(other.as("liaison"), streetCall(other));
    await expect(outside).rejects.toBeInstanceOf(NotFound);
  });

  test("the form offers what will be taken, in one round trip", async () => {
    const of = async (who: Who, orgUnitId: string | null = null) =>
      blowForm(county.as(who), { orgUnitId, kind: null, matterId: null });
    const street = await of("streetOfficer");
    expect(street.unit?.id).toBe(county.org.street);
    const offered = street.groups.flatMap(({ members }) => members.map(({ id }) => id));
    const { root, community } = county.org;
    expect(offered).toEqual(expect.arrayContaining([...Object.values(county.units), root]));
    expect(offered).not.toContain(community);
    expect(street.dues.map(({ stage }) => stage)).toEqual(["sign", "contact", "reportIn", "done"]);
    const grid = await of("gridWorker");
    const people = grid.groups.flatMap(({ members }) => members.map(({ id }) => id));
    expect(people).toEqual([accountOf("communityOfficer")]);
    expect(await of("admin")).toMatchObject({ unit: null, hosts: [] });
    await expect(of("communityOfficer", county.org.street)).rejects.toBeInstanceOf(NotFound);
  });
});

test("no more a month than the rules say, whoever is first", async () => {
  const own = await newCounty();
  await withWhistles(own, [{ ...streetRule, mostPerMonth: 2 }]);
  const tries = await Promise.allSettled([1, 2, 3, 4].map(() => blown(own)));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  await expect(blown(own)).rejects.toThrow("每月至多吹哨 2 次");
  await blown(own, {}, instantAt(daysAhead(32), "10:00"));
});

describe("a whistle for a matter", () => {
  test("stands in its timeline and on its page; residents read that others were called in; its clocks run on", async () => {
    const matter = await county.matter();
    const before = await clocksOf(county, `matter:${matter.id}`);
    const { id, water } = await blown(county, { matterId: matter.id });
    expect(await clocksOf(county, `matter:${matter.id}`)).toEqual(before);
    const page = await matterPage(county.as("gridWorker"), matter.id);
    expect(page.whistles).toMatchObject([{ id, by: "汉城街道", maySee: false }]);
    expect(page.whistles[0]?.calls.map(({ name }) => name).sort()).toEqual(["住建局", "自来水公司"]);
    expect(page.timeline[0]?.title).toBe("汉城街道吹哨");
    const told = await receipt(county.as(null), matter.receiptCode);
    expect(told.timeline[0]?.title).toBe("已请有关单位一起办理");
    expect(JSON.stringify(told)).not.toMatch(/自来水公司|住建局/);
    // Whoever is called reads it, without who reported.
    expect((await matterPage(county.as("liaison"), matter.id)).body).toContain("水管漏水");
    expect((await callPage(county.as("liaison"), water)).matter).toMatchObject({ maySee: true });
  });

  test("is blown for one that one may read, and that isn't over", async () => {
    const declined = await county.matter();
    await acceptMatter(county.as("gridWorker"), { matterId: (await county.matter()).id });
    await declineMatter(county.as("gridWorker"), { matterId: declined.id, reason: "不在清单内" });
    await expect(blown(county, { matterId: declined.id })).rejects.toBeInstanceOf(Conflict);
    const elsewhere = await county.matter({ orgUnitId: county.org.otherGrid });
    const own = blowWhistle(county.as("gridWorker"), gridCall({ matterId: elsewhere.id }));
    await expect(own).rejects.toBeInstanceOf(Invalid);
  });
});

describe("people who are called", () => {
  test("find it by name, on their desk and in their list, and nobody else acts for them", async () => {
    const { id } = await blowWhistle(county.as("gridWorker"), gridCall());
    const [call] = await callsOf(county, id);
    const callId = call?.id ?? "";
    const list = async (who: Who) => (await whistlesPage(county.as(who), {})).whistles.map((row) => row.id);
    expect(await list("communityOfficer")).toContain(id);
    expect(await list("otherWorker")).not.toContain(id);
    await expect(reportIn(county.as("gridWorker"), { callId })).rejects.toBeInstanceOf(Forbidden);
    await expect(reportIn(county.as("liaison"), { callId })).rejects.toBeInstanceOf(NotFound);
    // The last stage that the rules ask for ends it.
    await reportIn(county.as("communityOfficer"), { callId });
    expect((await callRow(county, callId)).state).toBe("done");
    expect((await whistlePage(county.as("gridWorker"), id)).state).toBe("done");
  });

  test("can't call themselves, nor those who work elsewhere", async () => {
    for (const who of ["gridWorker", "otherWorker", "streetOfficer"] as const) {
      const blowing = blowWhistle(county.as("gridWorker"), gridCall({ responders: [accountOf(who)] }));
      await expect(blowing).rejects.toBeInstanceOf(Invalid);
    }
  });
});
