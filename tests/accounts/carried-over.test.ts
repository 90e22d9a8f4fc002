import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { catalogMigrations } from "../../db/catalog/migrations.ts";
import type { Migration } from "../../db/migrate.ts";
import { tenantMigrations } from "../../db/tenant/migrations.ts";

const histories: [string, readonly Migration[]][] = [
  ["a county", tenantMigrations],
  ["the catalog", catalogMigrations],
];

test.each(histories)("%s that was used before learns from its log who issued its links", (_what, history) => {
  const db = new DatabaseSync(":memory:");
  const step = history.findIndex(({ tag }) => tag.endsWith("_accounts"));
  const apply = (some: readonly Migration[]) => {
    for (const { statements } of some) for (const statement of statements) db.exec(statement);
  };
  apply(history.slice(0, step));
  const [early, late] = ["2026-09-01T02:00:00.000Z", "2026-12-01T02:00:00.000Z"];
  db.exec(`insert into accounts (id, username, name, password_hash, created_at)
    values ('admin', 'admin', '管理员', '-', '${early}')`);
  for (const id of ["own", "reset", "cli"])
    db.exec(`insert into invitations (id, token_hash, purpose, name, invited_by, created_at, expires_at)
      values ('${id}', '${id}', 'join', '李四', '管理员', '${early}', '${late}')`);
  const log = (action: string, actor: string | null, id: string) =>
    db
      .prepare(`insert into audit (at, actor_id, actor_name, action, subject, detail, request_id)
        values (?, ?, '某人', ?, ?, '{}', 'r')`)
      .run(early, actor, action, `invitation:${id}`);
  log("person.invite", "admin", "own");
  log("person.reset", "admin", "reset");
  log("person.revoke", "admin", "cli");
  log("person.invite", "an-operator", "cli");
  db.exec(`insert into sessions (id, account_id, kind, device, created_at, expires_at)
    values ('s', 'admin', 'browser', 'x', '${early}', 1)`);
  apply(history.slice(step));

  expect(db.prepare("select id, invited_by_id from invitations order by id").all()).toEqual([
    { id: "cli", invited_by_id: null },
    { id: "own", invited_by_id: "admin" },
    { id: "reset", invited_by_id: "admin" },
  ]);
  expect(db.prepare("select network, used_at, proven_at from sessions").all()).toEqual([
    { network: "", used_at: early, proven_at: early },
  ]);
});
