CREATE TABLE `saved_views` (
	`id` text PRIMARY KEY NOT NULL,
	`noun` text NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`account_id` text NOT NULL,
	`role` text,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `saved_views_account` ON `saved_views` (`account_id`);--> statement-breakpoint
CREATE INDEX `saved_views_role` ON `saved_views` (`role`);