import { sql } from "drizzle-orm";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { ConstraintFailed, type Database } from "./client.ts";

/** One step of a schema's history. `tag` names it for good; its statements are applied together or not at all. */
export interface Migration {
  tag: string;
  statements: readonly string[];
}

const applied = sqliteTable("schema_migrations", { tag: text().primaryKey(), at: text().notNull() });

const ledger =
  "CREATE TABLE IF NOT EXISTS schema_migrations (tag TEXT PRIMARY KEY NOT NULL, at TEXT NOT NULL)";

/**
 * Applies what is missing, in order, and returns how many migrations the database now has. Can be interrupted
 * anywhere and run again, also twice at the same time: each step records itself in its own batch. In an empty database
 * all of them are one step: each costs a round trip, and there is nothing to take long.
 */
export async function migrate(db: Database, migrations: readonly Migration[], now: string): Promise<number> {
  const done = await appliedTags(db);
  const missing = migrations.filter(({ tag }) => !done.has(tag));
  const steps = done.size === 0 && missing.length > 0 ? [missing] : missing.map((migration) => [migration]);
  for (const step of steps) {
    try {
      await db.script(step.flatMap((migration) => recorded(migration, now)));
    } catch (error) {
      const doneByAnother =
        error instanceof ConstraintFailed && error.constraint.startsWith("schema_migrations");
      if (!doneByAnother) throw error;
      // Perhaps by another version, that knows fewer steps.
      if (step.length > 1) return migrate(db, migrations, now);
    }
  }
  return migrations.length;
}

const recorded = ({ tag, statements }: Migration, now: string): string[] => [
  `INSERT INTO schema_migrations (tag, at) VALUES ('${tag}', '${now}')`,
  ...statements,
];

/** How many of the migrations are applied. */
export async function appliedCount(db: Database, migrations: readonly Migration[]): Promise<number> {
  const done = await appliedTags(db);
  return migrations.filter(({ tag }) => done.has(tag)).length;
}

async function appliedTags(db: Database): Promise<Set<string>> {
  await db.script([ledger]);
  const { rows } = await db.read({
    rows: db.orm.select({ tag: applied.tag }).from(applied).orderBy(sql`rowid`),
  });
  return new Set(rows.map(({ tag }) => tag));
}
