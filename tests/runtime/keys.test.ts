import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { anchorsFrom } from "../../bin/keys.ts";
import { runningVars } from "../../bin/runtime/running.ts";
import { newSecrets } from "../../bin/runtime/secrets.ts";
import type { WorkerVars } from "../../bin/runtime/vars.ts";
import { tenants } from "../../db/catalog/schema.ts";
import { invitationToken } from "../../worker/domain/accounts/invitations.ts";
import { invitePerson } from "../../worker/domain/accounts/invite.ts";
import { verifyAudit } from "../../worker/domain/audit/verify.ts";
import { secretsFrom } from "../../worker/domain/kernel/secrets.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { anchorOf, logOf, seal, verify } from "../audit/records.ts";
import { type County, newCounty, operatorContext } from "../support/county.ts";
import { isFull } from "../support/sample.ts";
import { catalog } from "../support/stack.ts";
import { buildTemplate } from "../support/template.ts";
import { newVisitor } from "../support/visitor.ts";
import { databaseOf } from "../tenants/operator.ts";
import { command, newPlan, type Plan, run, urlOf, varsOf } from "./program.ts";

test.runIf(isFull)(
  "all keys are changed by a restart: tokens, anchors, links and logs go on, and old keys open nothing",
  async () => {
    const plan = await newPlan();
    const program = run(plan.environment);
    await program.started;
    const options = { vars: varsOf(plan), url: urlOf(plan), template: await buildTemplate(varsOf(plan)) };
    const county = await newCounty(options);
    const invited = { name: "新同事", role: "inspector", scope: county.org.root };
    const { id } = await invitePerson(county.as("admin"), invited);
    const link = await invitationToken(county.as("admin"), id);
    await seal(county);
    // New keys that are in the environment before the restart: nothing may be sealed under what the worker doesn't know.
    const { SECRETS_KEY: early } = newSecrets();
    const ahead = { ...plan.environment, SECRETS_KEY: early, SECRETS_KEY_PREVIOUS: plan.secrets.SECRETS_KEY };
    expect(() => runningVars(ahead)).toThrow("请先重新启动");
    expect(runningVars(plan.environment).SECRETS_KEY).toBe(plan.secrets.SECRETS_KEY);
    const old = { seal: (await logOf(county.db)).at(-1)?.hash, ...(await rowOf(plan, county.slug)) };
    program.signal("SIGTERM");
    await program.ended;
    const database = join(plan.folder, "sqld/dbs", old.databaseName);
    cpSync(database, `${plan.folder}-copy`, { recursive: true });

    const printed = await command("bin/secrets.ts", ["rotate"], plan.environment);
    const changed: Record<string, string> = Object.fromEntries(
      printed.out
        .trim()
        .split("\n")
        .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
    expect(changed.SECRETS_KEY_PREVIOUS).toBe(plan.secrets.SECRETS_KEY);
    const environment = { ...plan.environment, ...changed };
    const { SECRETS_KEY_PREVIOUS: _, ...foreign } = environment;
    const refused = run(foreign);
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain("SECRETS_KEY_PREVIOUS");

    const again = run(environment);
    await again.started;
    expect(again.output()).toContain("首位管理员链接已换新");
    const renewed: Plan = { ...plan, environment, secrets: { ...plan.secrets, ...changed } };
    const row = await rowOf(renewed, county.slug);
    const inForce = await secretsFrom(changed.SECRETS_KEY ?? "");
    expect(await inForce.open(row.tokenCipher ?? "", `token ${county.slug}`)).toContain(".");
    expect(row.auditHead?.split(":").slice(0, 3)).toEqual(old.auditHead?.split(":").slice(0, 3));
    expect(row.auditHead).not.toBe(old.auditHead);

    const visitor = newVisitor(urlOf(renewed));
    expect((await visitor.get(`${county.base}/invitations/${link}`)).status).toBe(200);
    const after = await newCounty({ ...options, vars: varsOf(renewed) });
    expect((await visitor.get(after.base)).status).toBe(200);

    // The log goes on under the new key, and is read with both.
    const here = await reopened(county, varsOf(renewed));
    await addOrgUnit(here.as("admin"), { parentId: county.org.root, level: "street", name: "汉风街道" });
    await seal(here);
    const log = await logOf(here.db);
    expect(log.at(-1)?.hash?.slice(0, 8)).not.toBe(old.seal?.slice(0, 8));
    expect(await verify(here, [await anchorOf(here)])).toMatchObject({ brokenAt: null, sealed: log.length });
    const [current] = await inForce.sealers(county.slug);
    expect(await verifyAudit(here.db, [current], [await anchorOf(here)])).toMatchObject({
      brokenAt: 1,
      reason: expect.stringContaining("SECRETS_KEY_PREVIOUS"),
    });
    const outdated = await command("bin/tenants.ts", ["status"], plan.environment);
    expect(outdated.code).toBe(1);
    again.signal("SIGTERM");
    await again.ended;

    // Rows were sealed under the new key: the old one can't go on behind it.
    const { SECRETS_KEY = "" } = changed;
    const back = { ...environment, SECRETS_KEY: plan.secrets.SECRETS_KEY, SECRETS_KEY_PREVIOUS: SECRETS_KEY };
    const backwards = run(back);
    await expect(backwards.started).rejects.toThrow("这把密钥停用过");
    const accepting = await command("bin/accept.ts", [county.slug, "换回了密钥"], back);
    expect(accepting).toMatchObject({ code: 1, complaints: expect.stringContaining("这把密钥停用过") });

    if (!isFull) return;
    // The county's database is put back from a copy: that is said until somebody accepts it, with a reason.
    rmSync(database, { recursive: true });
    cpSync(`${plan.folder}-copy`, database, { recursive: true });
    const told = async () => {
      const started = run(environment);
      await started.started;
      const { complaints } = await command("bin/audit.ts", ["verify", county.slug], environment);
      started.signal("SIGTERM");
      await started.ended;
      return complaints;
    };
    expect(await told()).toContain("末尾的记录被删除（目录库的锚点在第");
    expect(await command("bin/accept.ts", [county.slug], environment)).toMatchObject({ code: 1 });
    const accepted = await command("bin/accept.ts", [county.slug, "换回了备份"], environment);
    expect(accepted).toMatchObject({ code: 0, out: expect.stringContaining("已认可现状") });
    expect(await told()).not.toMatch(/行有问题|目录库中的锚点/);
  },
);

/** The county as it is found under other keys. */
async function reopened(county: County, vars: WorkerVars): Promise<County> {
  const { secrets } = await operatorContext(vars);
  const found = { db: await databaseOf(county.slug, vars), secrets, anchors: anchorsFrom(vars) };
  return { ...county, db: found.db, as: (who, at) => ({ ...county.as(who, at), ...found }) };
}

async function rowOf(plan: Plan, slug: string) {
  const db = catalog(varsOf(plan));
  const { rows } = await db.read({ rows: db.orm.select().from(tenants).where(eq(tenants.slug, slug)) });
  if (!rows[0]) throw new Error(`no county ${slug}`);
  return rows[0];
}
