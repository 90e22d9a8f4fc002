import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listings } from "../../db/tenant/schema/work.ts";
import { deskPage } from "../../worker/domain/desk/desk.ts";
import { Conflict, NotFound } from "../../worker/domain/errors.ts";
import { inBatches } from "../../worker/domain/kernel/batch.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { lapseMatter } from "../../worker/domain/matters/lapse.ts";
import { matterPage } from "../../worker/domain/matters/read.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { residentHome } from "../../worker/domain/matters/resident-home.ts";
import { receipt } from "../../worker/domain/matters/residents.ts";
import { actOnTime } from "../../worker/domain/time.ts";
import { systemAt } from "../clocks/acting.ts";
import { changesBetween, everythingIn } from "../kernel/everything.ts";
import { type County, newCounty } from "../support/county.ts";
import { meanwhile } from "../support/meanwhile.ts";
import { newVisitor } from "../support/visitor.ts";
import { clocksOf, type Filed, move, rowOf, rulesSince2025, timelineOf } from "./stages.ts";

/** Friday before Spring Festival 2026, which is off from Sunday 15 to Monday 23 February. */
const friday = "2026-02-13T02:00:00.000Z";
/** Seven days later is Friday 20; the next working day is Tuesday 24, when offices close at 18:00 in Shanghai. */
const due = "2026-02-24T10:00:00.000Z";
const justAfter = "2026-02-24T10:00:00.001Z";
const daysLater = "2026-03-02T02:00:00.000Z";

let county: County;
beforeAll(async () => {
  county = await newCounty();
  await rulesSince2025(county);
  // So that what a run changes is what it does with clocks that are due.
  await actOnTime(systemAt(county, friday));
});

const everything = () => everythingIn(county.db);

async function resolvedAt(at = friday): Promise<Filed> {
  const matter = await reportMatter(county.as(null, at), {
    orgUnitId: county.org.grid,
    category: "drainage",
    body: "井盖破损",
    place: "路口",
  });
  await move(county, matter, "accept", "gridWorker", at);
  await move(county, matter, "resolve", "gridWorker", at);
  return matter;
}

const evaluationOf = async ({ id }: Filed) =>
  (await clocksOf(county, `matter:${id}`)).filter(({ kind }) => kind === "evaluation");

const auditOf = async ({ id }: Filed, action: string) =>
  (await everything()).audit?.filter((row) => row.subject === `matter:${id}` && row.action === action);

const listedAs = async ({ id }: Filed) => {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(listings).where(eq(listings.record, id)),
  });
  return [...new Set(rows.map(({ active }) => active))];
};

describe("the time to evaluate", () => {
  let matter: Filed;
  beforeAll(async () => {
    matter = await resolvedAt();
  });

  test("runs from when the matter is resolved, by the rules it began under, and acts by itself", async () => {
    expect(await evaluationOf(matter)).toMatchObject([
      {
        noun: "matter",
        state: "running",
        ownerKind: null,
        owner: null,
        startedAt: friday,
        dueAt: due,
        actsAt: due,
        ruleVersion: 1,
        rulePath: "handling.evaluation",
        inputs: {},
        setBy: "rules",
        caution: null,
      },
    ]);
  });

  test("is told to the resident and to caseworkers, and is nobody's to-do", async () => {
    expect(await receipt(county.as(null, friday), matter.receiptCode)).toMatchObject({
      evaluateBy: due,
      mayEvaluate: true,
    });
    const page = await matterPage(county.as("gridWorker", friday), matter.id);
    expect(page.due).toMatchObject([
      { kind: "evaluation", called: "评价期限", basis: "按规则第 1 版：自办结告知起 7 天", owner: null },
    ]);
    for (const who of ["gridWorker", "communityOfficer", "admin"] as const) {
      const { todos } = await deskPage(county.as(who, friday));
      expect(todos.map(({ record }) => record)).not.toContain(matter.id);
    }
  });

  test("to its last moment is time enough, and is met by the verdict", async () => {
    await evaluateMatter(county.as(null, due), { receiptCode: matter.receiptCode, solved: true });
    expect(await rowOf(county, matter.id)).toMatchObject({
      state: "closed",
      closure: "solved",
      closedAt: due,
    });
    expect(await evaluationOf(matter)).toMatchObject([{ state: "met", endedAt: due, actsAt: null }]);
    const before = await everything();
    await actOnTime(systemAt(county, daysLater));
    expect(await everything()).toEqual(before);
  });

  test("begins anew with each answer: a matter that was reopened has a clock for each", async () => {
    const again = await resolvedAt();
    await move(county, again, "reject", "admin", "2026-02-24T02:00:00.000Z");
    await move(county, again, "resolve", "communityOfficer", "2026-02-25T02:00:00.000Z");
    expect((await evaluationOf(again)).map(({ state, dueAt }) => [state, dueAt])).toEqual([
      ["met", due],
      ["running", "2026-03-04T10:00:00.000Z"],
    ]);
  });
});

