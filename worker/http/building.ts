import { openerOf } from "../domain/tenants/open.ts";
import type { Building } from "../domain/tenants/provision.ts";
import type { C } from "./app-env.ts";

/** What this request needs to open a county: whoever opens it also acts in the new database. */
export function buildingFor(c: C): Building {
  const { provisioner } = c.env.world;
  const { ctx } = c.var;
  return {
    provisioner,
    within: (tenant, db) => ({ ...ctx, db, realm: tenant.slug, actor: openerOf(ctx, tenant) }),
  };
}

/** Makes this isolate look the counties up anew once the work is done, however it ends. */
export async function forgetAfter<T>(c: C, work: Promise<T>): Promise<T> {
  return work.finally(() => c.env.world.directory.forget());
}
