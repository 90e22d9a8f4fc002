import * as z from "zod";
import type { Builder, Query, Results } from "../../../db/client.ts";
import type { Conflict } from "../errors.ts";
import { mustAllow, withBesides } from "./allowed.ts";
import { assertRevision, type Changes, type RowChange, update, type WithSql } from "./changes.ts";
import { type ChoicesOf, type Foresight, mustBeOffered } from "./choices.ts";
import { type Command, command } from "./command.ts";
import type { Context, Given } from "./context.ts";
import type { Said } from "./happenings.ts";
import { fieldsOf, type NamedField } from "./input.ts";
import { listAnew } from "./listings.ts";
import { operationOf } from "./move-operation.ts";
import { type Reach, type Right, right } from "./rights.ts";

export type Table = Parameters<typeof assertRevision>[0];
/** What has no state of its own is open or closed. */
type StateOf<T extends Table> = T["$inferSelect"] extends { state: infer State } ? State : "open" | "closed";

/** How the moves of a noun find the record they are made on, and what they have in common. */
export interface Movable<Q extends Record<string, Query>, S, T extends Table> {
  readonly noun: string;
  /** What the addresses of its records begin with: `/matters`; those for programs, where they differ, with `resources`. */
  readonly base: `/${string}`;
  readonly resources?: `/${string}`;
  /** The field of the input that names the record, and its check. */
  readonly key: string;
  readonly id: z.ZodType<string>;
  /** Who sees its records. */
  readonly view?: Right;
  readonly table: T;
  /** The states in which its records have ended; lists follow their states. Left out where a noun isn't listed. */
  readonly ended?: readonly StateOf<T>[];
  load(orm: Builder, id: string, ctx: Context, input: Readonly<Record<string, unknown>>): Q;
  /** What any act but those aside makes of a record besides: what waited for one doesn't any more. */
  besides?(state: S, given: Pick<Given, "actor">): Partial<WithSql<T["$inferInsert"]>> | undefined;
  /** @throws NotFound when there is no such record. */
  state(rows: Results<Q>): S;
  row(state: S): { readonly id: string; readonly revision: number; readonly state: StateOf<T> };
  scopes(state: S): Reach;
  /** What goes with whatever a move changes of a record: more of its row, and rows elsewhere. */
  along?(state: S, set: Partial<T["$inferSelect"]>, given: Given): Pick<Moved<T, never>, "set" | "rows">;
  /** What is thrown when the record's state doesn't allow a move: somebody else was first. */
  overtaken(state: S): Conflict;
}

/** What a move makes of its record. Without `set` the record stays, and must not have been changed meanwhile. */
export interface Moved<T extends Table, E> extends Pick<Changes<object, E>, "detail" | "recordedAs" | "at"> {
  readonly set?: Partial<WithSql<T["$inferInsert"]>>;
  readonly says: Said<E>;
  readonly rows?: readonly RowChange[];
  /** What is answered besides the record's id. */
  readonly result?: object;
}

/** How a move's form looks: what stands above and below its fields, under which words it is folded away. */
export interface MoveForm {
  /** Something ends that can't be taken up again. */
  readonly danger?: true;
  readonly above?: string;
  readonly below?: string;
  /** What would come of it as the record stands now. */
  readonly foretold?: string;
  readonly folded?: string;
  /** What stands in its fields at first, by their names: whoever sends it may change it. */
  readonly suggested?: Readonly<Record<string, string>>;
  /** Nothing comes of it for the record itself: whoever may do only that waits for others. */
  readonly aside?: true;
  /** What the form's fields stand for in the input, where they aren't called the same. */
  readonly read?: (values: Readonly<Record<string, unknown>>) => Record<string, unknown>;
}

/** One verb of a noun, told from top to bottom. */
export interface MoveSpec<S, T extends Table, Shape extends z.ZodRawShape, E> {
  /** The verb: `decline`. */
  readonly name: string;
  /** What it is posted to, below its record: `refusal`. Without it nobody can send it: time makes it happen. */
  readonly resource?: string;
  /** On the button, and for programs. */
  readonly label: string;
  /** In the audit log, where that says more than the button. */
  readonly logged?: string;
  /** What people read when it is done. */
  readonly done: string;
  /** The states in which it may be made. */
  readonly from: readonly StateOf<T>[];
  /** Why it can't be made though the state allows it, in words: the rules don't know it, or there is nothing to make it on. */
  refuses?(state: S, given: Foresight): string | undefined;
  /** What would come of it, told before it is made: who has it then, and by when. */
  foretells?(state: S, given: Foresight): string;
  /** What stands in the fields of its form at first, as the record stands. */
  suggests?(state: S): Readonly<Record<string, string>>;
  readonly who: Right["who"];
  readonly standIns?: Right["standIns"];
  /** Whose it is, where that differs from the noun's other moves. */
  scopes?(state: S): Reach;
  /** What it takes besides the record. */
  readonly input: Shape;
  /** For each field of the kind `oneOf`: what may be chosen as the record stands. */
  readonly choices?: ChoicesOf<S>;
  /** The kinds of events it says, with the words people read. */
  readonly events: E;
  readonly form?: MoveForm;
  readonly again?: string; // as any command's
  /** What programs are answered; by default the record's id. */
  readonly output?: z.ZodType;
  /** What is done beforehand where it may be made, since the rows name it: files are put where they belong. */
  before?(input: z.output<z.ZodObject<Shape>>, ctx: Context, state: S): Promise<void>;
  decide(state: S, input: z.output<z.ZodObject<Shape>>, given: Given): Moved<T, E>;
}

