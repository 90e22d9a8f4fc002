ALTER TABLE `invitations` ADD `invited_by_id` text;--> statement-breakpoint
CREATE INDEX `invitations_open` ON `invitations` (`expires_at`,`id`) WHERE "invitations"."used_at" is null and "invitations"."revoked_at" is null;--> statement-breakpoint
ALTER TABLE `sessions` ADD `network` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `used_at` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `proven_at` text DEFAULT '' NOT NULL;
--> statement-breakpoint
UPDATE `sessions` SET `used_at` = `created_at`, `proven_at` = `created_at`;
--> statement-breakpoint
-- Who issued a link stood in the log alone. Accounts of another database, such as an operator's in a county, are nobody's here.
UPDATE `invitations` SET `invited_by_id` = a.actor_id FROM audit a
WHERE a.subject = 'invitation:' || invitations.id AND a.action IN ('person.invite', 'person.reset', 'tenant.invite')
	AND a.actor_id IN (SELECT id FROM accounts);
