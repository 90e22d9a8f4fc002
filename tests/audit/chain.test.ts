import { eq, gte, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { newSecrets } from "../../bin/runtime/secrets.ts";
import { tenants } from "../../db/catalog/schema.ts";
import { type Database, DatabaseUnavailable, newMeter } from "../../db/client.ts";
import { audit } from "../../db/kernel/schema.ts";
import { anchorInCatalog, signed } from "../../worker/domain/audit/anchor.ts";
import { type AuditRow, genesis, plainSealOf, sealOf } from "../../worker/domain/audit/chain.ts";
import { ChainBroken, sealAudit } from "../../worker/domain/audit/seal.ts";
import type { Kept } from "../../worker/domain/audit/verify.ts";
import { type Sealer, secretsFrom } from "../../worker/domain/kernel/secrets.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { type County, newCounty } from "../support/county.ts";
import { catalog, NOWHERE, stack } from "../support/stack.ts";
import { anchorOf, logOf, rewrite, seal, sealed, verify, write } from "./records.ts";

let county: County;
let db: Database;
let rows: AuditRow[];
let anchor: Kept;
beforeAll(async () => {
  county = await newCounty();
  db = county.db;
  ({ rows, anchor } = await sealed(county, 24));
});

const last = () => rows.length;
const setAnchor = (of: County, auditHead: string | null) =>
  catalog().write([catalog().orm.update(tenants).set({ auditHead }).where(eq(tenants.slug, of.slug))]);
const anchorText = (of: County) => of.as("admin").anchors(of.slug).read();

const restored = async <T>(work: () => Promise<T>): Promise<T> => {
  const text = await anchorText(county);
  try {
    return await work();
  } finally {
    await rewrite(db, rows);
    await setAnchor(county, text);
  }
};

test("an untouched log verifies, and its head is the anchor", async () => {
  expect(await verify(county, [anchor])).toEqual({
    rows: rows.length,
    sealed: rows.length,
    brokenAt: null,
    reason: null,
    head: { seq: anchor.seq, hash: anchor.hash, from: 1 },
  });
  expect(anchor.seq).toBe(last());
  expect(await verify(county, [])).toMatchObject({ brokenAt: null });
});

test("each row is bound to the one before by what stands in it, under a key of the county", async () => {
  const [sealer] = await county.as("admin").secrets.sealers(county.slug);
  let previous = genesis;
  for (const row of rows) {
    expect(row.hash).toBe(await sealOf(sealer, previous, row));
    expect(row.hash).toMatch(/^[0-9a-f]{8}\.[0-9a-f]{64}$/);
    previous = row.hash ?? "";
  }
});

test("rows not sealed yet at the end are no break", async () => {
  await restored(async () => {
    await write(db, 3);
    expect(await verify(county, [anchor])).toMatchObject({
      brokenAt: null,
      rows: rows.length + 3,
      sealed: rows.length,
    });
    await seal(county);
    expect(await verify(county, [anchor])).toMatchObject({ brokenAt: null, sealed: rows.length + 3 });
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
          return verify(county, [anchor]);
        });
        expect(report.brokenAt, `${kind} ${String(field)} at ${(at % rows.length) + 1}`).toBe(found);
        expect(report.reason).toBeTruthy();
      }),
      { seed: 20261121, numRuns: 80 },
    );
  });

  test.each(fields)("the field %s is part of it", async (field) => {
    const { log, found } = tampered("change", 7, field);
    const report = await restored(async () => {
      await rewrite(db, log);
      return verify(county, [anchor]);
    });
    expect(report).toMatchObject({ brokenAt: found, reason: "内容与封存时不同" });
  });
});

/** Seals everything from a row on without a key, as anybody can who knows how it was done before there was one. */
async function sealPlainly(of: County, from = 1): Promise<void> {
  let previous = genesis;
  for (const row of await logOf(of.db)) {
    const hash = row.seq < from ? (row.hash ?? "") : await plainSealOf(previous, row);
    await of.db.write([of.db.orm.update(audit).set({ hash }).where(eq(audit.seq, row.seq))]);
    previous = hash;
  }
}

const forged = (seq: number) => db.orm.update(audit).set({ actorName: "别人" }).where(eq(audit.seq, seq));

