import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { assistants } from "../../db/tenant/schema/meetings.ts";
import { deskPage } from "../../worker/domain/desk/desk.ts";
import { Conflict, Invalid, NotFound } from "../../worker/domain/errors.ts";
import { closeMeeting } from "../../worker/domain/meetings/close.ts";
import { approveResolution } from "../../worker/domain/resolutions/approve.ts";
import { completeResolution } from "../../worker/domain/resolutions/complete.ts";
import { editResolution } from "../../worker/domain/resolutions/edit.ts";
import { logResolution } from "../../worker/domain/resolutions/log.ts";
import { reportProgress } from "../../worker/domain/resolutions/progress.ts";
import { sendBackResolution } from "../../worker/domain/resolutions/send-back.ts";
import { addDays } from "../../worker/time/instants.ts";
import { auditTail, clocksOf, timelineOf } from "../matters/stages.ts";
import { rollOf } from "../meetings/roll.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { daysAhead, meetingDay } from "../support/days.ts";
import { rowOf as rowIn } from "./due.ts";

let county: County;
let meetingId: string;
beforeAll(async () => {
  county = await newCounty();
  meetingId = (await county.meeting()).id;
});

type State = "open" | "done" | "accepted" | "decided";
type Move = "progress" | "complete" | "accept" | "sendBack" | "edit";

const task = (changes: object = {}) => ({
  kind: "task",
  body: "更换北关社区老旧水管",
  leadId: county.units.water,
  assistantIds: [county.units.power],
  ...changes,
});

const recordOf = ({ noun, record }: { noun: string; record: string }) => `${noun}:${record}`;

const log = (changes: object = {}, who: Who = "secretary", at?: string) =>
  logResolution(county.as(who, at), { meetingId, ...task(changes) });

async function rowOf(resolutionId: string) {
  const row = await rowIn(county, resolutionId);
  const { helpers } = await county.db.read({
    helpers: county.db.orm.select().from(assistants).where(eq(assistants.resolutionId, resolutionId)),
  });
  return { ...row, helpers: helpers.map(({ memberId }) => memberId) };
}

async function move(resolutionId: string, what: Move): Promise<unknown> {
  // A decision has no lead, so that only the officers above may try.
  const carrier = (await rowOf(resolutionId)).leadId ? "liaison" : "admin";
  switch (what) {
    case "progress":
      return reportProgress(county.as(carrier), { resolutionId, text: "已开工" });
    case "complete":
      return completeResolution(county.as(carrier), { resolutionId, text: "已换好" });
    case "accept":
      return approveResolution(county.as("secretary"), { resolutionId });
    case "sendBack":
      return sendBackResolution(county.as("secretary"), {
        resolutionId,
        reason: "还有一栋没换",
      });
    case "edit": {
      const { revision, kind } = await rowOf(resolutionId);
      const content = kind === "task" ? task({ body: "更换全部水管" }) : { kind, body: "同意" };
      return editResolution(county.as("secretary"), { resolutionId, revision, ...content });
    }
  }
}

const ways: Record<State, readonly Move[]> = {
  open: [],
  done: ["complete"],
  accepted: ["complete", "accept"],
  decided: [],
};

async function resolutionIn(state: State): Promise<string> {
  const content = state === "decided" ? { kind: "decision", leadId: undefined, assistantIds: [] } : {};
  const { id } = await log(content);
  for (const step of ways[state]) await move(id, step);
  return id;
}

const moves: readonly Move[] = ["progress", "complete", "accept", "sendBack", "edit"];
const machine: Record<State, readonly (State | "-")[]> = {
  open: ["open", "done", "-", "-", "open"],
  done: ["-", "-", "accepted", "open", "done"],
  accepted: ["-", "-", "-", "-", "-"],
  decided: ["-", "-", "-", "-", "decided"],
};
const cells = Object.entries(machine).flatMap(([state, row]) =>
  row.map((next, index) => [state as State, moves[index] ?? "edit", next] as const),
);
const said: Record<Move, string> = {
  progress: "progressed",
  complete: "completed",
  accept: "approved",
  sendBack: "sentBack",
  edit: "edited",
};
const acts: Record<Move, string> = {
  progress: "resolution.progress",
  complete: "resolution.complete",
  accept: "resolution.approve",
  sendBack: "resolution.sendBack",
  edit: "resolution.edit",
};

