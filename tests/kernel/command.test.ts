import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { audit, idempotency } from "../../db/kernel/schema.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { memberUnits } from "../../db/tenant/schema/org.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "../../worker/domain/errors.ts";
import {
  assertRevision,
  insert,
  type RowChange,
  statement,
  update,
  updateWhere,
} from "../../worker/domain/kernel/changes.ts";
import { command } from "../../worker/domain/kernel/command.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { happening } from "../../worker/domain/kernel/happenings.ts";
import { scopesOfPath } from "../../worker/domain/kernel/rights.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { declineMatter } from "../../worker/domain/matters/decline.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { type County, newCounty } from "../support/county.ts";
import { changesBetween, everythingIn } from "./everything.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const everything = () => everythingIn(county.db);
const report = () => ({
  orgUnitId: county.org.grid,
  category: "lighting",
  body: "路灯不亮",
  place: "路口",
  reporterPhone: "13812345678",
});

/** Everything a write left, told once it settled; what it threw comes back as a value. */
async function outcomeOf<T>(work: Promise<T>): Promise<T | Error> {
  return work.catch((error: unknown) => error as Error);
}

describe("a key", () => {
  test("sent again answers the same and writes nothing", async () => {
    const ctx = county.as(null);
    const first = await reportMatter(ctx, report());
    const before = await everything();
    expect(await reportMatter({ ...ctx, requestId: "another request" }, report())).toEqual(first);
    expect(await everything()).toEqual(before);
  });

  test("sent again with something else is refused and writes nothing", async () => {
    const ctx = county.as(null);
    await reportMatter(ctx, report());
    const before = await everything();
    await expect(reportMatter(ctx, { ...report(), body: "另一盏路灯" })).rejects.toThrow(Invalid);
    expect(await everything()).toEqual(before);
  });

  test("sent again for another act is refused, though the input is the same", async () => {
    const { id: matterId } = await county.matter();
    const ctx = county.as("gridWorker");
    await acceptMatter(ctx, { matterId });
    const before = await everything();
    await expect(resolveMatter(ctx, { matterId, outcome: "已修好" })).rejects.toThrow(Invalid);
    expect(await everything()).toEqual(before);
  });

  test("sent twenty times at once is one write, told to all twenty", async () => {
    const ctx = county.as(null);
    const before = await everything();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => reportMatter({ ...ctx, requestId: crypto.randomUUID() }, report())),
    );
    expect(new Set(answers.map(({ receiptCode }) => receiptCode)).size).toBe(1);
    const changes = changesBetween(before, await everything());
    expect(changes.matters).toHaveLength(1);
    expect(changes.audit).toHaveLength(1);
    expect(changes.idempotency).toHaveLength(1);
  });

  test("belongs to whoever sent it", async () => {
    const [admin, secretary] = [county.as("admin"), county.as("secretary")];
    const key = crypto.randomUUID();
    const add = (ctx: Context, name: string) =>
      addUnit({ ...ctx, idempotencyKey: key }, { name, kind: "localUnit", orgUnitId: county.org.root });
    const [first, second] = [await add(admin, "第一中学"), await add(secretary, "第二中学")];
    expect(first.id).not.toBe(second.id);
  });

  test("that is missing counts each call", async () => {
    const ctx = { ...county.as(null), idempotencyKey: null };
    const [first, second] = [await reportMatter(ctx, report()), await reportMatter(ctx, report())];
    expect(first.id).not.toBe(second.id);
  });

  test("keeps nothing that was sent, only its fingerprint", async () => {
    const ctx = county.as(null);
    await reportMatter(ctx, report());
    const { kept } = await county.db.read({
      kept: county.db.orm
        .select()
        .from(idempotency)
        .where(eq(idempotency.key, ctx.idempotencyKey ?? "")),
    });
    expect(JSON.stringify(kept)).not.toContain("13812345678");
    expect(kept[0]?.requestHash).toMatch(/^[\w-]{43}$/);
  });
});

