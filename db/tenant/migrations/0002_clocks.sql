CREATE TABLE `clocks` (
	`id` text PRIMARY KEY NOT NULL,
	`noun` text NOT NULL,
	`record` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`owner_kind` text,
	`owner` text,
	`started_at` text NOT NULL,
	`due_at` text NOT NULL,
	`acts_at` text,
	`state` text NOT NULL,
	`ended_at` text,
	`rule_version` integer NOT NULL,
	`rule_path` text NOT NULL,
	`inputs` text NOT NULL,
	`set_by` text NOT NULL,
	`reason` text,
	`paused_at` text,
	`left` text,
	`caution` text,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
-- What a clock was reckoned with stood nowhere: it is taken from its record. A task's clock ran from when the task was
-- put before its units, at first or anew; an edit that left the time alone had put new rows in the place of the old.
INSERT INTO `clocks` (`id`, `noun`, `record`, `kind`, `title`, `owner_kind`, `owner`, `started_at`, `due_at`, `state`,
	`ended_at`, `rule_version`, `rule_path`, `inputs`, `set_by`, `reason`, `caution`, `version`)
SELECT o.id, 'matter', m.id, substr(o.kind, 8), o.title, 'org', o.owner, o.opened_at, o.due_at,
	CASE o.state WHEN 'open' THEN 'running' ELSE o.state END, o.ended_at, o.rule_version,
	CASE o.kind WHEN 'matter.step' THEN 'handling.levels.' || m.level ELSE 'handling.overall' END,
	CASE o.kind WHEN 'matter.step' THEN json_object('level', m.level) ELSE '{}' END,
	'rules', NULL, o.caution, o.version
FROM obligations o JOIN matters m ON o.subject = 'matter:' || m.id;
--> statement-breakpoint
INSERT INTO `clocks` (`id`, `noun`, `record`, `kind`, `title`, `owner_kind`, `owner`, `started_at`, `due_at`, `state`,
	`ended_at`, `rule_version`, `rule_path`, `inputs`, `set_by`, `reason`, `caution`, `version`)
SELECT t.id, 'resolution', t.record, substr(t.kind, 12), t.title, t.owner_kind, t.owner, t.started, t.due_at,
	CASE t.state WHEN 'open' THEN 'running' ELSE t.state END, t.ended_at, t.rule_version,
	'meetings.series.' || t.series,
	json_object('series', t.series, 'meetingAt', t.starts_at,
		'last', (SELECT max(e.starts_at) FROM meetings e WHERE e.series = t.series
			AND e.org_unit_id = t.host AND e.starts_at <= max(t.starts_at, t.started)),
		'next', CASE WHEN t.basis LIKE '%下次会期未定%' THEN NULL ELSE (SELECT min(e.starts_at) FROM meetings e
			WHERE e.series = t.series AND e.org_unit_id = t.host AND e.starts_at > max(t.starts_at, t.started)) END),
	CASE WHEN t.kind <> 'resolution.review' AND t.basis = '会议确定的日期' THEN 'person' ELSE 'rules' END,
	CASE WHEN t.kind <> 'resolution.review' AND t.basis = '会议确定的日期' THEN t.basis END,
	t.caution, t.version
FROM (
	SELECT o.*, r.id AS record, r.due_basis AS basis, g.series, g.starts_at, g.org_unit_id AS host,
		CASE WHEN EXISTS (SELECT 1 FROM member_units u WHERE u.id = o.owner) THEN 'unit' ELSE 'org' END AS owner_kind,
		coalesce((SELECT max(b.opened_at) FROM obligations b
			WHERE b.subject = o.subject AND b.kind = 'resolution.lead' AND o.kind <> 'resolution.review'
			AND b.opened_at <= o.opened_at AND NOT EXISTS (SELECT 1 FROM obligations p
				WHERE p.subject = b.subject AND p.kind = 'resolution.lead' AND p.ended_at = b.opened_at)),
			o.opened_at) AS started
	FROM obligations o JOIN resolutions r ON o.subject = 'resolution:' || r.id JOIN meetings g ON g.id = r.meeting_id
) t;
--> statement-breakpoint
-- Nothing ever ended the wait for a verdict. It gets a clock now; a cautioned clock is reckoned anew with the next look
-- at the county, by its own rules and not before they allow.
INSERT INTO `clocks` (`id`, `noun`, `record`, `kind`, `title`, `started_at`, `due_at`, `state`, `rule_version`,
	`rule_path`, `inputs`, `set_by`, `caution`)
SELECT m.id || '-evaluation', 'matter', m.id, 'evaluation', m.body, m.resolved_at,
	strftime('%Y-%m-%dT%H:%M:%fZ', m.resolved_at, '+30 days'), 'running', m.rule_version,
	'handling.evaluation', '{}', 'rules', '待按规则计算'
FROM matters m WHERE m.state = 'resolved';
--> statement-breakpoint
CREATE INDEX `clocks_owner` ON `clocks` (`state`,`owner`,`due_at`);--> statement-breakpoint
CREATE INDEX `clocks_running` ON `clocks` (`due_at`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `clocks_acting` ON `clocks` (`acts_at`,`id`) WHERE acts_at is not null;--> statement-breakpoint
CREATE INDEX `clocks_uncertain` ON `clocks` (`id`) WHERE caution is not null and ended_at is null;--> statement-breakpoint
CREATE INDEX `clocks_record` ON `clocks` (`noun`,`record`,`kind`);--> statement-breakpoint
DROP TABLE `obligations`;--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`key` text NOT NULL,
	`body` text NOT NULL,
	`written_at` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_at` text,
	`delivered_at` text,
	`failure` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_key_unique` ON `outbox` (`key`);--> statement-breakpoint
CREATE INDEX `outbox_waiting` ON `outbox` (`next_at`) WHERE next_at is not null;--> statement-breakpoint
-- An event has one name in one meaning, and keeps what its sentence needs.
CREATE TABLE `events_anew` (
	`id` text PRIMARY KEY NOT NULL,
	`noun` text NOT NULL,
	`record` text NOT NULL,
	`kind` text NOT NULL,
	`at` text NOT NULL,
	`actor_name` text NOT NULL,
	`detail` text NOT NULL
);
--> statement-breakpoint
INSERT INTO `events_anew` (`id`, `noun`, `record`, `kind`, `at`, `actor_name`, `detail`)
SELECT e.id, e.noun, e.record,
	CASE e.noun || '.' || e.kind WHEN 'resolution.done' THEN 'completed' WHEN 'resolution.accepted' THEN 'approved'
		WHEN 'resolution.progress' THEN 'progressed' ELSE e.kind END,
	e.at, e.actor_name,
	CASE WHEN e.noun = 'matter' AND e.kind = 'reported'
			THEN json_set(e.detail, '$.source', (SELECT m.source FROM matters m WHERE m.id = e.record))
		WHEN e.kind = 'clockMoved'
			THEN json_set(e.detail, '$.noun', e.noun, '$.because', 'rules',
				'$.kind', substr(json_extract(e.detail, '$.kind'), length(e.noun) + 2))
		ELSE e.detail END
FROM (SELECT *, substr(subject, 1, instr(subject, ':') - 1) AS noun, substr(subject, instr(subject, ':') + 1) AS record
	FROM events) e;
--> statement-breakpoint
DROP TABLE `events`;--> statement-breakpoint
ALTER TABLE `events_anew` RENAME TO `events`;--> statement-breakpoint
CREATE INDEX `events_record` ON `events` (`noun`,`record`,`id`);--> statement-breakpoint
ALTER TABLE `county` ADD `calendar` text;--> statement-breakpoint
DROP INDEX `matters_solved`;--> statement-breakpoint
ALTER TABLE `matters` ADD `closure` text;--> statement-breakpoint
ALTER TABLE `matters` ADD `reopenings` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- `satisfied` said whether it was solved; nobody was asked yet whether they were satisfied.
UPDATE `matters` SET `closure` = CASE WHEN `state` = 'closed' THEN 'solved' END, `satisfied` = NULL,
	`reopenings` = (SELECT count(*) FROM events e WHERE e.noun = 'matter' AND e.record = matters.id AND e.kind = 'reopened');
--> statement-breakpoint
CREATE INDEX `matters_closed` ON `matters` (`closure`,`closed_at`);--> statement-breakpoint
ALTER TABLE `resolutions` DROP COLUMN `due_at`;--> statement-breakpoint
ALTER TABLE `resolutions` DROP COLUMN `due_basis`;
