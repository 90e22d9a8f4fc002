import { beforeAll, describe, expect, test } from "vitest";
import { listings } from "../../db/tenant/schema/work.ts";
import { deskPage } from "../../worker/domain/desk/desk.ts";
import { Conflict } from "../../worker/domain/errors.ts";
import { callPage } from "../../worker/domain/whistles/read-call.ts";
import type { CallState } from "../../worker/domain/whistles/states.ts";
import { withdrawWhistle } from "../../worker/domain/whistles/withdraw.ts";
import { auditTail, clocksOf, timelineOf } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import {
  blown,
  callIn,
  callRow,
  callsOf,
  type Step,
  step,
  steps,
  whistleRow,
  withWhistles,
} from "./stages.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
  await withWhistles(county);
});

/** Where each step leads from each state; `-`: refused. */
const machine: Record<CallState, readonly (CallState | "-")[]> = {
  //           sign      contact      reportIn      finish  object      overrule  excuse
  called: ["signed", "contacted", "reportedIn", "done", "objected", "-", "-"],
  signed: ["-", "contacted", "reportedIn", "done", "objected", "-", "-"],
  contacted: ["-", "-", "reportedIn", "done", "objected", "-", "-"],
  reportedIn: ["-", "-", "-", "done", "objected", "-", "-"],
  objected: ["-", "-", "-", "-", "-", "signed", "excused"],
  done: ["-", "-", "-", "-", "-", "-", "-"],
  excused: ["-", "-", "-", "-", "-", "-", "-"],
  withdrawn: ["-", "-", "-", "-", "-", "-", "-"],
};
const cells = Object.entries(machine).flatMap(([state, row]) =>
  row.map((next, at) => [state as CallState, steps[at] as Step, next] as const),
);
const said: Record<Step, string> = {
  sign: "signed",
  contact: "contacted",
  reportIn: "reportedIn",
  finish: "finished",
  object: "objected",
  overrule: "overruled",
  excuse: "excused",
};

const traceOf = async (id: string, whistleId: string) => ({
  row: await callRow(county, id),
  whistle: await whistleRow(county, whistleId),
  events: await timelineOf(county, `call:${id}`),
  clocks: await clocksOf(county, `call:${id}`),
  audit: (await auditTail(county, 1))[0]?.seq,
});

test.each(cells.filter(([, , next]) => next !== "-"))(
  "%s: %s leads to %s, on record",
  async (state, what, next) => {
    const { id } = await callIn(county, state);
    await step(county, id, what);
    expect((await callRow(county, id)).state).toBe(next);
    expect((await timelineOf(county, `call:${id}`)).at(-1)?.kind).toBe(said[what]);
    const [entry] = await auditTail(county, 1);
    expect(entry).toMatchObject({ action: `call.${what}`, subject: `call:${id}` });
  },
);

test.each(cells.filter(([, , next]) => next === "-"))(
  "%s: %s is refused, and nothing changes",
  async (state, what) => {
    const { id, whistleId } = await callIn(county, state);
    const before = await traceOf(id, whistleId);
    await expect(step(county, id, what)).rejects.toBeInstanceOf(Conflict);
    expect(await traceOf(id, whistleId)).toEqual(before);
  },
);

