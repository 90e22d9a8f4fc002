ALTER TABLE `resolutions` ADD `matter_id` text;--> statement-breakpoint
CREATE INDEX `resolutions_matter` ON `resolutions` (`matter_id`,`id`) WHERE matter_id is not null;