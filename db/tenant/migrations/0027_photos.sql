CREATE TABLE `photos` (
	`id` text PRIMARY KEY NOT NULL,
	`matter_id` text NOT NULL,
	`part` text NOT NULL,
	`audience` text NOT NULL,
	`object` text NOT NULL,
	`type` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`account_id` text,
	`actor_name` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `photos_object_unique` ON `photos` (`object`);--> statement-breakpoint
CREATE INDEX `photos_matter` ON `photos` (`matter_id`);--> statement-breakpoint
ALTER TABLE `county` ADD `photos_swept` text;