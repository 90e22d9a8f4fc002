CREATE TABLE `robots` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`address` text NOT NULL,
	`secret` text,
	`masked` text NOT NULL,
	`set_at` text NOT NULL,
	`sent` text DEFAULT '[]' NOT NULL,
	`delivered_at` text,
	`failure` text,
	`failed_at` text,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outbox_robot` ON `outbox` (body ->> '$.scope',`id`) WHERE channel = 'robot' and delivered_at is null;