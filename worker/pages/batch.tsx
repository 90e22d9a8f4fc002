import type { Hono } from "hono";
import { BatchResults } from "../../views/lists/batch-results.tsx";
import { Conflict, Invalid } from "../domain/errors.ts";
import type { Context } from "../domain/kernel/context.ts";
import type { Move } from "../domain/kernel/move.ts";
import { sizes } from "../domain/lists/words.ts";
import { answerOf } from "../http/answers.ts";
import type { AppEnv } from "../http/app-env.ts";
import { submitted } from "../http/form.ts";
import { allow } from "../http/session.ts";
import { frameOf } from "./frame.ts";
import { show } from "./show.ts";

/** A move that asks for nothing, made on all that was chosen in a list. */
interface BatchAct {
  /** What it is posted to: `/matters/acceptances`. */
  readonly path: `/${string}`;
  /** What stands above the results: 受理所选事项. */
  readonly title: string;
  readonly move: Pick<Move, "base" | "key" | "right" | "done"> &
    ((ctx: Context, raw: unknown) => Promise<unknown>);
  /** What the chosen are called, of those that the person finds. */
  readonly named: (ctx: Context, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** False where what was chosen has no page any more. */
  readonly pages?: false;
}

/** As many as the longest page of a list holds. */
const most = Math.max(...sizes);

/**
 * Makes a move on each record that was chosen, one after the other, and says of each how that went. Sent again it is the
 * same again: each has a key of its own.
 */
export function postBatch(pages: Hono<AppEnv>, act: BatchAct): void {
  const { path, title, move, named, pages: have } = act;
  pages.post(path, allow(move.right), async (c) => {
    const { ctx } = c.var;
    const { selected = [] } = (await submitted(c)).values;
    const ids = [...new Set([selected].flat())];
    if (ids.length > most) throw new Invalid([{ path: "selected", message: `一次最多办理 ${most} 项` }]);
    const results: { id: string; failed: string | null }[] = [];
    for (const id of ids) {
      const one = { ...ctx, idempotencyKey: `${ctx.idempotencyKey} ${id}` };
      results.push({ id, failed: await failureOf(move(one, { [move.key]: id })) });
    }
    const names = await named(ctx, ids);
    const told = results.map(({ id, failed }) => ({
      href: have === false ? undefined : `${move.base}/${id}`,
      name: names.get(id),
      failed,
    }));
    return show(
      c,
      <BatchResults frame={frameOf(c, title)} back={move.base} done={move.done} results={told} />,
    );
  });
}

/** What is said of one that wasn't done; null when it was. What nobody can mend is thrown on. */
async function failureOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof Conflict) return error.message;
    const { status, page } = answerOf(error);
    if (status >= 500) throw error;
    return page.happened;
  }
}