const traceOf = async (id: string) => ({
  row: await rowOf(id),
  events: await timelineOf(county, `resolution:${id}`),
  clocks: await clocksOf(county, `resolution:${id}`),
  audit: (await auditTail(county, 1))[0]?.seq,
});

test.each(cells.filter(([, , next]) => next !== "-"))(
  "%s: %s leads to %s, on record",
  async (state, what, next) => {
    const id = await resolutionIn(state);
    await move(id, what);
    expect((await rowOf(id)).state).toBe(next);
    expect((await timelineOf(county, `resolution:${id}`)).at(-1)?.kind).toBe(said[what]);
    const [entry] = await auditTail(county, 1);
    expect(entry).toMatchObject({ action: acts[what], subject: `resolution:${id}` });
  },
);

test.each(cells.filter(([, , next]) => next === "-"))(
  "%s: %s is refused, and nothing changes",
  async (state, what) => {
    const id = await resolutionIn(state);
    const before = await traceOf(id);
    await expect(move(id, what)).rejects.toBeInstanceOf(Conflict);
    expect(await traceOf(id)).toEqual(before);
  },
);

describe("logging", () => {
  test("counts within the meeting, from one, without gaps", async () => {
    const own = await county.meeting();
    const ids = [];
    for (const body of ["甲", "乙", "丙"]) ids.push((await county.resolution(own.id, body)).id);
    const refused = logResolution(county.as("secretary"), {
      meetingId: own.id,
      ...task({ leadId: county.org.grid }),
    });
    await expect(refused).rejects.toBeInstanceOf(Invalid);
    ids.push((await county.resolution(own.id, "丁")).id);
    const numbers = await Promise.all(ids.map(async (id) => (await rowOf(id)).number));
    expect(numbers).toEqual([1, 2, 3, 4]);
  });

  test("a decision has neither lead nor due time, whatever was sent along, and is nobody's to-do", async () => {
    const { id } = await log({ kind: "decision", dueDate: daysAhead(105) });
    expect(await rowOf(id)).toMatchObject({
      state: "decided",
      leadId: null,
      dueAt: null,
      dueBasis: null,
      helpers: [],
    });
    expect(await clocksOf(county, `resolution:${id}`)).toEqual([]);
  });

  test("a task goes to its lead and each assistant, once, with the same due time", async () => {
    const { water, power, housing } = county.units;
    const { id } = await log({ assistantIds: [power, housing, power, water] });
    const { dueAt, helpers } = await rowOf(id);
    expect(helpers.sort()).toEqual([power, housing].sort());
    const rows = await clocksOf(county, `resolution:${id}`);
    expect(rows.map(({ kind, owner, state }) => [kind, owner, state]).sort()).toEqual(
      [
        ["lead", water, "running"],
        ["assist", power, "running"],
        ["assist", housing, "running"],
      ].sort(),
    );
    expect(new Set(rows.map((row) => row.dueAt))).toEqual(new Set([dueAt]));
  });

  const misfits: [string, () => object, string][] = [
    ["no lead", () => ({ leadId: undefined }), "leadId"],
    ["a lead who doesn't belong to the meeting", () => ({ leadId: county.org.community }), "leadId"],
    ["a lead nobody knows", () => ({ leadId: "nobody" }), "leadId"],
    [
      "an assistant who doesn't belong",
      () => ({ assistantIds: [county.units.power, county.org.grid] }),
      "assistantIds",
    ],
    ["no words", () => ({ body: " " }), "body"],
    ["1001 characters", () => ({ body: "水".repeat(1001) }), "body"],
    ["a day that doesn't exist", () => ({ dueDate: "2030-02-30" }), "dueDate"],
    ["a day that has passed", () => ({ dueDate: "2020-01-01" }), "dueDate"],
    ["a day before the meeting", () => ({ dueDate: addDays(meetingDay, -1) }), "dueDate"],
    ["no kind", () => ({ kind: "wish" }), "kind"],
  ];
  test.each(misfits)("with %s is refused at the field", async (_what, changes, field) => {
    const failure = await log(changes()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Invalid);
    expect((failure as Invalid).problems.map(({ path }) => path)).toContain(field);
  });

  test("an org unit that belongs to the meeting may lead, too", async () => {
    const { id } = await log({ leadId: county.org.street, assistantIds: [] });
    expect((await deskPage(county.as("streetOfficer"))).todos.map(recordOf)).toContain(`resolution:${id}`);
  });

  test("is over when the meeting is closed, and may still be carried out, edited and reviewed", async () => {
    const own = await county.meeting();
    const { id } = await county.resolution(own.id);
    await closeMeeting(county.as("secretary"), { meetingId: own.id, ...rollOf(county) });
    const late = logResolution(county.as("secretary"), { meetingId: own.id, ...task() });
    await expect(late).rejects.toBeInstanceOf(Conflict);
    for (const what of ["edit", "progress", "complete", "sendBack", "complete", "accept"] as const)
      await move(id, what);
    expect((await rowOf(id)).state).toBe("accepted");
  });

  test("in a meeting that isn't there is not found", async () => {
    const nowhere = logResolution(county.as("secretary"), { meetingId: "nowhere", ...task() });
    await expect(nowhere).rejects.toBeInstanceOf(NotFound);
  });
});

