import { and, eq } from "drizzle-orm";
import * as z from "zod";
import { failedJobs, hosts, tenants } from "../../../db/catalog/schema.ts";
import { Conflict } from "../errors.ts";
import { statement } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import type { Provisioner } from "./provisioner.ts";
import { refOf, tenant as tenantNoun } from "./tenant.ts";

/** Removes all counties that hold sample data, with their databases. Result: their slugs. */
export async function removeSamples(ctx: Context, provisioner: Provisioner): Promise<string[]> {
  const { slugs } = await markSamplesRemoved(ctx, {});
  const { removed } = await ctx.db.read({
    removed: ctx.db.orm
      .select()
      .from(tenants)
      .where(and(eq(tenants.sample, true), eq(tenants.state, "removed"))),
  });
  for (const { databaseName, databaseUrl, slug } of removed) {
    await provisioner.destroy(databaseName, databaseUrl);
    await ctx.db.write([
      ctx.db.orm.delete(hosts).where(eq(hosts.slug, slug)),
      ctx.db.orm.delete(failedJobs).where(eq(failedJobs.slug, slug)),
      ctx.db.orm.delete(tenants).where(eq(tenants.slug, slug)),
    ]);
  }
  return slugs;
}

const markSamplesRemoved = command({
  right: tenantNoun.rights.remove,
  input: z.strictObject({}),
  load: (orm) => ({
    samples: orm.select({ slug: tenants.slug }).from(tenants).where(eq(tenants.sample, true)),
  }),
  state: ({ samples }) => samples,
  scopes: () => [],
  decide: (samples) => {
    if (samples.length === 0) throw new Conflict("没有示例数据可移除");
    const slugs = samples.map(({ slug }) => slug);
    const all = statement((orm) =>
      orm.update(tenants).set({ state: "removed" }).where(eq(tenants.sample, true)),
    );
    return { result: { slugs }, on: refOf("samples"), detail: { slugs }, rows: [all] };
  },
});
