DROP INDEX `member_units_name_unique`;--> statement-breakpoint
ALTER TABLE `member_units` ADD `folded` text;--> statement-breakpoint
ALTER TABLE `org_units` ADD `folded` text;
--> statement-breakpoint
-- Of names in Chinese characters, plain letters, figures and round brackets SQL can say what they fold to; the others are
-- folded by the product when they are compared, and kept when they are next written.
UPDATE `member_units` SET `folded` = lower(replace(replace(`name`, '（', '('), '）', ')'))
WHERE `name` NOT GLOB '*[^一-鿿0-9A-Za-z()（）]*';
--> statement-breakpoint
UPDATE `org_units` SET `folded` = lower(replace(replace(`name`, '（', '('), '）', ')'))
WHERE `name` NOT GLOB '*[^一-鿿0-9A-Za-z()（）]*';
--> statement-breakpoint
-- Of those that are called alike already one keeps it; the others stay as they are, and nothing more is added beside them.
UPDATE `member_units` SET `folded` = NULL WHERE `closed_at` IS NULL AND `id` NOT IN
	(SELECT min(`id`) FROM `member_units` WHERE `closed_at` IS NULL AND `folded` IS NOT NULL GROUP BY `folded`);
--> statement-breakpoint
UPDATE `org_units` SET `folded` = NULL WHERE `closed_at` IS NULL AND `id` NOT IN
	(SELECT min(`id`) FROM `org_units` WHERE `closed_at` IS NULL AND `folded` IS NOT NULL GROUP BY `parent_id`, `folded`);
--> statement-breakpoint
CREATE UNIQUE INDEX `member_units_alike` ON `member_units` (`folded`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `member_units_closed` ON `member_units` (`closed_at`) WHERE closed_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `org_units_sibling` ON `org_units` (`parent_id`,`folded`) WHERE closed_at is null;