/** A move as pages, API and timelines see it. */
export interface Move<E = object, S = never> extends Command<z.ZodType, { id: string }, E> {
  readonly noun: string;
  /** Its name: a function has one already. */
  readonly verb: string;
  readonly base: string;
  readonly key: string;
  readonly resource: string | undefined;
  readonly label: string;
  readonly done: string;
  /** The states in which it may be made. */
  readonly from: readonly unknown[];
  /** Whether a record allows it as it stands. */
  allows(state: S, given: Foresight): boolean;
  foretells?: ((state: S, given: Foresight) => string) | undefined;
  suggests?: ((state: S) => Readonly<Record<string, string>>) | undefined;
  scopes(state: S): Reach;
  /** What its form asks for by itself. */
  readonly fields: readonly NamedField[];
  readonly choices: ChoicesOf<S>;
  readonly form: MoveForm;
}

/**
 * A verb made on one record of a noun: refused in any state but those it names, and guarded by the record's revision.
 * Two calls, so that the noun is settled before the verb is checked against it.
 */
export const move =
  <Q extends Record<string, Query>, S, T extends Table>(on: Movable<Q, S, T>) =>
  <Shape extends z.ZodRawShape, E>(spec: MoveSpec<S, T, Shape, E>): Move<E, S> => {
    const { noun, base, key } = on;
    const { name: verb, resource, label, done, from, form = {}, foretells, suggests, choices = {} } = spec;
    const { scopes = on.scopes } = spec;
    const allows = (state: S, given: Foresight) =>
      from.includes(on.row(state).state) && spec.refuses?.(state, given) === undefined;
    const described = {
      ...{ noun, verb, base, key, resource, label, done, from },
      ...{ form, foretells, suggests, choices, allows },
    };
    const fields = fieldsOf(spec.input);
    return Object.assign(commandOf(on, { ...spec, scopes }), described, { fields, scopes });
  };

function commandOf<Q extends Record<string, Query>, S, T extends Table, Shape extends z.ZodRawShape, E>(
  on: Movable<Q, S, T>,
  spec: MoveSpec<S, T, Shape, E> & Pick<Movable<Q, S, T>, "scopes">,
) {
  const { key } = on;
  return command({
    right: right(`${on.noun}.${spec.name}`, spec.logged ?? spec.label, spec.who, on.view, spec.standIns),
    input: z.strictObject({ [key]: on.id, ...spec.input }) as z.ZodType<Record<string, unknown>>,
    ...operationOf(on, spec),
    ...(spec.again ? { again: spec.again } : {}),
    events: spec.events,
    load: (orm, input, ctx) => on.load(orm, String(input[key]), ctx, input),
    state: (rows: Results<Q>) => on.state(rows),
    scopes: (state) => spec.scopes(state),
    revision: (state) => on.row(state).revision,
    prepare: async (input, ctx, state) => {
      if (!spec.before) return;
      mustAllow(on, spec, state, ctx);
      await spec.before(input as never, ctx, state);
    },
    decide: (state, input, given) => {
      mustAllow(on, spec, state, given);
      const { [key]: _record, ...asked } = input;
      mustBeOffered(spec.choices ?? {}, asked, state, given);
      const besides = spec.form?.aside ? undefined : on.besides?.(state, given);
      return changesOf(on, state, withBesides(spec.decide(state, asked as never, given), besides), given);
    },
  });
}

/** What a move makes of its record, guarded by the revision it was decided on. */
function changesOf<S, T extends Table, E>(
  on: Pick<Movable<never, S, T>, "noun" | "row" | "table" | "ended" | "along">,
  state: S,
  { set, rows = [], result, ...changes }: Moved<T, E>,
  given: Given,
) {
  const { noun, table, ended } = on;
  const row = on.row(state);
  const { id } = row;
  const along = set && on.along?.(state, set as Partial<T["$inferSelect"]>, given);
  const guarded = set ? update(table, row, { ...set, ...along?.set } as object) : assertRevision(table, row);
  const listed = ended ? listAnew(id, set as { state?: string } | undefined, ended) : [];
  const all = [guarded, ...rows, ...listed, ...(along?.rows ?? [])];
  return { ...changes, result: { id, ...result }, on: { noun, id }, rows: all };
}
