import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import type { Migration } from "../../db/migrate.ts";
import { presets } from "../../db/presets/index.ts";
import { tenantMigrations } from "../../db/tenant/migrations.ts";
import { formerSources } from "../../worker/rules/document/former.ts";
import { parseRuleSet } from "../../worker/rules/document/parse.ts";

test("rules of before counties named their sources name them, published or not, and say the same otherwise", () => {
  const db = new DatabaseSync(":memory:");
  const step = tenantMigrations.findIndex(({ tag }) => tag.endsWith("_sources"));
  const apply = (some: readonly Migration[]) => {
    for (const { statements } of some) for (const statement of statements) db.exec(statement);
  };
  apply(tenantMigrations.slice(0, step));
  const today = presets.xinye.rules;
  const former = structuredClone(today) as { intake: { sources: unknown } };
  former.intake.sources = Object.keys(formerSources);
  const at = "2026-09-01T02:00:00.000Z";
  const publish =
    db.prepare(`insert into rule_sets (version, document, preset, note, effective_from, published_by, published_at)
    values (?, ?, 'xinye', '', '${at}', '甲', '${at}')`);
  publish.run(1, JSON.stringify(former));
  publish.run(2, JSON.stringify(today));
  db.prepare(`insert into rule_drafts (id, number, state, document, preset, created_by, created_at, changed_by, changed_at)
    values ('d', 3, 'open', ?, 'xinye', '甲', '${at}', '甲', '${at}')`).run(JSON.stringify(former));
  apply(tenantMigrations.slice(step));

  const documents = db
    .prepare("select document from rule_sets union all select document from rule_drafts")
    .all()
    .map(({ document }) => JSON.parse(String(document)));
  const read = parseRuleSet(former);
  expect(documents).toEqual([read.ok && read.rules, today, read.ok && read.rules]);
  expect(JSON.stringify(documents[1])).toBe(JSON.stringify(today));
});
