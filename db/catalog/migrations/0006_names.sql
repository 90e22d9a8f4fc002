CREATE INDEX IF NOT EXISTS `grants_scope` ON `grants` (`scope_id`,`revoked_at`);
