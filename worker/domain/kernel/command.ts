import type * as z from "zod";
import { type Builder, ConstraintFailed, type Query, type Results } from "../../../db/client.ts";
import { toMs } from "../../time/instants.ts";
import { sealSoon } from "../audit/soon.ts";
import { trace } from "../audit/trace.ts";
import { Conflict, Invalid, PreconditionFailed, type Problem } from "../errors.ts";
import { type Changes, statementsOf } from "./changes.ts";
import type { Context, Given } from "./context.ts";
import { type Happenings, happened, type Said } from "./happenings.ts";
import { type PhotosField, valid } from "./input.ts";
import { kept, owner, type Replay, repeat, replayOf } from "./replay.ts";
import { authorise, type Reach, type Right } from "./rights.ts";
import { idMaker } from "./secrets.ts";

/** Where a command is sent to, as page and program alike see it. */
export interface Operation {
  /** Below the county's or the platform's address: `/matters/{matterId}/refusal`. Names in it are fields of the input. */
  readonly resource: `/${string}`;
  /** What programs read; people read it on the button. */
  readonly summary: string;
  readonly method?: "put";
  /** Makes something new, answered with 201: where it can be read, `/meetings/{id}`, if it can. */
  readonly creates?: true | `/${string}`;
  /** What is answered; a result's other fields are kept back. By default its id. */
  readonly output?: z.ZodType;
  /** What may be sent, where that is less than the command takes. */
  readonly takes?: z.ZodType;
  /** The same of what may be sent as a form. */
  readonly takesForm?: z.ZodType;
  /** Its fields that are photos: a form brings them, and may be sent besides JSON. */
  readonly photos?: readonly PhotosField[];
}

export interface Spec<I extends z.ZodType, Q extends Record<string, Query>, S, R extends object, P, E> {
  right: Right;
  input: I;
  operation?: Operation;
  /** The kinds of events it says. */
  events?: E;
  /** Doing it again is a new act, such as looking at contact data: no idempotency key is kept. */
  repeatable?: true;
  /** Everything the decision needs, read in one round trip. */
  load(orm: Builder, input: z.output<I>, ctx: Context): Q;
  /** Rows to state; throws NotFound when what the input names isn't there. */
  state(rows: Results<Q>, input: z.output<I>): S;
  /** The scopes the record lies in; where seeing it and acting on it differ, both. */
  scopes(state: S, input: z.output<I>): Reach;
  /** The record's revision, where a write may be made for one that was read (`If-Match`). */
  revision?(state: S): number;
  /** Pure: the business. Throws Invalid, Conflict or Forbidden to refuse. */
  decide(state: S, input: z.output<I>, given: Given & Attempted<S, P>): Changes<R, E>;
  /** What takes time and is no business: hashing or checking a password, making a token. */
  prepare?(input: z.output<I>, ctx: Context, state: S): Promise<P>;
  /** What a violated uniqueness means to the person, by `table.column`. */
  taken?: Record<string, Problem>;
  /** A uniqueness that only says somebody was faster, by `table.column`: the decision is made anew. */
  again?: string;
}

interface Attempted<S, P> {
  readonly prepared: P;
  /** What was decided on at first, where that attempt lost a race and this decides anew. */
  readonly before: S | undefined;
}

/** A write: `load → authorise → decide → commit`, in at most two round trips. Takes raw input and validates it. */
export interface Command<I extends z.ZodType = z.ZodType, R = unknown, E = Happenings> {
  (ctx: Context, raw: unknown): Promise<R>;
  readonly right: Right;
  readonly input: I;
  readonly operation: Operation | undefined;
  /** It may be sent for a revision. */
  readonly conditional: true | undefined;
  readonly events: E;
  /** Its two halves, for whoever commits several at once; see batch.ts. */
  begin(ctx: Context, raw: unknown): Promise<Begun<R>>;
}

/** A command that knows what it must read. */
export interface Begun<R, S = unknown> {
  readonly queries: Record<string, Query>;
  /** Decides on what was read. */
  settle(rows: Record<string, unknown>): Promise<Settled<R, S>>;
  /** What a refused commit means: it is decided anew, or the problem is the person's to mend. */
  refused(error: unknown): "again";
}

