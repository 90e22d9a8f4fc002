DROP INDEX `listings_urgent`;--> statement-breakpoint
DROP INDEX `listings_urgent_state`;--> statement-breakpoint
DROP INDEX `listings_urgent_kind`;--> statement-breakpoint
DROP INDEX `listings_urgent_source`;--> statement-breakpoint
CREATE INDEX `listings_urgent` ON `listings` (`noun`,`scope`,`urgent`,`record`,`state`,`kind`,`source`) WHERE active = 1;--> statement-breakpoint
CREATE INDEX `listings_urgent_state` ON `listings` (`noun`,`scope`,`state`,`urgent`,`record`,`kind`,`source`) WHERE active = 1;--> statement-breakpoint
CREATE INDEX `listings_urgent_kind` ON `listings` (`noun`,`scope`,`kind`,`urgent`,`record`,`state`,`source`) WHERE active = 1;--> statement-breakpoint
CREATE INDEX `listings_urgent_source` ON `listings` (`noun`,`scope`,`source`,`urgent`,`record`,`state`,`kind`) WHERE active = 1;
--> statement-breakpoint
-- Whether a record runs is among the words it is found by, so that a search of what runs never walks what has ended.
CREATE TRIGGER `finds_open` AFTER UPDATE OF active ON `listings` WHEN new.active <> old.active BEGIN UPDATE finds SET scopes = CASE WHEN new.active THEN scopes || ' open' ELSE replace(scopes, ' open', '') END WHERE record = new.record AND (instr(scopes, ' open') > 0) <> new.active; END;
--> statement-breakpoint
-- What has no row here is listed anew, by the code that lists new records, with its words.
DELETE FROM `finds`;
