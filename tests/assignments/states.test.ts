import { beforeAll, expect, test } from "vitest";
import type { AssignmentState } from "../../worker/domain/assignments/states.ts";
import { Conflict } from "../../worker/domain/errors.ts";
import { auditTail, clocksOf, rowOf, timelineOf } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { partIn, partRow, type Step, step, steps, withDispatch } from "./stages.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
  await withDispatch(county);
});

/** Where each step leads from each state; `-`: refused. */
const machine: Record<AssignmentState, readonly (AssignmentState | "-")[]> = {
  //         accept      answer      return      takeBack     insist      withdraw
  assigned: ["accepted", "answered", "returned", "-", "-", "withdrawn"],
  accepted: ["-", "answered", "returned", "-", "-", "withdrawn"],
  returned: ["-", "-", "-", "takenBack", "assigned", "withdrawn"],
  answered: ["-", "-", "-", "-", "-", "-"],
  takenBack: ["-", "-", "-", "-", "-", "-"],
  withdrawn: ["-", "-", "-", "-", "-", "-"],
  ended: ["-", "-", "-", "-", "-", "-"],
};
const cells = Object.entries(machine).flatMap(([state, row]) =>
  row.map((next, at) => [state as AssignmentState, steps[at] as Step, next] as const),
);
const said: Record<Step, string> = {
  accept: "accepted",
  answer: "answered",
  return: "returned",
  takeBack: "takenBack",
  insist: "insisted",
  withdraw: "withdrawn",
};
/** What runs of it then. */
const running: Partial<Record<AssignmentState, readonly string[]>> = {
  assigned: ["answer"],
  accepted: ["answer"],
  returned: ["answer", "return"],
};
const above: readonly Step[] = ["withdraw", "takeBack", "insist"];

const traceOf = async (id: string, matterId: string) => ({
  row: await partRow(county, id),
  matter: await rowOf(county, matterId),
  events: await timelineOf(county, `assignment:${id}`),
  clocks: await clocksOf(county, `assignment:${id}`),
  audit: (await auditTail(county, 1))[0]?.seq,
});

test.each(cells.filter(([, , next]) => next !== "-"))(
  "%s: %s leads to %s, on record",
  async (state, what, next) => {
    const { id } = await partIn(county, state);
    await step(county, id, what);
    expect((await partRow(county, id)).state).toBe(next);
    expect((await timelineOf(county, `assignment:${id}`)).at(-1)?.kind).toBe(said[what]);
    const [entry] = await auditTail(county, 1);
    expect(entry).toMatchObject({ action: `assignment.${what}`, subject: `assignment:${id}` });
    const clocks = (await clocksOf(county, `assignment:${id}`)).filter(({ endedAt }) => endedAt === null);
    expect(clocks.map(({ kind }) => kind).sort()).toEqual(running[next as AssignmentState] ?? []);
  },
);

test.each(cells.filter(([, , next]) => next === "-"))(
  "%s: %s is refused, and nothing changes",
  async (state, what) => {
    const { id, matterId } = await partIn(county, state);
    const before = await traceOf(id, matterId);
    const who = state === "ended" && above.includes(what) ? "admin" : undefined;
    await expect(step(county, id, what, who)).rejects.toBeInstanceOf(Conflict);
    expect(await traceOf(id, matterId)).toEqual(before);
  },
);
