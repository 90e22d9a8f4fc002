DROP INDEX `matters_in_hand`;--> statement-breakpoint
CREATE INDEX `matters_in_hand` ON `matters` (`handler_id`,`id`) WHERE state in ('accepted', 'paused');--> statement-breakpoint
ALTER TABLE `clocks` ADD `pauses` text DEFAULT '[]' NOT NULL;