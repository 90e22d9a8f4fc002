import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { tenantMigrations } from "../../db/tenant/migrations.ts";

/** A county as it stood before its home counted anything, with matters that had ended, brought up to date. */
test("what was reported and how it ended before counts like what comes after", () => {
  const db = new DatabaseSync(":memory:");
  const at = tenantMigrations.findIndex(({ tag }) => tag.endsWith("_residents"));
  const apply = (from: number, to: number) => {
    for (const { statements } of tenantMigrations.slice(from, to))
      for (const statement of statements) db.exec(statement);
  };
  apply(0, at);
  const levels = [
    { key: "street", kind: "street" },
    { key: "village", kind: "community" },
    { key: "grid", kind: "grid" },
  ];
  db.prepare("insert into rule_sets values (1, ?, 'x', '', '', '', '', null, null, null, null, null)").run(
    JSON.stringify({ organisation: { levels } }),
  );
  for (const [id, level, path] of [
    ["s", "street", "/r/s/"],
    ["v", "village", "/r/s/v/"],
    ["g", "grid", "/r/s/v/g/"],
  ])
    db.prepare("insert into org_units (id, level, name, path) values (?, ?, ?, ?)").run(
      id as string,
      level as string,
      "",
      path as string,
    );
  const matter = db.prepare(
    `insert into matters (id, number, receipt_code, state, source, category, body, place, org_unit_id, org_path, level,
      level_path, rule_version, reported_at, closure, satisfied, closed_at)
      values (?1, ?1, ?1, 'closed', 'resident', ?2, '', '', 'g', ?3, '', '', 1, '', ?4, ?5, ?6)`,
  );
  matter.run("1", "lamps", "/r/s/v/g/", "solved", 1, "2026-10-31T15:59:59.999Z");
  matter.run("2", "lamps", "/r/s/v/", "solved", null, "2026-10-31T16:00:00.000Z");
  matter.run("3", "bins", "/r/s/", "unsolved", 0, "2026-11-02T02:00:00.000Z");
  matter.run("4", "bins", "/r/s/v/g/", "unevaluated", null, "2026-11-02T02:00:00.000Z");
  matter.run("5", "bins", "/r/s/v/g/", null, null, null);
  apply(at, at + 1);

  expect(
    db
      .prepare("select id, community_id from matters order by id")
      .all()
      .map((row) => row.community_id),
  ).toEqual(["v", "v", null, "v", "v"]);
  const counted = db.prepare("select name, value from counters order by name").all();
  expect(counted.map(({ name, value }) => `${name}: ${value}`)).toEqual([
    "category bins: 3",
    "category lamps: 2",
    "closed 2026-10 satisfied: 1",
    "closed 2026-10 satisfied v: 1",
    "closed 2026-10 solved: 1",
    "closed 2026-10 solved v: 1",
    "closed 2026-11 dissatisfied: 1",
    "closed 2026-11 solved: 1",
    "closed 2026-11 solved v: 1",
    "closed 2026-11 unevaluated: 1",
    "closed 2026-11 unevaluated v: 1",
    "closed 2026-11 unsolved: 1",
  ]);
});
