CREATE TABLE `filings` (
	`id` text PRIMARY KEY NOT NULL,
	`org_unit_id` text NOT NULL,
	`org_path` text NOT NULL,
	`kind` text NOT NULL,
	`month` text NOT NULL,
	`begins` text NOT NULL,
	`ends` text NOT NULL,
	`state` text NOT NULL,
	`carried` text DEFAULT '[]' NOT NULL,
	`struck` text DEFAULT '[]' NOT NULL,
	`document` text,
	`summary` text,
	`filed_at` text,
	`filed_by` text,
	`rule_version` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `filings_month` ON `filings` (`org_unit_id`,`kind`,`month`);