test("of fifty who move one matter at once exactly one wins, and all others are told who", async () => {
  const { id: matterId } = await county.matter();
  const before = await everything();
  const who = ["gridWorker", "communityOfficer", "streetOfficer", "admin"] as const;
  const tried = Array.from({ length: 50 }, (_, index) => {
    const mover = who[index % who.length] ?? "admin";
    const ctx = county.as(mover);
    const move =
      index % 5 === 0
        ? declineMatter(ctx, { matterId, reason: "请到法院起诉" })
        : acceptMatter(ctx, { matterId });
    return outcomeOf(move).then((outcome) => ({ outcome, name: county.people[mover].actor.name }));
  });
  const outcomes = await Promise.all(tried);
  const winners = outcomes.filter(({ outcome }) => !(outcome instanceof Error));
  expect(winners).toHaveLength(1);
  const [winner] = winners;
  for (const { outcome } of outcomes.filter((each) => each !== winner)) {
    expect(outcome).toBeInstanceOf(Conflict);
    expect((outcome as Conflict).current).toMatchObject({ changedBy: winner?.name, revision: 2 });
  }
  const changes = changesBetween(before, await everything());
  expect(changes.matters).toEqual([expect.objectContaining({ handlerName: winner?.name, revision: 2 })]);
  expect(changes.audit).toHaveLength(1);
  expect(changes.events).toHaveLength(1);
  expect(changes.idempotency).toHaveLength(1);
});

describe("a refusal writes nothing: no rows, no audit, no key", () => {
  const refusals: [string, new (...args: never[]) => Error, () => Promise<unknown>][] = [
    ["input that is wrong", Invalid, () => reportMatter(county.as(null), {})],
    [
      "input that the rules don't take",
      Invalid,
      () => reportMatter(county.as(null), { ...report(), category: "no-such" }),
    ],
    [
      "a record that isn't there",
      NotFound,
      () => acceptMatter(county.as("gridWorker"), { matterId: "no-such" }),
    ],
    [
      "a record out of sight",
      NotFound,
      async () => acceptMatter(county.as("otherWorker"), { matterId: closedTo.id }),
    ],
    [
      "a record that may only be looked at",
      Forbidden,
      async () => acceptMatter(county.as("inspector"), { matterId: closedTo.id }),
    ],
    [
      "a move the record is past",
      Conflict,
      async () => acceptMatter(county.as("gridWorker"), { matterId: closedTo.id }),
    ],
    [
      "a name that is taken",
      Invalid,
      () =>
        addUnit(county.as("admin"), { name: "自来水公司", kind: "localUnit", orgUnitId: county.org.root }),
    ],
  ];
  let closedTo: { id: string };
  beforeAll(async () => {
    closedTo = await county.matter();
    await acceptMatter(county.as("gridWorker"), { matterId: closedTo.id });
  });

  test.each(refusals)("%s", async (_what, kind, attempt) => {
    const before = await everything();
    await expect(attempt()).rejects.toThrow(kind);
    expect(await everything()).toEqual(before);
  });

  test("and the same key works once the input is right", async () => {
    const ctx = county.as(null);
    await expect(reportMatter(ctx, { ...report(), category: "no-such" })).rejects.toThrow(Invalid);
    expect(await reportMatter(ctx, report())).toHaveProperty("receiptCode");
  });
});

