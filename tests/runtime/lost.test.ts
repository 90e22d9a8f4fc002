import { existsSync, readdirSync, renameSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { tenants } from "../../db/catalog/schema.ts";
import { type County, newCounty } from "../support/county.ts";
import { isFull } from "../support/sample.ts";
import { catalog } from "../support/stack.ts";
import { buildTemplate } from "../support/template.ts";
import { newVisitor } from "../support/visitor.ts";
import { command, newPlan, type Plan, type Program, run, urlOf, varsOf } from "./program.ts";

test.runIf(isFull)(
  "a county whose database is missing is refused and said, one whose log was torn is mended, on record",
  async () => {
    const plan = await newPlan();
    const program = run(plan.environment);
    await program.started;
    const vars = varsOf(plan);
    const options = { vars, url: urlOf(plan), template: await buildTemplate(vars) };
    const [lost, torn] = [await newCounty(options), await newCounty(options)];
    const matter = { lost: await lost.matter(), torn: await torn.matter() };
    const places = { lost: await placeOf(plan, lost), torn: await placeOf(plan, torn) };
    await ended(program, "SIGTERM");

    const aside = `${plan.folder}-aside`;
    renameSync(places.lost, aside);
    const log = join(places.torn, "wallog");
    truncateSync(log, statSync(log).size - 1000);
    const stopped = await command("bin/doctor.ts", [], plan.environment);
    expect(stopped.code).toBe(1);
    expect(stopped.out).toContain(`${lost.slug} 的数据库不见了`);
    expect(stopped.out).toContain(`${torn.slug} 的复制日志残缺，数据完好`);

    const again = run(plan.environment);
    await again.started;
    expect(again.output()).toContain(`${lost.slug} 的数据库没有升级成功，其他县不受影响：数据库不见了`);
    expect(again.output()).toContain("的复制日志在断电时残缺，已移到");
    expect(again.output().match(/残缺/g)).toHaveLength(1);
    expect(readdirSync(places.torn).filter((name) => name.startsWith("wallog.torn-"))).toHaveLength(1);
    const visitor = newVisitor(urlOf(plan));
    expect((await visitor.get(lost.base)).status).toBe(503);
    expect(await (await visitor.get(`${torn.base}/receipts/${matter.torn.receiptCode}`)).text()).toContain(
      "水管漏水",
    );
    expect(await (await visitor.get("/readyz")).json()).toMatchObject({ counties: { lost: 1 } });
    const running = await command("bin/doctor.ts", [], plan.environment);
    expect(running).toMatchObject({ code: 1, out: expect.stringContaining(`${lost.slug}（ready）：数据库`) });
    await ended(again, "SIGTERM");

    if (existsSync(places.lost)) renameSync(places.lost, `${aside}-empty`);
    renameSync(aside, places.lost);
    const mended = run(plan.environment);
    await mended.started;
    expect(mended.output()).not.toContain("没有升级成功");
    const receipt = `${lost.base}/receipts/${matter.lost.receiptCode}`;
    expect(await (await visitor.get(receipt)).text()).toContain("水管漏水");
    await ended(mended, "SIGTERM");

    renameSync(join(plan.folder, "sqld/dbs/catalog"), `${aside}-catalog`);
    const without = run(plan.environment);
    expect(await without.ended).toBe(1);
    expect(without.output()).toContain("总目录数据库不见了");
    expect(existsSync(join(plan.folder, "sqld/dbs/catalog"))).toBe(false);
  },
);

async function ended(program: Program, signal: NodeJS.Signals): Promise<void> {
  program.signal(signal);
  await program.ended;
}

/** The folder of a county's database. */
async function placeOf(plan: Plan, { slug }: County): Promise<string> {
  const db = catalog(varsOf(plan));
  const { rows } = await db.read({ rows: db.orm.select().from(tenants).where(eq(tenants.slug, slug)) });
  return join(plan.folder, "sqld/dbs", rows[0]?.databaseName ?? "");
}
