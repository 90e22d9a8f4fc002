import type { Hono } from "hono";
import type { Failed } from "../../views/components/submit.ts";
import type { Context } from "../domain/kernel/context.ts";
import type { Move } from "../domain/kernel/move.ts";
import type { AppEnv, C } from "../http/app-env.ts";
import { attempting, type Refused } from "../http/form.ts";
import { photosIn } from "../http/sent-photos.ts";
import { allow } from "../http/session.ts";
import { seeOther } from "./show.ts";

type Posted = Pick<Move, "base" | "key" | "resource" | "done" | "right" | "form" | "fields"> &
  ((ctx: Context, raw: unknown) => Promise<unknown>);

/**
 * Takes the forms of a noun's moves: each is posted to its resource below the record and leads back to the record, or
 * to the page that is shown when the person must mend something. `failed` names the form by its resource.
 */
export function postMoves(
  pages: Hono<AppEnv>,
  moves: readonly Posted[],
  again: (c: C, failed: Failed<string>, status: Refused["status"]) => Response | Promise<Response>,
): void {
  for (const move of moves) {
    const { base, key, resource, done, form, fields } = move;
    const read = form.read ?? ((values) => values);
    if (resource === undefined) continue;
    pages.post(`${base}/:${key}/${resource}`, allow(move.right), async (c) => {
      const id = c.req.param(key) ?? "";
      const outcome = await attempting(c, async ({ values, files }) =>
        move(c.var.ctx, { ...read(values), ...(await photosIn(fields, files)), [key]: id }),
      );
      if ("done" in outcome) return seeOther(c, `${base}/${id}`, done);
      const { refused } = outcome;
      return again(c, { form: resource, attempt: refused }, refused.status);
    });
  }
}
