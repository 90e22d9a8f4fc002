import { and, eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { accounts, grants } from "../../db/kernel/schema.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { clocks, events, listings, outbox } from "../../db/tenant/schema/work.ts";
import { disableAccount } from "../../worker/domain/accounts/disable.ts";
import { deliverHandOver } from "../../worker/domain/accounts/hand-rest.ts";
import { endPost, givePost, movePost } from "../../worker/domain/accounts/posts.ts";
import { NotFound } from "../../worker/domain/errors.ts";
import { type Context, type System, systemFor } from "../../worker/domain/kernel/context.ts";
import { deliverOutbox } from "../../worker/domain/kernel/outbox.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { bearer, sessionOf, signedIn } from "../support/sessions.ts";
import { costOf, newVisitor } from "../support/visitor.ts";
import { actionsOn, addPerson, signedIn as signedInAs } from "./people.ts";

let county: County;
beforeEach(async () => {
  county = await newCounty();
});

const idOf = (who: Who): string => county.people[who].actor.accountId ?? "";

const postsOf = async (accountId: string) => {
  const { orm } = county.db;
  const held = and(eq(grants.accountId, accountId), isNull(grants.revokedAt));
  return (await county.db.read({ rows: orm.select().from(grants).where(held) })).rows;
};
const postOf = async (who: Who) => (await postsOf(idOf(who)))[0]?.id ?? "";

async function accepted(who: Who = "gridWorker"): Promise<{ id: string; receiptCode: string }> {
  const matter = await county.matter();
  await acceptMatter(county.as(who), { matterId: matter.id });
  return matter;
}

const handlerOf = async (id: string) => {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(matters).where(eq(matters.id, id)),
  });
  return rows[0]?.handlerName ?? null;
};

/** The scopes in which a record stands in lists. */
const listedIn = async (record: string) => {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(listings).where(eq(listings.record, record)),
  });
  return rows.map(({ scope }) => scope);
};

const toldOf = async (id: string) => {
  const { rows } = await county.db.read({
    rows: county.db.orm
      .select()
      .from(events)
      .where(and(eq(events.record, id), eq(events.kind, "handedOver"))),
  });
  return rows.map(({ actorName, detail }) => ({ actorName, detail }));
};

const textOf = async (answer: Response) =>
  (await answer.text()).replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