/** A command of this test's own on one matter; `meanwhile` happens between reading and writing. */
function noting(options: {
  meanwhile?: (attempt: number) => Promise<unknown>;
  also?: (matter: typeof matters.$inferSelect) => RowChange[];
  repeatable?: true;
}) {
  const seen: number[] = [];
  const run = command({
    right: resolveMatter.right,
    input: z.strictObject({ matterId: z.string(), outcome: z.string() }),
    events: { noted: happening<{ outcome: string }>(({ outcome }) => ({ title: outcome })) },
    ...(options.repeatable ? { repeatable: true as const } : {}),
    taken: { "member_units.folded": { path: "name", message: "同名单位已经登记" } },
    load: (orm, { matterId }) => ({ found: orm.select().from(matters).where(eq(matters.id, matterId)) }),
    state: ({ found: [matter] }) => {
      if (!matter) throw new NotFound("matter");
      return matter;
    },
    scopes: ({ orgPath }) => scopesOfPath(orgPath),
    prepare: async () => {
      await options.meanwhile?.(seen.length + 1);
    },
    decide: (matter, { outcome }) => {
      seen.push(matter.revision);
      return {
        result: { revision: matter.revision, before: matter.outcome },
        on: { noun: "matter", id: matter.id },
        says: { noted: { outcome } },
        rows: [update(matters, matter, { outcome }), ...(options.also?.(matter) ?? [])],
      };
    },
  });
  return { run, seen };
}

/** Somebody else's change of the same row, as the database sees it. */
const touch = (matterId: string, outcome: string) => async () => {
  const { orm } = county.db;
  await county.db.write([
    orm
      .update(matters)
      .set({ outcome, revision: sql`${matters.revision} + 1` })
      .where(eq(matters.id, matterId)),
  ]);
};

describe("who lost a race", () => {
  test("decides anew on what stands then, and leaves one trace", async () => {
    const { id: matterId } = await county.matter();
    const { run, seen } = noting({
      meanwhile: async (attempt) => attempt === 1 && (await touch(matterId, "别人写的")()),
    });
    const before = await everything();
    const result = await run(county.as("gridWorker"), { matterId, outcome: "我写的" });
    expect(seen).toEqual([1, 2]);
    expect(result).toEqual({ revision: 2, before: "别人写的" });
    const changes = changesBetween(before, await everything());
    expect(changes.matters).toEqual([expect.objectContaining({ outcome: "我写的", revision: 3 })]);
    expect(changes.events).toHaveLength(1);
    expect(changes.audit).toHaveLength(1);
    expect(changes.idempotency).toHaveLength(1);
  });

  test("gives up after eight times and says so, having written nothing", async () => {
    const { id: matterId } = await county.matter();
    const { run, seen } = noting({ meanwhile: touch(matterId, "别人又写了") });
    const before = await everything();
    await expect(run(county.as("gridWorker"), { matterId, outcome: "我写的" })).rejects.toThrow(Conflict);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(Object.keys(changesBetween(before, await everything()))).toEqual(["matters"]);
    const { found } = await county.db.read({
      found: county.db.orm.select().from(matters).where(eq(matters.id, matterId)),
    });
    expect(found[0]).toMatchObject({ outcome: "别人又写了", revision: 9 });
  });

  test("against the same key gets the winner's answer", async () => {
    const { id: matterId } = await county.matter();
    const ctx = county.as("gridWorker");
    const rival = noting({});
    const { run, seen } = noting({
      meanwhile: (attempt) =>
        attempt === 1 ? rival.run(ctx, { matterId, outcome: "已修好" }) : Promise.resolve(),
    });
    expect(await run(ctx, { matterId, outcome: "已修好" })).toEqual({ revision: 1, before: null });
    expect([seen, rival.seen]).toEqual([[1], [1]]);
  });

  test("sees what was forbidden meanwhile", async () => {
    const { id: matterId } = await county.matter();
    const ctx = county.as("gridWorker");
    const moveAway = async () => {
      const path = `/${county.org.root}/${county.org.street}/${county.org.otherCommunity}/`;
      const { orm } = county.db;
      await county.db.write([
        orm.update(matters).set({ orgPath: path, revision: 2 }).where(eq(matters.id, matterId)),
      ]);
    };
    const { run } = noting({ meanwhile: (attempt) => (attempt === 1 ? moveAway() : Promise.resolve()) });
    await expect(run(ctx, { matterId, outcome: "已修好" })).rejects.toThrow(NotFound);
  });
});

