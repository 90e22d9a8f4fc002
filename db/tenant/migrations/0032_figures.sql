CREATE TABLE `figures` (
	`of` text NOT NULL,
	`scope` text NOT NULL,
	`facet` text NOT NULL,
	`value` text NOT NULL,
	`month` text NOT NULL,
	`spot` integer DEFAULT 0 NOT NULL,
	`reported` integer DEFAULT 0 NOT NULL,
	`responded` integer DEFAULT 0 NOT NULL,
	`responded_in_time` integer DEFAULT 0 NOT NULL,
	`declined` integer DEFAULT 0 NOT NULL,
	`solved` integer DEFAULT 0 NOT NULL,
	`unsolved` integer DEFAULT 0 NOT NULL,
	`unevaluated` integer DEFAULT 0 NOT NULL,
	`satisfied` integer DEFAULT 0 NOT NULL,
	`dissatisfied` integer DEFAULT 0 NOT NULL,
	`ended_in_time` integer DEFAULT 0 NOT NULL,
	`reopened` integer DEFAULT 0 NOT NULL,
	`excluded_solved` integer DEFAULT 0 NOT NULL,
	`excluded_unsolved` integer DEFAULT 0 NOT NULL,
	`excluded_unevaluated` integer DEFAULT 0 NOT NULL,
	`excluded_satisfied` integer DEFAULT 0 NOT NULL,
	`excluded_dissatisfied` integer DEFAULT 0 NOT NULL,
	`excluded_ended_in_time` integer DEFAULT 0 NOT NULL,
	`excluded_reopened` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`scope`, `of`, `facet`, `month`, `value`)
);
--> statement-breakpoint
CREATE INDEX `figures_spots` ON `figures` (`month`,`spot`) WHERE spot > 0;--> statement-breakpoint
CREATE INDEX `figures_dealt` ON `figures` (`of`,`month`,(solved + unsolved + unevaluated)) WHERE "of" <> 'place';--> statement-breakpoint
ALTER TABLE `matters` ADD `counted` text;--> statement-breakpoint
CREATE INDEX `matters_uncounted` ON `matters` (`id`) WHERE counted is null;--> statement-breakpoint
-- How matters ended is counted anew, of the matters themselves, right after the migrations: worker/domain/figures/missing.ts.
DELETE FROM `counters` WHERE name LIKE 'closed %' OR name LIKE 'excluded %';
