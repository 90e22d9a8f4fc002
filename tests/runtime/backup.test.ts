import { readdirSync, rmSync } from "node:fs";
import { generateX25519Identity } from "age-encryption";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { freePort } from "../../bin/runtime/ports.ts";
import { mintToken, newSecrets } from "../../bin/runtime/secrets.ts";
import { tenants } from "../../db/catalog/schema.ts";
import { occupied, serverOf } from "../../worker/domain/tenants/places.ts";
import { type County, newCounty } from "../support/county.ts";
import { isFull } from "../support/sample.ts";
import { catalog } from "../support/stack.ts";
import { buildTemplate, headersFor } from "../support/template.ts";
import { newVisitor } from "../support/visitor.ts";
import { command, newPlan, type Plan, run, urlOf, varsOf } from "./program.ts";

test.runIf(isFull)(
  "a backup taken live is whole: all of it in a new folder, one county in another installation",
  async () => {
    const plan = await newPlan();
    const program = run(plan.environment);
    await program.started;
    const options = { vars: varsOf(plan), url: urlOf(plan), template: await buildTemplate(varsOf(plan)) };
    const [still, busy] = [await newCounty(options), await newCounty(options)];
    const matter = await still.matter();
    const before = {
      catalog: await dumpOf(plan, inCatalog),
      still: await dumpOf(plan, await databaseOf(plan, still)),
    };

    const store = `${plan.folder}-backups`;
    const BACKUP_KEY = await generateX25519Identity();
    const settings = { BACKUP_TO: store, BACKUP_KEY };
    const writing = keepReporting(busy);
    const taken = await command("bin/backup.ts", [], { ...plan.environment, ...settings });
    await writing.stop();
    expect(taken).toMatchObject({ code: 0, out: expect.stringContaining("3 个县") });
    expect(readdirSync(plan.folder).filter((name) => name.startsWith(".backup"))).toEqual([]);
    const foreign = { ...settings, BACKUP_KEY: await generateX25519Identity() };
    const listed = [settings, foreign].map((each) => command("bin/backup.ts", ["list"], each));
    expect(await Promise.all(listed)).toMatchObject([
      { code: 0, out: expect.stringMatching(/3 个县\t.*\t完整\n1 份备份/) },
      { code: 1, out: expect.stringMatching(/BACKUP_KEY 不是当时的那一把.*\n1 份备份/) },
    ]);

    const healthy = await command("bin/doctor.ts", [], plan.environment);
    expect(healthy).toMatchObject({ code: 0, out: expect.stringContaining("一切正常") });

    // All of it, in a new folder, under other keys, over two servers.
    const second: Plan = {
      ...plan,
      folder: `${plan.folder}-second`,
      port: await freePort(),
      secrets: newSecrets(),
    };
    const environment: Record<string, string> = {
      ...second.secrets,
      PORT: String(second.port),
      DATA_DIR: second.folder,
      PUBLIC_URL: urlOf(second),
      SQLD_SERVERS: "2",
    };
    const unproven = await command("bin/restore.ts", ["latest"], { ...environment, ...settings });
    expect(unproven).toMatchObject({ code: 1, complaints: expect.stringContaining("SECRETS_KEY_PREVIOUS") });
    rmSync(second.folder, { recursive: true });
    environment.SECRETS_KEY_PREVIOUS = plan.secrets.SECRETS_KEY;
    const restored = await command("bin/restore.ts", ["latest"], { ...environment, ...settings });
    expect(restored).toMatchObject({ code: 0, out: expect.stringContaining("3 个县") });
    const copy = run(environment);
    await copy.started;
    // Under other keys the first admin's link is another.
    const withoutLink = (dump: string) =>
      dump.replace(/(INTO invitations VALUES\('[^']+',)'[0-9a-f]{64}'/g, "$1''");
    expect(await placesOf(second)).toEqual({ "sqld:1": 2, "sqld:2": 1 });
    const stands = await dumpOf(second, await databaseOf(second, still));
    expect(withoutLink(stands).split("\n")).toEqual(withoutLink(before.still).split("\n"));
    expect(withoutTokens(await dumpOf(second, inCatalog))).toEqual(withoutTokens(before.catalog));
    const audited = await command("bin/audit.ts", ["verify"], environment);
    expect(audited.complaints).not.toContain("有问题");
    expect(audited.complaints).not.toContain("目录库中的锚点");
    const receipt = `receipts/${matter.receiptCode}`;
    expect((await newVisitor(urlOf(second)).get(`${still.base}/${receipt}`)).status).toBe(200);
    // What was written meanwhile is there with all that belongs to it, or not at all.
    const moving = await dumpOf(second, await databaseOf(second, busy));
    const reports = moving.match(/^INSERT INTO audit .*'matter\.report'/gm)?.length ?? 0;
    expect(moving.match(/^INSERT INTO matters /gm) ?? []).toHaveLength(reports);

    // One county of it, beside the others, as another one.
    const one = ["latest", "--county", still.slug, "--as", "another"];
    const put = await command("bin/restore.ts", one, { ...environment, ...settings });
    expect(put).toMatchObject({ code: 0, out: expect.stringContaining("/t/another") });
    expect(await newVisitor(urlOf(second)).get(`/t/another/${receipt}`)).toMatchObject({ status: 200 });
    expect(await placesOf(second)).toEqual({ "sqld:1": 2, "sqld:2": 2 });
    const other = await dumpOf(second, await databaseOf(second, { slug: "another" }));
    expect(tablesIn(other)).toEqual(tablesIn(before.still));
    const anew = await command("bin/audit.ts", ["verify", "another"], environment);
    expect(anew.complaints.match(/^another\t.*/gm)).toEqual([expect.stringContaining("库外没有锚点")]);
    // Whose key is lost isn't lost itself: it comes back, and says that nothing proves it.
    const { SECRETS_KEY_PREVIOUS: _, ...without } = environment;
    const lost = ["latest", "--county", still.slug, "--as", "unproven"];
    expect(await command("bin/restore.ts", lost, { ...without, ...settings })).toMatchObject({ code: 1 });
    const back = await command("bin/restore.ts", [...lost, "--lost-key"], { ...without, ...settings });
    expect(back).toMatchObject({ code: 0, out: expect.stringContaining("不能证明没有改动过") });
    const sealedAnew = await command("bin/audit.ts", ["verify", "unproven"], environment);
    expect(sealedAnew.complaints).not.toContain("有问题");
    const twice = await command("bin/restore.ts", one, { ...environment, ...settings });
    expect(twice).toMatchObject({ code: 1, complaints: expect.stringContaining("已经有 another") });
  },
);

/** One report after the other, until it is stopped. */
function keepReporting(county: County) {
  let going = true;
  const running = (async () => {
    while (going) await county.matter();
  })();
  return {
    stop: () => {
      going = false;
      return running;
    },
  };
}

/** A database by its name, and the place it lies at. */
interface Lying {
  name: string;
  place: string | null;
}

const inCatalog: Lying = { name: "catalog", place: null };

async function databaseOf(plan: Plan, { slug }: Pick<County, "slug">): Promise<Lying> {
  const db = catalog(varsOf(plan));
  const { rows } = await db.read({ rows: db.orm.select().from(tenants).where(eq(tenants.slug, slug)) });
  return { name: rows[0]?.databaseName ?? "", place: rows[0]?.databaseUrl ?? null };
}

/** How many counties each place has. */
async function placesOf(plan: Plan): Promise<Record<string, number>> {
  const db = catalog(varsOf(plan));
  const { counted } = await db.read({ counted: occupied(db.orm) });
  return Object.fromEntries(counted.map(({ place, counties }) => [place, counties]));
}

async function dumpOf(plan: Plan, { name, place }: Lying): Promise<string> {
  const url = varsOf(plan).SQLD_URL.split(",")[serverOf(place) - 1];
  const answer = await fetch(`${url}/dump`, {
    headers: headersFor(name, mintToken(plan.secrets, name)),
  });
  // The server indents the definitions that it loads by one more space each time.
  return (await answer.text()).replaceAll(/^ +/gm, "");
}

/** The rows of each table that a restore may not change. It takes links back, and lists say so. */
function tablesIn(dump: string): string[] {
  const changes = [
    /^INSERT INTO (county|sessions|idempotency|invitations|audit|audit_names|audit_tallies|schema_migrations) /,
    /^INSERT INTO (listings|finds|tallies) .*'invitation/,
    /^INSERT INTO (sqlite|found)_/,
  ];
  return dump.split("\n").filter((line) => !changes.some((change) => change.test(line)));
}

/** The catalog but for what each installation has of its own: addresses, tokens, anchors, pulses, the seal of its log. */
function withoutTokens(dump: string): string[] {
  return dump
    .split("\n")
    .filter((line) => !/^INSERT INTO (pulses|audit|sqlite_sequence) /.test(line))
    .map((line) =>
      line.startsWith("INSERT INTO tenants ")
        ? line
            .replace(/'(http|sqld):[^']*','[^']*','[^']*'/, "…")
            .replace(/,'\d+:[0-9a-f.]+:\d+:[0-9a-f.]+',/, ",…,")
        : line,
    );
}
