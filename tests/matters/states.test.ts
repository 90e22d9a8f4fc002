import { beforeAll, describe, expect, test } from "vitest";
import { Conflict } from "../../worker/domain/errors.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import type { MatterState } from "../../worker/domain/matters/states.ts";
import { type County, newCounty } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";
import { auditTail, type Move, mainIn, matterIn, move, rowOf, timelineOf, traceOf } from "./stages.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
  await mainIn(county);
});

const moves: readonly Move[] = [
  "accept",
  "decline",
  "resolve",
  "raise",
  "pause",
  "resume",
  "merge",
  "separate",
  "confirm",
  "reject",
  "lapse",
  "withdraw",
];

/** Rows are states, columns the moves above: where each leads, or a dash where it is refused. */
const machine: Record<MatterState, readonly (MatterState | "-")[]> = {
  reported: ["accepted", "declined", "-", "reported", "-", "-", "merged", "-", "-", "-", "-", "withdrawn"],
  accepted: ["-", "-", "resolved", "reported", "paused", "-", "merged", "-", "-", "-", "-", "withdrawn"],
  paused: ["-", "-", "-", "-", "-", "accepted", "-", "-", "-", "-", "-", "withdrawn"],
  resolved: ["-", "-", "-", "-", "-", "-", "-", "-", "closed", "reopened", "closed", "-"],
  closed: ["-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"],
  reopened: ["accepted", "-", "resolved", "reopened", "-", "-", "-", "-", "-", "-", "-", "-"],
  declined: ["-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"],
  merged: ["-", "-", "-", "-", "-", "-", "-", "accepted", "-", "-", "-", "-"],
  withdrawn: ["-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"],
};

const cells = Object.entries(machine).flatMap(([state, row]) =>
  row.map((next, index) => [state as MatterState, moves[index] ?? "accept", next] as const),
);

const said: Record<Move, string> = {
  accept: "accepted",
  decline: "declined",
  resolve: "resolved",
  raise: "raised",
  pause: "paused",
  resume: "resumed",
  merge: "merged",
  separate: "separated",
  confirm: "evaluated",
  reject: "reopened",
  lapse: "lapsed",
  withdraw: "withdrawn",
};
const acts: Record<Move, string> = {
  accept: "matter.accept",
  decline: "matter.decline",
  resolve: "matter.resolve",
  raise: "matter.raise",
  pause: "matter.grantPause",
  resume: "matter.resume",
  merge: "matter.merge",
  separate: "matter.separate",
  confirm: "matter.evaluate",
  reject: "matter.evaluate",
  lapse: "matter.lapse",
  withdraw: "matter.withdraw",
};

test.each(cells.filter(([, , next]) => next !== "-"))(
  "%s: %s leads to %s, with an event and an audit entry",
  async (state, what, next) => {
    const matter = await matterIn(county, state);
    const before = await rowOf(county, matter.id);
    await move(county, matter, what, "communityOfficer");
    const row = await rowOf(county, matter.id);
    expect(row.state).toBe(next);
    // It is asked for first, and then granted.
    expect(row.revision).toBe(before.revision + (what === "pause" ? 2 : 1));
    const last = (await timelineOf(county, `matter:${matter.id}`)).at(-1);
    expect(last?.kind).toBe(said[what]);
    const [entry] = await auditTail(county, 1);
    expect(entry).toMatchObject({ action: acts[what], subject: `matter:${matter.id}` });
    expect(entry?.actorName).toBe(last?.actorName);
  },
);

test.each(cells.filter(([, , next]) => next === "-"))(
  "%s: %s is refused with the present state, and nothing changes",
  async (state, what) => {
    const matter = await matterIn(county, state);
    const before = await traceOf(county, matter.id);
    const failure = await move(county, matter, what, "communityOfficer").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Conflict);
    expect((failure as Conflict).current.revision).toBe(before.row.revision);
    expect(await traceOf(county, matter.id)).toEqual(before);
  },
);

