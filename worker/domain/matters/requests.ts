import type { Instant } from "../../time/instants.ts";
import { type Clock, runningIn, setClock } from "../clocks/clocks.ts";
import type { ClockKind } from "../clocks/kinds.ts";
import { Conflict } from "../errors.ts";
import type { RowChange } from "../kernel/changes.ts";
import type { Foresight } from "../kernel/choices.ts";
import type { Given } from "../kernel/context.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { caseworkers } from "../kernel/roles.ts";
import { step } from "./clocks.ts";
import { type Desk, desksOf, ownerAt } from "./desks.ts";
import { type LoadedMatter, scopesOfMatter } from "./matter.ts";

/** What somebody asks of the unit above is kept as a clock before it, to be answered while the step's time runs. */
type Requested = { level: string; by: string; byName: string };
type RequestKind<I extends Requested> = ClockKind<I>;

export const asked = ({ clocks }: LoadedMatter, kind: { kind: string }): Clock | undefined =>
  runningIn(clocks, kind);

/**
 * Before whom somebody's request stands: the lowest unit above the one that has the matter, and above their own; at the highest
 * level somebody else there.
 */
export function approverFor({ rules, lineage, matter }: LoadedMatter, { actor }: Foresight): Desk {
  const desks = desksOf(rules, lineage);
  const at = desks.findIndex(({ step: { key } }) => key === matter.level);
  const own = desks.findLastIndex(({ unit }) => actor.grants.some(({ scopeId }) => scopeId === unit.id));
  const desk = desks[Math.min(Math.max(at, own) + 1, desks.length - 1)];
  if (!desk) throw new Conflict("没有可以批准的上一级");
  return desk;
}

/** Before whom the request of a kind stands that waits for an answer. */
export const approverOf = (state: LoadedMatter, kind: { kind: string }): Desk | undefined =>
  desksOf(state.rules, state.lineage).find(({ unit }) => unit.id === asked(state, kind)?.owner);

/** The request, as it is kept: granted at once it counts all the same. */
export function requested<I extends Requested>(
  state: LoadedMatter,
  kind: RequestKind<I>,
  { reason, ...more }: { reason: string } & Omit<I, keyof Requested>,
  given: Given,
): { to: string; row: RowChange } {
  const { matter, version, rules } = state;
  const desk = approverFor(state, given);
  const { accountId, name } = given.actor;
  const inputs = { level: matter.level, by: accountId ?? "", byName: name, ...more } as unknown as I;
  const due = (runningIn(state.clocks, step)?.dueAt ?? given.now) as Instant;
  const starting = {
    record: matter.id,
    title: matter.body,
    owner: ownerAt(desk),
    inputs,
    by: { version, rules },
  };
  return { to: desk.unit.name, row: setClock(given, kind, starting, { due, reason }) };
}

/** What both answers to a request have in common: who gives them, and to what. Nobody answers their own, nor for a matter in their own hands. */
export const answering = (kind: { kind: string; called: string }) => ({
  from: ["accepted", "reopened"] as const,
  refuses: (state: LoadedMatter, { actor: { accountId } }: Foresight) => {
    const request = asked(state, kind);
    if (!request) return `没有等着决定的${kind.called}`;
    if (request.inputs.by === accountId) return "自己申请的，要由别人决定";
    return state.matter.handlerId === accountId ? "事项由您经办，申请要由别人决定" : undefined;
  },
  who: caseworkers,
  // Where somebody was faster there is none any more: then it is said so, and not that they may not.
  scopes: (state: LoadedMatter) => {
    const [reach, approver] = [scopesOfMatter(state.matter), approverOf(state, kind)];
    return approver ? { ...reach, act: scopesOfPath(approver.unit.path) } : reach;
  },
});
