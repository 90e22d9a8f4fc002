ALTER TABLE `matters` ADD `urgings` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `matters` ADD `urged_at` text;