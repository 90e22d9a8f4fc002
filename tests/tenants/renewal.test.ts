import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mustBeWhole } from "../../bin/backups/whole-log.ts";
import { renewKeys } from "../../bin/renew.ts";
import { newSecrets } from "../../bin/runtime/secrets.ts";
import type { WorkerVars } from "../../bin/runtime/vars.ts";
import { tenants } from "../../db/catalog/schema.ts";
import { audit, invitations } from "../../db/kernel/schema.ts";
import { invitationToken } from "../../worker/domain/accounts/invitations.ts";
import { genesis, plainSealOf } from "../../worker/domain/audit/chain.ts";
import { secretsFrom, sha256 } from "../../worker/domain/kernel/secrets.ts";
import { adminLinkToken, inviteToOpen } from "../../worker/domain/tenants/invite.ts";
import { tenantsPage } from "../../worker/domain/tenants/list.ts";
import { anchorOf, logOf, sealed, verify, write } from "../audit/records.ts";
import { type County, newCounty, operatorContext } from "../support/county.ts";
import { catalog, startWorld, stopEverything, type World } from "../support/stack.ts";
import { tenantRow } from "./operator.ts";

let world: World;
let counties: County[];
beforeAll(async () => {
  world = await startWorld();
  const open = () => newCounty({ vars: world.vars, url: world.url });
  counties = [await open(), await open(), await open()];
  for (const county of counties) await sealed(county, 3);
});
afterAll(stopEverything);

const rows = () => Promise.all(counties.map(({ slug }) => tenantRow(slug, world.vars)));
/** What SQLite derives can't be set. */
const set = (slug: string, { needsCare: _, ...values }: Partial<typeof tenants.$inferSelect>) =>
  catalog(world.vars).write([catalog().orm.update(tenants).set(values).where(eq(tenants.slug, slug))]);

/** This installation's settings with another key. */
function rotated(): WorkerVars {
  const { SECRETS_KEY } = newSecrets();
  return { ...world.vars, SECRETS_KEY, SECRETS_KEY_PREVIOUS: world.vars.SECRETS_KEY };
}

test("keys that are in force already change nothing", async () => {
  const before = await rows();
  expect(await renewKeys(world.vars, { unsigned: false })).toEqual([]);
  expect(await rows()).toEqual(before);
});

test("what was interrupted half way is finished by doing it again, and then nothing is left to do", async () => {
  const before = await rows();
  const vars = rotated();
  await renewKeys(vars, { unsigned: false });
  // As if it had been cut short behind the first county.
  for (const row of before.slice(1)) await set(row?.slug ?? "", row ?? {});
  await renewKeys(vars, { unsigned: false });
  const inForce = await secretsFrom(vars.SECRETS_KEY);
  for (const [index, row] of (await rows()).entries()) {
    const old = before[index];
    const token = await inForce.open(row?.tokenCipher ?? "", `token ${row?.slug}`);
    expect(token).toBe(
      await (await operatorContext(world.vars)).secrets.open(old?.tokenCipher ?? "", `token ${row?.slug}`),
    );
    expect(row?.auditHead).not.toBe(old?.auditHead);
  }
  const done = await rows();
  expect(await renewKeys(vars, { unsigned: false })).toEqual([]);
  expect(await rows()).toEqual(done);
  for (const row of before) await set(row?.slug ?? "", row ?? {});
});

test("the first admin's link that operators are shown is one that works", async () => {
  const [county] = counties;
  if (!county) throw new Error("no county");
  const all = await rows();
  const [before] = all;
  const vars = rotated();
  const told = await renewKeys(vars, { unsigned: false });
  expect(told.join()).toContain(`${county.slug} 的首位管理员链接已换新`);
  const row = await tenantRow(county.slug, vars);
  const link = row && (await adminLinkToken(await operatorContext(vars), row));
  const { orm } = county.db;
  const { found } = await county.db.read({
    found: orm
      .select()
      .from(invitations)
      .where(eq(invitations.tokenHash, await sha256(link ?? ""))),
  });
  expect(found).toMatchObject([{ id: before?.adminInvitation }]);

  // One that failed after everything else was under the new key is renewed by the next start.
  await county.db.write([orm.update(invitations).set({ tokenHash: await sha256("an old link") })]);
  await set(county.slug, { databaseName: "nowhere" });
  expect((await renewKeys(vars, { unsigned: false })).join()).toContain(
    `${county.slug} 的首位管理员链接没有核对：`,
  );
  await set(county.slug, { databaseName: before?.databaseName ?? "" });
  expect(await renewKeys(vars, { unsigned: false })).toEqual([
    expect.stringContaining(`${county.slug} 的首位管理员链接已换新`),
  ]);
  for (const row of all) await set(row?.slug ?? "", row ?? {});
});

