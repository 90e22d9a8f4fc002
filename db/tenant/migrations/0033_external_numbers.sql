ALTER TABLE `matters` ADD `external_number` text;--> statement-breakpoint
CREATE UNIQUE INDEX `matters_external` ON `matters` (`source`,`external_number`) WHERE external_number is not null;