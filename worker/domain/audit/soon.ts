import { type Sealing, sealAudit } from "./seal.ts";

/** How long a write waits for others whose rows are sealed along with its own; in milliseconds. */
const gathering = 300;

/** A sealing of which nothing was heard for so long is gone with the request that began it; in milliseconds. */
const patience = 20_000;

/** Since when somebody gathers, or seals, the rows of a realm. */
const gatheringSince = new Map<string, number>();
const sealingSince = new Map<string, number>();

const isUnderWay = (since: Map<string, number>, realm: string): boolean =>
  Date.now() - (since.get(realm) ?? 0) < patience;

/**
 * Seals what was written, together with what others write in the same moment: a seal for each write would double what the
 * database has to do. One seals at a time; whoever comes while somebody gathers leaves it to them.
 */
export async function sealSoon(sealing: Sealing): Promise<void> {
  const { realm } = sealing;
  if (isUnderWay(gatheringSince, realm)) return;
  gatheringSince.set(realm, Date.now());
  do await new Promise((resolve) => setTimeout(resolve, gathering));
  while (isUnderWay(sealingSince, realm));
  gatheringSince.delete(realm);
  sealingSince.set(realm, Date.now());
  try {
    await sealAudit(sealing);
  } finally {
    sealingSince.delete(realm);
  }
}
