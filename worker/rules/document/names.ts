import type { Collection } from "../schema/rule-set.ts";
import type { Entry, RuleDocument } from "./items.ts";

/** An entry that a key may point at, with what people call it; `under` is the heading it stands below. */
export interface Choice {
  readonly key: string;
  readonly name: string;
  readonly under?: string;
}

type Named = { key: string; name: string; children?: Named[] };

/**
 * What each kind of key may point at in a document. Evaluator groups and ratings are those of the scheme that is
 * being looked at.
 */
export function choicesOf(document: RuleDocument, scheme?: Entry): Readonly<Record<Collection, Choice[]>> {
  const list = (section: string, name: string) => ((document[section] as Entry)?.[name] ?? []) as Named[];
  const within = (name: string) => (scheme?.[name] ?? []) as Named[];
  return {
    level: list("organisation", "levels"),
    gridKind: list("organisation", "gridKinds"),
    postKind: list("organisation", "postKinds"),
    unitKind: list("organisation", "unitKinds"),
    window: list("handling", "windows"),
    category: list("intake", "categories").flatMap((first) => tiers(first, first.name)),
    group: within("groups"),
    band: within("bands"),
  };
}

const tiers = (category: Named, under: string): Choice[] => [
  { key: category.key, name: category.name, under },
  ...(category.children ?? []).flatMap((child) => tiers(child, under)),
];

/** What people call an entry; a key that points nowhere stands for itself. */
export type NameOf = (collection: Collection, key: string) => string;

export function namesIn(document: RuleDocument, scheme?: Entry): NameOf {
  const choices = choicesOf(document, scheme);
  return (collection, key) => choices[collection].find((choice) => choice.key === key)?.name ?? key;
}