describe("who can write the county's database file", () => {
  test("can't seal what they changed: without the key every row would show", async () => {
    const report = await restored(async () => {
      await db.write([forged(5)]);
      await sealPlainly(county);
      return { anchored: await verify(county, [anchor]), alone: await verify(county, []) };
    });
    expect(report.anchored).toMatchObject({ brokenAt: 1, reason: "没有用密钥封存" });
    expect(report.alone).toMatchObject({ brokenAt: null });
  });

  test("nor from some row on", async () => {
    const report = await restored(async () => {
      await db.write([forged(5)]);
      await sealPlainly(county, 5);
      return { anchored: await verify(county, [anchor]), alone: await verify(county, []) };
    });
    for (const each of Object.values(report))
      expect(each).toMatchObject({ brokenAt: 5, reason: "没有用密钥封存" });
  });

  test("doesn't get our seal under a change by taking the seals off: nothing is sealed any more", async () => {
    const report = await restored(async () => {
      await db.write([forged(5), db.orm.update(audit).set({ hash: null }).where(gte(audit.seq, 5))]);
      await write(db, 1);
      await expect(seal(county)).rejects.toThrow(ChainBroken);
      const log = await logOf(db);
      expect(log.filter(({ hash }) => hash !== null)).toHaveLength(4);
      return verify(county, [anchor]);
    });
    expect(report).toMatchObject({ brokenAt: 5, reason: "封存被抹去" });
  });

  test("nor by taking off a single one", async () => {
    const report = await restored(async () => {
      await db.write([forged(5), db.orm.update(audit).set({ hash: null }).where(eq(audit.seq, 5))]);
      await expect(seal(county)).rejects.toThrow(ChainBroken);
      expect((await logOf(db))[4]?.hash).toBeNull();
      return verify(county, [anchor]);
    });
    expect(report).toMatchObject({ brokenAt: 5, reason: "封存被抹去" });
  });

  test("and cuts rows off the end is found out, with the first row that is gone", async () => {
    const report = await restored(async () => {
      await rewrite(db, rows.slice(0, -3));
      await expect(seal(county)).rejects.toThrow(ChainBroken);
      return { anchored: await verify(county, [anchor]), alone: await verify(county, []) };
    });
    expect(report.anchored).toMatchObject({ brokenAt: last() - 2 });
    expect(report.anchored.reason).toContain("末尾的记录被删除");
    expect(report.alone).toMatchObject({ brokenAt: null });
  });

  test("and puts others where rows were cut off is found out, before those are sealed", async () => {
    const report = await restored(async () => {
      const fake = rows.slice(-3).map((row) => ({ ...row, actorName: "别人", hash: null }));
      await rewrite(db, [...rows.slice(0, -3), ...fake]);
      await expect(seal(county)).rejects.toThrow(ChainBroken);
      return verify(county, [anchor]);
    });
    expect(report).toMatchObject({ brokenAt: last() - 2, reason: "封存被抹去" });
  });

  test("can't put another county's log in its place", async () => {
    const other = await newCounty();
    const theirs = await sealed(other, 24);
    const report = await restored(async () => {
      await rewrite(db, theirs.rows);
      await expect(seal(county)).rejects.toThrow(ChainBroken);
      return { anchored: await verify(county, [anchor]), alone: await verify(county, []) };
    });
    for (const { brokenAt, reason } of Object.values(report)) {
      expect(brokenAt).toBe(1);
      expect(reason).toContain("另一把密钥");
    }
  });
});

