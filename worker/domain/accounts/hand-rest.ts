import * as z from "zod";
import { command } from "../kernel/command.ts";
import type { Context, System } from "../kernel/context.ts";
import { id, orNull } from "../kernel/input.ts";
import type { Sendings } from "../kernel/outbox.ts";
import { account as accountNoun, refOf } from "./account.ts";
import { handed, logged } from "./handed.ts";
import { deals, leavingFrom, leavingOf } from "./leaving.ts";

/** Hands over the next hundred of what somebody has in hand whose posts ended; to the units what the successor can't take. */
const handRest = command({
  right: accountNoun.rights.handOver,
  input: z.strictObject({ accountId: id("人员"), successorId: orNull(id("接手的人")) }),
  load: (orm, input) => leavingOf(orm, input, []),
  state: ({ successor, ...read }, input) =>
    leavingFrom({ ...read, successor }, successor.length > 0 ? input : {}),
  scopes: () => [],
  decide: (state, _input, given) => {
    const { account, successor, inHand } = state;
    const able = successor !== undefined && inHand.every((matter) => deals(successor.posts, matter));
    const { rows, told } = handed(given, able ? state : { ...state, successor: undefined }, []);
    return { result: { more: told.more }, on: refOf(account.id), detail: logged(told), rows };
  },
});

/** Delivers `handOver`: until nothing is left, each hundred once however often it is tried. */
export async function deliverHandOver(
  ctx: Context & { actor: System },
  { from, to, by }: Sendings["handOver"],
  key: string,
): Promise<void> {
  const actor = { ...ctx.actor, name: by };
  for (let round = 1, more = true; more; round++) {
    const own = { ...ctx, actor, idempotencyKey: `${key} ${round}` };
    ({ more } = await handRest(own, { accountId: from, successorId: to }));
  }
}
