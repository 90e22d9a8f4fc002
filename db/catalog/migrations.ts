// Gathered from migrations/*.sql by `npm run db:generate`; edit neither by hand.
import type { Migration } from "../migrate.ts";

export const catalogMigrations: readonly Migration[] = [
  {
    "tag": "0000_first",
    "statements": [
      "CREATE TABLE `hosts` (\n\t`host` text PRIMARY KEY NOT NULL,\n\t`slug` text NOT NULL,\n\t`created_at` text NOT NULL\n);",
      "CREATE TABLE `tenants` (\n\t`slug` text PRIMARY KEY NOT NULL,\n\t`name` text NOT NULL,\n\t`division_code` text NOT NULL,\n\t`preset` text NOT NULL,\n\t`state` text NOT NULL,\n\t`sample` integer NOT NULL,\n\t`database_name` text NOT NULL,\n\t`database_url` text,\n\t`token_cipher` text,\n\t`token_expires_at` text,\n\t`schema_version` integer DEFAULT 0 NOT NULL,\n\t`migration_error` text,\n\t`audit_head` text,\n\t`admin_name` text NOT NULL,\n\t`admin_invitation` text,\n\t`created_at` text NOT NULL,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE TABLE `accounts` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`username` text NOT NULL,\n\t`name` text NOT NULL,\n\t`password_hash` text NOT NULL,\n\t`disabled_at` text,\n\t`created_at` text NOT NULL,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE UNIQUE INDEX `accounts_username_unique` ON `accounts` (`username`);",
      "CREATE TABLE `audit` (\n\t`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n\t`at` text NOT NULL,\n\t`actor_id` text,\n\t`actor_name` text NOT NULL,\n\t`action` text NOT NULL,\n\t`subject` text NOT NULL,\n\t`detail` text NOT NULL,\n\t`request_id` text NOT NULL,\n\t`hash` text\n);",
      "CREATE INDEX `audit_unsealed` ON `audit` (`seq`) WHERE \"audit\".\"hash\" is null;",
      "CREATE TABLE `grants` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`account_id` text NOT NULL,\n\t`role` text NOT NULL,\n\t`scope_kind` text NOT NULL,\n\t`scope_id` text,\n\t`scope_name` text,\n\t`granted_at` text NOT NULL,\n\t`revoked_at` text\n);",
      "CREATE INDEX `grants_account` ON `grants` (`account_id`);",
      "CREATE TABLE `guard` (\n\t`ok` integer NOT NULL,\n\tCONSTRAINT \"guard_ok\" CHECK(\"guard\".\"ok\" = 1)\n);",
      "CREATE TABLE `idempotency` (\n\t`actor` text NOT NULL,\n\t`key` text NOT NULL,\n\t`action` text NOT NULL,\n\t`request_hash` text NOT NULL,\n\t`result` text NOT NULL,\n\t`at` text NOT NULL,\n\tPRIMARY KEY(`actor`, `key`)\n);",
      "CREATE INDEX `idempotency_at` ON `idempotency` (`at`);",
      "CREATE TABLE `invitations` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`token_hash` text NOT NULL,\n\t`purpose` text NOT NULL,\n\t`name` text NOT NULL,\n\t`role` text,\n\t`scope_kind` text,\n\t`scope_id` text,\n\t`scope_name` text,\n\t`account_id` text,\n\t`invited_by` text NOT NULL,\n\t`created_at` text NOT NULL,\n\t`expires_at` text NOT NULL,\n\t`used_at` text,\n\t`revoked_at` text,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE UNIQUE INDEX `invitations_token_hash_unique` ON `invitations` (`token_hash`);",
      "CREATE INDEX `invitations_created` ON `invitations` (`created_at`);",
      "CREATE TABLE `sessions` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`account_id` text NOT NULL,\n\t`kind` text NOT NULL,\n\t`device` text NOT NULL,\n\t`created_at` text NOT NULL,\n\t`expires_at` integer NOT NULL\n);",
      "CREATE INDEX `sessions_account` ON `sessions` (`account_id`);",
      "CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`);",
      "CREATE TABLE `sign_in_failures` (\n\t`bucket` text PRIMARY KEY NOT NULL,\n\t`failures` integer NOT NULL,\n\t`since` text NOT NULL\n);",
      "CREATE INDEX `sign_in_failures_since` ON `sign_in_failures` (`since`);"
    ]
  },
  {
    "tag": "0001_holiday_notices",
    "statements": [
      "CREATE TABLE `holiday_notices` (\n\t`revision` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n\t`year` integer NOT NULL,\n\t`edition` integer NOT NULL,\n\t`title` text NOT NULL,\n\t`document` text NOT NULL,\n\t`days_off` text NOT NULL,\n\t`workdays` text NOT NULL,\n\t`loaded_by` text NOT NULL,\n\t`loaded_at` text NOT NULL\n);",
      "CREATE UNIQUE INDEX `holiday_notices_year` ON `holiday_notices` (`year`,`edition`);"
    ]
  },
  {
    "tag": "0002_accounts",
    "statements": [
      "ALTER TABLE `invitations` ADD `invited_by_id` text;",
      "CREATE INDEX `invitations_open` ON `invitations` (`expires_at`,`id`) WHERE \"invitations\".\"used_at\" is null and \"invitations\".\"revoked_at\" is null;",
      "ALTER TABLE `sessions` ADD `network` text DEFAULT '' NOT NULL;",
      "ALTER TABLE `sessions` ADD `used_at` text DEFAULT '' NOT NULL;",
      "ALTER TABLE `sessions` ADD `proven_at` text DEFAULT '' NOT NULL;",
      "UPDATE `sessions` SET `used_at` = `created_at`, `proven_at` = `created_at`;",
      "-- Who issued a link stood in the log alone. Accounts of another database, such as an operator's in a county, are nobody's here.\nUPDATE `invitations` SET `invited_by_id` = a.actor_id FROM audit a\nWHERE a.subject = 'invitation:' || invitations.id AND a.action IN ('person.invite', 'person.reset', 'tenant.invite')\n\tAND a.actor_id IN (SELECT id FROM accounts);"
    ]
  },
  {
    "tag": "0003_portals",
    "statements": [
      "ALTER TABLE `tenants` ADD `portals` text DEFAULT '[]' NOT NULL;"
    ]
  },
  {
    "tag": "0004_operations",
    "statements": [
      "CREATE TABLE `failed_jobs` (\n\t`slug` text PRIMARY KEY NOT NULL,\n\t`error` text,\n\t`failed_at` text NOT NULL,\n\t`died_at` text\n);",
      "CREATE TABLE `pulses` (\n\t`part` text PRIMARY KEY NOT NULL,\n\t`at` text NOT NULL\n);"
    ]
  },
  {
    "tag": "0005_many_counties",
    "statements": [
      "ALTER TABLE `tenants` ADD `due_at` text DEFAULT '' NOT NULL;",
      "ALTER TABLE `tenants` ADD `told_at` text;",
      "ALTER TABLE `tenants` ADD `upkeep` text;",
      "ALTER TABLE `tenants` ADD `needs_care` integer GENERATED ALWAYS AS (state <> 'ready' or migration_error is not null) VIRTUAL;",
      "CREATE INDEX `tenants_due` ON `tenants` (`state`,`due_at`);",
      "CREATE INDEX `tenants_token` ON `tenants` (`state`,`token_expires_at`);",
      "CREATE INDEX `tenants_standing` ON `tenants` (`state`,`schema_version`,`needs_care`);",
      "CREATE INDEX `tenants_listed` ON `tenants` (`needs_care`,`created_at`,`slug`) WHERE state <> 'removed';",
      "CREATE INDEX `tenants_code` ON `tenants` (`division_code`,`slug`);",
      "CREATE INDEX `tenants_name` ON `tenants` (`name`);",
      "CREATE INDEX `tenants_sample` ON `tenants` (`slug`) WHERE sample = 1;"
    ]
  },
  {
    "tag": "0006_nobodys_work",
    "statements": [
      "CREATE INDEX `grants_scope` ON `grants` (`scope_id`,`revoked_at`);",
      "CREATE INDEX `invitations_account` ON `invitations` (`account_id`,`created_at`) WHERE account_id is not null;"
    ]
  },
  {
    "tag": "0007_fewer_moves_in_lists",
    "statements": [
      "DROP INDEX `grants_scope`;",
      "CREATE INDEX `grants_scope` ON `grants` (`scope_id`,`revoked_at`,`role`,`account_id`);"
    ]
  }
];
