import { eq, sql } from "drizzle-orm";
import type { Builder, Results } from "../../../db/client.ts";
import { calls, whistles } from "../../../db/tenant/schema/whistles.ts";
import { type Answering, answeringFor, answeringNow } from "../clocks/answering.ts";
import { type Clock, clocksOn } from "../clocks/clocks.ts";
import { ruledBy, rulesOf } from "../county/county.ts";
import { Conflict, NotFound } from "../errors.ts";
import { id } from "../kernel/input.ts";
import type { Movable } from "../kernel/move.ts";
import type { Noun } from "../kernel/record.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { objection } from "./clocks.ts";
import { type CallState, callStates } from "./states.ts";
import { blowerOf, type Called, calledBy, type LoadedWhistle, versionOf, whistle } from "./whistle.ts";

/** One of those that a whistle calls, with how far it is. Who sees the whistle's side of it sees it. */
export const call = {
  noun: "call",
  called: "报到",
  page: "/calls/",
  rights: {},
} as const satisfies Noun;

/** What moves of a call decide on: it with its whistle, and all others of that. */
export interface LoadedCall extends LoadedWhistle {
  readonly call: Called;
  /** All it has had, those that run among them. */
  readonly clocks: readonly Clock[];
  /** Before whom its clocks stand, or stood. */
  readonly answering: readonly Answering[];
}

const whistleOf = (callId: string) => sql`(select whistle_id from calls where id = ${callId})`;

export const withWhistle = (orm: Builder, callId: string) => ({
  whistle: orm
    .select()
    .from(whistles)
    .where(eq(whistles.id, whistleOf(callId))),
  calls: calledBy(orm, whistleOf(callId)),
  unit: blowerOf(orm, whistleOf(callId)),
  clocks: clocksOn(orm, call.noun, sql`${callId}`),
  answering: answeringFor(orm, call.noun, callId),
  rules: rulesOf(
    orm,
    sql`(select ${versionOf(whistleOf(callId))}
      union select rule_version from clocks where noun = ${call.noun} and record = ${callId})`,
  ),
  id: orm.select({ id: calls.id }).from(calls).where(eq(calls.id, callId)),
});

export function loadedCall({
  id: [found],
  whistle: [whistle],
  calls,
  unit: [unit],
  rules,
  ...read
}: Results<ReturnType<typeof withWhistle>>): LoadedCall {
  const call = calls.find(({ id }) => id === found?.id);
  if (!call || !whistle || !unit) throw new NotFound("call");
  return { call, whistle, calls, unit, ...read, ...ruledBy(rules, whistle.ruleVersion) };
}

const ended: readonly CallState[] = ["done", "excused", "withdrawn"];

/** Whether something is still to come of a call. */
export const isOpen = ({ state }: { state: CallState }): boolean => !ended.includes(state);

/** Who knows of a call: the units above whoever blew, whoever is called, and who answers for them. */
const knowing = ({ whistle, call, answering }: LoadedCall) => ({
  see: [...scopesOfPath(whistle.orgPath), call.responder, ...answering.map(({ answeredBy }) => answeredBy)],
  persons: call.responderKind === "account" ? [call.responder] : [],
});

/** Whose a call is: whoever is called, or whoever answers for them. */
export function responding(state: LoadedCall) {
  const { call, answering } = state;
  const now = answering.filter(({ kind }) => kind !== objection.kind);
  const act = [call.responder, ...answeringNow(now, ...now.map(({ kind }) => kind))];
  return { act, ...knowing(state) };
}

/** Who answers an objection: whoever's whistle it is and the units above, but never who objects. */
export function deciding(state: LoadedCall) {
  const { whistle, call, answering } = state;
  const all = [...scopesOfPath(whistle.orgPath), ...answeringNow(answering, objection.kind)];
  return { act: all.filter((scope) => scope !== call.responder), see: knowing(state).see };
}

/** Who sees a call's page: whose it is, and the whistle's side; whoever blew as a person, too. */
export const seenBy = (state: LoadedCall) => {
  const { see, persons } = knowing(state);
  return { act: see, see, persons: [...persons, state.whistle.blownById] };
};

/** How moves of a call find it: by its id. */
export const onCall: Movable<ReturnType<typeof withWhistle>, LoadedCall, typeof calls> = {
  noun: call.noun,
  base: "/calls",
  key: "callId",
  id: id("报到"),
  view: whistle.rights.view,
  table: calls,
  load: withWhistle,
  state: loadedCall,
  row: ({ call }) => call,
  scopes: responding,
  overtaken: ({ call: { name, state, revision } }) =>
    new Conflict(`${name}现在是“${callStates[state]}”，不能这样操作`, { revision }),
};

export const refOf = (id: string) => ({ noun: call.noun, id });
