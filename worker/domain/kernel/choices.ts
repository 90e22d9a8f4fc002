import { Invalid } from "../errors.ts";
import type { Given } from "./context.ts";
import type { Choice, NamedField } from "./input.ts";

/** What is known before a move is made: who would make it, when, and the calendar. */
export type Foresight = Pick<Given, "now" | "calendar" | "actor">;

/** By field: what may be chosen as a record stands. */
export type ChoicesOf<S> = Readonly<Record<string, (state: S, given: Foresight) => readonly Choice[]>>;

/** @throws Invalid for what isn't among the choices: typed by hand, or gone since the form was opened. */
export function mustBeOffered<S>(
  choices: ChoicesOf<S>,
  asked: Readonly<Record<string, unknown>>,
  state: S,
  given: Foresight,
): void {
  const problems = Object.entries(choices)
    // What may be left out was; the schema asks for the rest.
    .filter(([name]) => asked[name] !== undefined)
    .filter(([name, offered]) => !offered(state, given).some(({ value }) => value === asked[name]))
    .map(([path]) => ({ path, message: "请选择列出的一项" }));
  if (problems.length > 0) throw new Invalid(problems);
}

/** The fields of a form with what may be chosen in them; one in which nothing may is left out. */
export const filled = <S>(
  fields: readonly NamedField[],
  choices: ChoicesOf<S>,
  state: S,
  given: Foresight,
): NamedField[] =>
  fields.flatMap((field) => {
    const options = choices[field.name]?.(state, given);
    if (options?.length === 0) return [];
    return [options ? { ...field, options } : field];
  });