describe("once it is over", () => {
  let matter: Filed;
  beforeAll(async () => {
    matter = await resolvedAt();
  });

  test("a verdict is refused and nothing is written, whether or not the matter is closed yet", async () => {
    const send = async () => {
      const before = await everything();
      const verdict = { receiptCode: matter.receiptCode, solved: false };
      await expect(evaluateMatter(county.as(null, justAfter), verdict)).rejects.toBeInstanceOf(Conflict);
      const path = `/receipts/${matter.receiptCode}/evaluation`;
      const page = await newVisitor().post(county.base + path, { solved: "no" }, { now: justAfter });
      const api = await newVisitor().json(
        "POST",
        `${county.base}/api/v1${path}`,
        { solved: false },
        { now: justAfter },
      );
      expect([page.status, api.status]).toEqual([409, 409]);
      expect(await everything()).toEqual(before);
      return page.text();
    };
    expect(await send()).toContain("评价期限到今天 18:00为止，已经过了");
    expect((await rowOf(county, matter.id)).state).toBe("resolved");
    await actOnTime(systemAt(county, justAfter));
    await send();
    expect((await rowOf(county, matter.id)).state).toBe("closed");
  });

  test("the receipt asks no more", async () => {
    const own = await resolvedAt();
    const seen = await receipt(county.as(null, justAfter), own.receiptCode);
    expect(seen).toMatchObject({ evaluateBy: due, mayEvaluate: false });
  });
});

