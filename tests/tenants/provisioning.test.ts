import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { newSecrets } from "../../bin/runtime/secrets.ts";
import type { WorkerVars } from "../../bin/runtime/vars.ts";
import { invitations } from "../../db/kernel/schema.ts";
import { tenantMigrations } from "../../db/tenant/migrations.ts";
import { county } from "../../db/tenant/schema/county.ts";
import { orgUnits } from "../../db/tenant/schema/org.ts";
import { sha256 } from "../../worker/domain/kernel/secrets.ts";
import { registerTenant } from "../../worker/domain/tenants/open.ts";
import { provisionTenant } from "../../worker/domain/tenants/provision.ts";
import type { Provisioner } from "../../worker/domain/tenants/provisioner.ts";
import { operatorContext, provisionerOf } from "../support/county.ts";
import { NOWHERE, stack, startSite } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";
import {
  auditOf,
  building,
  databaseOf,
  entry,
  namespaceExists,
  operatorBearer,
  operatorVisit,
  tenantRow,
  typedIn,
} from "./operator.ts";
import { type Cut, wireTo } from "./wire.ts";

const provisioner = provisionerOf(stack.vars);

async function registered(): Promise<string> {
  const form = entry();
  await registerTenant(await operatorContext(), { ...form, tokenHash: await sha256("") });
  return form.slug;
}

/** The county works, and nothing in it is there twice. */
async function expectWhole(slug: string) {
  const row = await tenantRow(slug);
  const version = tenantMigrations.length;
  expect(row).toMatchObject({ state: "ready", schemaVersion: version, migrationError: null });
  expect(await namespaceExists(row?.databaseName ?? "")).toBe(true);
  const db = await databaseOf(slug);
  const found = await db.read({
    county: db.orm.select().from(county),
    units: db.orm.select().from(orgUnits),
    links: db.orm.select().from(invitations),
  });
  expect([found.county, found.units, found.links].map((rows) => rows.length)).toEqual([1, 1, 1]);
  expect(row?.adminInvitation).toBe(found.links[0]?.id);
  expect(await auditOf(db, `county:${slug}`)).toHaveLength(1);
  expect((await newVisitor().get(`/t/${slug}`)).status).toBe(200);
}

const outages: [string, Partial<WorkerVars>][] = [
  ["the server that makes databases", { SQLD_ADMIN_URL: NOWHERE }],
  ["the database itself", { SQLD_URL: NOWHERE }],
  ["the key that opens databases", { SQLD_SIGNING_KEY: newSecrets().SQLD_SIGNING_KEY }],
  ["the right to make databases", { SQLD_ADMIN_KEY: "wrong" }],
];

