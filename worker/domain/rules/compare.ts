import { presets } from "../../../db/presets/index.ts";
import { differencesOf } from "../../rules/document/difference.ts";
import { countyCalendar } from "../../rules/engine/calendar.ts";
import { compareClocks, exampleMoments, previewCalendar } from "../../rules/engine/preview.ts";
import { burdenOf } from "../../rules/review/burden.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { localDateOf } from "../../time/instants.ts";
import type { Context } from "../kernel/context.ts";
import { baseOf, findVersion, foundVersion, ruleVersion } from "./version.ts";

/** What a version can be held against: the rules in force, what it was drafted from, or its preset. */
export type Against = "running" | "base" | "preset";

/**
 * In what a version differs from another rule set. Where there is no such other (the first version was drafted from
 * nothing, a preset may be gone) it is held against the rules in force.
 */
export async function ruleDifferences(ctx: Context, number: number, wanted: Against) {
  const { base, ...rows } = await ctx.db.read({
    ...findVersion(ctx, number),
    base: baseOf(ctx.db.orm, number),
  });
  const found = foundVersion(ctx, rows);
  const preset = presetOf(found.preset);
  const others: Partial<Record<Against, RuleSet>> = {
    running: found.running.rules,
    ...(base[0] ? { base: base[0].document } : {}),
    ...(preset ? { preset: preset.rules } : {}),
  };
  const against = others[wanted] ? wanted : "running";
  const differences = differencesOf(others[against] ?? found.running.rules, found.rules);
  return {
    found,
    against,
    offered: Object.keys(others) as Against[],
    presetName: preset?.name ?? "",
    differences,
  };
}

/** The preset by its key; one that the product no longer has is undefined. */
export const presetOf = (key: string) =>
  Object.hasOwn(presets, key) ? presets[key as keyof typeof presets] : undefined;

/** Whole months from the present one: three months ahead, whatever the day. */
const previewMonths = 4;

/** What a version would bring: its calendar, and example clocks beside those of the rules in force. */
export async function rulePreview(ctx: Context, number: number) {
  const found = await ruleVersion(ctx, number);
  const today = localDateOf(ctx.now);
  const { calendar } = ctx;
  const moments = exampleMoments(today, countyCalendar(calendar, found.rules));
  return {
    found,
    findings: burdenOf(found.rules),
    calendar: previewCalendar(found.rules, today, previewMonths, calendar),
    clocks: compareClocks(found.running.rules, found.rules, moments, calendar),
  };
}