describe("who can write the catalog too", () => {
  test("can't sign an anchor: a foreign, an old or no anchor seals nothing", async () => {
    await restored(async () => {
      await db.write([forged(5)]);
      await sealPlainly(county);
      const plain = (await logOf(db)).at(-1);
      const own = await anchorText(county);
      const theirs = await anchorText(await newCounty());
      await write(db, 1);
      const [seq, hash, from, mac] = own?.split(":") ?? [];
      const wrong = [
        null,
        "",
        `${plain?.seq}:${plain?.hash}`,
        theirs,
        `${seq}:${plain?.hash}:${from}:${mac}`,
        `${seq}:${hash}:${Number(from) + 1}:${mac}`,
        `0${own}`,
      ];
      for (const text of wrong) {
        await setAnchor(county, text);
        await expect(seal(county), String(text)).rejects.toThrow(ChainBroken);
      }
      expect((await logOf(db)).at(-1)?.hash).toBeNull();
    });
  });

  test("and puts both back to an older state isn't found out by these two: see the anchors in the files", async () => {
    await restored(async () => {
      const before = { text: await anchorText(county), rows: await logOf(db) };
      await write(db, 5);
      await seal(county);
      const after = await anchorOf(county);
      await rewrite(db, before.rows);
      await setAnchor(county, before.text);
      expect(await verify(county, [await anchorOf(county)])).toMatchObject({ brokenAt: null });
      expect(await verify(county, [after])).toMatchObject({ brokenAt: last() + 1 });
    });
  });
});

describe("rows from before there was a key", () => {
  /** A log that was sealed without a key, upgraded, and written on. */
  async function upgraded(): Promise<{ county: County; rows: AuditRow[]; anchor: Kept }> {
    const own = await newCounty();
    await write(own.db, 10);
    await sealPlainly(own);
    const old = (await logOf(own.db)).at(-1);
    const [sealer] = await own.as("admin").secrets.sealers(own.slug);
    const { seq = 0, hash } = old ?? {};
    await setAnchor(own, await signed(sealer, { seq, hash: hash ?? "", from: seq + 1 }));
    return { county: own, ...(await sealed(own, 6)) };
  }

  test("stay verifiable, and what follows is keyed", async () => {
    const { county, rows, anchor } = await upgraded();
    expect(await verify(county, [anchor])).toMatchObject({ brokenAt: null, sealed: rows.length });
    expect(anchor).toMatchObject({ seq: rows.length, from: rows.length - 5 });
    expect(rows.map(({ hash }) => hash?.length)).toEqual(
      rows.map(({ seq }) => (seq < anchor.from ? 64 : 73)),
    );
  });

  test("are bound by the first keyed row: changed and sealed anew without the key, they show", async () => {
    const { county, anchor } = await upgraded();
    const own = county.db;
    await own.write([own.orm.update(audit).set({ actorName: "别人" }).where(eq(audit.seq, 2))]);
    expect(await verify(county, [anchor])).toMatchObject({ brokenAt: 2, reason: "内容与封存时不同" });
    let previous = genesis;
    for (const row of (await logOf(own)).filter(({ seq }) => seq < anchor.from)) {
      previous = await plainSealOf(previous, row);
      await own.write([own.orm.update(audit).set({ hash: previous }).where(eq(audit.seq, row.seq))]);
    }
    expect(await verify(county, [anchor])).toMatchObject({
      brokenAt: anchor.from,
      reason: "内容与封存时不同",
    });
  });

  test("can't become more: a keyed row bared of its key is named", async () => {
    const { county, anchor } = await upgraded();
    const own = county.db;
    await own.write([
      own.orm
        .update(audit)
        .set({ hash: sql`substr(${audit.hash}, 10)` })
        .where(eq(audit.seq, anchor.from + 1)),
    ]);
    expect(await verify(county, [anchor])).toMatchObject({
      brokenAt: anchor.from + 1,
      reason: "没有用密钥封存",
    });
  });
});

test("who still has a key that was changed signs no anchor with it, and seals nothing behind the new one", async () => {
  const own = await newCounty();
  const { anchor } = await sealed(own, 5);
  const secrets = await secretsFrom(newSecrets().SECRETS_KEY, stack.vars.SECRETS_KEY);
  const [current, previous] = (await secrets.sealers(own.slug)) as [Sealer, Sealer];
  const changed: County = { ...own, as: (who, at) => ({ ...own.as(who, at), secrets }) };
  await write(own.db, 1);
  await expect(seal(changed)).rejects.toThrow(ChainBroken);
  await setAnchor(own, await signed(current, anchor));
  const after = await sealed(changed, 1);
  expect(await verify(changed, [after.anchor])).toMatchObject({ brokenAt: null });

  const [before, victim] = after.rows.slice(-2) as [AuditRow, AuditRow];
  const hash = await sealOf(previous, before.hash ?? "", { ...victim, actorName: "别人" });
  await own.db.write([
    own.db.orm.update(audit).set({ actorName: "别人", hash }).where(eq(audit.seq, victim.seq)),
  ]);
  const forged = { ...after.anchor, hash };
  await setAnchor(own, await signed(previous, forged));
  expect(await verify(changed, [forged])).toMatchObject({
    brokenAt: victim.seq,
    reason: expect.stringMatching(/^是用已停用的密钥封存的：.*SECRETS_KEY_PREVIOUS/),
  });
  await expect(seal(changed)).rejects.toThrow(ChainBroken);
});

