import { choicesOf } from "../schema/choices.ts";
import type { Entry, RuleDocument } from "../schema/document.ts";
import type { Collection } from "../schema/rule-set.ts";

/** What people call an entry by the kind of key and the key. */
export type NameOf = (collection: Collection, key: string) => string;

/** The names of a document's entries; evaluator groups and ratings are those of the scheme that is looked at. */
export function namesIn(document: RuleDocument, scheme?: Entry): NameOf {
  const choices = choicesOf(document, scheme);
  return (collection, key) => nameIn(choices[collection], key);
}

/** What an entry of a list is called; a key that points nowhere stands for itself. */
export function nameIn(entries: readonly { key: string; name: string }[], key: string): string {
  return entries.find((entry) => entry.key === key)?.name ?? key;
}
