CREATE TABLE `audit_names` (
	`part` text NOT NULL,
	`who` text NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`part`, `who`, `name`)
);
--> statement-breakpoint
CREATE TABLE `audit_tallies` (
	`action` text NOT NULL,
	`noun` text NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`action`, `noun`)
);

--> statement-breakpoint
-- The log as its pages ask for it, by time: all of it, what was done, by whom, to what, to which kind. Only a county's has these.
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE INDEX `audit_action` ON `audit` (`action`, `at`);--> statement-breakpoint
CREATE INDEX `audit_who` ON `audit` (coalesce(nullif(actor_id, ''), actor_name), `at`);--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit` (`subject`, `at`);--> statement-breakpoint
CREATE INDEX `audit_noun` ON `audit` (substr(subject, 1, instr(subject, ':') - 1), `at`);
--> statement-breakpoint
INSERT INTO `audit_tallies` (`action`, `noun`, `n`) SELECT action, substr(subject, 1, instr(subject, ':') - 1), count(*) FROM audit GROUP BY 1, 2;
--> statement-breakpoint
INSERT OR IGNORE INTO `audit_names` (`part`, `who`, `name`) SELECT lower(substr(name, value)), who, name FROM (SELECT DISTINCT coalesce(nullif(actor_id, ''), actor_name) AS who, actor_name AS name FROM audit), json_each('[1,2,3,4,5,6,7,8,9,10,11,12]') WHERE value <= length(name);
--> statement-breakpoint
-- Each trigger in one line. They read what was added and write elsewhere: the log's rows are sealed as they were written.
CREATE TRIGGER `audit_counted` AFTER INSERT ON `audit` BEGIN INSERT INTO audit_tallies (action, noun, n) VALUES (new.action, substr(new.subject, 1, instr(new.subject, ':') - 1), 1) ON CONFLICT DO UPDATE SET n = n + 1; END;
--> statement-breakpoint
CREATE TRIGGER `audit_named` AFTER INSERT ON `audit` WHEN NOT EXISTS (SELECT 1 FROM audit_names WHERE part = lower(new.actor_name) AND who = coalesce(nullif(new.actor_id, ''), new.actor_name) AND name = new.actor_name) BEGIN INSERT OR IGNORE INTO audit_names (part, who, name) SELECT lower(substr(new.actor_name, value)), coalesce(nullif(new.actor_id, ''), new.actor_name), new.actor_name FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12]') WHERE value <= length(new.actor_name); END;
