ALTER TABLE `matters` ADD `review` text;--> statement-breakpoint
DROP VIEW `answering`;--> statement-breakpoint
-- The same as before, and of reviews of matters: that of a task is no grid worker's, that of a matter may be.
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
			OR g.role = 'grid_worker' AND (c.kind <> 'review' OR c.noun = 'matter')
			OR g.role = 'meeting_secretary' AND c.noun = 'resolution'
			OR g.role = 'unit_liaison' AND (c.kind IN ('lead', 'assist') OR c.noun = 'call' AND c.kind <> 'objection'
				OR c.noun = 'assignment' AND c.kind <> 'return')))
	ORDER BY above.key DESC LIMIT 1),
	c.owner) AS scope
FROM clocks c WHERE c.owner IS NOT NULL;
