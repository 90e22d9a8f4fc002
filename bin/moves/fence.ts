import type { TenantRow } from "../../worker/domain/tenants/directory.ts";
import { adminOf } from "../keys.ts";
import type { DatabaseVars } from "../runtime/stack.ts";

/** A database by its name, and the place where it is looked for. */
export type Lying = Pick<TenantRow, "databaseName" | "databaseUrl">;

/** What a server keeps on record of a database; null where it has none of that name. */
export async function recordOf(
  vars: DatabaseVars,
  { databaseName, databaseUrl }: Lying,
): Promise<{ block_writes: boolean } | null> {
  const ask = adminOf(vars, databaseUrl);
  const { status, text } = await ask("GET", `/v1/namespaces/${databaseName}/config`);
  if (status === 404) return null;
  if (status >= 300)
    throw new Error(`the database server tells nothing of ${databaseName}: ${status} ${text}`);
  return JSON.parse(text);
}

export const isBlocked = async (vars: DatabaseVars, lying: Lying): Promise<boolean> =>
  (await recordOf(vars, lying))?.block_writes === true;

/**
 * From now on nothing that begins is written, whoever holds a connection; reading goes on. It outlasts a restart of the
 * server. A transaction that has written may still be committed, and a batch that waits for its turn still gets it
 * (measured): somebody must have had the turn since before nothing is written any more.
 */
export const block = (vars: DatabaseVars, lying: Lying): Promise<void> => setBlocked(vars, lying, true);

export const unblock = (vars: DatabaseVars, lying: Lying): Promise<void> => setBlocked(vars, lying, false);

async function setBlocked(
  vars: DatabaseVars,
  { databaseName, databaseUrl }: Lying,
  blocked: boolean,
): Promise<void> {
  const ask = adminOf(vars, databaseUrl);
  // What isn't named goes back to its default, and durability must not.
  const config = { block_reads: false, block_writes: blocked, durability_mode: "strong" };
  const reason = blocked ? { block_reason: "moving to another server" } : {};
  const path = `/v1/namespaces/${databaseName}/config`;
  const { status, text } = await ask("POST", path, { ...config, ...reason });
  if (status >= 300)
    throw new Error(`the database server didn't ${blocked ? "block" : "unblock"} writes: ${status} ${text}`);
}
