ALTER TABLE `tenants` ADD `due_at` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `tenants` ADD `told_at` text;--> statement-breakpoint
ALTER TABLE `tenants` ADD `upkeep` text;--> statement-breakpoint
ALTER TABLE `tenants` ADD `needs_care` integer GENERATED ALWAYS AS (state <> 'ready' or migration_error is not null) VIRTUAL;--> statement-breakpoint
CREATE INDEX `tenants_due` ON `tenants` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `tenants_token` ON `tenants` (`state`,`token_expires_at`);--> statement-breakpoint
CREATE INDEX `tenants_standing` ON `tenants` (`state`,`schema_version`,`needs_care`);--> statement-breakpoint
CREATE INDEX `tenants_listed` ON `tenants` (`needs_care`,`created_at`,`slug`) WHERE state <> 'removed';--> statement-breakpoint
CREATE INDEX `tenants_code` ON `tenants` (`division_code`,`slug`);--> statement-breakpoint
CREATE INDEX `tenants_name` ON `tenants` (`name`);--> statement-breakpoint
CREATE INDEX `tenants_sample` ON `tenants` (`slug`) WHERE sample = 1;