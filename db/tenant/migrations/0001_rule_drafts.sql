CREATE TABLE `rule_drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`state` text NOT NULL,
	`document` text NOT NULL,
	`preset` text NOT NULL,
	`based_on` integer,
	`created_by` text NOT NULL,
	`created_at` text NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rule_drafts_number` ON `rule_drafts` (`number`);--> statement-breakpoint
ALTER TABLE `rule_sets` ADD `based_on` integer;--> statement-breakpoint
ALTER TABLE `rule_sets` ADD `findings` text;--> statement-breakpoint
ALTER TABLE `rule_sets` ADD `reason` text;--> statement-breakpoint
ALTER TABLE `rule_sets` ADD `withdrawn_at` text;--> statement-breakpoint
ALTER TABLE `rule_sets` ADD `withdrawn_by` text;--> statement-breakpoint
CREATE INDEX `rule_sets_effective` ON `rule_sets` (`effective_from`,`published_at`,`version`);--> statement-breakpoint
CREATE INDEX `obligations_running` ON `obligations` (`due_at`) WHERE ended_at is null;