CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`username` text NOT NULL,
	`name` text NOT NULL,
	`password_hash` text NOT NULL,
	`disabled_at` text,
	`created_at` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_username_unique` ON `accounts` (`username`);--> statement-breakpoint
CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` text NOT NULL,
	`actor_id` text,
	`actor_name` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`request_id` text NOT NULL,
	`hash` text
);
--> statement-breakpoint
CREATE INDEX `audit_unsealed` ON `audit` (`seq`) WHERE "audit"."hash" is null;--> statement-breakpoint
CREATE TABLE `grants` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`role` text NOT NULL,
	`scope_kind` text NOT NULL,
	`scope_id` text,
	`scope_name` text,
	`granted_at` text NOT NULL,
	`revoked_at` text
);
--> statement-breakpoint
CREATE INDEX `grants_account` ON `grants` (`account_id`);--> statement-breakpoint
CREATE TABLE `guard` (
	`ok` integer NOT NULL,
	CONSTRAINT "guard_ok" CHECK("guard"."ok" = 1)
);
--> statement-breakpoint
CREATE TABLE `idempotency` (
	`actor` text NOT NULL,
	`key` text NOT NULL,
	`action` text NOT NULL,
	`request_hash` text NOT NULL,
	`result` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`actor`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_at` ON `idempotency` (`at`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`purpose` text NOT NULL,
	`name` text NOT NULL,
	`role` text,
	`scope_kind` text,
	`scope_id` text,
	`scope_name` text,
	`account_id` text,
	`invited_by` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`used_at` text,
	`revoked_at` text,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_token_hash_unique` ON `invitations` (`token_hash`);--> statement-breakpoint
CREATE INDEX `invitations_created` ON `invitations` (`created_at`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`device` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sessions_account` ON `sessions` (`account_id`);--> statement-breakpoint
CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `sign_in_failures` (
	`bucket` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`since` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sign_in_failures_since` ON `sign_in_failures` (`since`);--> statement-breakpoint
CREATE TABLE `county` (
	`id` integer PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`division_code` text NOT NULL,
	`sample` integer NOT NULL,
	`opened_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rule_sets` (
	`version` integer PRIMARY KEY NOT NULL,
	`document` text NOT NULL,
	`preset` text NOT NULL,
	`note` text NOT NULL,
	`effective_from` text NOT NULL,
	`published_by` text NOT NULL,
	`published_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `matters` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`receipt_code` text NOT NULL,
	`state` text NOT NULL,
	`source` text NOT NULL,
	`category` text NOT NULL,
	`body` text NOT NULL,
	`place` text NOT NULL,
	`org_unit_id` text NOT NULL,
	`org_path` text NOT NULL,
	`level` text NOT NULL,
	`level_path` text NOT NULL,
	`reporter_name` text,
	`reporter_phone` text,
	`handler_id` text,
	`handler_name` text,
	`outcome` text,
	`satisfied` integer,
	`rule_version` integer NOT NULL,
	`reported_at` text NOT NULL,
	`resolved_at` text,
	`closed_at` text,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `matters_number_unique` ON `matters` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `matters_receipt_code_unique` ON `matters` (`receipt_code`);--> statement-breakpoint
CREATE INDEX `matters_solved` ON `matters` (`state`,`closed_at`);--> statement-breakpoint
CREATE TABLE `assistants` (
	`resolution_id` text NOT NULL,
	`member_id` text NOT NULL,
	PRIMARY KEY(`resolution_id`, `member_id`)
);
--> statement-breakpoint
CREATE TABLE `attendances` (
	`meeting_id` text NOT NULL,
	`member_id` text NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`meeting_id`, `member_id`)
);
--> statement-breakpoint
CREATE TABLE `meetings` (
	`id` text PRIMARY KEY NOT NULL,
	`series` text NOT NULL,
	`title` text NOT NULL,
	`org_unit_id` text NOT NULL,
	`org_path` text NOT NULL,
	`starts_at` text NOT NULL,
	`place` text NOT NULL,
	`state` text NOT NULL,
	`rule_version` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `meetings_time` ON `meetings` (`starts_at`,`id`);--> statement-breakpoint
CREATE TABLE `resolutions` (
	`id` text PRIMARY KEY NOT NULL,
	`meeting_id` text NOT NULL,
	`number` integer NOT NULL,
	`org_path` text NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`lead_id` text,
	`due_at` text,
	`due_basis` text,
	`state` text NOT NULL,
	`rule_version` integer NOT NULL,
	`logged_by` text NOT NULL,
	`logged_at` text NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `resolutions_meeting` ON `resolutions` (`meeting_id`,`number`);--> statement-breakpoint
CREATE INDEX `resolutions_lead` ON `resolutions` (`lead_id`,`id`);--> statement-breakpoint
CREATE TABLE `member_units` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`org_unit_id` text NOT NULL,
	`org_path` text NOT NULL,
	`closed_at` text,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `member_units_name_unique` ON `member_units` (`name`);--> statement-breakpoint
CREATE INDEX `member_units_path` ON `member_units` (`org_path`);--> statement-breakpoint
CREATE TABLE `org_units` (
	`id` text PRIMARY KEY NOT NULL,
	`parent_id` text,
	`level` text NOT NULL,
	`name` text NOT NULL,
	`code` text,
	`kind` text,
	`path` text NOT NULL,
	`households` integer,
	`residents` integer,
	`closed_at` text,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `org_units_code_unique` ON `org_units` (`code`);--> statement-breakpoint
CREATE UNIQUE INDEX `org_units_path_unique` ON `org_units` (`path`);--> statement-breakpoint
CREATE INDEX `org_units_parent` ON `org_units` (`parent_id`,`name`);--> statement-breakpoint
CREATE INDEX `org_units_level` ON `org_units` (`level`,`path`);--> statement-breakpoint
CREATE TABLE `counters` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `events` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`kind` text NOT NULL,
	`at` text NOT NULL,
	`actor_name` text NOT NULL,
	`detail` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `events_subject` ON `events` (`subject`,`id`);--> statement-breakpoint
CREATE TABLE `listings` (
	`noun` text NOT NULL,
	`record` text NOT NULL,
	`scope` text NOT NULL,
	`active` integer NOT NULL,
	`sort` text NOT NULL,
	PRIMARY KEY(`record`, `scope`)
);
--> statement-breakpoint
CREATE INDEX `listings_scope` ON `listings` (`noun`,`scope`,`active`,`sort`);--> statement-breakpoint
CREATE TABLE `obligations` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`title` text NOT NULL,
	`owner` text NOT NULL,
	`opened_at` text NOT NULL,
	`due_at` text NOT NULL,
	`caution` text,
	`state` text NOT NULL,
	`ended_at` text,
	`rule_version` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `obligations_owner` ON `obligations` (`state`,`owner`,`due_at`);--> statement-breakpoint
CREATE INDEX `obligations_subject` ON `obligations` (`subject`,`kind`,`state`);