import type { Target } from "../schema/acts.ts";
import type { Field } from "../schema/fields.ts";
import { fieldOfItem, sections } from "./items.ts";
import { type Standings, standingOf } from "./standing.ts";

/** How the rules of this version of the product stand, for whoever shows them. */
export const standings: Standings = {
  item: (path) => {
    const field = fieldOfItem(path) ?? fieldOfItem(`${path}.+`);
    return field ? standingOf([field]) : { idle: false, parts: [] };
  },
  sections: (names) => standingOf(sections.flatMap(([name, field]) => (names.includes(name) ? [field] : []))),
};

/** One value of the schema with what it acts on. */
export interface Mark {
  readonly section: string;
  readonly path: string;
  /** Its title after those of what it stands in. */
  readonly title: string;
  readonly acts: readonly Target[];
}

/** Every value of the schema, in its order. */
export const marks = (): Mark[] =>
  sections.flatMap(([name, section]) =>
    section.fields.flatMap(([part, field]) =>
      marksIn(field, `${name}.${part}`, "").map((mark) => ({ section: section.title, ...mark })),
    ),
  );

function marksIn(field: Field, path: string, above: string): Omit<Mark, "section">[] {
  const title = [above, field.title].filter(Boolean).join(" › ");
  if (field.as === "sources") return [];
  if (field.as !== "group" && field.as !== "list") return [{ path, title, acts: field.acts }];
  const { fields } = field.as === "list" ? field.of : field;
  return fields.flatMap(([part, inner]) => marksIn(inner, `${path}.${part}`, title));
}
