DROP INDEX `grants_scope`;--> statement-breakpoint
CREATE INDEX `grants_scope` ON `grants` (`scope_id`,`revoked_at`,`role`,`account_id`);