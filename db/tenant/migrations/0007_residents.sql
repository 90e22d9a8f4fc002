ALTER TABLE `county` ADD `public_name` text;--> statement-breakpoint
ALTER TABLE `county` ADD `hotline` text;--> statement-breakpoint
ALTER TABLE `county` ADD `office` text;--> statement-breakpoint
ALTER TABLE `county` ADD `icp_number` text;--> statement-breakpoint
ALTER TABLE `county` ADD `police_number` text;--> statement-breakpoint
ALTER TABLE `county` ADD `changed_by` text;--> statement-breakpoint
ALTER TABLE `county` ADD `changed_at` text;--> statement-breakpoint
ALTER TABLE `county` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `matters` ADD `community_id` text;--> statement-breakpoint
CREATE INDEX `matters_near` ON `matters` (`community_id`,`closure`,`closed_at`);
--> statement-breakpoint
-- Which community a matter lies in stood in its path alone.
UPDATE `matters` SET `community_id` = (
	SELECT o.id FROM json_each('["' || replace(trim(matters.org_path, '/'), '/', '","') || '"]') p
	JOIN org_units o ON o.id = p.value
	WHERE o.level IN (SELECT json_extract(l.value, '$.key') FROM rule_sets r, json_each(r.document, '$.organisation.levels') l
		WHERE json_extract(l.value, '$.kind') = 'community')
	ORDER BY p.key DESC LIMIT 1);
--> statement-breakpoint
INSERT INTO `counters` (`name`, `value`) SELECT 'category ' || category, count(*) FROM matters GROUP BY category;
--> statement-breakpoint
-- How matters ended in each month in China, in the county and in each community.
INSERT INTO `counters` (`name`, `value`)
SELECT 'closed ' || strftime('%Y-%m', closed_at, '+8 hours') || ' ' || what || scope, count(*) FROM (
	SELECT m.closed_at, w.value AS what, s.value AS scope FROM matters m,
		json_each(json_array(m.closure, CASE m.satisfied WHEN 1 THEN 'satisfied' WHEN 0 THEN 'dissatisfied' END)) w,
		json_each(json_array('', ' ' || m.community_id)) s
	WHERE m.closure IS NOT NULL AND w.value IS NOT NULL AND s.value IS NOT NULL)
GROUP BY 1;