describe("the clocks of a task", () => {
  const running = async (id: string) =>
    (await clocksOf(county, `resolution:${id}`))
      .filter(({ state }) => state === "running")
      .map(({ kind, owner }) => [kind, owner])
      .sort();
  const working = () =>
    [
      ["lead", county.units.water],
      ["assist", county.units.power],
    ].sort();

  test("pass to the meeting's office when it is complete, and end when it is accepted", async () => {
    const { id } = await log();
    expect(await running(id)).toEqual(working());
    await move(id, "complete");
    expect(await running(id)).toEqual([["review", county.org.root]]);
    await move(id, "accept");
    expect(await running(id)).toEqual([]);
    const states = (await clocksOf(county, `resolution:${id}`)).map(({ state }) => state);
    expect(states).toEqual(["met", "met", "met"]);
  });

  test("go back to the units when it is sent back, with the reason in the timeline", async () => {
    const { id } = await log();
    await move(id, "complete");
    await move(id, "sendBack");
    expect(await running(id)).toEqual(working());
    expect((await timelineOf(county, `resolution:${id}`)).at(-1)).toMatchObject({
      kind: "sentBack",
      detail: { reason: "还有一栋没换" },
    });
  });

  test("are those of the units named last, after an edit", async () => {
    const { id } = await log();
    const { revision } = await rowOf(id);
    const { housing, power } = county.units;
    const content = task({ leadId: housing, assistantIds: [power] });
    await editResolution(county.as("secretary"), { resolutionId: id, revision, ...content });
    expect(await running(id)).toEqual(
      [
        ["lead", housing],
        ["assist", power],
      ].sort(),
    );
    expect(await rowOf(id)).toMatchObject({ leadId: housing, helpers: [power] });
    const todos = async (who: Who) => (await deskPage(county.as(who))).todos.map(recordOf);
    expect(await todos("otherLiaison")).toContain(`resolution:${id}`);
    expect(await todos("liaison")).not.toContain(`resolution:${id}`);
  });

  test("end when it is edited into a decision, and begin when it is edited back", async () => {
    const { id } = await log();
    const edit = async (content: object) => {
      const { revision } = await rowOf(id);
      await editResolution(county.as("secretary"), { resolutionId: id, revision, ...content });
    };
    await edit({ kind: "decision", body: "同意更换" });
    expect(await running(id)).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ state: "decided", leadId: null, dueAt: null, helpers: [] });
    await edit(task());
    expect(await running(id)).toEqual(working());
    expect((await rowOf(id)).dueAt).not.toBeNull();
  });
});

test("what sending back lacks is said: a reason", async () => {
  const id = await resolutionIn("done");
  const secretary = county.as("secretary");
  for (const input of [
    {},
    { reason: "" },
    { reason: " " },
    { reason: "水".repeat(401) },
    { verdict: "maybe" },
  ]) {
    const failure = await sendBackResolution(secretary, { resolutionId: id, ...input }).catch(
      (error) => error,
    );
    expect(failure).toBeInstanceOf(Invalid);
    expect((failure as Invalid).problems.map(({ path }) => path)).toContain("reason");
  }
  expect((await rowOf(id)).state).toBe("done");
});
