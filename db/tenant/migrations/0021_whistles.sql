CREATE TABLE `calls` (
	`id` text PRIMARY KEY NOT NULL,
	`whistle_id` text NOT NULL,
	`responder_kind` text NOT NULL,
	`responder` text NOT NULL,
	`state` text NOT NULL,
	`stood` text,
	`outcome` text,
	`objection` text,
	`ruling` text,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calls_whistle` ON `calls` (`whistle_id`,`responder`);--> statement-breakpoint
CREATE INDEX `calls_responder` ON `calls` (`responder`,`id`);--> statement-breakpoint
CREATE TABLE `whistles` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`kind` text NOT NULL,
	`org_unit_id` text NOT NULL,
	`org_path` text NOT NULL,
	`occasion` text,
	`body` text NOT NULL,
	`place` text,
	`matter_id` text,
	`state` text NOT NULL,
	`rule_version` integer NOT NULL,
	`blown_by_id` text NOT NULL,
	`blown_by` text NOT NULL,
	`blown_at` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `whistles_number_unique` ON `whistles` (`number`);--> statement-breakpoint
CREATE INDEX `whistles_unit` ON `whistles` (`org_unit_id`,`kind`,`blown_at`);--> statement-breakpoint
CREATE INDEX `whistles_matter` ON `whistles` (`matter_id`,`id`) WHERE matter_id is not null;--> statement-breakpoint
DROP VIEW `answering`;
--> statement-breakpoint
-- The same as before, and of calls: the stages are also liaisons', the answer to an objection isn't.
CREATE VIEW `answering` AS SELECT c.id AS clock, coalesce(
	(SELECT a.id FROM accounts a WHERE c.owner_kind = 'account' AND a.id = c.owner AND a.disabled_at IS NULL),
	(SELECT above.value FROM json_each((SELECT '["' || replace(trim(coalesce(
			(SELECT path FROM org_units WHERE id = start.id),
			(SELECT org_path || id FROM member_units WHERE id = start.id)), '/'), '/', '","') || '"]'
		FROM (SELECT CASE c.owner_kind WHEN 'account' THEN (SELECT scope_id FROM grants WHERE account_id = c.owner
			ORDER BY revoked_at IS NULL DESC, granted_at DESC LIMIT 1) ELSE c.owner END AS id) start)) above
	WHERE EXISTS (SELECT 1 FROM grants g JOIN accounts a ON a.id = g.account_id
		WHERE g.scope_id = above.value AND g.revoked_at IS NULL AND a.disabled_at IS NULL AND (
			g.role IN ('county_admin', 'street_officer', 'community_officer')
			OR g.role = 'grid_worker' AND c.kind <> 'review'
			OR g.role = 'meeting_secretary' AND c.noun = 'resolution'
			OR g.role = 'unit_liaison' AND (c.kind IN ('lead', 'assist') OR c.noun = 'call' AND c.kind <> 'objection')))
	ORDER BY above.key DESC LIMIT 1),
	c.owner) AS scope
FROM clocks c WHERE c.owner IS NOT NULL;
--> statement-breakpoint
-- A whistle is as urgent as the next clock of those it calls.
CREATE TRIGGER `calls_clock_started` AFTER INSERT ON `clocks` WHEN new.noun = 'call' AND new.owner IS NOT NULL BEGIN UPDATE listings SET urgent = coalesce((SELECT min(k.due_at) FROM calls c JOIN clocks k ON k.noun = 'call' AND k.record = c.id WHERE c.whistle_id = listings.record AND k.state = 'running' AND k.owner IS NOT NULL), '9') || ' ' || sort WHERE record = (SELECT whistle_id FROM calls WHERE id = new.record); END;
--> statement-breakpoint
CREATE TRIGGER `calls_clock_changed` AFTER UPDATE OF due_at, state, owner ON `clocks` WHEN new.noun = 'call' AND (new.due_at, new.state, new.owner) IS NOT (old.due_at, old.state, old.owner) BEGIN UPDATE listings SET urgent = coalesce((SELECT min(k.due_at) FROM calls c JOIN clocks k ON k.noun = 'call' AND k.record = c.id WHERE c.whistle_id = (SELECT whistle_id FROM calls WHERE id = new.record) AND k.state = 'running' AND k.owner IS NOT NULL), '9') || ' ' || sort WHERE record = (SELECT whistle_id FROM calls WHERE id = new.record) AND urgent IS NOT coalesce((SELECT min(k.due_at) FROM calls c JOIN clocks k ON k.noun = 'call' AND k.record = c.id WHERE c.whistle_id = (SELECT whistle_id FROM calls WHERE id = new.record) AND k.state = 'running' AND k.owner IS NOT NULL), '9') || ' ' || sort; END;
