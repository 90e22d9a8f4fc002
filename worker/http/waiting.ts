import { viewDesk, waitingFor } from "../domain/desk/before.ts";
import type { Actor } from "../domain/kernel/context.ts";
import { mayEver } from "../domain/kernel/rights.ts";
import { readAlong } from "./along.ts";
import { type C, isApi, isRead } from "./app-env.ts";

/** Every page of a county's staff says in its menu how much waits for them. */
export function readWaitingAlong(c: C, actor: Actor): void {
  const { tenant, db, now } = c.var;
  if (!tenant || isApi(c) || !isRead(c) || !mayEver(actor.grants, viewDesk)) return;
  readAlong(c, " waiting", waitingFor({ db, actor, now }), ([found]) => c.set("waiting", found));
}
