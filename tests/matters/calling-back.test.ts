import { beforeEach, describe, expect, test } from "vitest";
import { Conflict, Forbidden } from "../../worker/domain/errors.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { callBackMatter } from "../../worker/domain/matters/call-back.ts";
import { passOnMatter } from "../../worker/domain/matters/pass-on.ts";
import { raiseMatter } from "../../worker/domain/matters/raise.ts";
import { matterPage, mattersPage } from "../../worker/domain/matters/read.ts";
import { recategoriseMatter } from "../../worker/domain/matters/recategorise.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { actOnTime } from "../../worker/domain/time.ts";
import { systemAt } from "../clocks/acting.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";
import { clocksOf, type Filed, rowOf, rulesSince2025, timelineOf } from "./stages.ts";

/** A day of an ordinary week from Monday the 24th on, at an hour in Shanghai. */
const on = (day: number, time = "10:00") => new Date(`2026-08-${23 + day}T${time}:00+08:00`).toISOString();

let county: County;
beforeEach(async () => {
  county = await newCounty();
  await rulesSince2025(county);
});

const report = (orgUnitId: string): Promise<Filed> =>
  reportMatter(county.as(null, on(1)), {
    orgUnitId,
    category: "drainage",
    body: "污水漫到路上",
    place: "北关路口",
  });
const accept = ({ id }: Filed, who: Who, at: string) => acceptMatter(county.as(who, at), { matterId: id });
const passOn = ({ id }: Filed, who: Who, at: string) =>
  passOnMatter(county.as(who, at), { matterId: id, unit: county.org.grid, reason: "先去现场看" });
const raise = ({ id }: Filed, who: Who, at: string) =>
  raiseMatter(county.as(who, at), { matterId: id, reason: "网格没有设备" });
const callBack = ({ id }: Filed, who: Who, at: string) =>
  callBackMatter(county.as(who, at), { matterId: id, reason: "派错了网格" });
const clocksIn = async ({ id }: Filed) =>
  (await clocksOf(county, `matter:${id}`)).map(({ kind, owner, state, dueAt }) => [
    kind,
    owner,
    state,
    dueAt,
  ]);
const stepOf = async ({ id }: Filed) =>
  (await clocksOf(county, `matter:${id}`)).find(({ kind, state }) => kind === "step" && state === "running");

/** A matter of the community, accepted on Monday and passed down on Tuesday. */
async function passedDown(): Promise<Filed> {
  const matter = await report(county.org.community);
  await accept(matter, "communityOfficer", on(1, "11:00"));
  await passOn(matter, "communityOfficer", on(2));
  return matter;
}

/** A matter of the grid, passed up on Tuesday. */
async function passedUp(): Promise<Filed> {
  const matter = await report(county.org.grid);
  await accept(matter, "gridWorker", on(1, "11:00"));
  await raise(matter, "gridWorker", on(2));
  return matter;
}

describe("what was passed down", () => {
  test("is back where it lay, in the hands of whoever calls it back, with its old time", async () => {
    const { community, grid } = county.org;
    const matter = await report(community);
    await accept(matter, "communityOfficer", on(1, "11:00"));
    const before = await clocksIn(matter);
    const row = await rowOf(county, matter.id);
    await passOn(matter, "communityOfficer", on(2));
    await callBack(matter, "communityOfficer", on(3));
    const { revision, ...after } = await rowOf(county, matter.id);
    expect(after).toEqual({ ...row, revision: undefined });
    expect(revision).toBe(row.revision + 2);
    const clocks = await clocksIn(matter);
    expect(clocks.filter(([, , state]) => state === "running")).toEqual(before);
    expect(clocks.filter(([, , state]) => state !== "running")).toEqual([
      ["step", grid, "cancelled", expect.any(String)],
    ]);
    const listed = async (who: Who) =>
      (await mattersPage(county.as(who, on(3)), {})).matters.map(({ id }) => id);
    expect(await listed("gridWorker")).toEqual([]);
    expect(await listed("communityOfficer")).toEqual([matter.id]);
  });

  test("can be called back from above, too, and from nowhere else", async () => {
    const matter = await passedDown();
    const movesOf = async (who: Who) => (await matterPage(county.as(who, on(3)), matter.id)).moves;
    expect(await movesOf("communityOfficer")).toContain("callBack");
    expect(await movesOf("gridWorker")).not.toContain("callBack");
    await expect(callBack(matter, "gridWorker", on(3))).rejects.toBeInstanceOf(Forbidden);
    await callBack(matter, "streetOfficer", on(3, "11:00"));
    expect(await rowOf(county, matter.id)).toMatchObject({
      state: "accepted",
      level: "community",
      handlerName: county.people.streetOfficer.actor.name,
    });
  });

  test("stays where it was accepted", async () => {
    const matter = await passedDown();
    await accept(matter, "gridWorker", on(2, "15:00"));
    await expect(callBack(matter, "communityOfficer", on(3))).rejects.toBeInstanceOf(Conflict);
    await raise(matter, "gridWorker", on(3, "11:00"));
    await callBack(matter, "gridWorker", on(3, "12:00"));
    expect((await rowOf(county, matter.id)).level).toBe("grid");
    await expect(callBack(matter, "communityOfficer", on(3, "15:00"))).rejects.toBeInstanceOf(Conflict);
  });

  test("of two who accept and call back at once, one is told what has become of it", async () => {
    const matter = await passedDown();
    const made = await Promise.allSettled([
      accept(matter, "gridWorker", on(3)),
      callBack(matter, "communityOfficer", on(3)),
    ]);
    const [refused, ...others] = made.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(others).toEqual([]);
    expect(refused).toBeDefined();
    const { state, handlerName } = await rowOf(county, matter.id);
    const winner = made[0].status === "fulfilled" ? "gridWorker" : "communityOfficer";
    expect({ state, handlerName }).toEqual({
      state: "accepted",
      handlerName: county.people[winner].actor.name,
    });
    expect(await stepOf(matter)).toMatchObject({
      owner: county.org[winner === "gridWorker" ? "grid" : "community"],
    });
  });
});

