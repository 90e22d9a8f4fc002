import { eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../db/client.ts";
import { audit } from "../../db/kernel/schema.ts";
import { type AuditRow, auditHash, genesis, sealAudit, verifyAudit } from "../../worker/domain/audit/seal.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { newCounty } from "../support/county.ts";
import { stack } from "../support/stack.ts";
import { runCommand } from "../tenants/commands.ts";
import { logOf, rewrite, sealed, write } from "./records.ts";

let db: Database;
let rows: AuditRow[];
let anchor: string;
beforeAll(async () => {
  db = (await newCounty()).db;
  ({ rows, anchor } = await sealed(db, 24));
});

const last = () => rows.length;
const restored = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } finally {
    await rewrite(db, rows);
  }
};

test("an untouched log verifies, and its head is the anchor", async () => {
  expect(await verifyAudit(db, anchor)).toEqual({
    rows: rows.length,
    sealed: rows.length,
    brokenAt: null,
    reason: null,
    head: anchor,
  });
  expect(await verifyAudit(db, null)).toMatchObject({ brokenAt: null });
});

test("each row is bound to the one before by what stands in it", async () => {
  let previous = genesis;
  for (const row of rows) {
    expect(row.hash).toBe(await auditHash(previous, row));
    previous = row.hash ?? "";
  }
});

test("rows not sealed yet at the end are no break", async () => {
  await restored(async () => {
    await write(db, 3);
    expect(await verifyAudit(db, anchor)).toMatchObject({
      brokenAt: null,
      rows: rows.length + 3,
      sealed: rows.length,
    });
    await sealAudit({ db });
    expect(await verifyAudit(db, anchor)).toMatchObject({ brokenAt: null, sealed: rows.length + 3 });
  });
});

/** What may stand in a field instead, whatever stood there. */
const changes: { [K in Exclude<keyof AuditRow, "seq" | "hash">]: (value: AuditRow[K]) => AuditRow[K] } = {
  at: (value) => `${value.slice(0, -1)}1Z`,
  actorId: (value) => (value === null ? "somebody" : null),
  actorName: (value) => `${value} `,
  action: () => "matter.view",
  subject: (value) => `${value}0`,
  detail: (value) => ({ ...(value as object), added: true }),
  requestId: () => "",
};
const fields = Object.keys(changes) as (keyof typeof changes)[];

describe("tampering is found at the first row that isn't what was sealed", () => {
  const at = fc.nat({ max: 1000 });
  const tampering = fc.oneof(
    fc.record({ kind: fc.constant("change" as const), at, field: fc.constantFrom(...fields) }),
    fc.record({ kind: fc.constant("hash" as const), at, field: fc.constantFrom(...fields) }),
    fc.record({ kind: fc.constant("delete" as const), at, field: fc.constantFrom(...fields) }),
    fc.record({ kind: fc.constant("cut" as const), at, field: fc.constantFrom(...fields) }),
    fc.record({ kind: fc.constant("swap" as const), at, field: fc.constantFrom(...fields) }),
    fc.record({ kind: fc.constant("unseal" as const), at, field: fc.constantFrom(...fields) }),
    fc.record({ kind: fc.constant("unsealTail" as const), at, field: fc.constantFrom(...fields) }),
    fc.record({ kind: fc.constant("duplicate" as const), at, field: fc.constantFrom(...fields) }),
  );

  /** The log after the tampering, and the row at which a check must stop. */
  function tampered(
    kind: string,
    at: number,
    field: keyof typeof changes,
  ): { log: AuditRow[]; found: number } {
    const index = at % rows.length;
    const row = rows[index] as AuditRow;
    const change = changes[field] as (value: unknown) => unknown;
    const altered = { ...row, [field]: change(row[field]) } as AuditRow;
    const put = (made: AuditRow) => rows.map((each, at) => (at === index ? made : each));
    switch (kind) {
      case "change":
        return { log: put(altered), found: row.seq };
      case "hash":
        return { log: put({ ...row, hash: "0".repeat(64) }), found: row.seq };
      case "delete":
        return { log: rows.filter(({ seq }) => seq !== row.seq), found: row.seq };
      case "cut":
        return { log: rows.slice(0, index), found: index + 1 };
      case "unseal":
        return { log: put({ ...altered, hash: null }), found: row.seq };
      case "unsealTail": {
        const log = rows.map((each, at) => (at < index ? each : { ...each, hash: null }));
        return { log, found: row.seq };
      }
      case "duplicate": {
        const more = { ...row, seq: rows.length + 1 };
        return { log: [...rows, more], found: more.seq };
      }
      default: {
        const other = rows[(index + 1) % rows.length] as AuditRow;
        const seated = (each: AuditRow, seat: AuditRow) => ({ ...each, seq: seat.seq });
        const log = rows.map((each) =>
          each.seq === row.seq ? seated(other, row) : each.seq === other.seq ? seated(row, other) : each,
        );
        return { log, found: Math.min(row.seq, other.seq) };
      }
    }
  }

  test("whichever row, field and way", async () => {
    await fc.assert(
      fc.asyncProperty(tampering, async ({ kind, at, field }) => {
        const { log, found } = tampered(kind, at, field);
        const report = await restored(async () => {
          await rewrite(db, log);
          return verifyAudit(db, anchor);
        });
        expect(report.brokenAt, `${kind} ${field} at ${(at % rows.length) + 1}`).toBe(found);
        expect(report.reason).toBeTruthy();
      }),
      { seed: 20261121, numRuns: 80 },
    );
  });

  test.each(fields)("the field %s is part of it", async (field) => {
    const { log, found } = tampered("change", 7, field);
    const report = await restored(async () => {
      await rewrite(db, log);
      return verifyAudit(db, anchor);
    });
    expect(report).toMatchObject({ brokenAt: found, reason: "内容与封存时不同" });
  });
});