describe("whoever leaves", () => {
  test("has a page that names what hangs on them, and who may take over", async () => {
    const { id } = await accepted();
    const waiting = await county.matter({ body: "井盖松动" });
    const admin = await signedIn(county, "admin");
    const page = await admin.get(`${county.base}/people/${idOf("gridWorker")}`);
    expect(page.status).toBe(200);
    const html = await page.clone().text();
    expect(html).toContain(`/matters/${id}"`);
    expect(html).toContain(`/matters/${waiting.id}"`);
    const text = await textOf(page);
    expect(text).toContain("由此人经办的事项（1 件）");
    expect(text).toContain("所在单位只有此人能办的待办（1 件）");
    expect(text).toContain("那里就无人值守");
    const offered = [...html.matchAll(/<option value="([^"]+)"/g)].map(([, value]) => value);
    expect(offered).toEqual(
      expect.arrayContaining([idOf("communityOfficer"), idOf("streetOfficer"), idOf("admin")]),
    );
    for (const who of ["gridWorker", "inspector", "otherWorker", "liaison"] as const)
      expect(offered).not.toContain(idOf(who));
  });

  test("hands it to a successor, who has the role too where nobody else is left; timelines say so", async () => {
    const { id, receiptCode } = await accepted();
    const admin = await signedIn(county, "admin");
    const path = `${county.base}/people/${idOf("gridWorker")}`;
    const successorId = idOf("communityOfficer");
    const answer = await admin.post(`${path}/closure`, { successorId });
    expect(answer.status).toBe(303);

    const { name } = county.people.communityOfficer.actor;
    expect(await handlerOf(id)).toBe(name);
    expect(await toldOf(id)).toEqual([
      {
        actorName: county.people.admin.actor.name,
        detail: { from: county.people.gridWorker.actor.name, to: name, unit: "第一网格", unattended: false },
      },
    ]);
    const posts = await postsOf(successorId);
    expect(posts.map(({ role, scopeId }) => [role, scopeId])).toEqual([
      ["community_officer", county.org.community],
      ["grid_worker", county.org.grid],
    ]);
    expect(await listedIn(id)).toContain(successorId);
    expect(await listedIn(id)).not.toContain(idOf("gridWorker"));
    expect(await listedIn(posts[1]?.id ?? "")).toContain(county.org.root);
    const matterPage = await (await signedIn(county, "communityOfficer")).get(`${county.base}/matters/${id}`);
    expect(await textOf(matterPage)).toContain("经办人由");
    const receipt = await textOf(await newVisitor().get(`${county.base}/receipts/${receiptCode}`));
    expect(receipt).toContain("更换了经办人，继续办理");
    expect(receipt).not.toContain(name);
    expect(await textOf(await admin.get(path))).toContain(`在办事项 1 件移交${name}`);
    expect(await actionsOn(county.db, `account:${idOf("gridWorker")}`)).toEqual(["person.disable"]);
  });

  test("leaves it to the unit where no successor is named, and nobody's is said to be nobody's", async () => {
    const { id } = await accepted();
    await disableAccount(county.as("admin"), { accountId: idOf("gridWorker") });
    expect(await handlerOf(id)).toBeNull();
    expect((await toldOf(id)).map(({ detail }) => detail)).toEqual([
      { from: county.people.gridWorker.actor.name, to: null, unit: "第一网格", unattended: true },
    ]);
    const { rows } = await county.db.read({
      rows: county.db.orm.select({ by: clocks.answeredBy }).from(clocks).where(eq(clocks.record, id)),
    });
    expect(rows.map(({ by }) => by)).toEqual([county.org.community, county.org.community]);
    // Whoever answers now goes on with it.
    const officer = await signedIn(county, "communityOfficer");
    const done = await officer.post(`${county.base}/matters/${id}/outcome`, { outcome: "换了新管" });
    expect(done.status).toBe(303);
  });

  test("leaves a unit with others in it to them", async () => {
    const colleague = await addPerson(county);
    const { id } = await accepted();
    await disableAccount(county.as("admin"), { accountId: idOf("gridWorker"), successorId: colleague.id });
    expect(await handlerOf(id)).toBe("张三");
    expect(await postsOf(colleague.id)).toHaveLength(1);
  });

  test("hands nothing to somebody who couldn't deal with it, or who has left, or to themselves", async () => {
    await addPerson(county);
    const { id } = await accepted();
    const accountId = idOf("gridWorker");
    const close = (successorId: string) => disableAccount(county.as("admin"), { accountId, successorId });
    await expect(close(idOf("otherWorker"))).rejects.toThrow("不在");
    await expect(close(idOf("liaison"))).rejects.toThrow("不在");
    await expect(close(accountId)).rejects.toThrow("请另选一位");
    const gone = await addPerson(county);
    await disableAccount(county.as("admin"), { accountId: gone.id });
    await expect(close(gone.id)).rejects.toThrow("请另选一位");
    expect(await handlerOf(id)).toBe(county.people.gridWorker.actor.name);
    const admin = await signedIn(county, "admin");
    const form = await admin.post(`${county.base}/people/${accountId}/closure`, {
      successorId: idOf("otherWorker"),
    });
    expect(form.status).toBe(422);
    expect(await textOf(form)).toContain("或先给");
  });

  /** Puts so many matters into a grid worker's hands. */
  async function manyInHand(many: number): Promise<void> {
    const { db, org, people } = county;
    const row = (await db.read({ rows: db.orm.select().from(matters) })).rows[0] ?? (await firstMatter());
    for (let start = 0; start < many; start += 46)
      await db.write(
        Array.from({ length: 46 }, (_, index) => start + index).map((number) =>
          db.orm.insert(matters).values({
            ...row,
            id: crypto.randomUUID(),
            number: `x-${number}`,
            receiptCode: `x-${number}`,
            state: "accepted",
            handlerId: idOf("gridWorker"),
            handlerName: people.gridWorker.actor.name,
            levelPath: `/${org.root}/${org.street}/${org.community}/${org.grid}/`,
          }),
        ),
      );
  }

  const handledBy = async (who: Who) => {
    const { orm } = county.db;
    const theirs = orm
      .select()
      .from(matters)
      .where(eq(matters.handlerId, idOf(who)));
    return (await county.db.read({ theirs })).theirs.length;
  };

  /** Carries out what waits to follow; each twice, as a delivery may be tried. */
  async function followUp(): Promise<Context> {
    const ctx: Context & { actor: System } = { ...county.as("admin"), actor: systemFor("due") };
    await deliverOutbox(county.db, ctx.now, {
      adminLinkUsed: () => Promise.resolve(),
      robot: () => Promise.resolve(),
      photos: () => Promise.resolve(),
      webhook: () => Promise.resolve(),
      handOver: async (body, key) => {
        await deliverHandOver(ctx, body, key);
        await deliverHandOver(ctx, body, key);
      },
    });
    return ctx;
  }

  test("with more in hand than one batch takes, the rest follows, once", async () => {
    const { db, people } = county;
    await manyInHand(230);
    await disableAccount(county.as("admin"), {
      accountId: idOf("gridWorker"),
      successorId: idOf("communityOfficer"),
    });
    expect([await handledBy("gridWorker"), await handledBy("communityOfficer")]).toEqual([130, 100]);
    const ctx = await followUp();
    expect([await handledBy("gridWorker"), await handledBy("communityOfficer")]).toEqual([0, 230]);
    const { told, sent } = await db.read({
      told: db.orm.select().from(events).where(eq(events.kind, "handedOver")),
      sent: db.orm.select().from(outbox),
    });
    expect(told).toHaveLength(230);
    expect(new Set(told.map(({ actorName }) => actorName))).toEqual(new Set([people.admin.actor.name]));
    expect(sent.map(({ failure, deliveredAt }) => [failure, deliveredAt])).toEqual([[null, ctx.now]]);
  });

  test("a change of role lets the rest follow as well", async () => {
    await manyInHand(138);
    await movePost(county.as("admin"), {
      accountId: idOf("gridWorker"),
      postId: await postOf("gridWorker"),
      role: "community_officer",
      scope: county.org.otherCommunity,
      successorId: idOf("communityOfficer"),
    });
    expect([await handledBy("gridWorker"), await handledBy("communityOfficer")]).toEqual([38, 100]);
    await followUp();
    expect([await handledBy("gridWorker"), await handledBy("communityOfficer")]).toEqual([0, 138]);
  });

  async function firstMatter() {
    await county.matter();
    const [row] = (await county.db.read({ rows: county.db.orm.select().from(matters) })).rows;
    if (!row) throw new Error("no matter");
    return row;
  }
});

