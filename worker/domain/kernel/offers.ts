import { type Foresight, filled } from "./choices.ts";
import type { NamedField } from "./input.ts";
import type { Move, MoveForm } from "./move.ts";
import { verdict } from "./rights.ts";

/** A move that somebody may make now, as its button and form need it. */
export interface Offer {
  readonly name: string;
  readonly resource: string;
  readonly label: string;
  readonly fields: readonly NamedField[];
  readonly form: MoveForm;
}

/** What somebody may make of a record as it stands, in the order in which the moves are listed. */
export const offersOf = <S>(moves: readonly Offered<NoInfer<S>>[], state: S, given: Foresight): Offer[] =>
  moves.flatMap((move) => {
    const { verb: name, resource, label, form, foretells, suggests, allows, right, scopes } = move;
    if (resource === undefined || !allows(state, given)) return [];
    if (verdict(given.actor, right, scopes(state)) !== "allowed") return [];
    const told = {
      ...form,
      ...(foretells ? { foretold: foretells(state, given) } : {}),
      ...(suggests ? { suggested: suggests(state) } : {}),
    };
    return [{ name, resource, label, fields: filled(move.fields, move.choices, state, given), form: told }];
  });

/**
 * What the fields of each move's form are called, for what was typed into one that is offered no more. By the form's
 * resource: two moves may ask for different things in a field of the same name.
 */
export const labelsOf = (
  moves: readonly Pick<Move, "resource" | "fields">[],
): Readonly<Record<string, Readonly<Record<string, string>>>> =>
  Object.fromEntries(
    moves.map(({ resource = "", fields }) => [
      resource,
      Object.fromEntries(fields.map(({ name, label }) => [name, label])),
    ]),
  );

type Offered<S> = Pick<
  Move<object, S>,
  | "verb"
  | "resource"
  | "label"
  | "fields"
  | "choices"
  | "form"
  | "foretells"
  | "suggests"
  | "allows"
  | "right"
  | "scopes"
>;
