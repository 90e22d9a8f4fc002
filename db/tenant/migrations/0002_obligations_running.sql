DROP INDEX `obligations_due`;--> statement-breakpoint
CREATE INDEX `obligations_running` ON `obligations` (`due_at`) WHERE ended_at is null;