test("two who take on the same matter at once: one has it, the other is told who", async () => {
  const matter = await county.matter();
  const outcomes = await Promise.allSettled([
    move(county, matter, "accept", "gridWorker"),
    move(county, matter, "accept", "communityOfficer"),
  ]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const { handlerName } = await rowOf(county, matter.id);
  const lost = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(lost).toEqual([expect.any(Conflict)]);
  expect((lost[0] as Conflict).current.changedBy).toBe(handlerName);
});

test("taken on and turned away at once is one of the two", async () => {
  const matter = await county.matter();
  const outcomes = await Promise.allSettled([
    move(county, matter, "accept"),
    move(county, matter, "decline"),
  ]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const kinds = (await timelineOf(county, `matter:${matter.id}`)).map(({ kind }) => kind);
  expect(kinds).toEqual(["reported", (await rowOf(county, matter.id)).state]);
});

test("two verdicts at once count as one", async () => {
  const matter = await matterIn(county, "resolved");
  const outcomes = await Promise.allSettled([
    move(county, matter, "confirm"),
    move(county, matter, "reject"),
  ]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const evaluated = (await timelineOf(county, `matter:${matter.id}`)).filter(
    ({ kind }) => kind === "evaluated",
  );
  expect(evaluated).toHaveLength(1);
});

describe("on the page", () => {
  test("a move that came too late is shown on the matter's page, with what stands now", async () => {
    const matter = await matterIn(county, "accepted");
    const officer = await county.visit("communityOfficer");
    const answer = await officer.post(`${county.base}/matters/${matter.id}/acceptance`);
    expect(answer.status).toBe(409);
    const html = await answer.text();
    expect(html).toContain("办理中");
    expect(html).toContain(`gridWorker-${county.slug}`);
  });

  test("a result without words is refused, and so is turning away without a reason", async () => {
    const matter = await matterIn(county, "accepted");
    const worker = await county.visit("gridWorker");
    const path = `${county.base}/matters/${matter.id}`;
    expect((await worker.post(`${path}/outcome`, { outcome: "  " })).status).toBe(422);
    const fresh = await county.matter();
    expect((await worker.post(`${county.base}/matters/${fresh.id}/refusal`, { reason: "" })).status).toBe(
      422,
    );
    expect((await rowOf(county, matter.id)).state).toBe("accepted");
    expect((await rowOf(county, fresh.id)).state).toBe("reported");
  });

  test("what is typed longer than allowed comes back whole", async () => {
    const matter = await matterIn(county, "accepted");
    const worker = await county.visit("gridWorker");
    const outcome = "办".repeat(1001);
    const answer = await worker.post(`${county.base}/matters/${matter.id}/outcome`, { outcome });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(outcome);
  });
});

describe("the resident's verdict", () => {
  test.each(["", "maybe", "true"])("%j is none", async (solved) => {
    const matter = await matterIn(county, "resolved");
    const path = `${county.base}/receipts/${matter.receiptCode}/evaluation`;
    const answer = await newVisitor().post(path, solved === "" ? {} : { solved });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("请选择问题是否解决");
    expect((await rowOf(county, matter.id)).state).toBe("resolved");
  });

  test("goes with words, which the caseworkers read", async () => {
    const matter = await matterIn(county, "resolved");
    const comment = "还在漏，师傅没来过";
    await evaluateMatter(county.as(null), { receiptCode: matter.receiptCode, solved: false, comment });
    const worker = await county.visit("gridWorker");
    expect(await (await worker.get(`${county.base}/matters/${matter.id}`)).text()).toContain(comment);
  });

  test("takes the receipt code as people type it", async () => {
    const matter = await matterIn(county, "resolved");
    const sloppy = ` ${matter.receiptCode.replaceAll("-", " ").toLowerCase()} `;
    const path = `${county.base}/receipts/${encodeURIComponent(sloppy)}/evaluation`;
    expect((await newVisitor().post(path, { solved: "yes" })).status).toBe(303);
    expect(await rowOf(county, matter.id)).toMatchObject({
      state: "closed",
      closure: "solved",
      satisfied: null,
    });
  });
});
