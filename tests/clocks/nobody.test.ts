import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { accounts, grants } from "../../db/kernel/schema.ts";
import { clocks } from "../../db/tenant/schema/work.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { bearer, sessionOf, signedIn } from "../support/sessions.ts";
import { costOf, newVisitor } from "../support/visitor.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const leaves = (who: Who, at: string | null = new Date().toISOString()) => {
  const { orm } = county.db;
  const id = county.people[who].actor.accountId ?? "";
  return county.db.write([orm.update(accounts).set({ disabledAt: at }).where(eq(accounts.id, id))]);
};

async function asks(who: Who, path: string) {
  const token = await sessionOf(county.as(who), "api");
  return newVisitor().json("GET", `${county.base}/api/v1${path}`, undefined, bearer(token));
}

type Todo = { record: string; owner: string; answeredBy: string; unattended: string | null };
async function todosOf(who: Who): Promise<Todo[]> {
  return ((await (await asks(who, "/todos")).json()) as { todos: Todo[] }).todos;
}
const todoOf = async (who: Who, record: string) =>
  (await todosOf(who)).find((todo) => todo.record === record) ?? null;

describe("a matter of a grid where nobody is", () => {
  let matter: { id: string; receiptCode: string };
  beforeAll(async () => {
    await leaves("gridWorker");
    matter = await county.matter();
  });

  test("stands before the community, marked, and before nobody else", async () => {
    const { org } = county;
    expect(await todoOf("communityOfficer", matter.id)).toMatchObject({
      owner: org.grid,
      answeredBy: org.community,
      unattended: "第一网格",
    });
    for (const who of ["streetOfficer", "admin", "otherWorker", "secretary"] as const)
      expect(await todoOf(who, matter.id)).toBeNull();
    const desk = await (await signedIn(county, "communityOfficer")).get(`${county.base}/desk`);
    expect(await desk.text()).toMatch(/无人值守[^第]*第一网格/);
  });

  test("says on its page, to programs and to its resident who has it", async () => {
    const page = await (await signedIn(county, "communityOfficer")).get(
      `${county.base}/matters/${matter.id}`,
    );
    expect((await page.text()).replace(/<[^>]+>/g, "")).toMatch(/无人值守 *第一网格，由北关社区办理/);
    const { due } = (await (await asks("communityOfficer", `/matters/${matter.id}`)).json()) as {
      due: object[];
    };
    expect(due).toMatchObject([
      { kind: "step", owner: "北关社区", unattended: "第一网格" },
      { kind: "overall", owner: "北关社区", unattended: "第一网格" },
    ]);
    const receipt = await newVisitor().get(`${county.base}/receipts/${matter.receiptCode}`);
    const told = await receipt.text();
    expect(told).toContain("北关社区办理，本县规定的时限是");
    expect(told).not.toContain("无人值守");
  });

  test("can be dealt with there, and comes back with whoever comes", async () => {
    const officer = await signedIn(county, "communityOfficer");
    const path = `${county.base}/matters/${matter.id}`;
    expect((await officer.post(`${path}/acceptance`)).status).toBe(303);
    await leaves("gridWorker", null);
    expect(await todoOf("gridWorker", matter.id)).toMatchObject({ unattended: null });
    expect(await todoOf("communityOfficer", matter.id)).toBeNull();
  });
});

describe("a task of a unit where nobody is", () => {
  let resolutionId: string;
  beforeAll(async () => {
    const { id } = await county.meeting();
    resolutionId = (await county.resolution(id)).id;
    await leaves("liaison");
  });

  test("stands before whoever convenes where the unit is registered, who may see it and report on it", async () => {
    const unattended = { unattended: "自来水公司", answeredBy: county.org.root };
    for (const who of ["admin", "secretary"] as const)
      expect(await todoOf(who, resolutionId)).toMatchObject(unattended);
    const page = `${county.base}/resolutions/${resolutionId}`;
    const secretary = await signedIn(county, "secretary");
    expect(await (await secretary.get(page)).text()).toContain("自来水公司，由");
    expect((await secretary.post(`${page}/progress`, { text: "代为登记：已开工" })).status).toBe(303);
  });

  test("is the unit's own again once somebody is there: nobody reports for them", async () => {
    await leaves("liaison", null);
    const secretary = await signedIn(county, "secretary");
    const path = `${county.base}/resolutions/${resolutionId}/completion`;
    expect((await secretary.post(path, { text: "代为登记：完成" })).status).toBe(403);
    expect(await todoOf("liaison", resolutionId)).toMatchObject({ unattended: null });
  });

  test("can be reported complete where it rose to, and is still seen there afterwards", async () => {
    const { org } = county;
    // The power supplier sits in the street now, which isn't asked to this meeting.
    const { db } = county;
    const host = await county.meeting();
    const { id } = await county.resolution(host.id, "查电缆");
    await db.write([
      db.orm.update(clocks).set({ ownerKind: "org", owner: org.otherGrid }).where(eq(clocks.record, id)),
    ]);
    await leaves("otherWorker");
    const officer = await signedIn(county, "streetOfficer");
    const page = `${county.base}/resolutions/${id}`;
    expect(await todoOf("streetOfficer", id)).toMatchObject({ unattended: "第二网格" });
    expect((await officer.get(page)).status).toBe(200);
    expect((await officer.post(`${page}/completion`, { text: "查过了" })).status).toBe(303);
    expect((await officer.get(page)).status).toBe(200);
    expect((await (await signedIn(county, "communityOfficer")).get(page)).status).toBe(404);
  });
});