describe("a batch that fails is undone whole", () => {
  const unit = {
    name: "自来水公司",
    folded: "自来水公司",
    kind: "localUnit",
    orgUnitId: "x",
    orgPath: "/x/",
  };
  const fails: [string, (matter: typeof matters.$inferSelect) => RowChange[], RegExp][] = [
    ["by a name that is taken", () => [insert(memberUnits, { id: "new", ...unit })], /同名单位/],
    [
      "by a row that already is",
      ({ id }) => [
        statement((orm) => orm.run(sql`insert into matters select * from matters where id = ${id}`) as never),
      ],
      /constraint failed: matters\./,
    ],
    [
      "by a value that is missing",
      ({ id }) => [updateWhere(matters, eq(matters.id, id), { body: sql`null` })],
      /constraint failed: matters\.body/,
    ],
    [
      "by a statement the database doesn't understand",
      () => [statement((orm) => orm.run(sql`insert into no_such_table values (1)`) as never)],
      /no such table/,
    ],
  ];
  test.each(fails)("%s", async (_how, also, words) => {
    const { id: matterId } = await county.matter();
    const before = await everything();
    const outcome = await outcomeOf(
      noting({ also }).run(county.as("gridWorker"), { matterId, outcome: "已修好" }),
    );
    expect(String((outcome as Error).message) + String((outcome as Error).cause)).toMatch(words);
    expect(await everything()).toEqual(before);
  });

  test("by another record that changed meanwhile, though its own stayed", async () => {
    const { id: matterId } = await county.matter();
    const { id: other } = await county.matter();
    const { run } = noting({
      also: () => [assertRevision(matters, { id: other, revision: 7 })],
    });
    const before = await everything();
    await expect(run(county.as("gridWorker"), { matterId, outcome: "已修好" })).rejects.toThrow(Conflict);
    expect(await everything()).toEqual(before);
  });

  test("and the guard's own table stays empty", async () => {
    const { rows } = await county.db.read({
      rows: county.db.orm.select({ count: sql<number>`count(*)` }).from(sql`guard`),
    });
    expect(rows).toEqual([{ count: 0 }]);
  });
});

test("what only leans on a record doesn't count as its change", async () => {
  const { id: matterId } = await county.matter();
  const { id: other } = await county.matter();
  const { run } = noting({ also: () => [assertRevision(matters, { id: other, revision: 1 })] });
  await run(county.as("gridWorker"), { matterId, outcome: "已修好" });
  const { found } = await county.db.read({
    found: county.db.orm.select({ revision: matters.revision }).from(matters).where(eq(matters.id, other)),
  });
  expect(found).toEqual([{ revision: 1 }]);
});

test("an act that may be repeated is done each time, key or not", async () => {
  const { id: matterId } = await county.matter();
  const ctx = county.as("gridWorker");
  const { run } = noting({ repeatable: true });
  const before = await everything();
  expect(await run(ctx, { matterId, outcome: "看过" })).toMatchObject({ revision: 1 });
  expect(await run(ctx, { matterId, outcome: "看过" })).toMatchObject({ revision: 2 });
  const changes = changesBetween(before, await everything());
  expect(changes.idempotency).toBeUndefined();
  expect(changes.audit).toHaveLength(2);
});

test("each write leaves one audit row: who, what, on which record, in which request", async () => {
  const { id: matterId } = await county.matter();
  const ctx = county.as("gridWorker", "2026-11-21T09:00:00.000Z");
  await acceptMatter(ctx, { matterId });
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(audit).where(eq(audit.requestId, ctx.requestId)),
  });
  expect(rows).toEqual([
    expect.objectContaining({
      at: "2026-11-21T09:00:00.000Z",
      actorId: ctx.actor.accountId,
      actorName: ctx.actor.name,
      action: "matter.accept",
      subject: `matter:${matterId}`,
    }),
  ]);
});

test("a write costs two round trips, its repeat one", async () => {
  const ctx = county.as(null);
  const { meter } = county.db;
  const start = meter.trips;
  await reportMatter(ctx, report());
  expect(meter.trips - start).toBe(2);
  await reportMatter(ctx, report());
  expect(meter.trips - start).toBe(3);
});
