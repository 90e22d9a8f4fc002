import { DatabaseSync } from "node:sqlite";
import { categoriesOf } from "../../worker/domain/matters/categories.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { countyFile } from "./ours.ts";

/**
 * Copies a county's database to a file, sessions included: what is asked of ours with a cookie or token can be asked of
 * others with the same. What ours reads out of its rule set gets tables of its own there, as others would keep it.
 */
export function copyCounty(folder: string, slug: string, file: string): void {
  using county = new DatabaseSync(countyFile(folder, slug), { readOnly: true });
  county.prepare("VACUUM INTO ?").run(file);
  using copy = new DatabaseSync(file);
  copy.exec(`
    CREATE TABLE categories (key TEXT PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL);
    CREATE TABLE unit_kinds (key TEXT PRIMARY KEY);
    CREATE TABLE office_hours (line TEXT NOT NULL);`);
  const newest = copy.prepare("SELECT document FROM rule_sets ORDER BY version DESC LIMIT 1").get();
  const { intake, organisation, officeHours } = JSON.parse(String(newest?.document)) as RuleSet;
  const category = copy.prepare("INSERT INTO categories VALUES (?, ?, ?)");
  for (const { key, names } of categoriesOf(intake.categories))
    category.run(key, names.at(-1) ?? "", names.join(" / "));
  const kind = copy.prepare("INSERT INTO unit_kinds VALUES (?)");
  for (const { key } of organisation.unitKinds) kind.run(key);
  const hours = officeHours.periods.map(({ from, to }) => `${from} 至 ${to}`).join("，");
  copy.prepare("INSERT INTO office_hours VALUES (?)").run(hours);
}
