import type { Context } from "../../worker/domain/kernel/context.ts";

/** A context in which somebody else acts, once, between what a command reads first and what it then writes. */
export function meanwhile(ctx: Context, act: () => Promise<unknown>): Context {
  let acted = false;
  const read: Context["db"]["read"] = async (queries) => {
    const answers = await ctx.db.read(queries);
    if (!acted) {
      acted = true;
      await act();
    }
    return answers;
  };
  return { ...ctx, db: { ...ctx.db, read } };
}