test("a link to open a county that was issued under the old key is shown as it was passed on", async () => {
  const old = await operatorContext(world.vars);
  const { id } = await inviteToOpen(old, { name: "李主任" });
  const asked = { search: "", care: false, before: null };
  const { invitation } = await tenantsPage(await operatorContext(rotated()), asked, id);
  expect(invitation?.token).toBe(await invitationToken(old, id));
});

test("tokens that the signing key no longer answers for are replaced", async () => {
  const before = await rows();
  const { SQLD_SIGNING_KEY } = newSecrets();
  await renewKeys({ ...world.vars, SQLD_SIGNING_KEY }, { unsigned: false });
  const after = await rows();
  const { secrets } = await operatorContext(world.vars);
  for (const [index, row] of after.entries()) {
    const [old, now] = await Promise.all(
      [before[index], row].map((each) => secrets.open(each?.tokenCipher ?? "", `token ${each?.slug}`)),
    );
    expect(now?.split(".")[2]).not.toBe(old?.split(".")[2]);
    expect(row?.auditHead).toBe(before[index]?.auditHead);
  }
  await renewKeys(world.vars, { unsigned: false });
});

test("an unsigned anchor is signed once, at the upgrade, if all before it is whole; later it is somebody else's", async () => {
  const [own, broken] = [
    await newCounty({ vars: world.vars, url: world.url }),
    await newCounty({ vars: world.vars, url: world.url }),
  ];
  for (const each of [own, broken]) {
    await write(each.db, 4);
    await set(each.slug, { auditHead: await sealedPlainly(each) });
  }
  await broken.db.write([broken.db.orm.update(audit).set({ actorName: "别人" }).where(eq(audit.seq, 2))]);
  const later = await renewKeys(world.vars, { unsigned: false });
  expect(later.filter((line) => line.includes("锚点不见了"))).toHaveLength(2);
  const upgrade = await renewKeys(world.vars, { unsigned: true });
  expect(upgrade).toEqual([expect.stringContaining(`${broken.slug} 的操作记录没有封存：第 2 行有问题`)]);
  expect(upgrade.join()).toContain("audit:accept");
  const { rows, anchor } = await sealed(own, 2);
  expect(anchor).toMatchObject({ seq: rows.length, from: rows.length - 1 });
  expect(await verify(own, [await anchorOf(own)])).toMatchObject({ brokenAt: null });
  await expect(sealed(broken, 1)).rejects.toThrow("no anchor of ours");
});

test("a backup from before there was a key is proven against its unsigned anchor, and goes on from its newest row", async () => {
  const own = await newCounty({ vars: world.vars, url: world.url });
  await write(own.db, 4);
  const text = await sealedPlainly(own);
  const { secrets } = await operatorContext(world.vars);
  const { length } = await logOf(own.db);
  const whole = () => mustBeWhole(own.slug, text, own.db, secrets);
  expect(await whole()).toMatchObject({ seq: length, from: length + 1 });
  await own.db.write([own.db.orm.update(audit).set({ actorName: "别人" }).where(eq(audit.seq, length))]);
  await expect(whole()).rejects.toThrow(`第 ${length} 行有问题`);
});

/** As logs were sealed before there was a key. Answers the anchor of that time: it followed later, in a job. */
async function sealedPlainly({ db }: County): Promise<string> {
  const heads = [];
  let previous = genesis;
  for (const row of await logOf(db)) {
    previous = await plainSealOf(previous, row);
    heads.push(`${row.seq}:${previous}`);
    await db.write([db.orm.update(audit).set({ hash: previous }).where(eq(audit.seq, row.seq))]);
  }
  return heads.at(-3) ?? "";
}
