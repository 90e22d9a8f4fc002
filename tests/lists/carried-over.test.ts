import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import type { Migration } from "../../db/migrate.ts";
import { tenantMigrations } from "../../db/tenant/migrations.ts";

const [early, late] = ["2026-09-01T02:00:00.000Z", "2026-12-01T02:00:00.000Z"];

test("a county that was used before lists what lies directly below a unit, and links that nobody stands behind are taken back", () => {
  const db = new DatabaseSync(":memory:");
  const step = tenantMigrations.findIndex(({ tag }) => tag.endsWith("_whole_lists"));
  const apply = (some: readonly Migration[]) => {
    for (const { statements } of some) for (const statement of statements) db.exec(statement);
  };
  apply(tenantMigrations.slice(0, step));
  db.exec(`insert into org_units (id, parent_id, level, name, path) values
    ('c', null, 'county', '县', '/c/'), ('s', 'c', 'street', '街道', '/c/s/'), ('n', 's', 'community', '社区', '/c/s/n/')`);
  for (const [record, scopes] of [
    ["c", ["c"]],
    ["s", ["c", "s"]],
    ["n", ["c", "s", "n"]],
  ] as const)
    for (const scope of scopes)
      db.exec(`insert into listings (noun, record, scope, active, state, kind, source, sort, urgent)
        values ('org', '${record}', '${scope}', 1, 'open', 'k', '', '${record}', '9 ${record}')`);
  db.exec(`insert into accounts (id, username, name, password_hash, created_at, disabled_at) values
    ('here', 'a', '甲', '-', '${early}', null), ('former', 'b', '乙', '-', '${early}', null), ('gone', 'c', '丙', '-', '${early}', '${early}')`);
  db.exec(`insert into grants (id, account_id, role, scope_kind, scope_id, granted_at, revoked_at) values
    ('g1', 'here', 'county_admin', 'org', 'c', '${early}', null), ('g2', 'former', 'county_admin', 'org', 'c', '${early}', '${early}')`);
  const issue = (id: string, by: string | null) =>
    db
      .prepare(`insert into invitations (id, token_hash, purpose, name, invited_by, invited_by_id, created_at, expires_at)
        values (?, ?, 'join', '李四', '管理员', ?, ?, ?)`)
      .run(id, id, by, early, late);
  for (const by of ["here", "former", "gone", null]) issue(by ?? "cli", by);
  apply(tenantMigrations.slice(step));

  const below = db.prepare("select record, scope from listings where scope like '%/' order by record").all();
  expect(below).toEqual([
    { record: "n", scope: "s/" },
    { record: "s", scope: "c/" },
  ]);
  expect(db.prepare("select n from tallies where scope = 'c/' and state = '*'").all()).toEqual([{ n: 1 }]);
  issue("at-once", "former");
  const revoked = db.prepare("select id from invitations where revoked_at is not null order by id").all();
  expect(revoked).toEqual([{ id: "at-once" }, { id: "former" }, { id: "gone" }]);
});
