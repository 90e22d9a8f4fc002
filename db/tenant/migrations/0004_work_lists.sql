CREATE TABLE `finds` (
	`id` integer PRIMARY KEY NOT NULL,
	`record` text NOT NULL,
	`words` text NOT NULL,
	`scopes` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `finds_record_unique` ON `finds` (`record`);--> statement-breakpoint
CREATE TABLE `tallies` (
	`noun` text NOT NULL,
	`scope` text NOT NULL,
	`active` integer NOT NULL,
	`state` text NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`noun`, `scope`, `active`, `state`, `kind`, `source`)
);
--> statement-breakpoint
DROP INDEX `listings_scope`;--> statement-breakpoint
ALTER TABLE `listings` ADD `state` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `listings` ADD `kind` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `listings` ADD `source` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `listings` ADD `urgent` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `listings_sort` ON `listings` (`noun`,`scope`,`active`,`sort`,`record`);--> statement-breakpoint
CREATE INDEX `listings_state` ON `listings` (`noun`,`scope`,`active`,`state`,`sort`,`record`);--> statement-breakpoint
CREATE INDEX `listings_kind` ON `listings` (`noun`,`scope`,`active`,`kind`,`sort`,`record`);--> statement-breakpoint
CREATE INDEX `listings_source` ON `listings` (`noun`,`scope`,`active`,`source`,`sort`,`record`);--> statement-breakpoint
CREATE INDEX `listings_urgent` ON `listings` (`noun`,`scope`,`urgent`,`record`) WHERE active;--> statement-breakpoint
CREATE INDEX `listings_urgent_state` ON `listings` (`noun`,`scope`,`state`,`urgent`,`record`) WHERE active;--> statement-breakpoint
CREATE INDEX `listings_urgent_kind` ON `listings` (`noun`,`scope`,`kind`,`urgent`,`record`) WHERE active;
--> statement-breakpoint
-- Lists are derived from the records: what has no row in `finds` is listed anew, by the code that lists new records.
DELETE FROM `listings`;
--> statement-breakpoint
-- No quotes in the definition: the server's dump doesn't double them.
CREATE VIRTUAL TABLE `found` USING fts5(words, scopes, content=finds, content_rowid=id, detail=column, tokenize=unicode61);
--> statement-breakpoint
-- Each trigger in one line: the server ends a statement of a dump at a line that ends with a semicolon.
CREATE TRIGGER `finds_added` AFTER INSERT ON `finds` BEGIN INSERT INTO found (rowid, words, scopes) VALUES (new.id, new.words, new.scopes); END;
--> statement-breakpoint
CREATE TRIGGER `finds_changed` AFTER UPDATE ON `finds` WHEN new.words <> old.words OR new.scopes <> old.scopes BEGIN INSERT INTO found (found, rowid, words, scopes) VALUES ('delete', old.id, old.words, old.scopes); INSERT INTO found (rowid, words, scopes) VALUES (new.id, new.words, new.scopes); END;
--> statement-breakpoint
CREATE TRIGGER `finds_removed` AFTER DELETE ON `finds` BEGIN INSERT INTO found (found, rowid, words, scopes) VALUES ('delete', old.id, old.words, old.scopes); END;
--> statement-breakpoint
CREATE TRIGGER `listings_added` AFTER INSERT ON `listings` BEGIN INSERT INTO tallies (noun, scope, active, state, kind, source, n) VALUES (new.noun, new.scope, new.active, new.state, new.kind, new.source, 1), (new.noun, new.scope, new.active, '*', '', '', 1) ON CONFLICT DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER `listings_removed` AFTER DELETE ON `listings` BEGIN UPDATE tallies SET n = n - 1 WHERE noun = old.noun AND scope = old.scope AND active = old.active AND (state, kind, source) IN (VALUES (old.state, old.kind, old.source), ('*', '', '')); END;
--> statement-breakpoint
CREATE TRIGGER `listings_changed` AFTER UPDATE OF active, state, kind, source ON `listings` WHEN (new.active, new.state, new.kind, new.source) IS NOT (old.active, old.state, old.kind, old.source) BEGIN UPDATE tallies SET n = n - 1 WHERE noun = old.noun AND scope = old.scope AND active = old.active AND (state, kind, source) IN (VALUES (old.state, old.kind, old.source), ('*', '', '')); INSERT INTO tallies (noun, scope, active, state, kind, source, n) VALUES (new.noun, new.scope, new.active, new.state, new.kind, new.source, 1), (new.noun, new.scope, new.active, '*', '', '', 1) ON CONFLICT DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER `clocks_started` AFTER INSERT ON `clocks` WHEN new.owner IS NOT NULL BEGIN UPDATE listings SET urgent = coalesce((SELECT min(due_at) FROM clocks WHERE noun = new.noun AND record = new.record AND state = 'running' AND owner IS NOT NULL), '9') || ' ' || sort WHERE record = new.record; END;
--> statement-breakpoint
CREATE TRIGGER `clocks_changed` AFTER UPDATE OF due_at, state, owner ON `clocks` WHEN (new.due_at, new.state, new.owner) IS NOT (old.due_at, old.state, old.owner) BEGIN UPDATE listings SET urgent = coalesce((SELECT min(due_at) FROM clocks WHERE noun = new.noun AND record = new.record AND state = 'running' AND owner IS NOT NULL), '9') || ' ' || sort WHERE record = new.record; END;
