CREATE INDEX `grants_scope` ON `grants` (`scope_id`,`revoked_at`);--> statement-breakpoint
CREATE INDEX `invitations_account` ON `invitations` (`account_id`,`created_at`) WHERE account_id is not null;