/** Statements that make grids below the root, each with a running matter, member units and people; half of the grids have nobody. */
function filling(root: string, from: number, to: number): string[] {
  const numbers = (times: number) =>
    `with recursive n(i) as (select ${from * times} union all select i + 1 from n where i < ${to * times})`;
  const when = "'2026-11-02T01:00:00.000Z'";
  return [
    `${numbers(1)} insert into org_units (id, parent_id, level, name, path)
      select 'n-' || i, '${root}', 'grid', 'n-' || i, '/${root}/n-' || i || '/' from n`,
    `${numbers(2.5)} insert into member_units (id, name, kind, org_unit_id, org_path)
      select 'u-' || i, 'u-' || i, 'localUnit', '${root}', '/${root}/' from n`,
    `${numbers(10)} insert into accounts (id, username, name, password_hash, created_at)
      select 'a-' || i, 'a-' || i, 'a', '', ${when} from n`,
    // Ten to a grid, and nobody in every other.
    `${numbers(10)} insert into grants (id, account_id, role, scope_kind, scope_id, granted_at)
      select 'g-' || i, 'a-' || i, 'grid_worker', 'org', 'n-' || (i / 10 | 1), ${when} from n`,
    `${numbers(1)} insert into clocks (id, noun, record, kind, title, owner_kind, owner, started_at, due_at, state,
        rule_version, rule_path, inputs, set_by)
      select 'c-' || i, 'matter', 'm-' || i, 'step', '路灯不亮', 'org', 'n-' || i, ${when}, ${when}, 'running', 1,
        'handling.levels.grid', '{}', 'rules' from n`,
  ];
}

describe("in a county of 2,000 grids, 5,000 units and 20,000 people", () => {
  let large: County;
  beforeAll(async () => {
    large = await newCounty();
    await fill(1, 200);
  });

  /** Puts as many grids into the county as are missing, each with a running matter; half of them have nobody. */
  const fill = (from: number, to: number) => large.db.script(filling(large.org.root, from, to));
  const rowsOfDesk = async (who: Who) => {
    const answer = await (await signedIn(large, who)).get(`${large.base}/desk`);
    return costOf(answer).rowsRead;
  };

  test("a desk to which a thousand grids' work rose reads what it shows", async () => {
    const few = await rowsOfDesk("admin");
    await fill(201, 2_000);
    const many = await rowsOfDesk("admin");
    expect(many).toBeLessThanOrEqual(few + 10);
    expect(many).toBeLessThanOrEqual(750);
    expect(await rowsOfDesk("secretary")).toBeLessThanOrEqual(700);
  });

  test("who comes to a grid moves its own work alone, and reads little for it", async () => {
    const { db, people } = large;
    const accountId = people.otherWorker.actor.accountId ?? "";
    const row = {
      accountId,
      role: "grid_worker",
      scopeKind: "org" as const,
      grantedAt: "2026-11-02T01:00:00.000Z",
    };
    await db.write([db.orm.insert(grants).values({ ...row, id: "came", scopeId: "n-8" })]);
    const { rows } = await db.read({
      rows: db.orm.select({ id: clocks.id }).from(clocks).where(eq(clocks.answeredBy, "n-8")),
    });
    expect(rows).toEqual([{ id: "c-8" }]);
    const admin = await signedIn(large, "admin");
    const path = `${large.base}/people/${accountId}/posts`;
    const given = await admin.post(path, { role: "grid_worker", scope: "n-10" });
    expect(given.status).toBe(303);
    expect(costOf(given).rowsRead).toBeLessThanOrEqual(250);
  });
});