/** What is to be written, and what is then answered; an earlier answer needs no writing. */
export interface Settled<R, S = unknown> {
  readonly result: R;
  readonly statements: readonly Query[];
  /** What it was decided on. */
  readonly state?: S;
}

/** How often a write that lost a race decides anew on what it finds then. */
const attempts = 8;

export function command<
  I extends z.ZodType,
  Q extends Record<string, Query>,
  S,
  R extends object,
  P = undefined,
  E = Record<never, never>,
>(spec: Spec<I, Q, S, R, P, E>): Command<I, R, E> {
  const begin = beginning(spec);
  const run = async (ctx: Context, raw: unknown): Promise<R> => {
    let before: S | undefined;
    for (let attempt = 1; ; attempt++) {
      const begun = await begin(ctx, raw, before);
      const { result, statements, state } = await begun.settle(await ctx.db.read(begun.queries));
      if (statements.length === 0) return result;
      try {
        await ctx.db.write(statements);
        ctx.defer(() => sealSoon(ctx));
        return result;
      } catch (error) {
        begun.refused(error);
        before ??= state;
        if (attempt === attempts) throw new Conflict("这条记录正被多人同时修改");
      }
    }
  };
  const { right, input, operation, events = {} as E } = spec;
  const conditional = spec.revision && (true as const);
  return Object.assign(run, { right, input, operation, conditional, events, begin });
}

function beginning<I extends z.ZodType, Q extends Record<string, Query>, S, R extends object, P, E>(
  spec: Spec<I, Q, S, R, P, E>,
): (given: Context, raw: unknown, before?: S) => Promise<Begun<R, S>> {
  const { right } = spec;
  return async (given, raw, before) => {
    const ctx = spec.repeatable ? { ...given, idempotencyKey: null } : given;
    const input = valid(spec.input, raw, ctx.now);
    const requestHash = await ctx.secrets.derive("request", `${right.action}\n${JSON.stringify(input)}`);
    return {
      queries: { ...spec.load(ctx.db.orm, input, ctx), ...replayOf(ctx) },
      async settle({ replay, ...rows }) {
        const known = (replay as Replay[] | undefined)?.[0];
        if (known) return { result: repeat<R>(known, right, requestHash), statements: [] };
        const state = spec.state(rows as Results<Q>, input);
        authorise(ctx.actor, right, spec.scopes(state, input));
        mustStandAt(ctx, spec.revision?.(state));
        const prepared = (await spec.prepare?.(input, ctx, state)) as P;
        const own = { ...ctx, prepared, before, newId: idMaker(toMs(ctx.now)) };
        const changes = spec.decide(state, input, own);
        return { result: changes.result, statements: written(own, right, requestHash, changes), state };
      },
      refused(error) {
        if (!(error instanceof ConstraintFailed)) throw error;
        const problem = spec.taken?.[error.constraint];
        if (problem) throw new Invalid([problem]);
        if (!["guard", "idempotency.actor", spec.again].includes(error.constraint)) throw error;
        return "again";
      },
    };
  };
}

/** @throws PreconditionFailed when the record has none of the revisions that the write is made for. */
function mustStandAt({ revisions }: Context, revision: number | undefined): void {
  if (!revisions || revision === undefined || revisions.includes(revision)) return;
  throw new PreconditionFailed({ revision });
}

/** The write batch of a decision: the key's row, the changes, what happened, one audit row. */
function written<R, E>(
  ctx: Context & Given,
  { action }: Right,
  requestHash: string,
  { result, on, by, recordedAs, detail, says, at, rows }: Changes<R, E>,
): Query[] {
  const { orm } = ctx.db;
  const { actor, idempotencyKey: key, now } = ctx;
  const said = happened({ ...ctx, now: at ?? now }, on, (says ?? {}) as Said<Happenings>);
  return [
    ...(key === null ? [] : [kept({ actor: owner(actor), key, action, requestHash, result, at: now })]),
    ...[...rows, ...said].flatMap((change) => statementsOf(orm, change)),
    trace({ ...ctx, actor: by ?? actor }, recordedAs?.action ?? action, on, detail),
  ];
}
