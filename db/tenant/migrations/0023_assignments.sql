CREATE TABLE `assignments` (
	`id` text PRIMARY KEY NOT NULL,
	`matter_id` text NOT NULL,
	`role` text NOT NULL,
	`assignee_kind` text NOT NULL,
	`assignee` text NOT NULL,
	`state` text NOT NULL,
	`body` text NOT NULL,
	`given_by` text NOT NULL,
	`given_at` text NOT NULL,
	`answer` text,
	`stood` text,
	`reason` text,
	`note` text,
	`returned_by_id` text,
	`returns` integer DEFAULT 0 NOT NULL,
	`put_at` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `assignments_matter` ON `assignments` (`matter_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `assignments_open` ON `assignments` (`matter_id`,`assignee`) WHERE state in ('assigned', 'accepted', 'returned');--> statement-breakpoint
CREATE UNIQUE INDEX `assignments_lead` ON `assignments` (`matter_id`) WHERE role = 'lead' and state in ('assigned', 'accepted', 'returned');--> statement-breakpoint
DROP VIEW `answering`;
--> statement-breakpoint
-- The same as before, and of assignments: they are also liaisons', the answer to a return isn't.
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
			OR g.role = 'unit_liaison' AND (c.kind IN ('lead', 'assist') OR c.noun = 'call' AND c.kind <> 'objection'
				OR c.noun = 'assignment' AND c.kind <> 'return')))
	ORDER BY above.key DESC LIMIT 1),
	c.owner) AS scope
FROM clocks c WHERE c.owner IS NOT NULL;