describe("roles of an account", () => {
  test("a second one counts at once, in the session that is open", async () => {
    const browser = await signedIn(county, "liaison");
    const matters = `${county.base}/matters`;
    expect((await browser.get(matters)).status).toBe(403);
    const admin = await signedIn(county, "admin");
    const path = `${county.base}/people/${idOf("liaison")}`;
    const given = await admin.post(`${path}/posts`, { role: "street_officer", scope: county.org.street });
    expect(given.status).toBe(303);
    expect((await browser.get(matters)).status).toBe(200);
    const text = await textOf(await admin.get(path));
    expect(text).toContain("增加角色：汉城街道 街道干部");
    expect(await actionsOn(county.db, `account:${idOf("liaison")}`)).toEqual(["person.givePost"]);
  });

  test("one that ends is gone at once, with the rights it gave", async () => {
    const browser = await signedIn(county, "gridWorker");
    expect((await browser.get(`${county.base}/matters`)).status).toBe(200);
    const admin = await signedIn(county, "admin");
    const post = await postOf("gridWorker");
    const path = `${county.base}/people/${idOf("gridWorker")}/posts/${post}`;
    expect((await admin.get(path)).status).toBe(200);
    expect((await admin.post(`${path}/closure`)).status).toBe(303);
    expect(await listedIn(post)).toEqual([]);
    expect((await browser.get(`${county.base}/matters`)).status).toBe(403);
    expect((await admin.get(path)).status).toBe(404);
    expect((await admin.post(`${path}/closure`)).status).toBe(404);
  });

  test("one that changes takes along what the new one allows, and leaves the rest", async () => {
    const { id } = await accepted();
    const accountId = idOf("gridWorker");
    const change = async (role: string, scope: string) =>
      movePost(county.as("admin"), { accountId, postId: await postOf("gridWorker"), role, scope });
    await change("community_officer", county.org.community);
    expect(await handlerOf(id)).toBe(county.people.gridWorker.actor.name);
    await change("community_officer", county.org.otherCommunity);
    expect(await handlerOf(id)).toBeNull();
    expect(await postsOf(accountId)).toMatchObject([
      { role: "community_officer", scopeId: county.org.otherCommunity, scopeName: "东关社区" },
    ]);
  });

  test("aren't given twice, nor where they don't fit, nor to a closed account; nobody ends their own", async () => {
    const { org, units } = county;
    const give = (who: Who, role: string, scope: string) =>
      givePost(county.as("admin"), { accountId: idOf(who), role, scope });
    await expect(give("gridWorker", "grid_worker", org.grid)).rejects.toThrow("已经是这个角色");
    await expect(give("gridWorker", "unit_liaison", org.grid)).rejects.toThrow("成员单位");
    await expect(give("gridWorker", "street_officer", units.water)).rejects.toThrow("一级组织");
    await expect(give("gridWorker", "county_admin", org.street)).rejects.toThrow("管一个县");
    await disableAccount(county.as("admin"), { accountId: idOf("otherWorker") });
    await expect(give("otherWorker", "street_officer", org.street)).rejects.toThrow("已经停用");
    const own = { accountId: idOf("admin"), postId: await postOf("admin") };
    await expect(endPost(county.as("admin"), own)).rejects.toThrow("不能结束自己的角色");
    await expect(
      movePost(county.as("admin"), { ...own, role: "inspector", scope: org.root }),
    ).rejects.toThrow("不能结束自己的角色");
  });

  test("are changed by whoever looks after the whole, and nobody else", async () => {
    const { community, root } = county.org;
    const admin = county.as("admin");
    const below = { role: "county_admin", scopeKind: "org", scopeId: community, scopeName: null } as const;
    const partial: Context = {
      ...admin,
      actor: { kind: "person", accountId: idOf("secretary"), name: "下级管理员", grants: [below] },
    };
    for (const who of ["admin", "gridWorker"] as const) {
      const change = {
        accountId: idOf(who),
        postId: await postOf(who),
        role: "grid_worker",
        scope: county.org.grid,
      };
      await expect(movePost(partial, change)).rejects.toThrow(NotFound);
      await expect(movePost(partial, { ...change, role: "inspector", scope: community })).rejects.toThrow(
        NotFound,
      );
    }
    expect(await postsOf(idOf("admin"))).toMatchObject([{ role: "county_admin", scopeId: root }]);
  });

  test("of two admins who end each other's at the same moment one is left", async () => {
    const { orm } = county.db;
    const other = await addPerson(county, "county_admin");
    await county.db.write([
      orm.update(grants).set({ scopeId: county.org.root }).where(eq(grants.accountId, other.id)),
    ]);
    const [theirs] = await postsOf(other.id);
    const admin = county.as("admin");
    const held = {
      role: "county_admin",
      scopeKind: "org",
      scopeId: county.org.root,
      scopeName: null,
    } as const;
    const second: Context = {
      ...admin,
      actor: { kind: "person", accountId: other.id, name: "张三", grants: [held] },
    };
    const outcomes = await Promise.allSettled([
      endPost(admin, { accountId: other.id, postId: theirs?.id ?? "" }),
      disableAccount(second, { accountId: idOf("admin") }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { rows } = await county.db.read({
      rows: orm
        .select({ id: accounts.id })
        .from(grants)
        .innerJoin(accounts, and(eq(accounts.id, grants.accountId), isNull(accounts.disabledAt)))
        .where(and(eq(grants.role, "county_admin"), isNull(grants.revokedAt))),
    });
    expect(rows).toHaveLength(1);
  });

  test("given twice at the same moment stand once", async () => {
    const give = () =>
      givePost(county.as("admin"), { accountId: idOf("liaison"), role: "inspector", scope: county.org.root });
    const outcomes = await Promise.allSettled([give(), give(), give()]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await postsOf(idOf("liaison"))).toHaveLength(2);
  });

  test("can be read and changed by programs", async () => {
    const token = bearer(await sessionOf(county.as("admin"), "api"));
    const path = `${county.base}/api/v1/people/${idOf("gridWorker")}`;
    const { id } = await accepted();
    const body = (await (await newVisitor().json("GET", path, undefined, token)).json()) as {
      posts: { id: string }[];
    };
    expect(body).toMatchObject({
      posts: [{ role: "grid_worker", scopeId: county.org.grid }],
      inHand: [{ id }],
      vacated: [expect.stringContaining("网格员")],
    });
    const post = `${path}/posts/${body.posts[0]?.id}/closure`;
    const ended = await newVisitor().json("POST", post, { successorId: idOf("streetOfficer") }, token);
    expect(ended.status).toBe(200);
    expect(await handlerOf(id)).toBe(county.people.streetOfficer.actor.name);
  });
});

test("a person's page reads what it shows, however much waits where they are the only one", async () => {
  const path = `${county.base}/people/${idOf("gridWorker")}`;
  const admin = await signedInAs(county, { id: "", ...county.people.admin });
  const cost = async () => costOf(await admin.get(path)).rowsRead;
  const fill = (many: number) =>
    county.db.script([
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${many})
        insert into clocks (id, noun, record, kind, title, owner_kind, owner, started_at, due_at, state, rule_version,
          rule_path, inputs, set_by)
        select 'c-${many}-' || i, 'matter', 'm-' || i, 'step', '路灯不亮', 'org', '${county.org.grid}', '', '', 'running',
          1, '', '{}', 'rules' from n`,
    ]);
  await fill(100);
  const few = await cost();
  await fill(1_000);
  expect(await cost()).toBeLessThanOrEqual(few + 60);
  expect(few).toBeLessThanOrEqual(1_200);
});
