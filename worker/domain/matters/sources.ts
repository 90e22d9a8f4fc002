import { nameIn } from "../../rules/document/names.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import type { sourceChannels } from "../../rules/schema/words.ts";

type Sources = RuleSet["intake"]["sources"];

/** What a source is called by some rules; its key where they have none. */
export const sourceName = (sources: Sources, key: string): string => nameIn(sources, key);

/** What sources are called, each by the first of several rules that knows it. */
export const sourceNames = (
  found: readonly { value: string }[],
  several: readonly { sources: Sources }[],
): Readonly<Record<string, string>> => {
  const known = several.flatMap(({ sources }) => sources);
  return Object.fromEntries(found.map(({ value }) => [value, sourceName(known, value)]));
};

/** The sources that somebody may bring matters through. */
export const broughtBy = (sources: Sources, channel: keyof typeof sourceChannels): Sources =>
  sources.filter(({ channels }) => channels.includes(channel));
