import { and, asc, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { audit } from "../../../db/kernel/schema.ts";
import { compiled, type Places } from "../../../db/queries.ts";
import type { Context } from "../kernel/context.ts";
import type { Sealer } from "../kernel/secrets.ts";
import { type Anchor, anchorIn, signed } from "./anchor.ts";
import { genesis, sealOf } from "./chain.ts";

/** What is sealed no longer fits its anchor: sealing on would put our own seal under what somebody changed. */
export class ChainBroken extends Error {
  override readonly name = "ChainBroken";
}

export type Sealing = Pick<Context, "db" | "realm" | "secrets" | "anchors">;

/** How many rows one sealing takes on. */
const span = 200;

/**
 * Seals the rows that have no seal, in order, and moves the log's anchor behind them. Safe to run at any time and at the
 * same time: a seal depends only on what stands there, so all who seal write the same, and of two who move the anchor the
 * second looks again.
 * @throws ChainBroken when a row up to the anchor was changed, cut off or bared of its seal: nothing is sealed then
 */
export async function sealAudit({ db, realm, secrets, anchors }: Sealing): Promise<void> {
  const place = anchors(realm);
  const sealers = await secrets.sealers(realm);
  const [sealer] = sealers;
  // A change of keys signs the anchors in the catalog anew; those in the files come under the new key here.
  const signers = place.begins ? sealers : [sealer];
  for (let full = true; full; ) {
    const held = await place.read();
    const isFirst = held === null && place.begins;
    const anchor = isFirst ? await headOf(db) : await mustBeSigned(realm, held, signers);
    const { last, open, anchored } = await db.read({
      last: lastSealed({}),
      open: unsealed({}),
      anchored: sealAt({ seq: anchor.seq }),
    });
    const bare = (open[0]?.seq ?? Number.POSITIVE_INFINITY) <= anchor.seq;
    if (bare || !holds(anchor, anchored)) throw broken(realm, anchor);
    let head = { seq: last[0]?.seq ?? 0, hash: last[0]?.hash ?? genesis };
    const seals = [];
    for (const row of open) {
      head = { seq: row.seq, hash: await sealOf(sealer, head.hash, row) };
      seals.push(sealing(head));
    }
    await db.write(seals);
    const to = await signed(sealer, { ...anchor, ...head });
    const moved = to === held || (await place.move(held, to));
    full = !moved || open.length === span;
  }
}

const broken = (realm: string, { seq }: Anchor) =>
  new ChainBroken(`the audit log of ${realm} doesn't fit its anchor at row ${seq}: npm run audit:verify`);

async function mustBeSigned(realm: string, held: string | null, sealers: readonly Sealer[]): Promise<Anchor> {
  const anchor = held === null ? null : await anchorIn(held, sealers);
  if (anchor) return anchor;
  throw new ChainBroken(`the audit log of ${realm} has no anchor of ours: npm run audit:verify`);
}

const sealing = compiled((orm, { seq, hash }: Places<{ seq: number; hash: string }>) =>
  orm
    .update(audit)
    .set({ hash: sql`${hash}` })
    .where(and(eq(audit.seq, seq), isNull(audit.hash))),
);

const lastSealed = compiled((orm) =>
  orm.select().from(audit).where(isNotNull(audit.hash)).orderBy(desc(audit.seq)).limit(1),
);

const unsealed = compiled((orm) =>
  orm.select().from(audit).where(isNull(audit.hash)).orderBy(asc(audit.seq)).limit(span),
);

const sealAt = compiled((orm, { seq }: Places<{ seq: number }>) =>
  orm.select({ hash: audit.hash }).from(audit).where(eq(audit.seq, seq)),
);

const holds = ({ seq, hash }: Anchor, found: readonly { hash: string | null }[]): boolean =>
  seq === 0 || found[0]?.hash === hash;

/** Whether the row that an anchor names still stands as it was anchored. */
export async function anchorHolds({ read }: Database, anchor: Anchor): Promise<boolean> {
  return holds(anchor, (await read({ found: sealAt({ seq: anchor.seq }) })).found);
}

/** The anchor that a log without one would have: its newest sealed row. Whether all before it is whole, it doesn't ask. */
export async function headOf({ orm, read }: Database): Promise<Anchor> {
  const keyed = sql<number | null>`min(${audit.seq})`;
  const { last, first } = await read({
    last: lastSealed({}),
    first: orm.select({ seq: keyed }).from(audit).where(sql`length(${audit.hash}) > 64`),
  });
  const seq = last[0]?.seq ?? 0;
  return { seq, hash: last[0]?.hash ?? genesis, from: first[0]?.seq ?? seq + 1 };
}