test.each(outages)(
  "without %s an opening fails, leaves nothing behind, and can be taken up again",
  async (_what, changes) => {
    const site = await startSite(changes);
    const broken = await operatorVisit(site.url);
    const slug = await registered();
    const { databaseName = "" } = (await tenantRow(slug)) ?? {};
    const answer = await broken.post(`/operator/tenants/${slug}/provisioning`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("30");
    const failed = await tenantRow(slug);
    expect(failed).toMatchObject({ state: "failed", tokenCipher: null, adminInvitation: null });
    expect(failed?.migrationError).toBeTruthy();
    expect(await namespaceExists(databaseName)).toBe(false);

    const operator = await operatorVisit();
    expect((await newVisitor().get(`/t/${slug}`)).status).toBe(503);
    const page = await (await operator.get(`/operator/tenants/${slug}`)).text();
    expect(page).toContain("开通没有完成");
    expect(page).toContain(`action="/operator/tenants/${slug}/provisioning"`);
    const retried = await operator.post(`/operator/tenants/${slug}/provisioning`, {
      _key: randomUUID(),
    });
    expect(retried.status).toBe(303);
    await expectWhole(slug);
  },
);

test("the same form sent again after an outage goes on where it failed", async () => {
  const site = await startSite({ SQLD_URL: NOWHERE });
  const broken = await operatorVisit(site.url);
  const form = { ...entry(), _key: randomUUID() };
  const failed = await broken.post("/operator/tenants", form);
  expect(failed.status).toBe(503);
  const html = await failed.text();
  expect(html).toContain("重复提交不会产生两条记录");
  expect(typedIn(html, "slug")).toBe(form.slug);
  expect(typedIn(html, "_key")).toBe(form._key);
  const again = await newVisitor(stack.url);
  for (const [name, value] of broken.cookies) again.cookies.set(name, value);
  expect((await again.post("/operator/tenants", form)).status).toBe(303);
  await expectWhole(form.slug);
});

test("the API says what failed and takes it up again", async () => {
  const site = await startSite({ SQLD_URL: NOWHERE });
  const headers = await operatorBearer();
  const form = entry();
  const answer = await newVisitor(site.url).json("POST", "/api/v1/tenants", form, { headers });
  expect(answer.status).toBe(503);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(await answer.json()).toMatchObject({ status: 503, type: "urn:lianzhi:problem:unavailable" });
  const path = `/api/v1/tenants/${form.slug}`;
  const shown = await newVisitor().json("GET", path, undefined, { headers });
  expect(await shown.json()).toMatchObject({ state: "failed", migrationError: expect.any(String) });
  const retried = await newVisitor().json("POST", `${path}/provisioning`, undefined, { headers });
  expect(retried.status).toBe(200);
  expect(await retried.json()).toMatchObject({ slug: form.slug, state: "ready" });
  await expectWhole(form.slug);
});

test("a county that is ready is left as it is", async () => {
  const slug = await registered();
  const ctx = await operatorContext();
  await provisionTenant(ctx, slug, building(ctx, provisioner));
  const before = await tenantRow(slug);
  await provisionTenant(ctx, slug, building(ctx, { ...provisioner, create: refuse, destroy: refuse }));
  expect(await tenantRow(slug)).toEqual(before);
});

const refuse = (): never => {
  throw new Error("must not be called");
};

/** The county's database is reached through a wire that is cut. */
async function cutOff(cut: Cut): Promise<Provisioner> {
  const wire = await wireTo(stack.vars.SQLD_URL, cut);
  return {
    ...provisioner,
    address: (name, url, token) => ({ ...provisioner.address(name, url, token), url: wire.url }),
  };
}

/** The ledger of migrations, what is in it, all of them at once, and the founding's read and write. */
const setUpTrips = 5;

test("setting up a county's database takes five round trips, however many migrations there are", async () => {
  const slug = await registered();
  const ctx = await operatorContext();
  const wire = await wireTo(stack.vars.SQLD_URL);
  const counted: Provisioner = {
    ...provisioner,
    address: (name, url, token) => ({ ...provisioner.address(name, url, token), url: wire.url }),
  };
  await provisionTenant(ctx, slug, building(ctx, counted));
  expect(wire.trips).toBe(setUpTrips);
});

const cuts = Array.from({ length: setUpTrips }, (_, index) => index + 1).flatMap((at) => [
  { at, when: "before" } as const,
  { at, when: "after" } as const,
]);

test.each(cuts)(
  "a county's database lost at round trip $at, $when it is carried out: cleaned up, and opened by a second try",
  async (cut) => {
    const slug = await registered();
    const ctx = await operatorContext();
    const { databaseName = "" } = (await tenantRow(slug)) ?? {};
    await expect(provisionTenant(ctx, slug, building(ctx, await cutOff(cut)))).rejects.toThrow();
    const reason = expect.stringContaining("no answer");
    expect(await tenantRow(slug)).toMatchObject({ state: "failed", migrationError: reason });
    expect(await namespaceExists(databaseName)).toBe(false);
    await provisionTenant(ctx, slug, building(ctx, provisioner));
    await expectWhole(slug);
  },
);

const catalogCuts = [1, 2, 3].flatMap((at) => [
  { at, when: "before" } as const,
  { at, when: "after" } as const,
]);

test.each(catalogCuts)(
  "the catalog lost at round trip $at, $when it is carried out: a second try, by somebody else, opens the county",
  async (cut) => {
    const slug = await registered();
    const wire = await wireTo(stack.vars.CATALOG_URL, cut);
    const ctx = await operatorContext({ ...stack.vars, CATALOG_URL: wire.url });
    await expect(provisionTenant(ctx, slug, building(ctx, provisioner))).rejects.toThrow();
    const sound = await operatorContext();
    const colleague = {
      ...sound,
      actor: { kind: "person" as const, accountId: "a-colleague", name: "同事", grants: sound.actor.grants },
    };
    await provisionTenant(colleague, slug, building(colleague, provisioner));
    await expectWhole(slug);
  },
);

test("a database that can't be removed after a failure doesn't stop the second try", async () => {
  const slug = await registered();
  const ctx = await operatorContext();
  const stuck: Provisioner = {
    ...(await cutOff({ at: 5, when: "after" })),
    destroy: async () => {
      throw new Error("the admin API is away");
    },
  };
  await expect(provisionTenant(ctx, slug, building(ctx, stuck))).rejects.toThrow();
  expect(await tenantRow(slug)).toMatchObject({ state: "failed" });
  await provisionTenant(ctx, slug, building(ctx, provisioner));
  await expectWhole(slug);
});

test("the retry route tells apart what isn't there and what isn't allowed", async () => {
  const operator = await operatorVisit();
  expect((await operator.post("/operator/tenants/nothing-here/provisioning")).status).toBe(404);
  const slug = await registered();
  expect((await newVisitor().post(`/operator/tenants/${slug}/provisioning`)).status).toBe(401);
  expect(await tenantRow(slug)).toMatchObject({ state: "provisioning" });
});

test("three who take up the same county at once all end with the one county", async () => {
  const slug = await registered();
  const contexts = await Promise.all(
    ["甲", "乙", "丙"].map(async (name) => {
      const ctx = await operatorContext();
      const { grants } = ctx.actor;
      return { ...ctx, actor: { kind: "person" as const, accountId: `operator-${name}`, name, grants } };
    }),
  );
  const tenants = await Promise.all(
    contexts.map((ctx) => provisionTenant(ctx, slug, building(ctx, provisioner))),
  );
  expect(tenants.map(({ state }) => state)).toEqual(["ready", "ready", "ready"]);
  await expectWhole(slug);
});

/** A gate that opens once. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

test("one who fails while another finishes doesn't take the finished county's database away", async () => {
  const slug = await registered();
  const ctx = await operatorContext();
  const [failing, finished] = [gate(), gate()];
  // The first is cut off once its database is founded, and cleans up only when the second has finished.
  const first: Provisioner = {
    ...(await cutOff({ at: 5, when: "after" })),
    destroy: async (name, url) => {
      failing.open();
      await finished.opened;
      await provisioner.destroy(name, url);
    },
  };
  const losing = provisionTenant(ctx, slug, building(ctx, first)).catch((error: unknown) => error);
  await failing.opened;
  const outcome = await provisionTenant(ctx, slug, building(ctx, provisioner)).catch(
    (error: unknown) => error,
  );
  finished.open();
  expect(await losing).toBeInstanceOf(Error);
  expect(outcome).toMatchObject({ state: "ready" });
  await expectWhole(slug);
});

test("one who was overtaken by a failed try doesn't call a removed database ready", async () => {
  const slug = await registered();
  const ctx = await operatorContext();
  const [founded, cleaned] = [gate(), gate()];
  // The first has done everything but say so when the second fails and cleans up.
  const slow = {
    ...building(ctx, provisioner),
    within: (tenant: { slug: string }, db: Parameters<ReturnType<typeof building>["within"]>[1]) => {
      const inside = building(ctx, provisioner).within(tenant, db);
      const write: typeof db.write = async (statements) => {
        await db.write(statements);
        founded.open();
        await cleaned.opened;
      };
      return { ...inside, db: { ...db, write } };
    },
  };
  const first = provisionTenant(ctx, slug, slow).catch((error: unknown) => error);
  await founded.opened;
  const second = building(ctx, await cutOff({ at: 1, when: "before" }));
  await expect(provisionTenant(ctx, slug, second)).rejects.toThrow();
  cleaned.open();
  await first;
  if ((await tenantRow(slug))?.state !== "ready")
    await provisionTenant(ctx, slug, building(ctx, provisioner));
  await expectWhole(slug);
});