describe("time closes what nobody evaluated", () => {
  let matter: Filed;
  beforeAll(async () => {
    // What other tests left waiting.
    await actOnTime(systemAt(county, daysLater));
  });
  beforeEach(async () => {
    matter = await resolvedAt();
  });

  test("as of when the time was over, however late, marked as such, on record as the system's", async () => {
    const before = await everything();
    await actOnTime(systemAt(county, daysLater));
    expect(await rowOf(county, matter.id)).toMatchObject({
      state: "closed",
      closure: "unevaluated",
      satisfied: null,
      closedAt: due,
      outcome: "水管已更换",
    });
    expect(await evaluationOf(matter)).toMatchObject([{ state: "lapsed", endedAt: due, actsAt: null }]);
    expect(await listedAs(matter)).toEqual([false]);
    expect((await timelineOf(county, `matter:${matter.id}`)).at(-1)).toMatchObject({
      kind: "lapsed",
      at: due,
      actorName: "系统",
      detail: { due },
    });
    const changes = changesBetween(before, await everything());
    expect(changes.audit).toMatchObject([
      {
        action: "matter.lapse",
        subject: `matter:${matter.id}`,
        actorId: null,
        actorName: "系统",
        at: daysLater,
      },
    ]);
    expect(Object.keys(changes).sort()).toEqual(
      [
        "audit",
        "audit_tallies",
        "clocks",
        "events",
        "figures",
        "finds",
        "idempotency",
        "listings",
        "matters",
        "tallies",
      ].sort(),
    );
  });

  test("in the words of each side, and what residents see of solved matters leaves it out", async () => {
    const { solved } = await residentHome(county.as(null, daysLater));
    await actOnTime(systemAt(county, daysLater));
    const told = (await matterPage(county.as("gridWorker", daysLater), matter.id)).timeline[0];
    expect(told).toMatchObject({ at: due, by: "系统", title: "居民没有在期限内评价，按规则办结" });
    const { timeline, closure } = await receipt(county.as(null, daysLater), matter.receiptCode);
    expect([timeline[0]?.title, closure]).toEqual(["没有在期限内评价，按规则办结", "unevaluated"]);
    expect((await residentHome(county.as(null, daysLater))).solved).toEqual(solved);
  });

  test("not before", async () => {
    const before = await everything();
    await actOnTime(systemAt(county, "2026-02-24T09:59:59.999Z"));
    expect(await everything()).toEqual(before);
    await actOnTime(systemAt(county, due));
    expect((await rowOf(county, matter.id)).closure).toBe("unevaluated");
  });

  test("once: again, later or with an earlier moment it changes nothing more", async () => {
    await actOnTime(systemAt(county, justAfter));
    const before = await everything();
    for (const at of [justAfter, daysLater, friday]) await actOnTime(systemAt(county, at));
    expect(await everything()).toEqual(before);
  });

  test("once, when two run at the same time", async () => {
    await Promise.all([daysLater, justAfter, daysLater].map((at) => actOnTime(systemAt(county, at))));
    expect(await rowOf(county, matter.id)).toMatchObject({ closure: "unevaluated", closedAt: due });
    expect(await auditOf(matter, "matter.lapse")).toHaveLength(1);
    const kinds = (await timelineOf(county, `matter:${matter.id}`)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "lapsed")).toHaveLength(1);
  });

  test("once, when another run finishes between this one's reading and writing: both answer alike", async () => {
    const [clock] = await evaluationOf(matter);
    const rows = [{ key: `${clock?.id} ${due}`, input: { matterId: matter.id } }];
    const slow = meanwhile(systemAt(county, daysLater), () => actOnTime(systemAt(county, justAfter)));
    expect(await inBatches(slow, lapseMatter, rows)).toEqual([
      { key: rows[0]?.key, result: { id: matter.id } },
    ]);
    expect(await auditOf(matter, "matter.lapse")).toMatchObject([{ at: justAfter }]);
  });

  test("unless its resident was faster", async () => {
    const rows = [{ key: "late", input: { matterId: matter.id } }];
    const slow = meanwhile(systemAt(county, due), () =>
      evaluateMatter(county.as(null, due), { receiptCode: matter.receiptCode, solved: true }),
    );
    const [outcome] = await inBatches(slow, lapseMatter, rows);
    expect(outcome).toEqual({ key: "late", refused: expect.any(Conflict) });
    expect(await rowOf(county, matter.id)).toMatchObject({ closure: "solved" });
    expect(await auditOf(matter, "matter.lapse")).toEqual([]);
  });

  test("faster than its resident, the verdict is refused", async () => {
    const slow = meanwhile(county.as(null, due), () => actOnTime(systemAt(county, due)));
    const late = evaluateMatter(slow, { receiptCode: matter.receiptCode, solved: false });
    await expect(late).rejects.toBeInstanceOf(Conflict);
    expect(await rowOf(county, matter.id)).toMatchObject({ closure: "unevaluated", reopenings: 0 });
  });

  test("and nobody else can: to people there is no such act", async () => {
    const before = await everything();
    for (const who of ["gridWorker", "admin", null] as const) {
      const tried = lapseMatter(county.as(who, daysLater), { matterId: matter.id });
      await expect(tried).rejects.toBeInstanceOf(NotFound);
    }
    await expect(lapseMatter(systemAt(county, friday), { matterId: matter.id })).rejects.toBeInstanceOf(
      Conflict,
    );
    expect(await everything()).toEqual(before);
    await actOnTime(systemAt(county, daysLater));
  });
});