describe("sealing", () => {
  test("by many at the same time, while others write, ends with one whole chain and its anchor at the end", async () => {
    const own = await newCounty();
    await write(own.db, 450);
    await Promise.all([seal(own), seal(own), write(own.db, 40), seal(own), write(own.db, 40), seal(own)]);
    await seal(own);
    const all = await logOf(own.db);
    const found = await anchorOf(own);
    expect(found).toMatchObject({ seq: all.length, hash: all.at(-1)?.hash });
    expect(await verify(own, [found])).toMatchObject({
      brokenAt: null,
      rows: all.length,
      sealed: all.length,
    });
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
  });

  test("of two that move an anchor in the catalog the second is told", async () => {
    const own = await newCounty();
    const place = own.as("admin").anchors(own.slug);
    const held = await place.read();
    const moved = await Promise.all([place.move(held, "1"), place.move(held, "2"), place.move(null, "3")]);
    expect(moved.filter(Boolean)).toHaveLength(1);
    expect(["1", "2"]).toContain(await place.read());
  });

  test("again changes nothing", async () => {
    const own = await newCounty();
    const { rows: before, anchor } = await sealed(own, 10);
    await seal(own);
    expect(await logOf(own.db)).toEqual(before);
    expect(await anchorOf(own)).toEqual(anchor);
  });

  test("takes place after each write of the product, and the anchor moves with it", async () => {
    const own = await newCounty();
    const put: (() => Promise<unknown>)[] = [];
    const ctx = { ...own.as("admin"), defer: (work: () => Promise<unknown>) => void put.push(work) };
    await addOrgUnit(ctx, { parentId: own.org.root, level: "street", name: "汉风街道" });
    for (const work of put) await work();
    const log = await logOf(own.db);
    expect(log.every(({ hash }) => hash !== null)).toBe(true);
    expect(await anchorOf(own)).toMatchObject({ seq: log.length, hash: log.at(-1)?.hash });
  });

  test("costs two round trips to the county and two to the catalog, and one each when there is nothing to do", async () => {
    const own = await newCounty();
    await write(own.db, 20);
    const meter = newMeter();
    const anchors = (realm: string) => anchorInCatalog(catalog(stack.vars, meter), realm);
    const before = own.db.meter.trips;
    await sealAudit({ ...own.as("admin"), anchors });
    expect([own.db.meter.trips - before, meter.trips]).toEqual([2, 2]);
    await sealAudit({ ...own.as("admin"), anchors });
    expect([own.db.meter.trips - before, meter.trips]).toEqual([3, 3]);
  });

  test("waits while the catalog is away, and makes up for it", async () => {
    const own = await newCounty();
    await write(own.db, 3);
    const away = catalog({ ...stack.vars, CATALOG_URL: NOWHERE });
    const log = { ...own.as("admin"), anchors: (realm: string) => anchorInCatalog(away, realm) };
    await expect(sealAudit(log)).rejects.toThrow(DatabaseUnavailable);
    expect((await logOf(own.db)).every(({ hash }) => hash === null)).toBe(true);
    const { rows, anchor } = await sealed(own, 1);
    expect(anchor.seq).toBe(rows.length);
  });

  test("leaves no gap where a write was rolled back", async () => {
    const own = await newCounty();
    const add = (name: string, code: string) =>
      addOrgUnit(own.as("admin"), { parentId: own.org.root, level: "street", name, code });
    await add("甲街道", "411329500");
    await expect(add("乙街道", "411329500")).rejects.toThrow();
    await add("丙街道", "411329501");
    await seal(own);
    expect(await verify(own, [await anchorOf(own)])).toMatchObject({ brokenAt: null });
  });
});
