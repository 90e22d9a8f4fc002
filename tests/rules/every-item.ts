import {
  type Entry,
  type Item,
  itemAt,
  type RuleDocument,
  sections,
} from "../../worker/rules/document/items.ts";

/** The paths of everything that is edited on a page of its own: sections, groups and entries of lists. */
export function pathsIn(document: RuleDocument): string[] {
  return sections.flatMap(([name, { fields }]) => [
    name,
    ...fields.flatMap(([part, field]) => {
      if (field.as === "group") return [`${name}.${part}`];
      if (field.as !== "list" || !field.keyed) return [];
      return entriesIn(document, name, part).map(({ key }) => `${name}.${part}.${key}`);
    }),
  ]);
}

/** Every item of a document that means something there, whether or not it is filled in. */
export const itemsIn = (document: RuleDocument): Item[] =>
  pathsIn(document).flatMap((path) => itemAt(document, path) ?? []);

export const entriesIn = (document: RuleDocument, section: string, list: string): Entry[] =>
  ((document[section] as Entry | undefined)?.[list] ?? []) as Entry[];
