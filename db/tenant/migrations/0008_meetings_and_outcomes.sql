ALTER TABLE `matters` ADD `withheld_at` text;--> statement-breakpoint
CREATE INDEX `meetings_series` ON `meetings` (`series`,`org_unit_id`,`starts_at`);