// Gathered from migrations/*.sql by `npm run db:generate`; edit neither by hand.
import type { Migration } from "../migrate.ts";

export const tenantMigrations: readonly Migration[] = [
  {
    "tag": "0000_first",
    "statements": [
      "CREATE TABLE `accounts` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`username` text NOT NULL,\n\t`name` text NOT NULL,\n\t`password_hash` text NOT NULL,\n\t`disabled_at` text,\n\t`created_at` text NOT NULL,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE UNIQUE INDEX `accounts_username_unique` ON `accounts` (`username`);",
      "CREATE TABLE `audit` (\n\t`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n\t`at` text NOT NULL,\n\t`actor_id` text,\n\t`actor_name` text NOT NULL,\n\t`action` text NOT NULL,\n\t`subject` text NOT NULL,\n\t`detail` text NOT NULL,\n\t`request_id` text NOT NULL,\n\t`hash` text\n);",
      "CREATE INDEX `audit_unsealed` ON `audit` (`seq`) WHERE \"audit\".\"hash\" is null;",
      "CREATE TABLE `grants` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`account_id` text NOT NULL,\n\t`role` text NOT NULL,\n\t`scope_kind` text NOT NULL,\n\t`scope_id` text,\n\t`scope_name` text,\n\t`granted_at` text NOT NULL,\n\t`revoked_at` text\n);",
      "CREATE INDEX `grants_account` ON `grants` (`account_id`);",
      "CREATE TABLE `guard` (\n\t`ok` integer NOT NULL,\n\tCONSTRAINT \"guard_ok\" CHECK(\"guard\".\"ok\" = 1)\n);",
      "CREATE TABLE `idempotency` (\n\t`actor` text NOT NULL,\n\t`key` text NOT NULL,\n\t`action` text NOT NULL,\n\t`request_hash` text NOT NULL,\n\t`result` text NOT NULL,\n\t`at` text NOT NULL,\n\tPRIMARY KEY(`actor`, `key`)\n);",
      "CREATE INDEX `idempotency_at` ON `idempotency` (`at`);",
      "CREATE TABLE `invitations` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`token_hash` text NOT NULL,\n\t`purpose` text NOT NULL,\n\t`name` text NOT NULL,\n\t`role` text,\n\t`scope_kind` text,\n\t`scope_id` text,\n\t`scope_name` text,\n\t`account_id` text,\n\t`invited_by` text NOT NULL,\n\t`created_at` text NOT NULL,\n\t`expires_at` text NOT NULL,\n\t`used_at` text,\n\t`revoked_at` text,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE UNIQUE INDEX `invitations_token_hash_unique` ON `invitations` (`token_hash`);",
      "CREATE INDEX `invitations_created` ON `invitations` (`created_at`);",
      "CREATE TABLE `sessions` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`account_id` text NOT NULL,\n\t`kind` text NOT NULL,\n\t`device` text NOT NULL,\n\t`created_at` text NOT NULL,\n\t`expires_at` integer NOT NULL\n);",
      "CREATE INDEX `sessions_account` ON `sessions` (`account_id`);",
      "CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`);",
      "CREATE TABLE `sign_in_failures` (\n\t`bucket` text PRIMARY KEY NOT NULL,\n\t`failures` integer NOT NULL,\n\t`since` text NOT NULL\n);",
      "CREATE INDEX `sign_in_failures_since` ON `sign_in_failures` (`since`);",
      "CREATE TABLE `county` (\n\t`id` integer PRIMARY KEY NOT NULL,\n\t`slug` text NOT NULL,\n\t`name` text NOT NULL,\n\t`division_code` text NOT NULL,\n\t`sample` integer NOT NULL,\n\t`opened_at` text NOT NULL\n);",
      "CREATE TABLE `rule_sets` (\n\t`version` integer PRIMARY KEY NOT NULL,\n\t`document` text NOT NULL,\n\t`preset` text NOT NULL,\n\t`note` text NOT NULL,\n\t`effective_from` text NOT NULL,\n\t`published_by` text NOT NULL,\n\t`published_at` text NOT NULL\n);",
      "CREATE TABLE `matters` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`number` text NOT NULL,\n\t`receipt_code` text NOT NULL,\n\t`state` text NOT NULL,\n\t`source` text NOT NULL,\n\t`category` text NOT NULL,\n\t`body` text NOT NULL,\n\t`place` text NOT NULL,\n\t`org_unit_id` text NOT NULL,\n\t`org_path` text NOT NULL,\n\t`level` text NOT NULL,\n\t`level_path` text NOT NULL,\n\t`reporter_name` text,\n\t`reporter_phone` text,\n\t`handler_id` text,\n\t`handler_name` text,\n\t`outcome` text,\n\t`satisfied` integer,\n\t`rule_version` integer NOT NULL,\n\t`reported_at` text NOT NULL,\n\t`resolved_at` text,\n\t`closed_at` text,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE UNIQUE INDEX `matters_number_unique` ON `matters` (`number`);",
      "CREATE UNIQUE INDEX `matters_receipt_code_unique` ON `matters` (`receipt_code`);",
      "CREATE INDEX `matters_solved` ON `matters` (`state`,`closed_at`);",
      "CREATE TABLE `assistants` (\n\t`resolution_id` text NOT NULL,\n\t`member_id` text NOT NULL,\n\tPRIMARY KEY(`resolution_id`, `member_id`)\n);",
      "CREATE TABLE `attendances` (\n\t`meeting_id` text NOT NULL,\n\t`member_id` text NOT NULL,\n\t`state` text NOT NULL,\n\tPRIMARY KEY(`meeting_id`, `member_id`)\n);",
      "CREATE TABLE `meetings` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`series` text NOT NULL,\n\t`title` text NOT NULL,\n\t`org_unit_id` text NOT NULL,\n\t`org_path` text NOT NULL,\n\t`starts_at` text NOT NULL,\n\t`place` text NOT NULL,\n\t`state` text NOT NULL,\n\t`rule_version` integer NOT NULL,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE INDEX `meetings_time` ON `meetings` (`starts_at`,`id`);",
      "CREATE TABLE `resolutions` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`meeting_id` text NOT NULL,\n\t`number` integer NOT NULL,\n\t`org_path` text NOT NULL,\n\t`kind` text NOT NULL,\n\t`body` text NOT NULL,\n\t`lead_id` text,\n\t`due_at` text,\n\t`due_basis` text,\n\t`state` text NOT NULL,\n\t`rule_version` integer NOT NULL,\n\t`logged_by` text NOT NULL,\n\t`logged_at` text NOT NULL,\n\t`changed_by` text NOT NULL,\n\t`changed_at` text NOT NULL,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE UNIQUE INDEX `resolutions_meeting` ON `resolutions` (`meeting_id`,`number`);",
      "CREATE INDEX `resolutions_lead` ON `resolutions` (`lead_id`,`id`);",
      "CREATE TABLE `member_units` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`name` text NOT NULL,\n\t`kind` text NOT NULL,\n\t`org_unit_id` text NOT NULL,\n\t`org_path` text NOT NULL,\n\t`closed_at` text,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE UNIQUE INDEX `member_units_name_unique` ON `member_units` (`name`);",
      "CREATE INDEX `member_units_path` ON `member_units` (`org_path`);",
      "CREATE TABLE `org_units` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`parent_id` text,\n\t`level` text NOT NULL,\n\t`name` text NOT NULL,\n\t`code` text,\n\t`kind` text,\n\t`path` text NOT NULL,\n\t`households` integer,\n\t`residents` integer,\n\t`closed_at` text,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE UNIQUE INDEX `org_units_code_unique` ON `org_units` (`code`);",
      "CREATE UNIQUE INDEX `org_units_path_unique` ON `org_units` (`path`);",
      "CREATE INDEX `org_units_parent` ON `org_units` (`parent_id`,`name`);",
      "CREATE INDEX `org_units_level` ON `org_units` (`level`,`path`);",
      "CREATE TABLE `counters` (\n\t`name` text PRIMARY KEY NOT NULL,\n\t`value` integer NOT NULL\n);",
      "CREATE TABLE `events` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`subject` text NOT NULL,\n\t`kind` text NOT NULL,\n\t`at` text NOT NULL,\n\t`actor_name` text NOT NULL,\n\t`detail` text NOT NULL\n);",
      "CREATE INDEX `events_subject` ON `events` (`subject`,`id`);",
      "CREATE TABLE `listings` (\n\t`noun` text NOT NULL,\n\t`record` text NOT NULL,\n\t`scope` text NOT NULL,\n\t`active` integer NOT NULL,\n\t`sort` text NOT NULL,\n\tPRIMARY KEY(`record`, `scope`)\n);",
      "CREATE INDEX `listings_scope` ON `listings` (`noun`,`scope`,`active`,`sort`);",
      "CREATE TABLE `obligations` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`kind` text NOT NULL,\n\t`subject` text NOT NULL,\n\t`title` text NOT NULL,\n\t`owner` text NOT NULL,\n\t`opened_at` text NOT NULL,\n\t`due_at` text NOT NULL,\n\t`caution` text,\n\t`state` text NOT NULL,\n\t`ended_at` text,\n\t`rule_version` integer NOT NULL,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE INDEX `obligations_owner` ON `obligations` (`state`,`owner`,`due_at`);",
      "CREATE INDEX `obligations_subject` ON `obligations` (`subject`,`kind`,`state`);"
    ]
  },
  {
    "tag": "0001_rule_drafts",
    "statements": [
      "CREATE TABLE `rule_drafts` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`number` integer NOT NULL,\n\t`state` text NOT NULL,\n\t`document` text NOT NULL,\n\t`preset` text NOT NULL,\n\t`based_on` integer,\n\t`created_by` text NOT NULL,\n\t`created_at` text NOT NULL,\n\t`changed_by` text NOT NULL,\n\t`changed_at` text NOT NULL,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE UNIQUE INDEX `rule_drafts_number` ON `rule_drafts` (`number`);",
      "ALTER TABLE `rule_sets` ADD `based_on` integer;",
      "ALTER TABLE `rule_sets` ADD `findings` text;",
      "ALTER TABLE `rule_sets` ADD `reason` text;",
      "ALTER TABLE `rule_sets` ADD `withdrawn_at` text;",
      "ALTER TABLE `rule_sets` ADD `withdrawn_by` text;",
      "CREATE INDEX `rule_sets_effective` ON `rule_sets` (`effective_from`,`published_at`,`version`);",
      "CREATE INDEX `obligations_running` ON `obligations` (`due_at`) WHERE ended_at is null;"
    ]
  },
  {
    "tag": "0002_clocks",
    "statements": [
      "CREATE TABLE `clocks` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`noun` text NOT NULL,\n\t`record` text NOT NULL,\n\t`kind` text NOT NULL,\n\t`title` text NOT NULL,\n\t`owner_kind` text,\n\t`owner` text,\n\t`started_at` text NOT NULL,\n\t`due_at` text NOT NULL,\n\t`acts_at` text,\n\t`state` text NOT NULL,\n\t`ended_at` text,\n\t`rule_version` integer NOT NULL,\n\t`rule_path` text NOT NULL,\n\t`inputs` text NOT NULL,\n\t`set_by` text NOT NULL,\n\t`reason` text,\n\t`paused_at` text,\n\t`left` text,\n\t`caution` text,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "-- What a clock was reckoned with stood nowhere: it is taken from its record. A task's clock ran from when the task was\n-- put before its units, at first or anew; an edit that left the time alone had put new rows in the place of the old.\nINSERT INTO `clocks` (`id`, `noun`, `record`, `kind`, `title`, `owner_kind`, `owner`, `started_at`, `due_at`, `state`,\n\t`ended_at`, `rule_version`, `rule_path`, `inputs`, `set_by`, `reason`, `caution`, `version`)\nSELECT o.id, 'matter', m.id, substr(o.kind, 8), o.title, 'org', o.owner, o.opened_at, o.due_at,\n\tCASE o.state WHEN 'open' THEN 'running' ELSE o.state END, o.ended_at, o.rule_version,\n\tCASE o.kind WHEN 'matter.step' THEN 'handling.levels.' || m.level ELSE 'handling.overall' END,\n\tCASE o.kind WHEN 'matter.step' THEN json_object('level', m.level) ELSE '{}' END,\n\t'rules', NULL, o.caution, o.version\nFROM obligations o JOIN matters m ON o.subject = 'matter:' || m.id;",
      "INSERT INTO `clocks` (`id`, `noun`, `record`, `kind`, `title`, `owner_kind`, `owner`, `started_at`, `due_at`, `state`,\n\t`ended_at`, `rule_version`, `rule_path`, `inputs`, `set_by`, `reason`, `caution`, `version`)\nSELECT t.id, 'resolution', t.record, substr(t.kind, 12), t.title, t.owner_kind, t.owner, t.started, t.due_at,\n\tCASE t.state WHEN 'open' THEN 'running' ELSE t.state END, t.ended_at, t.rule_version,\n\t'meetings.series.' || t.series,\n\tjson_object('series', t.series, 'meetingAt', t.starts_at,\n\t\t'last', (SELECT max(e.starts_at) FROM meetings e WHERE e.series = t.series\n\t\t\tAND e.org_unit_id = t.host AND e.starts_at <= max(t.starts_at, t.started)),\n\t\t'next', CASE WHEN t.basis LIKE '%下次会期未定%' THEN NULL ELSE (SELECT min(e.starts_at) FROM meetings e\n\t\t\tWHERE e.series = t.series AND e.org_unit_id = t.host AND e.starts_at > max(t.starts_at, t.started)) END),\n\tCASE WHEN t.kind <> 'resolution.review' AND t.basis = '会议确定的日期' THEN 'person' ELSE 'rules' END,\n\tCASE WHEN t.kind <> 'resolution.review' AND t.basis = '会议确定的日期' THEN t.basis END,\n\tt.caution, t.version\nFROM (\n\tSELECT o.*, r.id AS record, r.due_basis AS basis, g.series, g.starts_at, g.org_unit_id AS host,\n\t\tCASE WHEN EXISTS (SELECT 1 FROM member_units u WHERE u.id = o.owner) THEN 'unit' ELSE 'org' END AS owner_kind,\n\t\tcoalesce((SELECT max(b.opened_at) FROM obligations b\n\t\t\tWHERE b.subject = o.subject AND b.kind = 'resolution.lead' AND o.kind <> 'resolution.review'\n\t\t\tAND b.opened_at <= o.opened_at AND NOT EXISTS (SELECT 1 FROM obligations p\n\t\t\t\tWHERE p.subject = b.subject AND p.kind = 'resolution.lead' AND p.ended_at = b.opened_at)),\n\t\t\to.opened_at) AS started\n\tFROM obligations o JOIN resolutions r ON o.subject = 'resolution:' || r.id JOIN meetings g ON g.id = r.meeting_id\n) t;",
      "-- Nothing ever ended the wait for a verdict. It gets a clock now; a cautioned clock is reckoned anew with the next look\n-- at the county, by its own rules and not before they allow.\nINSERT INTO `clocks` (`id`, `noun`, `record`, `kind`, `title`, `started_at`, `due_at`, `state`, `rule_version`,\n\t`rule_path`, `inputs`, `set_by`, `caution`)\nSELECT m.id || '-evaluation', 'matter', m.id, 'evaluation', m.body, m.resolved_at,\n\tstrftime('%Y-%m-%dT%H:%M:%fZ', m.resolved_at, '+30 days'), 'running', m.rule_version,\n\t'handling.evaluation', '{}', 'rules', '待按规则计算'\nFROM matters m WHERE m.state = 'resolved';",
      "CREATE INDEX `clocks_owner` ON `clocks` (`state`,`owner`,`due_at`);",
      "CREATE INDEX `clocks_running` ON `clocks` (`due_at`) WHERE ended_at is null;",
      "CREATE INDEX `clocks_acting` ON `clocks` (`acts_at`,`id`) WHERE acts_at is not null;",
      "CREATE INDEX `clocks_uncertain` ON `clocks` (`id`) WHERE caution is not null and ended_at is null;",
      "CREATE INDEX `clocks_record` ON `clocks` (`noun`,`record`,`kind`);",
      "DROP TABLE `obligations`;",
      "CREATE TABLE `outbox` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`channel` text NOT NULL,\n\t`key` text NOT NULL,\n\t`body` text NOT NULL,\n\t`written_at` text NOT NULL,\n\t`attempts` integer DEFAULT 0 NOT NULL,\n\t`next_at` text,\n\t`delivered_at` text,\n\t`failure` text\n);",
      "CREATE UNIQUE INDEX `outbox_key_unique` ON `outbox` (`key`);",
      "CREATE INDEX `outbox_waiting` ON `outbox` (`next_at`) WHERE next_at is not null;",
      "-- An event has one name in one meaning, and keeps what its sentence needs.\nCREATE TABLE `events_anew` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`noun` text NOT NULL,\n\t`record` text NOT NULL,\n\t`kind` text NOT NULL,\n\t`at` text NOT NULL,\n\t`actor_name` text NOT NULL,\n\t`detail` text NOT NULL\n);",
      "INSERT INTO `events_anew` (`id`, `noun`, `record`, `kind`, `at`, `actor_name`, `detail`)\nSELECT e.id, e.noun, e.record,\n\tCASE e.noun || '.' || e.kind WHEN 'resolution.done' THEN 'completed' WHEN 'resolution.accepted' THEN 'approved'\n\t\tWHEN 'resolution.progress' THEN 'progressed' ELSE e.kind END,\n\te.at, e.actor_name,\n\tCASE WHEN e.noun = 'matter' AND e.kind = 'reported'\n\t\t\tTHEN json_set(e.detail, '$.source', (SELECT m.source FROM matters m WHERE m.id = e.record))\n\t\tWHEN e.kind = 'clockMoved'\n\t\t\tTHEN json_set(e.detail, '$.noun', e.noun, '$.because', 'rules',\n\t\t\t\t'$.kind', substr(json_extract(e.detail, '$.kind'), length(e.noun) + 2))\n\t\tELSE e.detail END\nFROM (SELECT *, substr(subject, 1, instr(subject, ':') - 1) AS noun, substr(subject, instr(subject, ':') + 1) AS record\n\tFROM events) e;",
      "DROP TABLE `events`;",
      "ALTER TABLE `events_anew` RENAME TO `events`;",
      "CREATE INDEX `events_record` ON `events` (`noun`,`record`,`id`);",
      "ALTER TABLE `county` ADD `calendar` text;",
      "DROP INDEX `matters_solved`;",
      "ALTER TABLE `matters` ADD `closure` text;",
      "ALTER TABLE `matters` ADD `reopenings` integer DEFAULT 0 NOT NULL;",
      "-- `satisfied` said whether it was solved; nobody was asked yet whether they were satisfied.\nUPDATE `matters` SET `closure` = CASE WHEN `state` = 'closed' THEN 'solved' END, `satisfied` = NULL,\n\t`reopenings` = (SELECT count(*) FROM events e WHERE e.noun = 'matter' AND e.record = matters.id AND e.kind = 'reopened');",
      "CREATE INDEX `matters_closed` ON `matters` (`closure`,`closed_at`);",
      "ALTER TABLE `resolutions` DROP COLUMN `due_at`;",
      "ALTER TABLE `resolutions` DROP COLUMN `due_basis`;"
    ]
  },
  {
    "tag": "0003_accounts",
    "statements": [
      "ALTER TABLE `invitations` ADD `invited_by_id` text;",
      "CREATE INDEX `invitations_open` ON `invitations` (`expires_at`,`id`) WHERE \"invitations\".\"used_at\" is null and \"invitations\".\"revoked_at\" is null;",
      "ALTER TABLE `sessions` ADD `network` text DEFAULT '' NOT NULL;",
      "ALTER TABLE `sessions` ADD `used_at` text DEFAULT '' NOT NULL;",
      "ALTER TABLE `sessions` ADD `proven_at` text DEFAULT '' NOT NULL;",
      "UPDATE `sessions` SET `used_at` = `created_at`, `proven_at` = `created_at`;",
      "-- Who issued a link stood in the log alone. Accounts of another database, such as an operator's in a county, are nobody's here.\nUPDATE `invitations` SET `invited_by_id` = a.actor_id FROM audit a\nWHERE a.subject = 'invitation:' || invitations.id AND a.action IN ('person.invite', 'person.reset', 'tenant.invite')\n\tAND a.actor_id IN (SELECT id FROM accounts);"
    ]
  },
  {
    "tag": "0004_work_lists",
    "statements": [
      "CREATE TABLE `finds` (\n\t`id` integer PRIMARY KEY NOT NULL,\n\t`record` text NOT NULL,\n\t`words` text NOT NULL,\n\t`scopes` text NOT NULL\n);",
      "CREATE UNIQUE INDEX `finds_record_unique` ON `finds` (`record`);",
      "CREATE TABLE `tallies` (\n\t`noun` text NOT NULL,\n\t`scope` text NOT NULL,\n\t`active` integer NOT NULL,\n\t`state` text NOT NULL,\n\t`kind` text NOT NULL,\n\t`source` text NOT NULL,\n\t`n` integer NOT NULL,\n\tPRIMARY KEY(`noun`, `scope`, `active`, `state`, `kind`, `source`)\n);",
      "DROP INDEX `listings_scope`;",
      "ALTER TABLE `listings` ADD `state` text DEFAULT '' NOT NULL;",
      "ALTER TABLE `listings` ADD `kind` text DEFAULT '' NOT NULL;",
      "ALTER TABLE `listings` ADD `source` text DEFAULT '' NOT NULL;",
      "ALTER TABLE `listings` ADD `urgent` text DEFAULT '' NOT NULL;",
      "CREATE INDEX `listings_sort` ON `listings` (`noun`,`scope`,`active`,`sort`,`record`);",
      "CREATE INDEX `listings_state` ON `listings` (`noun`,`scope`,`active`,`state`,`sort`,`record`);",
      "CREATE INDEX `listings_kind` ON `listings` (`noun`,`scope`,`active`,`kind`,`sort`,`record`);",
      "CREATE INDEX `listings_source` ON `listings` (`noun`,`scope`,`active`,`source`,`sort`,`record`);",
      "CREATE INDEX `listings_urgent` ON `listings` (`noun`,`scope`,`urgent`,`record`) WHERE active;",
      "CREATE INDEX `listings_urgent_state` ON `listings` (`noun`,`scope`,`state`,`urgent`,`record`) WHERE active;",
      "CREATE INDEX `listings_urgent_kind` ON `listings` (`noun`,`scope`,`kind`,`urgent`,`record`) WHERE active;",
      "-- Lists are derived from the records: what has no row in `finds` is listed anew, by the code that lists new records.\nDELETE FROM `listings`;",
      "-- No quotes in the definition: the server's dump doesn't double them.\nCREATE VIRTUAL TABLE `found` USING fts5(words, scopes, content=finds, content_rowid=id, detail=column, tokenize=unicode61);",
      "-- Each trigger in one line: the server ends a statement of a dump at a line that ends with a semicolon.\nCREATE TRIGGER `finds_added` AFTER INSERT ON `finds` BEGIN INSERT INTO found (rowid, words, scopes) VALUES (new.id, new.words, new.scopes); END;",
      "CREATE TRIGGER `finds_changed` AFTER UPDATE ON `finds` WHEN new.words <> old.words OR new.scopes <> old.scopes BEGIN INSERT INTO found (found, rowid, words, scopes) VALUES ('delete', old.id, old.words, old.scopes); INSERT INTO found (rowid, words, scopes) VALUES (new.id, new.words, new.scopes); END;",
      "CREATE TRIGGER `finds_removed` AFTER DELETE ON `finds` BEGIN INSERT INTO found (found, rowid, words, scopes) VALUES ('delete', old.id, old.words, old.scopes); END;",
      "CREATE TRIGGER `listings_added` AFTER INSERT ON `listings` BEGIN INSERT INTO tallies (noun, scope, active, state, kind, source, n) VALUES (new.noun, new.scope, new.active, new.state, new.kind, new.source, 1), (new.noun, new.scope, new.active, '*', '', '', 1) ON CONFLICT DO UPDATE SET n = n + 1; END;",
      "CREATE TRIGGER `listings_removed` AFTER DELETE ON `listings` BEGIN UPDATE tallies SET n = n - 1 WHERE noun = old.noun AND scope = old.scope AND active = old.active AND (state, kind, source) IN (VALUES (old.state, old.kind, old.source), ('*', '', '')); END;",
      "CREATE TRIGGER `listings_changed` AFTER UPDATE OF active, state, kind, source ON `listings` WHEN (new.active, new.state, new.kind, new.source) IS NOT (old.active, old.state, old.kind, old.source) BEGIN UPDATE tallies SET n = n - 1 WHERE noun = old.noun AND scope = old.scope AND active = old.active AND (state, kind, source) IN (VALUES (old.state, old.kind, old.source), ('*', '', '')); INSERT INTO tallies (noun, scope, active, state, kind, source, n) VALUES (new.noun, new.scope, new.active, new.state, new.kind, new.source, 1), (new.noun, new.scope, new.active, '*', '', '', 1) ON CONFLICT DO UPDATE SET n = n + 1; END;",
      "CREATE TRIGGER `clocks_started` AFTER INSERT ON `clocks` WHEN new.owner IS NOT NULL BEGIN UPDATE listings SET urgent = coalesce((SELECT min(due_at) FROM clocks WHERE noun = new.noun AND record = new.record AND state = 'running' AND owner IS NOT NULL), '9') || ' ' || sort WHERE record = new.record; END;",
      "CREATE TRIGGER `clocks_changed` AFTER UPDATE OF due_at, state, owner ON `clocks` WHEN (new.due_at, new.state, new.owner) IS NOT (old.due_at, old.state, old.owner) BEGIN UPDATE listings SET urgent = coalesce((SELECT min(due_at) FROM clocks WHERE noun = new.noun AND record = new.record AND state = 'running' AND owner IS NOT NULL), '9') || ' ' || sort WHERE record = new.record; END;"
    ]
  },
  {
    "tag": "0005_nobodys_work",
    "statements": [
      "ALTER TABLE `clocks` ADD `answered_by` text;",
      "CREATE INDEX `clocks_answered` ON `clocks` (`answered_by`,`noun`,`due_at`) WHERE state = 'running';",
      "CREATE INDEX `grants_scope` ON `grants` (`scope_id`,`revoked_at`);",
      "CREATE INDEX `invitations_account` ON `invitations` (`account_id`,`created_at`) WHERE account_id is not null;",
      "CREATE INDEX `matters_in_hand` ON `matters` (`handler_id`,`id`) WHERE state = 'accepted';",
      "-- Who answers for each clock: its owner if somebody is there who may do it (ClockKind.keepers says which roles), or else the\n-- nearest unit above where somebody is. Above a member unit stands the place where it is registered; above an account the\n-- scope in which it worked last. Where nobody is at all the clock stays its owner's.\nCREATE VIEW `answering` AS SELECT c.id AS clock, coalesce(\n\t(SELECT a.id FROM accounts a WHERE c.owner_kind = 'account' AND a.id = c.owner AND a.disabled_at IS NULL),\n\t(SELECT above.value FROM json_each((SELECT '[\"' || replace(trim(coalesce(\n\t\t\t(SELECT path FROM org_units WHERE id = start.id),\n\t\t\t(SELECT org_path || id FROM member_units WHERE id = start.id)), '/'), '/', '\",\"') || '\"]'\n\t\tFROM (SELECT CASE c.owner_kind WHEN 'account' THEN (SELECT scope_id FROM grants WHERE account_id = c.owner\n\t\t\tORDER BY revoked_at IS NULL DESC, granted_at DESC LIMIT 1) ELSE c.owner END AS id) start)) above\n\tWHERE EXISTS (SELECT 1 FROM grants g JOIN accounts a ON a.id = g.account_id\n\t\tWHERE g.scope_id = above.value AND g.revoked_at IS NULL AND a.disabled_at IS NULL AND (\n\t\t\tg.role IN ('county_admin', 'street_officer', 'community_officer')\n\t\t\tOR g.role = 'grid_worker' AND c.kind <> 'review'\n\t\t\tOR g.role = 'meeting_secretary' AND c.noun = 'resolution'\n\t\t\tOR g.role = 'unit_liaison' AND c.kind IN ('lead', 'assist')))\n\tORDER BY above.key DESC LIMIT 1),\n\tc.owner) AS scope\nFROM clocks c WHERE c.owner IS NOT NULL;",
      "-- Whose clocks may change hands when somebody comes to a unit: its own, and those of all below it.\nCREATE VIEW `owners_below` AS\n\tSELECT o.id AS scope, d.id AS owner FROM org_units o\n\t\tJOIN org_units d ON d.path >= o.path AND d.path < substr(o.path, 1, length(o.path) - 1) || '0'\n\tUNION ALL SELECT o.id, m.id FROM org_units o\n\t\tJOIN member_units m ON m.org_path >= o.path AND m.org_path < substr(o.path, 1, length(o.path) - 1) || '0'\n\tUNION ALL SELECT m.id, m.id FROM member_units m\n\tUNION ALL SELECT o.id, g.account_id FROM org_units o\n\t\tJOIN org_units d ON d.path >= o.path AND d.path < substr(o.path, 1, length(o.path) - 1) || '0'\n\t\tJOIN grants g ON g.scope_id = d.id;",
      "-- Each trigger in one line: the server ends a statement of a dump at a line that ends with a semicolon.\nCREATE TRIGGER `answering_new_clock` AFTER INSERT ON `clocks` WHEN new.owner IS NOT NULL BEGIN UPDATE clocks SET answered_by = (SELECT scope FROM answering WHERE clock = new.id) WHERE id = new.id; END;",
      "CREATE TRIGGER `answering_other_owner` AFTER UPDATE OF owner, owner_kind, state ON `clocks` WHEN new.owner IS NOT NULL AND (new.owner IS NOT old.owner OR new.state = 'running' AND old.state <> 'running') BEGIN UPDATE clocks SET answered_by = (SELECT scope FROM answering WHERE clock = new.id) WHERE id = new.id; END;",
      "-- The first of a role comes to a unit.\nCREATE TRIGGER `answering_came` AFTER INSERT ON `grants` WHEN new.revoked_at IS NULL AND NOT EXISTS (SELECT 1 FROM grants g JOIN accounts a ON a.id = g.account_id WHERE g.scope_id = new.scope_id AND g.role = new.role AND g.revoked_at IS NULL AND a.disabled_at IS NULL AND g.id <> new.id) BEGIN UPDATE clocks SET answered_by = (SELECT scope FROM answering WHERE clock = clocks.id) WHERE state = 'running' AND owner IN (SELECT owner FROM owners_below WHERE scope = new.scope_id); END;",
      "-- The last of a role leaves a unit.\nCREATE TRIGGER `answering_left` AFTER UPDATE OF revoked_at ON `grants` WHEN new.revoked_at IS NOT NULL AND old.revoked_at IS NULL AND NOT EXISTS ( SELECT 1 FROM grants g JOIN accounts a ON a.id = g.account_id WHERE g.scope_id = new.scope_id AND g.role = new.role AND g.revoked_at IS NULL AND a.disabled_at IS NULL) BEGIN UPDATE clocks SET answered_by = (SELECT scope FROM answering WHERE clock = clocks.id) WHERE state = 'running' AND answered_by = new.scope_id; END;",
      "CREATE TRIGGER `answering_closed` AFTER UPDATE OF disabled_at ON `accounts` WHEN new.disabled_at IS NOT NULL AND old.disabled_at IS NULL BEGIN UPDATE clocks SET answered_by = (SELECT scope FROM answering WHERE clock = clocks.id) WHERE state = 'running' AND answered_by IN (SELECT new.id UNION ALL SELECT h.scope_id FROM grants h WHERE h.account_id = new.id AND h.revoked_at IS NULL AND NOT EXISTS ( SELECT 1 FROM grants g JOIN accounts a ON a.id = g.account_id WHERE g.scope_id = h.scope_id AND g.role = h.role AND g.revoked_at IS NULL AND a.disabled_at IS NULL)); END;",
      "CREATE TRIGGER `answering_opened` AFTER UPDATE OF disabled_at ON `accounts` WHEN new.disabled_at IS NULL AND old.disabled_at IS NOT NULL BEGIN UPDATE clocks SET answered_by = (SELECT scope FROM answering WHERE clock = clocks.id) WHERE state = 'running' AND owner IN (SELECT new.id UNION ALL SELECT b.owner FROM grants g JOIN owners_below b ON b.scope = g.scope_id WHERE g.account_id = new.id AND g.revoked_at IS NULL); END;",
      "CREATE TRIGGER `answering_moved` AFTER UPDATE OF path ON `org_units` WHEN new.path <> old.path BEGIN UPDATE clocks SET answered_by = (SELECT scope FROM answering WHERE clock = clocks.id) WHERE state = 'running' AND owner = new.id; END;",
      "CREATE TRIGGER `answering_moved_unit` AFTER UPDATE OF org_path ON `member_units` WHEN new.org_path <> old.org_path BEGIN UPDATE clocks SET answered_by = (SELECT scope FROM answering WHERE clock = clocks.id) WHERE state = 'running' AND owner = new.id; END;",
      "UPDATE `clocks` SET `answered_by` = (SELECT scope FROM answering WHERE clock = clocks.id)\nWHERE `state` = 'running' AND `owner` IS NOT NULL;"
    ]
  },
  {
    "tag": "0006_saved_views",
    "statements": [
      "CREATE TABLE `saved_views` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`noun` text NOT NULL,\n\t`name` text NOT NULL,\n\t`query` text NOT NULL,\n\t`account_id` text NOT NULL,\n\t`role` text,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE INDEX `saved_views_account` ON `saved_views` (`account_id`);",
      "CREATE INDEX `saved_views_role` ON `saved_views` (`role`);"
    ]
  },
  {
    "tag": "0007_residents",
    "statements": [
      "ALTER TABLE `county` ADD `public_name` text;",
      "ALTER TABLE `county` ADD `hotline` text;",
      "ALTER TABLE `county` ADD `office` text;",
      "ALTER TABLE `county` ADD `icp_number` text;",
      "ALTER TABLE `county` ADD `police_number` text;",
      "ALTER TABLE `county` ADD `changed_by` text;",
      "ALTER TABLE `county` ADD `changed_at` text;",
      "ALTER TABLE `county` ADD `version` integer DEFAULT 1 NOT NULL;",
      "ALTER TABLE `matters` ADD `community_id` text;",
      "CREATE INDEX `matters_near` ON `matters` (`community_id`,`closure`,`closed_at`);",
      "-- Which community a matter lies in stood in its path alone.\nUPDATE `matters` SET `community_id` = (\n\tSELECT o.id FROM json_each('[\"' || replace(trim(matters.org_path, '/'), '/', '\",\"') || '\"]') p\n\tJOIN org_units o ON o.id = p.value\n\tWHERE o.level IN (SELECT json_extract(l.value, '$.key') FROM rule_sets r, json_each(r.document, '$.organisation.levels') l\n\t\tWHERE json_extract(l.value, '$.kind') = 'community')\n\tORDER BY p.key DESC LIMIT 1);",
      "INSERT INTO `counters` (`name`, `value`) SELECT 'category ' || category, count(*) FROM matters GROUP BY category;",
      "-- How matters ended in each month in China, in the county and in each community.\nINSERT INTO `counters` (`name`, `value`)\nSELECT 'closed ' || strftime('%Y-%m', closed_at, '+8 hours') || ' ' || what || scope, count(*) FROM (\n\tSELECT m.closed_at, w.value AS what, s.value AS scope FROM matters m,\n\t\tjson_each(json_array(m.closure, CASE m.satisfied WHEN 1 THEN 'satisfied' WHEN 0 THEN 'dissatisfied' END)) w,\n\t\tjson_each(json_array('', ' ' || m.community_id)) s\n\tWHERE m.closure IS NOT NULL AND w.value IS NOT NULL AND s.value IS NOT NULL)\nGROUP BY 1;"
    ]
  },
  {
    "tag": "0008_meetings_and_outcomes",
    "statements": [
      "ALTER TABLE `matters` ADD `withheld_at` text;",
      "CREATE INDEX `meetings_series` ON `meetings` (`series`,`org_unit_id`,`starts_at`);"
    ]
  },
  {
    "tag": "0009_due_lists",
    "statements": [
      "DROP INDEX `listings_urgent`;",
      "DROP INDEX `listings_urgent_state`;",
      "DROP INDEX `listings_urgent_kind`;",
      "CREATE INDEX `listings_urgent_source` ON `listings` (`noun`,`scope`,`source`,`urgent`,`record`) WHERE active = 1;",
      "CREATE INDEX `listings_urgent` ON `listings` (`noun`,`scope`,`urgent`,`record`) WHERE active = 1;",
      "CREATE INDEX `listings_urgent_state` ON `listings` (`noun`,`scope`,`state`,`urgent`,`record`) WHERE active = 1;",
      "CREATE INDEX `listings_urgent_kind` ON `listings` (`noun`,`scope`,`kind`,`urgent`,`record`) WHERE active = 1;"
    ]
  },
  {
    "tag": "0010_names",
    "statements": [
      "DROP INDEX `member_units_name_unique`;",
      "ALTER TABLE `member_units` ADD `folded` text;",
      "ALTER TABLE `org_units` ADD `folded` text;",
      "-- Of names in Chinese characters, plain letters, figures and round brackets SQL can say what they fold to; the others are\n-- folded by the product when they are compared, and kept when they are next written.\nUPDATE `member_units` SET `folded` = lower(replace(replace(`name`, '（', '('), '）', ')'))\nWHERE `name` NOT GLOB '*[^一-鿿0-9A-Za-z()（）]*';",
      "UPDATE `org_units` SET `folded` = lower(replace(replace(`name`, '（', '('), '）', ')'))\nWHERE `name` NOT GLOB '*[^一-鿿0-9A-Za-z()（）]*';",
      "-- Of those that are called alike already one keeps it; the others stay as they are, and nothing more is added beside them.\nUPDATE `member_units` SET `folded` = NULL WHERE `closed_at` IS NULL AND `id` NOT IN\n\t(SELECT min(`id`) FROM `member_units` WHERE `closed_at` IS NULL AND `folded` IS NOT NULL GROUP BY `folded`);",
      "UPDATE `org_units` SET `folded` = NULL WHERE `closed_at` IS NULL AND `id` NOT IN\n\t(SELECT min(`id`) FROM `org_units` WHERE `closed_at` IS NULL AND `folded` IS NOT NULL GROUP BY `parent_id`, `folded`);",
      "CREATE UNIQUE INDEX `member_units_alike` ON `member_units` (`folded`) WHERE closed_at is null;",
      "CREATE INDEX `member_units_closed` ON `member_units` (`closed_at`) WHERE closed_at is not null;",
      "CREATE UNIQUE INDEX `org_units_sibling` ON `org_units` (`parent_id`,`folded`) WHERE closed_at is null;"
    ]
  },
  {
    "tag": "0011_words_that_stand",
    "statements": [
      "DROP INDEX `listings_urgent`;",
      "DROP INDEX `listings_urgent_state`;",
      "DROP INDEX `listings_urgent_kind`;",
      "DROP INDEX `listings_urgent_source`;",
      "CREATE INDEX `listings_urgent` ON `listings` (`noun`,`scope`,`urgent`,`record`,`state`,`kind`,`source`) WHERE active = 1;",
      "CREATE INDEX `listings_urgent_state` ON `listings` (`noun`,`scope`,`state`,`urgent`,`record`,`kind`,`source`) WHERE active = 1;",
      "CREATE INDEX `listings_urgent_kind` ON `listings` (`noun`,`scope`,`kind`,`urgent`,`record`,`state`,`source`) WHERE active = 1;",
      "CREATE INDEX `listings_urgent_source` ON `listings` (`noun`,`scope`,`source`,`urgent`,`record`,`state`,`kind`) WHERE active = 1;",
      "-- Whether a record runs is among the words it is found by, so that a search of what runs never walks what has ended.\nCREATE TRIGGER `finds_open` AFTER UPDATE OF active ON `listings` WHEN new.active <> old.active BEGIN UPDATE finds SET scopes = CASE WHEN new.active THEN scopes || ' open' ELSE replace(scopes, ' open', '') END WHERE record = new.record AND (instr(scopes, ' open') > 0) <> new.active; END;",
      "-- What has no row here is listed anew, by the code that lists new records, with its words.\nDELETE FROM `finds`;"
    ]
  },
  {
    "tag": "0012_settled_matters",
    "statements": [
      "ALTER TABLE `resolutions` ADD `matter_id` text;",
      "CREATE INDEX `resolutions_matter` ON `resolutions` (`matter_id`,`id`) WHERE matter_id is not null;"
    ]
  },
  {
    "tag": "0013_audit_lists",
    "statements": [
      "CREATE TABLE `audit_names` (\n\t`part` text NOT NULL,\n\t`who` text NOT NULL,\n\t`name` text NOT NULL,\n\tPRIMARY KEY(`part`, `who`, `name`)\n);",
      "CREATE TABLE `audit_tallies` (\n\t`action` text NOT NULL,\n\t`noun` text NOT NULL,\n\t`n` integer NOT NULL,\n\tPRIMARY KEY(`action`, `noun`)\n);",
      "-- The log as its pages ask for it, by time: all of it, what was done, by whom, to what, to which kind. Only a county's has these.\nCREATE INDEX `audit_at` ON `audit` (`at`);",
      "CREATE INDEX `audit_action` ON `audit` (`action`, `at`);",
      "CREATE INDEX `audit_who` ON `audit` (coalesce(nullif(actor_id, ''), actor_name), `at`);",
      "CREATE INDEX `audit_subject` ON `audit` (`subject`, `at`);",
      "CREATE INDEX `audit_noun` ON `audit` (substr(subject, 1, instr(subject, ':') - 1), `at`);",
      "INSERT INTO `audit_tallies` (`action`, `noun`, `n`) SELECT action, substr(subject, 1, instr(subject, ':') - 1), count(*) FROM audit GROUP BY 1, 2;",
      "INSERT OR IGNORE INTO `audit_names` (`part`, `who`, `name`) SELECT lower(substr(name, value)), who, name FROM (SELECT DISTINCT coalesce(nullif(actor_id, ''), actor_name) AS who, actor_name AS name FROM audit), json_each('[1,2,3,4,5,6,7,8,9,10,11,12]') WHERE value <= length(name);",
      "-- Each trigger in one line. They read what was added and write elsewhere: the log's rows are sealed as they were written.\nCREATE TRIGGER `audit_counted` AFTER INSERT ON `audit` BEGIN INSERT INTO audit_tallies (action, noun, n) VALUES (new.action, substr(new.subject, 1, instr(new.subject, ':') - 1), 1) ON CONFLICT DO UPDATE SET n = n + 1; END;",
      "CREATE TRIGGER `audit_named` AFTER INSERT ON `audit` WHEN NOT EXISTS (SELECT 1 FROM audit_names WHERE part = lower(new.actor_name) AND who = coalesce(nullif(new.actor_id, ''), new.actor_name) AND name = new.actor_name) BEGIN INSERT OR IGNORE INTO audit_names (part, who, name) SELECT lower(substr(new.actor_name, value)), coalesce(nullif(new.actor_id, ''), new.actor_name), new.actor_name FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12]') WHERE value <= length(new.actor_name); END;"
    ]
  },
  {
    "tag": "0014_whole_lists",
    "statements": [
      "-- What lies directly below a unit is a list of its own. Units that aren't listed yet are listed by the product, so too.\nINSERT INTO `listings` (`noun`, `record`, `scope`, `active`, `state`, `kind`, `source`, `sort`, `urgent`)\nSELECT listed.noun, listed.record, unit.parent_id || '/', listed.active, listed.state, listed.kind, listed.source, listed.sort, listed.urgent\nFROM `org_units` unit JOIN `listings` listed ON listed.record = unit.id AND listed.scope = unit.id\nWHERE unit.parent_id IS NOT NULL;",
      "-- Whoever may issue no links any more stands behind none: from now on such links are taken back as their issuer's role ends.\nUPDATE `invitations` SET `revoked_at` = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), `version` = `version` + 1\nWHERE `used_at` IS NULL AND `revoked_at` IS NULL AND EXISTS (SELECT 1 FROM `accounts` WHERE accounts.id = invitations.invited_by_id\n\tAND (accounts.disabled_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM `grants` WHERE grants.account_id = accounts.id\n\t\tAND grants.role IN ('county_admin', 'operator') AND grants.revoked_at IS NULL)));",
      "-- Links end in many ways; lists follow them all.\nCREATE TRIGGER `invitations_ended` AFTER UPDATE OF used_at, revoked_at ON `invitations` WHEN (new.used_at, new.revoked_at) IS NOT (old.used_at, old.revoked_at) BEGIN UPDATE listings SET active = (new.used_at IS NULL AND new.revoked_at IS NULL), state = CASE WHEN new.used_at IS NOT NULL THEN 'used' WHEN new.revoked_at IS NOT NULL THEN 'revoked' ELSE 'open' END WHERE record = new.id; END;",
      "-- One that is issued at the very moment its issuer leaves is in nobody's batch: it is taken back as it is made.\nCREATE TRIGGER `invitations_abandoned` AFTER INSERT ON `invitations` WHEN EXISTS (SELECT 1 FROM accounts WHERE accounts.id = new.invited_by_id AND (accounts.disabled_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM grants WHERE grants.account_id = accounts.id AND grants.role IN ('county_admin', 'operator') AND grants.revoked_at IS NULL))) BEGIN UPDATE invitations SET revoked_at = new.created_at WHERE id = new.id; END;"
    ]
  },
  {
    "tag": "0015_states_that_stand",
    "statements": [
      "DROP TRIGGER `finds_open`;",
      "-- A record's state is among the words it is found by, too: a search of what is in one state never walks the others.\nCREATE TRIGGER `finds_standing` AFTER UPDATE OF active, state ON `listings` WHEN new.active <> old.active OR new.state <> old.state BEGIN UPDATE finds SET scopes = replace(replace(scopes, ' open', ''), ' state' || old.state, '') || ' state' || new.state || CASE WHEN new.active THEN ' open' ELSE '' END WHERE record = new.record AND (instr(scopes || ' ', ' state' || new.state || ' ') = 0 OR (instr(scopes, ' open') > 0) <> new.active); END;",
      "-- What has no row here is listed anew, by the code that lists new records, with its words.\nDELETE FROM `finds`;"
    ]
  },
  {
    "tag": "0016_no_left_of_clocks",
    "statements": [
      "ALTER TABLE `clocks` DROP COLUMN `left`;"
    ]
  },
  {
    "tag": "0017_pauses_of_clocks",
    "statements": [
      "DROP INDEX `matters_in_hand`;",
      "CREATE INDEX `matters_in_hand` ON `matters` (`handler_id`,`id`) WHERE state in ('accepted', 'paused');",
      "ALTER TABLE `clocks` ADD `pauses` text DEFAULT '[]' NOT NULL;"
    ]
  },
  {
    "tag": "0018_robots",
    "statements": [
      "CREATE TABLE `robots` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`kind` text NOT NULL,\n\t`address` text NOT NULL,\n\t`secret` text,\n\t`masked` text NOT NULL,\n\t`set_at` text NOT NULL,\n\t`sent` text DEFAULT '[]' NOT NULL,\n\t`delivered_at` text,\n\t`failure` text,\n\t`failed_at` text,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE INDEX `outbox_robot` ON `outbox` (body ->> '$.scope',`id`) WHERE channel = 'robot' and delivered_at is null;"
    ]
  },
  {
    "tag": "0019_reminders",
    "statements": [
      "ALTER TABLE `county` ADD `remind_at` text;"
    ]
  },
  {
    "tag": "0020_urgings",
    "statements": [
      "ALTER TABLE `matters` ADD `urgings` integer DEFAULT 0 NOT NULL;",
      "ALTER TABLE `matters` ADD `urged_at` text;"
    ]
  },
  {
    "tag": "0021_whistles",
    "statements": [
      "CREATE TABLE `calls` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`whistle_id` text NOT NULL,\n\t`responder_kind` text NOT NULL,\n\t`responder` text NOT NULL,\n\t`state` text NOT NULL,\n\t`stood` text,\n\t`outcome` text,\n\t`objection` text,\n\t`ruling` text,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE UNIQUE INDEX `calls_whistle` ON `calls` (`whistle_id`,`responder`);",
      "CREATE INDEX `calls_responder` ON `calls` (`responder`,`id`);",
      "CREATE TABLE `whistles` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`number` text NOT NULL,\n\t`kind` text NOT NULL,\n\t`org_unit_id` text NOT NULL,\n\t`org_path` text NOT NULL,\n\t`occasion` text,\n\t`body` text NOT NULL,\n\t`place` text,\n\t`matter_id` text,\n\t`state` text NOT NULL,\n\t`rule_version` integer NOT NULL,\n\t`blown_by_id` text NOT NULL,\n\t`blown_by` text NOT NULL,\n\t`blown_at` text NOT NULL,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE UNIQUE INDEX `whistles_number_unique` ON `whistles` (`number`);",
      "CREATE INDEX `whistles_unit` ON `whistles` (`org_unit_id`,`kind`,`blown_at`);",
      "CREATE INDEX `whistles_matter` ON `whistles` (`matter_id`,`id`) WHERE matter_id is not null;",
      "DROP VIEW `answering`;",
      "-- The same as before, and of calls: the stages are also liaisons', the answer to an objection isn't.\nCREATE VIEW `answering` AS SELECT c.id AS clock, coalesce(\n\t(SELECT a.id FROM accounts a WHERE c.owner_kind = 'account' AND a.id = c.owner AND a.disabled_at IS NULL),\n\t(SELECT above.value FROM json_each((SELECT '[\"' || replace(trim(coalesce(\n\t\t\t(SELECT path FROM org_units WHERE id = start.id),\n\t\t\t(SELECT org_path || id FROM member_units WHERE id = start.id)), '/'), '/', '\",\"') || '\"]'\n\t\tFROM (SELECT CASE c.owner_kind WHEN 'account' THEN (SELECT scope_id FROM grants WHERE account_id = c.owner\n\t\t\tORDER BY revoked_at IS NULL DESC, granted_at DESC LIMIT 1) ELSE c.owner END AS id) start)) above\n\tWHERE EXISTS (SELECT 1 FROM grants g JOIN accounts a ON a.id = g.account_id\n\t\tWHERE g.scope_id = above.value AND g.revoked_at IS NULL AND a.disabled_at IS NULL AND (\n\t\t\tg.role IN ('county_admin', 'street_officer', 'community_officer')\n\t\t\tOR g.role = 'grid_worker' AND c.kind <> 'review'\n\t\t\tOR g.role = 'meeting_secretary' AND c.noun = 'resolution'\n\t\t\tOR g.role = 'unit_liaison' AND (c.kind IN ('lead', 'assist') OR c.noun = 'call' AND c.kind <> 'objection')))\n\tORDER BY above.key DESC LIMIT 1),\n\tc.owner) AS scope\nFROM clocks c WHERE c.owner IS NOT NULL;",
      "-- A whistle is as urgent as the next clock of those it calls.\nCREATE TRIGGER `calls_clock_started` AFTER INSERT ON `clocks` WHEN new.noun = 'call' AND new.owner IS NOT NULL BEGIN UPDATE listings SET urgent = coalesce((SELECT min(k.due_at) FROM calls c JOIN clocks k ON k.noun = 'call' AND k.record = c.id WHERE c.whistle_id = listings.record AND k.state = 'running' AND k.owner IS NOT NULL), '9') || ' ' || sort WHERE record = (SELECT whistle_id FROM calls WHERE id = new.record); END;",
      "CREATE TRIGGER `calls_clock_changed` AFTER UPDATE OF due_at, state, owner ON `clocks` WHEN new.noun = 'call' AND (new.due_at, new.state, new.owner) IS NOT (old.due_at, old.state, old.owner) BEGIN UPDATE listings SET urgent = coalesce((SELECT min(k.due_at) FROM calls c JOIN clocks k ON k.noun = 'call' AND k.record = c.id WHERE c.whistle_id = (SELECT whistle_id FROM calls WHERE id = new.record) AND k.state = 'running' AND k.owner IS NOT NULL), '9') || ' ' || sort WHERE record = (SELECT whistle_id FROM calls WHERE id = new.record) AND urgent IS NOT coalesce((SELECT min(k.due_at) FROM calls c JOIN clocks k ON k.noun = 'call' AND k.record = c.id WHERE c.whistle_id = (SELECT whistle_id FROM calls WHERE id = new.record) AND k.state = 'running' AND k.owner IS NOT NULL), '9') || ' ' || sort; END;"
    ]
  },
  {
    "tag": "0022_classes",
    "statements": [
      "ALTER TABLE `matters` ADD `urgency` text;"
    ]
  },
  {
    "tag": "0023_assignments",
    "statements": [
      "CREATE TABLE `assignments` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`matter_id` text NOT NULL,\n\t`role` text NOT NULL,\n\t`assignee_kind` text NOT NULL,\n\t`assignee` text NOT NULL,\n\t`state` text NOT NULL,\n\t`body` text NOT NULL,\n\t`given_by` text NOT NULL,\n\t`given_at` text NOT NULL,\n\t`answer` text,\n\t`stood` text,\n\t`reason` text,\n\t`note` text,\n\t`returned_by_id` text,\n\t`returns` integer DEFAULT 0 NOT NULL,\n\t`put_at` text NOT NULL,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE INDEX `assignments_matter` ON `assignments` (`matter_id`,`id`);",
      "CREATE UNIQUE INDEX `assignments_open` ON `assignments` (`matter_id`,`assignee`) WHERE state in ('assigned', 'accepted', 'returned');",
      "CREATE UNIQUE INDEX `assignments_lead` ON `assignments` (`matter_id`) WHERE role = 'lead' and state in ('assigned', 'accepted', 'returned');",
      "DROP VIEW `answering`;",
      "-- The same as before, and of assignments: they are also liaisons', the answer to a return isn't.\nCREATE VIEW `answering` AS SELECT c.id AS clock, coalesce(\n\t(SELECT a.id FROM accounts a WHERE c.owner_kind = 'account' AND a.id = c.owner AND a.disabled_at IS NULL),\n\t(SELECT above.value FROM json_each((SELECT '[\"' || replace(trim(coalesce(\n\t\t\t(SELECT path FROM org_units WHERE id = start.id),\n\t\t\t(SELECT org_path || id FROM member_units WHERE id = start.id)), '/'), '/', '\",\"') || '\"]'\n\t\tFROM (SELECT CASE c.owner_kind WHEN 'account' THEN (SELECT scope_id FROM grants WHERE account_id = c.owner\n\t\t\tORDER BY revoked_at IS NULL DESC, granted_at DESC LIMIT 1) ELSE c.owner END AS id) start)) above\n\tWHERE EXISTS (SELECT 1 FROM grants g JOIN accounts a ON a.id = g.account_id\n\t\tWHERE g.scope_id = above.value AND g.revoked_at IS NULL AND a.disabled_at IS NULL AND (\n\t\t\tg.role IN ('county_admin', 'street_officer', 'community_officer')\n\t\t\tOR g.role = 'grid_worker' AND c.kind <> 'review'\n\t\t\tOR g.role = 'meeting_secretary' AND c.noun = 'resolution'\n\t\t\tOR g.role = 'unit_liaison' AND (c.kind IN ('lead', 'assist') OR c.noun = 'call' AND c.kind <> 'objection'\n\t\t\t\tOR c.noun = 'assignment' AND c.kind <> 'return')))\n\tORDER BY above.key DESC LIMIT 1),\n\tc.owner) AS scope\nFROM clocks c WHERE c.owner IS NOT NULL;"
    ]
  },
  {
    "tag": "0024_filings",
    "statements": [
      "CREATE TABLE `filings` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`org_unit_id` text NOT NULL,\n\t`org_path` text NOT NULL,\n\t`kind` text NOT NULL,\n\t`month` text NOT NULL,\n\t`begins` text NOT NULL,\n\t`ends` text NOT NULL,\n\t`state` text NOT NULL,\n\t`carried` text DEFAULT '[]' NOT NULL,\n\t`struck` text DEFAULT '[]' NOT NULL,\n\t`document` text,\n\t`summary` text,\n\t`filed_at` text,\n\t`filed_by` text,\n\t`rule_version` integer NOT NULL,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE UNIQUE INDEX `filings_month` ON `filings` (`org_unit_id`,`kind`,`month`);"
    ]
  },
  {
    "tag": "0025_linked_matters",
    "statements": [
      "ALTER TABLE `matters` ADD `gave` text;",
      "ALTER TABLE `matters` ADD `merged_into` text;",
      "ALTER TABLE `matters` ADD `split_from` text;",
      "CREATE INDEX `matters_merged` ON `matters` (`merged_into`) WHERE merged_into is not null;",
      "CREATE INDEX `matters_split` ON `matters` (`split_from`) WHERE split_from is not null;"
    ]
  },
  {
    "tag": "0026_webhooks",
    "statements": [
      "CREATE TABLE `webhooks` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`name` text NOT NULL,\n\t`address` text NOT NULL,\n\t`nouns` text NOT NULL,\n\t`state` text NOT NULL,\n\t`stopped` text,\n\t`secret` text NOT NULL,\n\t`secret_set_at` text NOT NULL,\n\t`former_secret` text,\n\t`former_until` text,\n\t`delivered_at` text,\n\t`failure` text,\n\t`failed_at` text,\n\t`failing_since` text,\n\t`version` integer DEFAULT 1 NOT NULL\n);",
      "CREATE INDEX `outbox_webhook` ON `outbox` (body ->> '$.webhook',`id`) WHERE channel = 'webhook';",
      "CREATE INDEX `outbox_webhook_unreceived` ON `outbox` (body ->> '$.webhook',`id`) WHERE channel = 'webhook' and delivered_at is null;",
      "-- In one line: the server ends a statement of a dump at a line that ends with a semicolon.\nCREATE TRIGGER `webhooks_told` AFTER INSERT ON `events` WHEN EXISTS (SELECT 1 FROM webhooks WHERE state = 'on') BEGIN INSERT INTO outbox (id, channel, key, body, written_at, attempts, next_at) SELECT new.id || '.' || w.id, 'webhook', 'webhook ' || w.id || ' ' || new.id, json_object('webhook', w.id, 'event', new.id, 'type', new.noun || '.' || new.kind, 'at', new.at, 'noun', new.noun, 'record', new.record, 'stands', json(CASE new.noun WHEN 'matter' THEN (SELECT json_object('state', state, 'revision', version) FROM matters WHERE id = new.record) WHEN 'assignment' THEN (SELECT json_object('state', state, 'revision', version) FROM assignments WHERE id = new.record) WHEN 'whistle' THEN (SELECT json_object('state', state, 'revision', version) FROM whistles WHERE id = new.record) WHEN 'call' THEN (SELECT json_object('state', state, 'revision', version) FROM calls WHERE id = new.record) WHEN 'filing' THEN (SELECT json_object('state', state, 'revision', version) FROM filings WHERE id = new.record) WHEN 'meeting' THEN (SELECT json_object('state', state, 'revision', version) FROM meetings WHERE id = new.record) WHEN 'resolution' THEN (SELECT json_object('state', state, 'revision', version) FROM resolutions WHERE id = new.record) END)), new.at, 0, new.at FROM webhooks w WHERE w.state = 'on' AND EXISTS (SELECT 1 FROM json_each(w.nouns) WHERE value = new.noun); END;"
    ]
  },
  {
    "tag": "0027_photos",
    "statements": [
      "CREATE TABLE `photos` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`matter_id` text NOT NULL,\n\t`part` text NOT NULL,\n\t`audience` text NOT NULL,\n\t`object` text NOT NULL,\n\t`type` text NOT NULL,\n\t`width` integer NOT NULL,\n\t`height` integer NOT NULL,\n\t`bytes` integer NOT NULL,\n\t`sha256` text NOT NULL,\n\t`account_id` text,\n\t`actor_name` text NOT NULL,\n\t`at` text NOT NULL\n);",
      "CREATE UNIQUE INDEX `photos_object_unique` ON `photos` (`object`);",
      "CREATE INDEX `photos_matter` ON `photos` (`matter_id`);",
      "ALTER TABLE `county` ADD `photos_swept` text;"
    ]
  },
  {
    "tag": "0028_exclusions",
    "statements": [
      "ALTER TABLE `matters` ADD `exclusion` text;"
    ]
  },
  {
    "tag": "0029_reviews",
    "statements": [
      "ALTER TABLE `matters` ADD `review` text;",
      "DROP VIEW `answering`;",
      "-- The same as before, and of reviews of matters: that of a task is no grid worker's, that of a matter may be.\nCREATE VIEW `answering` AS SELECT c.id AS clock, coalesce(\n\t(SELECT a.id FROM accounts a WHERE c.owner_kind = 'account' AND a.id = c.owner AND a.disabled_at IS NULL),\n\t(SELECT above.value FROM json_each((SELECT '[\"' || replace(trim(coalesce(\n\t\t\t(SELECT path FROM org_units WHERE id = start.id),\n\t\t\t(SELECT org_path || id FROM member_units WHERE id = start.id)), '/'), '/', '\",\"') || '\"]'\n\t\tFROM (SELECT CASE c.owner_kind WHEN 'account' THEN (SELECT scope_id FROM grants WHERE account_id = c.owner\n\t\t\tORDER BY revoked_at IS NULL DESC, granted_at DESC LIMIT 1) ELSE c.owner END AS id) start)) above\n\tWHERE EXISTS (SELECT 1 FROM grants g JOIN accounts a ON a.id = g.account_id\n\t\tWHERE g.scope_id = above.value AND g.revoked_at IS NULL AND a.disabled_at IS NULL AND (\n\t\t\tg.role IN ('county_admin', 'street_officer', 'community_officer')\n\t\t\tOR g.role = 'grid_worker' AND (c.kind <> 'review' OR c.noun = 'matter')\n\t\t\tOR g.role = 'meeting_secretary' AND c.noun = 'resolution'\n\t\t\tOR g.role = 'unit_liaison' AND (c.kind IN ('lead', 'assist') OR c.noun = 'call' AND c.kind <> 'objection'\n\t\t\t\tOR c.noun = 'assignment' AND c.kind <> 'return')))\n\tORDER BY above.key DESC LIMIT 1),\n\tc.owner) AS scope\nFROM clocks c WHERE c.owner IS NOT NULL;"
    ]
  },
  {
    "tag": "0030_parts_of_words",
    "statements": [
      "-- The index of words grows by a part with each write; the upkeep puts parts together (worker/domain/lists/merge-words.ts) as soon as there are two alike.\nINSERT INTO `found` (`found`, `rank`) VALUES ('usermerge', 2);"
    ]
  },
  {
    "tag": "0031_sources",
    "statements": [
      "-- Sources were words of the product; each county's rules name their own. The keys stay, and what they were called.\nUPDATE `rule_sets` SET `document` = json_set(document, '$.intake.sources', json((SELECT json_group_array(json_object('key', s.value,\n\t'name', CASE s.value WHEN 'resident' THEN '居民上报' WHEN 'patrol' THEN '网格巡查' WHEN 'visit' THEN '敲门行动' WHEN 'whistle' THEN '吹哨'\n\t\tWHEN 'hotline' THEN '12345热线' WHEN 'police' THEN '110非警务分流' WHEN 'meeting' THEN '会议' ELSE s.value END,\n\t'channels', json(CASE WHEN s.value = 'resident' THEN '[\"resident\"]' WHEN s.value IN ('hotline', 'police') THEN '[\"staff\",\"system\"]' ELSE '[\"staff\"]' END)))\n\tFROM json_each(rule_sets.document, '$.intake.sources') s)))\nWHERE json_type(document, '$.intake.sources[0]') = 'text';",
      "UPDATE `rule_drafts` SET `document` = json_set(document, '$.intake.sources', json((SELECT json_group_array(json_object('key', s.value,\n\t'name', CASE s.value WHEN 'resident' THEN '居民上报' WHEN 'patrol' THEN '网格巡查' WHEN 'visit' THEN '敲门行动' WHEN 'whistle' THEN '吹哨'\n\t\tWHEN 'hotline' THEN '12345热线' WHEN 'police' THEN '110非警务分流' WHEN 'meeting' THEN '会议' ELSE s.value END,\n\t'channels', json(CASE WHEN s.value = 'resident' THEN '[\"resident\"]' WHEN s.value IN ('hotline', 'police') THEN '[\"staff\",\"system\"]' ELSE '[\"staff\"]' END)))\n\tFROM json_each(rule_drafts.document, '$.intake.sources') s)))\nWHERE json_type(document, '$.intake.sources[0]') = 'text';"
    ]
  },
  {
    "tag": "0032_figures",
    "statements": [
      "CREATE TABLE `figures` (\n\t`of` text NOT NULL,\n\t`scope` text NOT NULL,\n\t`facet` text NOT NULL,\n\t`value` text NOT NULL,\n\t`month` text NOT NULL,\n\t`spot` integer DEFAULT 0 NOT NULL,\n\t`reported` integer DEFAULT 0 NOT NULL,\n\t`responded` integer DEFAULT 0 NOT NULL,\n\t`responded_in_time` integer DEFAULT 0 NOT NULL,\n\t`declined` integer DEFAULT 0 NOT NULL,\n\t`solved` integer DEFAULT 0 NOT NULL,\n\t`unsolved` integer DEFAULT 0 NOT NULL,\n\t`unevaluated` integer DEFAULT 0 NOT NULL,\n\t`satisfied` integer DEFAULT 0 NOT NULL,\n\t`dissatisfied` integer DEFAULT 0 NOT NULL,\n\t`ended_in_time` integer DEFAULT 0 NOT NULL,\n\t`reopened` integer DEFAULT 0 NOT NULL,\n\t`excluded_solved` integer DEFAULT 0 NOT NULL,\n\t`excluded_unsolved` integer DEFAULT 0 NOT NULL,\n\t`excluded_unevaluated` integer DEFAULT 0 NOT NULL,\n\t`excluded_satisfied` integer DEFAULT 0 NOT NULL,\n\t`excluded_dissatisfied` integer DEFAULT 0 NOT NULL,\n\t`excluded_ended_in_time` integer DEFAULT 0 NOT NULL,\n\t`excluded_reopened` integer DEFAULT 0 NOT NULL,\n\tPRIMARY KEY(`scope`, `of`, `facet`, `month`, `value`)\n);",
      "CREATE INDEX `figures_spots` ON `figures` (`month`,`spot`) WHERE spot > 0;",
      "CREATE INDEX `figures_dealt` ON `figures` (`of`,`month`,(solved + unsolved + unevaluated)) WHERE \"of\" <> 'place';",
      "ALTER TABLE `matters` ADD `counted` text;",
      "CREATE INDEX `matters_uncounted` ON `matters` (`id`) WHERE counted is null;",
      "-- How matters ended is counted anew, of the matters themselves, right after the migrations: worker/domain/figures/missing.ts.\nDELETE FROM `counters` WHERE name LIKE 'closed %' OR name LIKE 'excluded %';"
    ]
  },
  {
    "tag": "0033_external_numbers",
    "statements": [
      "ALTER TABLE `matters` ADD `external_number` text;",
      "CREATE UNIQUE INDEX `matters_external` ON `matters` (`source`,`external_number`) WHERE external_number is not null;"
    ]
  },
  {
    "tag": "0034_added",
    "statements": [
      "ALTER TABLE `matters` ADD `added` text;"
    ]
  },
  {
    "tag": "0035_fewer_moves_in_lists",
    "statements": [
      "DROP INDEX `grants_scope`;",
      "CREATE INDEX `grants_scope` ON `grants` (`scope_id`,`revoked_at`,`role`,`account_id`);",
      "DROP TRIGGER `clocks_started`;",
      "-- The same as before, but nothing is written where the time stays: each row of a list stands in four indexes by its time.\nCREATE TRIGGER `clocks_started` AFTER INSERT ON `clocks` WHEN new.owner IS NOT NULL BEGIN UPDATE listings SET urgent = coalesce((SELECT min(due_at) FROM clocks WHERE noun = new.noun AND record = new.record AND state = 'running' AND owner IS NOT NULL), '9') || ' ' || sort WHERE record = new.record AND urgent IS NOT coalesce((SELECT min(due_at) FROM clocks WHERE noun = new.noun AND record = new.record AND state = 'running' AND owner IS NOT NULL), '9') || ' ' || sort; END;",
      "DROP TRIGGER `clocks_changed`;",
      "CREATE TRIGGER `clocks_changed` AFTER UPDATE OF due_at, state, owner ON `clocks` WHEN (new.due_at, new.state, new.owner) IS NOT (old.due_at, old.state, old.owner) BEGIN UPDATE listings SET urgent = coalesce((SELECT min(due_at) FROM clocks WHERE noun = new.noun AND record = new.record AND state = 'running' AND owner IS NOT NULL), '9') || ' ' || sort WHERE record = new.record AND urgent IS NOT coalesce((SELECT min(due_at) FROM clocks WHERE noun = new.noun AND record = new.record AND state = 'running' AND owner IS NOT NULL), '9') || ' ' || sort; END;"
    ]
  }
];
