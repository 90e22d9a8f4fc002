import type { Entry, RuleDocument } from "./document.ts";
import type { Collection } from "./terms.ts";

/** What keys may point at, read from a document that need not be checked yet. Plain data, because pages use it too. */

/** What the key of people points at. */
export const peopleIn = { post: "postKind", level: "level", unit: "unitKind" } as const;

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
    service: list("serviceHours", "services"),
    source: list("intake", "sources"),
    urgency: list("intake", "urgencies"),
    handlingLevel: list("handling", "levels"),
    category: list("intake", "categories").flatMap((first) => tiers(first, first.name)),
    group: within("groups"),
    band: within("bands"),
  };
}

const tiers = (category: Named, under: string): Choice[] => [
  { key: category.key, name: category.name, under },
  ...(category.children ?? []).flatMap((child) => tiers(child, under)),
];
