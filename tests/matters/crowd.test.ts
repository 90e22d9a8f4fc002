import { beforeAll, expect, test } from "vitest";
import { accounts, audit, grants } from "../../db/kernel/schema.ts";
import { Conflict } from "../../worker/domain/errors.ts";
import type { Actor, Context } from "../../worker/domain/kernel/context.ts";
import { newId } from "../../worker/domain/kernel/secrets.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { mattersPage } from "../../worker/domain/matters/read.ts";
import { actOnTime } from "../../worker/domain/time.ts";
import { systemAt } from "../clocks/acting.ts";
import { type County, newCounty } from "../support/county.ts";
import { isFull } from "../support/sample.ts";
import { clocksOf, type Filed, rowOf, rulesSince2025, timelineOf } from "./stages.ts";

const many = isFull ? 50 : 12;

let county: County;
const staff: Actor[] = [];
const filed: Filed[] = [];
beforeAll(async () => {
  county = await newCounty();
  await rulesSince2025(county, ({ handling }) => {
    for (const level of handling.levels) level.escalateOn = ["request", "overdue"];
  });
  for (let n = 0; n < many; n++) staff.push(await colleague(n));
  for (let n = 0; n < many; n++) filed.push(await county.matter({ body: `${n + 1}号楼楼道灯不亮` }));
}, 120_000);

/** Another grid worker of the same grid. */
async function colleague(n: number): Promise<Actor> {
  const { db, org } = county;
  const id = newId(Date.now());
  const name = `网格员${n + 1}`;
  const post = {
    role: "grid_worker" as const,
    scopeKind: "org" as const,
    scopeId: org.grid,
    scopeName: "网格",
  };
  const now = new Date().toISOString();
  await db.write([
    db.orm.insert(accounts).values({ id, username: `crowd-${n}`, name, passwordHash: "-", createdAt: now }),
    db.orm.insert(grants).values({ id: newId(Date.now()), accountId: id, ...post, grantedAt: now }),
  ]);
  return { kind: "person", accountId: id, name, grants: [post] };
}

const as = (actor: Actor): Context => ({ ...county.as("gridWorker"), actor });

/** Each of the staff takes them in an order of their own, one after another. */
async function grabbed(actor: Actor, n: number): Promise<[matterId: string, error: unknown][]> {
  const outcomes: [string, unknown][] = [];
  for (let k = 0; k < many; k++) {
    const { id: matterId } = filed[(n * 7 + k) % many] ?? { id: "" };
    const error = await acceptMatter(as(actor), { matterId }).then(
      () => null,
      (failed: unknown) => failed,
    );
    outcomes.push([matterId, error]);
  }
  return outcomes;
}

test(`${many} colleagues on the same ${many} matters: each has one winner, and everybody else is told who`, {
  timeout: 300_000,
}, async () => {
  const outcomes = (await Promise.all(staff.map(grabbed))).flat();
  for (const { id } of filed) {
    const own = outcomes.filter(([matterId]) => matterId === id);
    const { handlerName, state } = await rowOf(county, id);
    expect(state).toBe("accepted");
    expect(own.filter(([, error]) => error === null)).toHaveLength(1);
    for (const [, error] of own.filter(([, failed]) => failed !== null)) {
      expect(error).toBeInstanceOf(Conflict);
      expect((error as Conflict).current.changedBy).toBe(handlerName);
    }
    const told = await timelineOf(county, `matter:${id}`);
    expect(told.map(({ kind }) => kind)).toEqual(["reported", "accepted"]);
    expect(told[1]?.actorName).toBe(handlerName);
  }
  const { rows } = await county.db.read({ rows: county.db.orm.select().from(audit) });
  expect(rows.filter(({ action }) => action === "matter.accept")).toHaveLength(many);
  // What each has in hand adds up.
  const { handlers } = await mattersPage(county.as("gridWorker"), {});
  expect(handlers.reduce((sum, { n }) => sum + Number(n), 0)).toBe(many);
});

test("two runs of the county's time at once raise each of them once", { timeout: 120_000 }, async () => {
  const late = "2099-01-01T00:00:00.000Z";
  await Promise.all([actOnTime(systemAt(county, late)), actOnTime(systemAt(county, late))]);
  for (const { id } of filed) {
    const raised = (await timelineOf(county, `matter:${id}`)).filter(({ kind }) => kind === "raised");
    expect(raised).toHaveLength(1);
    const steps = (await clocksOf(county, `matter:${id}`)).filter(({ kind }) => kind === "step");
    expect(steps.map(({ state }) => state).sort()).toEqual(["lapsed", "running"]);
  }
});
