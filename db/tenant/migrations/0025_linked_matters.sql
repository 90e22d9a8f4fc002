ALTER TABLE `matters` ADD `gave` text;--> statement-breakpoint
ALTER TABLE `matters` ADD `merged_into` text;--> statement-breakpoint
ALTER TABLE `matters` ADD `split_from` text;--> statement-breakpoint
CREATE INDEX `matters_merged` ON `matters` (`merged_into`) WHERE merged_into is not null;--> statement-breakpoint
CREATE INDEX `matters_split` ON `matters` (`split_from`) WHERE split_from is not null;