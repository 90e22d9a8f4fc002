import { and, eq } from "drizzle-orm";
import type * as z from "zod";
import { type Builder, ConstraintFailed, type Query, type Results } from "../../../db/client.ts";
import { idempotency } from "../../../db/kernel/schema.ts";
import { toMs } from "../../time/instants.ts";
import { sealAudit } from "../audit/seal.ts";
import { trace } from "../audit/trace.ts";
import { Conflict, Forbidden, Invalid, NotFound, type Problem } from "../errors.ts";
import { type Changes, statementsOf } from "./changes.ts";
import type { Actor, Context } from "./context.ts";
import { valid } from "./input.ts";
import { type Action, type Scopes, verdict } from "./policy.ts";
import { idMaker } from "./secrets.ts";

/** What a decision may use besides state and input. */
export interface Given extends Pick<Context, "now" | "actor" | "calendar"> {
  newId(): string;
}

interface Spec<I extends z.ZodType, Q extends Record<string, Query>, S, R extends object, P> {
  action: Action;
  input: I;
  /** Doing it again is a new act, such as looking at contact data: no idempotency key is kept. */
  repeatable?: true;
  /** Everything the decision needs, read in one round trip. */
  load(orm: Builder, input: z.output<I>, ctx: Context): Q;
  /** Rows to state; throws NotFound when what the input names isn't there. */
  state(rows: Results<Q>, input: z.output<I>): S;
  /** The scopes the record lies in; where seeing it and acting on it differ, both. */
  scopes(state: S, input: z.output<I>): Scopes | { act: Scopes; see: Scopes };
  /** Pure: the business. Throws Invalid, Conflict or Forbidden to refuse. */
  decide(state: S, input: z.output<I>, given: Given & { prepared: P }): Changes<R>;
  /** What takes time and is no business: hashing or checking a password, making a token. */
  prepare?(input: z.output<I>, ctx: Context, state: S): Promise<P>;
  /** What a violated uniqueness means to the person, by `table.column`. */
  taken?: Record<string, Problem>;
  /** A uniqueness that only says somebody was faster, by `table.column`: the decision is made anew. */
  again?: string;
}

/** A write: `load → authorise → decide → commit`, in at most two round trips. Takes raw input and validates it. */
export interface Command<I extends z.ZodType = z.ZodType, R = unknown> {
  (ctx: Context, raw: unknown): Promise<R>;
  readonly action: Action;
  readonly input: I;
}

/** How often a write that lost a race decides anew on what it finds then. */
const attempts = 8;

export function command<
  I extends z.ZodType,
  Q extends Record<string, Query>,
  S,
  R extends object,
  P = undefined,
>(spec: Spec<I, Q, S, R, P>): Command<I, R> {
  const run = async (given: Context, raw: unknown): Promise<R> => {
    const ctx = spec.repeatable ? { ...given, idempotencyKey: null } : given;
    const input = valid(spec.input, raw);
    const requestHash = await ctx.secrets.derive("request", `${spec.action}\n${JSON.stringify(input)}`);
    for (let attempt = 1; ; attempt++) {
      const { replay, ...rows } = await ctx.db.read({
        ...spec.load(ctx.db.orm, input, ctx),
        ...replayOf(ctx),
      });
      const before = (replay as Replay[] | undefined)?.[0];
      if (before) return repeat<R>(before, spec.action, requestHash);

      const state = spec.state(rows as Results<Q>, input);
      authorise(ctx.actor, spec.action, spec.scopes(state, input));
      const prepared = (await spec.prepare?.(input, ctx, state)) as P;
      const changes = spec.decide(state, input, { ...ctx, prepared, newId: idMaker(toMs(ctx.now)) });
      try {
        await commit(ctx, spec.action, requestHash, changes);
        return changes.result;
      } catch (error) {
        if (!(error instanceof ConstraintFailed)) throw error;
        const problem = spec.taken?.[error.constraint];
        if (problem) throw new Invalid([problem]);
        const lost = ["guard", "idempotency.actor", spec.again].includes(error.constraint);
        if (!lost) throw error;
        if (attempt === attempts) throw new Conflict("这条记录正被多人同时修改");
      }
    }
  };
  return Object.assign(run, { action: spec.action, input: spec.input });
}

/** Lets through, or throws: Forbidden where the person can see the record, NotFound where not. */
export function authorise(actor: Actor, action: Action, scopes: Scopes | { act: Scopes; see: Scopes }): void {
  const { act, see } = "act" in scopes ? scopes : { act: scopes, see: scopes };
  const answer = verdict(actor.grants, action, act, see);
  if (answer === "hidden") throw new NotFound(action);
  if (answer === "forbidden") throw new Forbidden(action);
}

type Replay = typeof idempotency.$inferSelect;

const owner = (actor: Actor): string => actor.accountId ?? "visitor";

function replayOf({ db, actor, idempotencyKey }: Context) {
  if (idempotencyKey === null) return {};
  const same = and(eq(idempotency.actor, owner(actor)), eq(idempotency.key, idempotencyKey));
  return { replay: db.orm.select().from(idempotency).where(same) };
}

function repeat<R>(before: Replay, action: Action, requestHash: string): R {
  if (before.action === action && before.requestHash === requestHash) return before.result as R;
  throw new Invalid([{ path: "", message: "这份表单已经提交过，内容与上次不同。请刷新页面后重新填写" }]);
}

async function commit<R>(
  ctx: Context,
  action: Action,
  requestHash: string,
  changes: Changes<R>,
): Promise<void> {
  const { orm } = ctx.db;
  const once =
    ctx.idempotencyKey === null
      ? []
      : [
          orm.insert(idempotency).values({
            actor: owner(ctx.actor),
            key: ctx.idempotencyKey,
            action,
            requestHash,
            result: changes.result,
            at: ctx.now,
          }),
        ];
  await ctx.db.write([
    ...once,
    ...changes.rows.flatMap((change) => statementsOf(orm, change)),
    trace(ctx, changes.recordedAs ?? action, changes.subject, changes.detail),
  ]);
  ctx.defer(() => sealAudit(ctx));
}
