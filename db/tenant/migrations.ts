// Gathered from migrations/*.sql by `npm run db:generate`; edit neither by hand.
import type { Migration } from "../migrate.ts";

export const tenantMigrations: readonly Migration[] = [
  {
    "tag": "0000_first",
    "statements": [
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
      "CREATE INDEX `sign_in_failures_since` ON `sign_in_failures` (`since`);",
      "CREATE TABLE `county` (\n\t`id` integer PRIMARY KEY NOT NULL,\n\t`slug` text NOT NULL,\n\t`name` text NOT NULL,\n\t`division_code` text NOT NULL,\n\t`sample` integer NOT NULL,\n\t`opened_at` text NOT NULL\n);",
      "CREATE TABLE `rule_sets` (\n\t`version` integer PRIMARY KEY NOT NULL,\n\t`document` text NOT NULL,\n\t`preset` text NOT NULL,\n\t`note` text NOT NULL,\n\t`effective_from` text NOT NULL,\n\t`published_by` text NOT NULL,\n\t`published_at` text NOT NULL\n);",
      "CREATE TABLE `matters` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`number` text NOT NULL,\n\t`receipt_code` text NOT NULL,\n\t`state` text NOT NULL,\n\t`source` text NOT NULL,\n\t`category` text NOT NULL,\n\t`body` text NOT NULL,\n\t`place` text NOT NULL,\n\t`org_unit_id` text NOT NULL,\n\t`org_path` text NOT NULL,\n\t`level` text NOT NULL,\n\t`level_path` text NOT NULL,\n\t`reporter_name` text,\n\t`reporter_phone` text,\n\t`handler_id` text,\n\t`handler_name` text,\n\t`outcome` text,\n\t`satisfied` integer,\n\t`rule_version` integer NOT NULL,\n\t`reported_at` text NOT NULL,\n\t`resolved_at` text,\n\t`closed_at` text,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE UNIQUE INDEX `matters_number_unique` ON `matters` (`number`);",
      "CREATE UNIQUE INDEX `matters_receipt_code_unique` ON `matters` (`receipt_code`);",
      "CREATE INDEX `matters_solved` ON `matters` (`state`,`closed_at`);",
      "CREATE TABLE `assistants` (\n\t`resolution_id` text NOT NULL,\n\t`member_id` text NOT NULL,\n\tPRIMARY KEY(`resolution_id`, `member_id`)\n);",
      "CREATE TABLE `attendances` (\n\t`meeting_id` text NOT NULL,\n\t`member_id` text NOT NULL,\n\t`state` text NOT NULL,\n\tPRIMARY KEY(`meeting_id`, `member_id`)\n);",
      "CREATE TABLE `meetings` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`series` text NOT NULL,\n\t`title` text NOT NULL,\n\t`org_unit_id` text NOT NULL,\n\t`org_path` text NOT NULL,\n\t`starts_at` text NOT NULL,\n\t`place` text NOT NULL,\n\t`state` text NOT NULL,\n\t`rule_version` integer NOT NULL,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE INDEX `meetings_time` ON `meetings` (`starts_at`,`id`);",
      "CREATE TABLE `resolutions` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`meeting_id` text NOT NULL,\n\t`number` integer NOT NULL,\n\t`org_path` text NOT NULL,\n\t`kind` text NOT NULL,\n\t`body` text NOT NULL,\n\t`lead_id` text,\n\t`due_at` text,\n\t`due_basis` text,\n\t`state` text NOT NULL,\n\t`rule_version` integer NOT NULL,\n\t`logged_by` text NOT NULL,\n\t`logged_at` text NOT NULL,\n\t`changed_by` text NOT NULL,\n\t`changed_at` text NOT NULL,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE UNIQUE INDEX `resolutions_meeting` ON `resolutions` (`meeting_id`,`number`);",
      "CREATE INDEX `resolutions_lead` ON `resolutions` (`lead_id`,`id`);",
      "CREATE TABLE `member_units` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`name` text NOT NULL,\n\t`kind` text NOT NULL,\n\t`org_unit_id` text NOT NULL,\n\t`org_path` text NOT NULL,\n\t`closed_at` text,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE UNIQUE INDEX `member_units_name_unique` ON `member_units` (`name`);",
      "CREATE INDEX `member_units_path` ON `member_units` (`org_path`);",
      "CREATE TABLE `org_units` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`parent_id` text,\n\t`level` text NOT NULL,\n\t`name` text NOT NULL,\n\t`code` text,\n\t`kind` text,\n\t`path` text NOT NULL,\n\t`households` integer,\n\t`residents` integer,\n\t`closed_at` text,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE UNIQUE INDEX `org_units_code_unique` ON `org_units` (`code`);",
      "CREATE UNIQUE INDEX `org_units_path_unique` ON `org_units` (`path`);",
      "CREATE INDEX `org_units_parent` ON `org_units` (`parent_id`,`name`);",
      "CREATE INDEX `org_units_level` ON `org_units` (`level`,`path`);",
      "CREATE TABLE `counters` (\n\t`name` text PRIMARY KEY NOT NULL,\n\t`value` integer NOT NULL\n);",
      "CREATE TABLE `events` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`subject` text NOT NULL,\n\t`kind` text NOT NULL,\n\t`at` text NOT NULL,\n\t`actor_name` text NOT NULL,\n\t`detail` text NOT NULL\n);",
      "CREATE INDEX `events_subject` ON `events` (`subject`,`id`);",
      "CREATE TABLE `listings` (\n\t`noun` text NOT NULL,\n\t`record` text NOT NULL,\n\t`scope` text NOT NULL,\n\t`active` integer NOT NULL,\n\t`sort` text NOT NULL,\n\tPRIMARY KEY(`record`, `scope`)\n);",
      "CREATE INDEX `listings_scope` ON `listings` (`noun`,`scope`,`active`,`sort`);",
      "CREATE TABLE `obligations` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`kind` text NOT NULL,\n\t`subject` text NOT NULL,\n\t`title` text NOT NULL,\n\t`owner` text NOT NULL,\n\t`opened_at` text NOT NULL,\n\t`due_at` text NOT NULL,\n\t`caution` text,\n\t`state` text NOT NULL,\n\t`ended_at` text,\n\t`rule_version` integer NOT NULL,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE INDEX `obligations_owner` ON `obligations` (`state`,`owner`,`due_at`);",
      "CREATE INDEX `obligations_subject` ON `obligations` (`subject`,`kind`,`state`);"
    ]
  },
  {
    "tag": "0001_rule_drafts",
    "statements": [
      "CREATE TABLE `rule_drafts` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`number` integer NOT NULL,\n\t`state` text NOT NULL,\n\t`document` text NOT NULL,\n\t`preset` text NOT NULL,\n\t`based_on` integer,\n\t`created_by` text NOT NULL,\n\t`created_at` text NOT NULL,\n\t`changed_by` text NOT NULL,\n\t`changed_at` text NOT NULL,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE UNIQUE INDEX `rule_drafts_number` ON `rule_drafts` (`number`);",
      "ALTER TABLE `rule_sets` ADD `based_on` integer;",
      "ALTER TABLE `rule_sets` ADD `findings` text;",
      "ALTER TABLE `rule_sets` ADD `reason` text;",
      "ALTER TABLE `rule_sets` ADD `withdrawn_at` text;",
      "ALTER TABLE `rule_sets` ADD `withdrawn_by` text;",
      "CREATE INDEX `rule_sets_effective` ON `rule_sets` (`effective_from`,`published_at`,`version`);",
      "CREATE INDEX `obligations_running` ON `obligations` (`due_at`) WHERE ended_at is null;"
    ]
  }
];