describe("the clocks of a call", () => {
  const at = "2030-06-03T02:00:00.000Z";
  const of = async (id: string) =>
    (await clocksOf(county, `call:${id}`)).map(({ kind, owner, state, dueAt }) => [
      kind,
      owner,
      state,
      dueAt,
    ]);

  test("start with the whistle, one for each stage, before whoever is called", async () => {
    const { water } = await blown(county, {}, at);
    const unit = county.units.water;
    expect((await of(water)).sort()).toEqual([
      ["contact", unit, "running", "2030-06-03T06:00:00.000Z"],
      ["done", unit, "running", "2030-06-13T10:00:00.000Z"],
      ["reportIn", unit, "running", "2030-06-04T02:00:00.000Z"],
      ["sign", unit, "running", "2030-06-03T04:00:00.000Z"],
    ]);
  });

  test("end with their stage and with those that were skipped, late or not", async () => {
    const { water } = await blown(county, {}, at);
    const late = "2030-06-05T02:00:00.000Z";
    await step(county, water, "reportIn", "liaison", late);
    const rows = await clocksOf(county, `call:${water}`);
    const ended = rows.map(({ kind, state, endedAt }) => `${kind} ${state} ${endedAt}`).sort();
    expect(ended).toEqual([
      `contact met ${late}`,
      "done running null",
      `reportIn met ${late}`,
      `sign met ${late}`,
    ]);
    const page = await callPage(county.as("liaison"), water);
    const { stages } = page;
    expect(stages.map(({ stage, metAt, dueAt }) => [stage, metAt !== null && metAt > dueAt])).toEqual([
      ["sign", true],
      ["contact", true],
      ["reportIn", true],
      ["done", false],
    ]);
  });

  test("stand on the desk of whoever is called, the next one by itself; an objection on the street's", async () => {
    const own = await blown(county);
    const todo = async (who: "liaison" | "streetOfficer") =>
      (await deskPage(county.as(who))).todos.filter(({ record }) => record === own.water);
    expect(await todo("liaison")).toMatchObject([{ todo: "吹哨：待签收", page: `/calls/${own.water}` }]);
    expect(await todo("streetOfficer")).toEqual([]);
    await step(county, own.water, "sign");
    expect(await todo("liaison")).toMatchObject([{ todo: "吹哨：待联系" }]);
    await step(county, own.water, "object");
    expect(await todo("streetOfficer")).toMatchObject([{ todo: "吹哨：待裁定异议" }]);
    await step(county, own.water, "excuse");
    expect([await todo("liaison"), await todo("streetOfficer")]).toEqual([[], []]);
  });

  test("of an objection runs as long as the next stage's, and anew where that has passed", async () => {
    const objection = async (objectedAt: string) => {
      const { water } = await blown(county, {}, at);
      await step(county, water, "object", "liaison", objectedAt);
      return (await clocksOf(county, `call:${water}`)).find(({ kind }) => kind === "objection")?.dueAt;
    };
    expect(await objection("2030-06-03T03:00:00.000Z")).toBe("2030-06-03T06:00:00.000Z");
    expect(await objection("2030-06-03T07:00:00.000Z")).toBe("2030-06-03T11:00:00.000Z");
  });
});

describe("a whistle", () => {
  const stands = async (id: string) => {
    const { rows } = await county.db.read({ rows: county.db.orm.select().from(listings) });
    const listed = rows.filter(({ record }) => record === id);
    return {
      state: (await whistleRow(county, id)).state,
      listed: [...new Set(listed.map(({ state, active }) => `${state} ${active}`))],
      urgent: [...new Set(listed.map(({ urgent }) => urgent.split(" ")[0]))],
    };
  };

  test("is over with the last that is open, done or excused", async () => {
    const { id, water, housing } = await blown(county);
    await step(county, water, "finish");
    expect(await stands(id)).toMatchObject({ state: "blown", listed: ["blown true"] });
    await step(county, housing, "object", "otherLiaison");
    await step(county, housing, "excuse");
    expect(await stands(id)).toEqual({ state: "done", listed: ["done false"], urgent: ["9"] });
    expect((await timelineOf(county, `whistle:${id}`)).map(({ kind }) => kind)).toEqual([
      "blown",
      "whistleEnded",
    ]);
  });

  test("is as urgent as the next clock of those it calls", async () => {
    const at = "2030-06-03T02:00:00.000Z";
    const { id, water, housing } = await blown(county, {}, at);
    expect((await stands(id)).urgent).toEqual(["2030-06-03T04:00:00.000Z"]);
    await step(county, water, "contact");
    expect((await stands(id)).urgent).toEqual(["2030-06-03T04:00:00.000Z"]);
    await step(county, housing, "sign", "otherLiaison");
    expect((await stands(id)).urgent).toEqual(["2030-06-03T06:00:00.000Z"]);
  });

  test("that is withdrawn ends what runs, and leaves what was done", async () => {
    const { id, water, housing } = await blown(county);
    await step(county, water, "finish");
    await withdrawWhistle(county.as("streetOfficer"), { whistleId: id, reason: "已经解决" });
    expect((await callsOf(county, id)).map(({ state }) => state).sort()).toEqual(["done", "withdrawn"]);
    expect((await clocksOf(county, `call:${housing}`)).map(({ state }) => state)).toEqual(
      Array(4).fill("cancelled"),
    );
    expect(await stands(id)).toMatchObject({ state: "withdrawn", listed: ["withdrawn false"] });
    expect((await timelineOf(county, `call:${housing}`)).at(-1)?.detail).toEqual({ reason: "已经解决" });
    const again = withdrawWhistle(county.as("streetOfficer"), { whistleId: id, reason: "再撤" });
    await expect(again).rejects.toBeInstanceOf(Conflict);
  });

  test("an objection is settled once: it goes on where it was", async () => {
    const { water } = await blown(county);
    await step(county, water, "contact");
    await step(county, water, "object");
    await step(county, water, "overrule");
    expect((await callRow(county, water)).state).toBe("contacted");
    await expect(step(county, water, "object")).rejects.toThrow("已经裁定过");
    await step(county, water, "finish");
  });
});
