CREATE TABLE `webhooks` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`address` text NOT NULL,
	`nouns` text NOT NULL,
	`state` text NOT NULL,
	`stopped` text,
	`secret` text NOT NULL,
	`secret_set_at` text NOT NULL,
	`former_secret` text,
	`former_until` text,
	`delivered_at` text,
	`failure` text,
	`failed_at` text,
	`failing_since` text,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outbox_webhook` ON `outbox` (body ->> '$.webhook',`id`) WHERE channel = 'webhook';--> statement-breakpoint
CREATE INDEX `outbox_webhook_unreceived` ON `outbox` (body ->> '$.webhook',`id`) WHERE channel = 'webhook' and delivered_at is null;--> statement-breakpoint
-- In one line: the server ends a statement of a dump at a line that ends with a semicolon.
CREATE TRIGGER `webhooks_told` AFTER INSERT ON `events` WHEN EXISTS (SELECT 1 FROM webhooks WHERE state = 'on') BEGIN INSERT INTO outbox (id, channel, key, body, written_at, attempts, next_at) SELECT new.id || '.' || w.id, 'webhook', 'webhook ' || w.id || ' ' || new.id, json_object('webhook', w.id, 'event', new.id, 'type', new.noun || '.' || new.kind, 'at', new.at, 'noun', new.noun, 'record', new.record, 'stands', json(CASE new.noun WHEN 'matter' THEN (SELECT json_object('state', state, 'revision', version) FROM matters WHERE id = new.record) WHEN 'assignment' THEN (SELECT json_object('state', state, 'revision', version) FROM assignments WHERE id = new.record) WHEN 'whistle' THEN (SELECT json_object('state', state, 'revision', version) FROM whistles WHERE id = new.record) WHEN 'call' THEN (SELECT json_object('state', state, 'revision', version) FROM calls WHERE id = new.record) WHEN 'filing' THEN (SELECT json_object('state', state, 'revision', version) FROM filings WHERE id = new.record) WHEN 'meeting' THEN (SELECT json_object('state', state, 'revision', version) FROM meetings WHERE id = new.record) WHEN 'resolution' THEN (SELECT json_object('state', state, 'revision', version) FROM resolutions WHERE id = new.record) END)), new.at, 0, new.at FROM webhooks w WHERE w.state = 'on' AND EXISTS (SELECT 1 FROM json_each(w.nouns) WHERE value = new.noun); END;
