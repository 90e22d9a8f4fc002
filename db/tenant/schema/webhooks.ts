import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { ToldNoun, WebhookState } from "../../../worker/domain/webhooks/states.ts";

/**
 * Where a county's own software is told what happens. A trigger on `events` writes what those that are on are to be sent
 * (docs/decisions/042-webhooks.md). Secrets are sealed: worker/domain/kernel/secrets.ts.
 */
export const webhooks = sqliteTable("webhooks", {
  id: text().primaryKey(),
  name: text().notNull(),
  address: text().notNull(),
  nouns: text({ mode: "json" }).$type<readonly ToldNoun[]>().notNull(),
  state: text().$type<WebhookState>().notNull(),
  /** Why it was switched off by itself, in words. */
  stopped: text(),
  secret: text().notNull(),
  secretSetAt: text("secret_set_at").notNull(),
  /** The one before, which signs too until then. */
  formerSecret: text("former_secret"),
  formerUntil: text("former_until"),
  deliveredAt: text("delivered_at"),
  /** What became of the newest try, in words; null where it was received. */
  failure: text(),
  failedAt: text("failed_at"),
  /** Since when nothing was received. */
  failingSince: text("failing_since"),
  revision: integer("version").notNull().default(1),
});
