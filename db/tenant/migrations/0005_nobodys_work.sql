ALTER TABLE `clocks` ADD `answered_by` text;--> statement-breakpoint
CREATE INDEX `clocks_answered` ON `clocks` (`answered_by`,`noun`,`due_at`) WHERE state = 'running';--> statement-breakpoint
CREATE INDEX `grants_scope` ON `grants` (`scope_id`,`revoked_at`);--> statement-breakpoint
CREATE INDEX `invitations_account` ON `invitations` (`account_id`,`created_at`) WHERE account_id is not null;--> statement-breakpoint
CREATE INDEX `matters_in_hand` ON `matters` (`handler_id`,`id`) WHERE state = 'accepted';
--> statement-breakpoint
-- Who answers for each clock: its owner if somebody is there who may do it (ClockKind.keepers says which roles), or else the
-- nearest unit above where somebody is. Above a member unit stands the place where it is registered; above an account the
-- scope in which it worked last. Where nobody is at all the clock stays its owner's.
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
			OR g.role = 'unit_liaison' AND c.kind IN ('lead', 'assist')))
	ORDER BY above.key DESC LIMIT 1),
	c.owner) AS scope
FROM clocks c WHERE c.owner IS NOT NULL;
--> statement-breakpoint
-- Whose clocks may change hands when somebody comes to a unit: its own, and those of all below it.
CREATE VIEW `owners_below` AS
	SELECT o.id AS scope, d.id AS owner FROM org_units o
		JOIN org_units d ON d.path >= o.path AND d.path < substr(o.path, 1, length(o.path) - 1) || '0'
	UNION ALL SELECT o.id, m.id FROM org_units o
		JOIN member_units m ON m.org_path >= o.path AND m.org_path < substr(o.path, 1, length(o.path) - 1) || '0'
	UNION ALL SELECT m.id, m.id FROM member_units m
	UNION ALL SELECT o.id, g.account_id FROM org_units o
		JOIN org_units d ON d.path >= o.path AND d.path < substr(o.path, 1, length(o.path) - 1) || '0'
		JOIN grants g ON g.scope_id = d.id;
--> statement-breakpoint
-- Each trigger in one line: the server ends a statement of a dump at a line that ends with a semicolon.
CREATE TRIGGER `answering_new_clock` AFTER INSERT ON `clocks` WHEN new.owner IS NOT NULL BEGIN UPDATE clocks SET answered_by = (SELECT scope FROM answering WHERE clock = new.id) WHERE id = new.id; END;
--> statement-breakpoint
CREATE TRIGGER `answering_other_owner` AFTER UPDATE OF owner, owner_kind, state ON `clocks` WHEN new.owner IS NOT NULL AND (new.owner IS NOT old.owner OR new.state = 'running' AND old.state <> 'running') BEGIN UPDATE clocks SET answered_by = (SELECT scope FROM answering WHERE clock = new.id) WHERE id = new.id; END;
--> statement-breakpoint
-- The first of a role comes to a unit.
CREATE TRIGGER `answering_came` AFTER INSERT ON `grants` WHEN new.revoked_at IS NULL AND NOT EXISTS (SELECT 1 FROM grants g JOIN accounts a ON a.id = g.account_id WHERE g.scope_id = new.scope_id AND g.role = new.role AND g.revoked_at IS NULL AND a.disabled_at IS NULL AND g.id <> new.id) BEGIN UPDATE clocks SET answered_by = (SELECT scope FROM answering WHERE clock = clocks.id) WHERE state = 'running' AND owner IN (SELECT owner FROM owners_below WHERE scope = new.scope_id); END;
--> statement-breakpoint
-- The last of a role leaves a unit.
CREATE TRIGGER `answering_left` AFTER UPDATE OF revoked_at ON `grants` WHEN new.revoked_at IS NOT NULL AND old.revoked_at IS NULL AND NOT EXISTS ( SELECT 1 FROM grants g JOIN accounts a ON a.id = g.account_id WHERE g.scope_id = new.scope_id AND g.role = new.role AND g.revoked_at IS NULL AND a.disabled_at IS NULL) BEGIN UPDATE clocks SET answered_by = (SELECT scope FROM answering WHERE clock = clocks.id) WHERE state = 'running' AND answered_by = new.scope_id; END;
--> statement-breakpoint
CREATE TRIGGER `answering_closed` AFTER UPDATE OF disabled_at ON `accounts` WHEN new.disabled_at IS NOT NULL AND old.disabled_at IS NULL BEGIN UPDATE clocks SET answered_by = (SELECT scope FROM answering WHERE clock = clocks.id) WHERE state = 'running' AND answered_by IN (SELECT new.id UNION ALL SELECT h.scope_id FROM grants h WHERE h.account_id = new.id AND h.revoked_at IS NULL AND NOT EXISTS ( SELECT 1 FROM grants g JOIN accounts a ON a.id = g.account_id WHERE g.scope_id = h.scope_id AND g.role = h.role AND g.revoked_at IS NULL AND a.disabled_at IS NULL)); END;
--> statement-breakpoint
CREATE TRIGGER `answering_opened` AFTER UPDATE OF disabled_at ON `accounts` WHEN new.disabled_at IS NULL AND old.disabled_at IS NOT NULL BEGIN UPDATE clocks SET answered_by = (SELECT scope FROM answering WHERE clock = clocks.id) WHERE state = 'running' AND owner IN (SELECT new.id UNION ALL SELECT b.owner FROM grants g JOIN owners_below b ON b.scope = g.scope_id WHERE g.account_id = new.id AND g.revoked_at IS NULL); END;
--> statement-breakpoint
CREATE TRIGGER `answering_moved` AFTER UPDATE OF path ON `org_units` WHEN new.path <> old.path BEGIN UPDATE clocks SET answered_by = (SELECT scope FROM answering WHERE clock = clocks.id) WHERE state = 'running' AND owner = new.id; END;
--> statement-breakpoint
CREATE TRIGGER `answering_moved_unit` AFTER UPDATE OF org_path ON `member_units` WHEN new.org_path <> old.org_path BEGIN UPDATE clocks SET answered_by = (SELECT scope FROM answering WHERE clock = clocks.id) WHERE state = 'running' AND owner = new.id; END;
--> statement-breakpoint
UPDATE `clocks` SET `answered_by` = (SELECT scope FROM answering WHERE clock = clocks.id)
WHERE `state` = 'running' AND `owner` IS NOT NULL;
