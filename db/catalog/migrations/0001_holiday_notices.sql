CREATE TABLE `holiday_notices` (
	`revision` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`year` integer NOT NULL,
	`edition` integer NOT NULL,
	`title` text NOT NULL,
	`document` text NOT NULL,
	`days_off` text NOT NULL,
	`workdays` text NOT NULL,
	`loaded_by` text NOT NULL,
	`loaded_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `holiday_notices_year` ON `holiday_notices` (`year`,`edition`);