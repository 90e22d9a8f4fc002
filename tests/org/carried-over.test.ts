import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { expect, test } from "vitest";
import { tenantMigrations } from "../../db/tenant/migrations.ts";
import { folded } from "../../worker/text/folded.ts";

/** A county's database as it stood before names were compared folded, with these units in it, brought up to date. */
function broughtUpToDate(names: readonly string[], closed: readonly string[] = []) {
  const db = new DatabaseSync(":memory:");
  const step = tenantMigrations.findIndex(({ tag }) => tag.endsWith("_names"));
  const apply = (from: number, to?: number) => {
    for (const { statements } of tenantMigrations.slice(from, to))
      for (const statement of statements) db.exec(statement);
  };
  apply(0, step);
  const unit = db.prepare(
    "insert into org_units (id, parent_id, level, name, path, closed_at) values (?, ?, 'grid', ?, ?, ?)",
  );
  const member = db.prepare(
    "insert into member_units (id, name, kind, org_unit_id, org_path, closed_at) values (?, ?, 'k', 'root', '/root/', ?)",
  );
  unit.run("root", null, "新野县", "/root/", null);
  for (const [index, name] of [...names, ...closed].entries()) {
    const id = String(index).padStart(3, "0");
    const closedAt = index < names.length ? null : "2026-01-01T00:00:00.000Z";
    unit.run(id, "root", name, `/root/${id}/`, closedAt);
    // Names of member units were unique as they are written.
    const first = [...names, ...closed].indexOf(name) === index;
    member.run(id, first ? name : `${name}#${index}`, closedAt);
  }
  apply(step);
  const kept = (table: string) => db.prepare(`select name, folded from ${table} where id <> 'root'`).all();
  return { db, orgUnits: kept("org_units"), memberUnits: kept("member_units") };
}

test("what the migration keeps of a name is what the product makes of it, or nothing yet", () => {
  const anything = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.constantFrom("第一网格（一）", "Ａ座", "B座"),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(
        anything.filter((name) => !name.includes("\u0000")),
        { maxLength: 30 },
      ),
      (names) => {
        for (const { name, folded: kept } of broughtUpToDate(names).orgUnits)
          if (kept !== null) expect(kept).toBe(folded(String(name)));
      },
    ),
    { numRuns: 30 },
  );
  const { orgUnits, memberUnits } = broughtUpToDate(["第一网格（一）", "鿿12号A座", "东-西路", "Ａ座"]);
  for (const rows of [orgUnits, memberUnits])
    expect(rows.map(({ folded }) => folded)).toEqual(["第一网格(一)", "鿿12号a座", null, null]);
});

test("units that are called alike already stay, one of them with its name kept; those that are no more don't count", () => {
  const alike = ["第一网格", "第一网格", "第一网格(一)", "第一网格（一）"];
  const { orgUnits, db } = broughtUpToDate(alike, ["第一网格", "第一网格"]);
  expect(orgUnits.map(({ folded }) => folded)).toEqual([
    "第一网格",
    null,
    "第一网格(一)",
    null,
    "第一网格",
    "第一网格",
  ]);
  const again =
    "insert into org_units (id, parent_id, level, name, folded, path) values ('x', 'root', 'grid', 'x', '第一网格', '/x/')";
  expect(() => db.exec(again)).toThrow(/UNIQUE constraint failed: org_units.parent_id/);
});
