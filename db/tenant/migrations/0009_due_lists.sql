DROP INDEX `listings_urgent`;--> statement-breakpoint
DROP INDEX `listings_urgent_state`;--> statement-breakpoint
DROP INDEX `listings_urgent_kind`;--> statement-breakpoint
CREATE INDEX `listings_urgent_source` ON `listings` (`noun`,`scope`,`source`,`urgent`,`record`) WHERE active = 1;--> statement-breakpoint
CREATE INDEX `listings_urgent` ON `listings` (`noun`,`scope`,`urgent`,`record`) WHERE active = 1;--> statement-breakpoint
CREATE INDEX `listings_urgent_state` ON `listings` (`noun`,`scope`,`state`,`urgent`,`record`) WHERE active = 1;--> statement-breakpoint
CREATE INDEX `listings_urgent_kind` ON `listings` (`noun`,`scope`,`kind`,`urgent`,`record`) WHERE active = 1;