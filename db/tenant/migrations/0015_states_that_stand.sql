DROP TRIGGER `finds_open`;
--> statement-breakpoint
-- A record's state is among the words it is found by, too: a search of what is in one state never walks the others.
CREATE TRIGGER `finds_standing` AFTER UPDATE OF active, state ON `listings` WHEN new.active <> old.active OR new.state <> old.state BEGIN UPDATE finds SET scopes = replace(replace(scopes, ' open', ''), ' state' || old.state, '') || ' state' || new.state || CASE WHEN new.active THEN ' open' ELSE '' END WHERE record = new.record AND (instr(scopes || ' ', ' state' || new.state || ' ') = 0 OR (instr(scopes, ' open') > 0) <> new.active); END;
--> statement-breakpoint
-- What has no row here is listed anew, by the code that lists new records, with its words.
DELETE FROM `finds`;