describe("what was passed up on request", () => {
  test("is called back by its unit, not by the one that has it", async () => {
    const matter = await passedUp();
    await expect(callBack(matter, "communityOfficer", on(3))).rejects.toBeInstanceOf(Forbidden);
    await callBack(matter, "gridWorker", on(3, "11:00"));
    expect(await rowOf(county, matter.id)).toMatchObject({ state: "accepted", level: "grid", gave: null });
    // Three working days after the Monday, as before it went up.
    expect(await stepOf(matter)).toMatchObject({ owner: county.org.grid, dueAt: on(4, "18:00") });
  });

  test("what went up by itself stays there", async () => {
    const matter = await report(county.org.grid);
    await actOnTime(systemAt(county, on(4, "18:01")));
    expect((await rowOf(county, matter.id)).level).toBe("community");
    const { moves } = await matterPage(county.as("gridWorker", on(5)), matter.id);
    expect(moves).not.toContain("callBack");
    await expect(callBack(matter, "gridWorker", on(5))).rejects.toBeInstanceOf(Forbidden);
    await expect(callBack(matter, "communityOfficer", on(5))).rejects.toThrow("受理以前才能收回");
  });
});

describe("no time is won", () => {
  test("by sending away what is late: it is late when it comes back, and goes up by itself", async () => {
    const matter = await report(county.org.grid);
    await accept(matter, "gridWorker", on(1, "11:00"));
    await raise(matter, "gridWorker", on(2));
    const { offers } = await matterPage(county.as("gridWorker", on(5)), matter.id);
    const offer = offers.find(({ name }) => name === "callBack");
    expect(offer?.form.foretold).toMatch(
      /还没有受理。收回后由您经办，.+的期限接着算：昨天 18:00，总期限不变。$/,
    );
    await callBack(matter, "gridWorker", on(5));
    expect(await stepOf(matter)).toMatchObject({ dueAt: on(4, "18:00") });
    await actOnTime(systemAt(county, on(5, "10:01")));
    expect(await rowOf(county, matter.id)).toMatchObject({ state: "reported", level: "community" });
    const steps = (await clocksOf(county, `matter:${matter.id}`)).filter(({ kind }) => kind === "step");
    expect(steps.map(({ owner, state }) => [owner === county.org.grid, state])).toEqual([
      [true, "lapsed"],
      [false, "cancelled"],
      [false, "running"],
    ]);
  });

  test("and what the other unit was late with stays on record", async () => {
    const matter = await passedDown();
    await callBack(matter, "communityOfficer", on(8));
    const steps = (await clocksOf(county, `matter:${matter.id}`)).filter(({ kind }) => kind === "step");
    expect(steps.map(({ owner, state }) => [owner === county.org.grid, state])).toEqual([
      [false, "running"],
      [true, "lapsed"],
    ]);
  });

  test("and its time is that of the class it was given meanwhile", async () => {
    await rulesSince2025(county, ({ handling }) => {
      for (const level of handling.levels) level.limits = [{ category: "roads", limit: { workdays: 2 } }];
    });
    const matter = await passedUp();
    await recategoriseMatter(county.as("communityOfficer", on(2, "11:00")), {
      matterId: matter.id,
      category: "roads",
    });
    await callBack(matter, "gridWorker", on(2, "12:00"));
    expect(await stepOf(matter)).toMatchObject({ dueAt: on(3, "18:00"), inputs: { category: "roads" } });
  });
});

test("staff read why, its reporter where it is", async () => {
  const matter = await passedDown();
  await callBack(matter, "communityOfficer", on(3));
  const last = (await timelineOf(county, `matter:${matter.id}`)).at(-1);
  expect(last).toMatchObject({ kind: "calledBack", detail: { reason: "派错了网格" } });
  const page = await (await newVisitor().get(`${county.base}/receipts/${matter.receiptCode}`)).text();
  expect(page).toContain("转回");
  expect(page).not.toContain("派错了网格");
});
