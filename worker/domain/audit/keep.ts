import { type Anchors, anchorIn } from "./anchor.ts";
import { anchorHolds, ChainBroken, type Sealing, sealAudit } from "./seal.ts";

/** For a job: seals a log. That it was tampered with is said and holds up nothing else: verifying tells people more. */
export const keepLog = (log: Sealing): Promise<void> => orSay(log, () => sealAudit(log));

/**
 * Notes a county's anchor in the files too, so that whoever puts catalog and county back to an older state together is
 * found out. It moves on only from a row that still stands as it was noted.
 */
export const noteOutside = (log: Sealing, outside: Anchors): Promise<void> =>
  orSay(log, async () => {
    const { realm, db, secrets } = log;
    const place = outside(realm);
    const [held, noted] = await Promise.all([log.anchors(realm).read(), place.read()]);
    if (held === null || held === noted) return;
    const anchor = noted === null ? null : await anchorIn(noted, await secrets.sealers(realm));
    if (noted !== null && !(anchor && (await anchorHolds(db, anchor))))
      throw new ChainBroken(
        `the audit log of ${realm} doesn't fit its anchor in the files: npm run audit:verify`,
      );
    await place.move(noted, held);
  });

async function orSay({ realm }: Sealing, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ChainBroken)) throw error;
    console.error(JSON.stringify({ realm, audit: error.message }));
  }
}