describe("who can rewrite the whole database", () => {
  /** Changes one row and seals everything from there anew, as the product itself would. */
  async function forge(seq: number): Promise<void> {
    await db.write([db.orm.update(audit).set({ actorName: "别人" }).where(eq(audit.seq, seq))]);
    const later = (await logOf(db)).filter((row) => row.seq >= seq).map((row) => row.seq);
    await db.write(later.map((each) => db.orm.update(audit).set({ hash: null }).where(eq(audit.seq, each))));
    await sealAudit({ db });
  }

  test("is not caught without an anchor", async () => {
    const report = await restored(async () => {
      await forge(5);
      return verifyAudit(db, null);
    });
    expect(report).toMatchObject({ brokenAt: null });
  });

  test("is caught by the anchor in the catalog, which the county's own token doesn't reach", async () => {
    const report = await restored(async () => {
      await forge(5);
      return verifyAudit(db, anchor);
    });
    expect(report).toMatchObject({ brokenAt: last(), reason: "与目录库中的锚点不同" });
  });

  test("is caught before the forgery is sealed as well", async () => {
    const report = await restored(async () => {
      const log = rows.map((row) => (row.seq < 5 ? row : { ...row, actorName: "别人", hash: null }));
      await rewrite(db, log);
      return verifyAudit(db, anchor);
    });
    expect(report).toMatchObject({ brokenAt: 5, reason: "封存的散列被抹去" });
  });

  test("and cuts rows off the end is caught by the anchor, with the first row that is gone", async () => {
    const report = await restored(async () => {
      await rewrite(db, rows.slice(0, -3));
      return { anchored: await verifyAudit(db, anchor), alone: await verifyAudit(db, null) };
    });
    expect(report.anchored).toMatchObject({ brokenAt: last() - 2, reason: "末尾的记录被删除" });
    expect(report.alone).toMatchObject({ brokenAt: null });
  });
});

describe("sealing", () => {
  test("by many at the same time, while others write, ends with one whole chain", async () => {
    const own = (await newCounty()).db;
    await write(own, 450);
    await Promise.all([
      sealAudit({ db: own }),
      sealAudit({ db: own }),
      write(own, 40),
      sealAudit({ db: own }),
      write(own, 40),
      sealAudit({ db: own }),
    ]);
    await sealAudit({ db: own });
    const all = await logOf(own);
    expect(await verifyAudit(own, null)).toMatchObject({
      brokenAt: null,
      rows: all.length,
      sealed: all.length,
    });
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
  });

  test("again changes nothing", async () => {
    const own = (await newCounty()).db;
    const { rows: before } = await sealed(own, 10);
    await sealAudit({ db: own });
    expect(await logOf(own)).toEqual(before);
  });

  test("takes place after each write of the product", async () => {
    const county = await newCounty();
    const put: (() => Promise<unknown>)[] = [];
    const ctx = { ...county.as("admin"), defer: (work: () => Promise<unknown>) => void put.push(work) };
    await addOrgUnit(ctx, { parentId: county.org.root, level: "street", name: "汉风街道" });
    for (const work of put) await work();
    const log = await logOf(county.db);
    expect(log.every(({ hash }) => hash !== null)).toBe(true);
  });

  test("leaves no gap where a write was rolled back", async () => {
    const county = await newCounty();
    const add = (code: string) =>
      addOrgUnit(county.as("admin"), { parentId: county.org.root, level: "street", name: "街道", code });
    await add("411329500");
    await expect(add("411329500")).rejects.toThrow();
    await add("411329501");
    await sealAudit({ db: county.db });
    expect(await verifyAudit(county.db, null)).toMatchObject({ brokenAt: null });
  });
});

describe("npm run audit:verify", () => {
  test("says for each county whether its chain is whole, and where it is broken", async () => {
    const [whole, broken] = [await newCounty(), await newCounty()];
    for (const { db } of [whole, broken]) await sealed(db, 5);
    const log = await logOf(broken.db);
    const good = await runCommand(stack.vars, "bin/audit.ts", "verify", whole.slug, broken.slug);
    expect(good.code).toBe(0);
    expect(good.out).toContain(`${whole.slug}\t${log.length} 行完好`);

    const seq = log.length - 2;
    await broken.db.write([
      broken.db.orm.update(audit).set({ subject: "matter:other" }).where(eq(audit.seq, seq)),
    ]);
    const found = await runCommand(stack.vars, "bin/audit.ts", "verify", whole.slug, broken.slug);
    expect(found.code).toBe(1);
    expect(found.complaints).toContain(`${broken.slug}\t第 ${seq} 行有问题`);
    expect(found.out).toContain(`${whole.slug}\t`);
  });
});
