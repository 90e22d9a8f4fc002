CREATE TABLE `failed_jobs` (
	`slug` text PRIMARY KEY NOT NULL,
	`error` text,
	`failed_at` text NOT NULL,
	`died_at` text
);
--> statement-breakpoint
CREATE TABLE `pulses` (
	`part` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL
);
