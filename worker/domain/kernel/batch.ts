import { ConstraintFailed, type Query } from "../../../db/client.ts";
import { sealSoon } from "../audit/soon.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "../errors.ts";
import type { Begun, Command, Settled } from "./command.ts";
import type { Context } from "./context.ts";

/** One row of a batch: what the command takes, and what tells its repeat from another row. */
export interface BatchRow {
  readonly key: string;
  readonly input: unknown;
}

/** How a row went: what the command answered, or why it was refused. */
export type BatchOutcome<R> = { readonly key: string } & (
  | { readonly result: R }
  | { readonly refused: Invalid | Conflict | NotFound | Forbidden }
);

/** How many rows are read, and then written, in one round trip each. */
export const chunk = 50;

type Doing<R> = Pick<Command<never, R>, "begin"> & ((ctx: Context, raw: unknown) => Promise<R>);

/** A row that somebody of its own does, or in another way than the rest. */
export interface Deed<R> extends BatchRow {
  readonly ctx: Context;
  readonly command: Doing<R>;
}

/**
 * One command over many rows, for imports and jobs: rows that can be done are done, others come back with the reason.
 * A chunk is committed as a whole; where one of its rows lost a race, its rows go one by one. Begun again with the same
 * keys it answers alike and goes on where it stopped.
 */
export const inBatches = <R>(
  ctx: Context,
  command: Doing<R>,
  rows: readonly BatchRow[],
): Promise<BatchOutcome<R>[]> =>
  deedsInBatches(
    ctx,
    rows.map((row) => ({ ...row, ctx, command })),
  );

/** The same of rows that differ in who does what, on one database. None may rest on what another one changes. */
export async function deedsInBatches<R>(ctx: Context, deeds: readonly Deed<R>[]): Promise<BatchOutcome<R>[]> {
  const outcomes: BatchOutcome<R>[] = [];
  for (let start = 0; start < deeds.length; start += chunk)
    outcomes.push(...(await oneChunk(ctx, deeds.slice(start, start + chunk))));
  return outcomes;
}

async function oneChunk<R>(ctx: Context, deeds: readonly Deed<R>[]): Promise<BatchOutcome<R>[]> {
  const begun = await Promise.all(
    deeds.map(({ ctx, command, key, input }) =>
      outcomeOf(() => command.begin({ ...ctx, idempotencyKey: key }, input)),
    ),
  );
  const answers = await readTogether(ctx, begun);
  const settled = await Promise.all(
    begun.map((one, index) =>
      "refused" in one ? one : outcomeOf(() => one.done.settle(answers[index] ?? {})),
    ),
  );
  try {
    await ctx.db.write(settled.flatMap((one) => ("done" in one ? one.done.statements : [])));
  } catch (error) {
    if (!(error instanceof ConstraintFailed)) throw error;
    return oneByOne(deeds);
  }
  ctx.defer(() => sealSoon(ctx));
  return deeds.map(({ key }, index) =>
    named(key, settled[index] as Outcome<Settled<R>>, ({ result }) => result),
  );
}

/** All that the rows ask for, in one round trip. */
async function readTogether<R>(
  ctx: Context,
  begun: readonly Outcome<Begun<R>>[],
): Promise<Record<string, unknown>[]> {
  const asked = begun.flatMap((one, index) =>
    "done" in one
      ? Object.entries(one.done.queries).map(([name, query]) => [`${index} ${name}`, query] as const)
      : [],
  );
  const answers: Record<string, unknown> =
    asked.length === 0 ? {} : await ctx.db.read(Object.fromEntries<Query>(asked));
  return begun.map((_, index) =>
    Object.fromEntries(
      Object.entries(answers)
        .filter(([name]) => name.startsWith(`${index} `))
        .map(([name, rows]) => [name.slice(`${index} `.length), rows]),
    ),
  );
}

async function oneByOne<R>(deeds: readonly Deed<R>[]): Promise<BatchOutcome<R>[]> {
  const outcomes: BatchOutcome<R>[] = [];
  for (const { ctx, command, key, input } of deeds) {
    const outcome = await outcomeOf(() => command({ ...ctx, idempotencyKey: key }, input));
    outcomes.push(named(key, outcome, (result) => result));
  }
  return outcomes;
}

type Outcome<T> = { readonly done: T } | { readonly refused: Invalid | Conflict | NotFound | Forbidden };

/** What a row's own fault is stays the row's; everything else stops the batch. */
async function outcomeOf<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { done: await work() };
  } catch (error) {
    const own = [Invalid, Conflict, NotFound, Forbidden].some((kind) => error instanceof kind);
    if (!own) throw error;
    return { refused: error as Invalid };
  }
}

const named = <T, R>(key: string, outcome: Outcome<T>, resultOf: (done: T) => R): BatchOutcome<R> =>
  "done" in outcome ? { key, result: resultOf(outcome.done) } : { key, refused: outcome.refused };
