import { calls } from "../../../db/tenant/schema/whistles.ts";
import type { Whistle as WhistleRule, WhistleStage } from "../../rules/schema/rule-set.ts";
import { whistleStages } from "../../rules/schema/words.ts";
import { formatDatedDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { startClock } from "../clocks/clocks.ts";
import type { VersionedRules } from "../county/county.ts";
import { insert, type RowChange } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { happened, happening } from "../kernel/happenings.ts";
import { awakeAt } from "../robots/quiet.ts";
import { tellGroup } from "../robots/send.ts";
import { call as noun, refOf } from "./call.ts";
import type { Candidate } from "./candidates.ts";
import { stageClocks } from "./stage-clocks.ts";

/** Said of each call as it begins. */
export const calledEvents = {
  called: happening<{ by: string }>(({ by }) => ({ title: `${by}吹哨，等待报到` })),
};

interface Setting extends VersionedRules {
  readonly unit: { readonly name: string };
  readonly rule: WhistleRule;
  readonly whistle: { readonly id: string; readonly body: string };
}

/** For a write batch: whoever is called, each with a clock for every stage that the rules ask for; and when the first is due. */
export function called(setting: Setting, responders: readonly Candidate[], given: Given) {
  const made = responders.map((responder) => oneCalled(setting, responder, given));
  return {
    rows: made.flatMap(({ rows }) => rows),
    called: made.map(({ call }) => call),
    until: made.flatMap(({ dues }) => dues).sort()[0] ?? "",
  };
}

function oneCalled(
  { unit, rule, whistle, version, rules }: Setting,
  { id: responder, kind: responderKind, name }: Candidate,
  given: Given,
) {
  const call = { id: given.newId(), responder, responderKind, name };
  const starting = {
    record: call.id,
    title: whistle.body,
    owner: { kind: responderKind, id: responder },
    inputs: { whistle: rule.key },
    by: { version, rules },
  };
  const stages = (Object.keys(whistleStages) as WhistleStage[]).filter((stage) => rule.clocks[stage]);
  const started = stages.map((stage) => startClock(given, stageClocks[stage], starting));
  const rows: RowChange[] = [
    insert(calls, { id: call.id, whistleId: whistle.id, responder, responderKind, state: "called" }),
    ...started.map(({ row }) => row),
    ...happened(given, refOf(call.id), { called: { by: unit.name } } as never),
  ];
  const dues = started.map(({ due }) => due.due).sort();
  const told = responderKind === "account" ? [] : [toldGroup({ unit, whistle, call, first: dues[0] }, given)];
  return { call, rows: [...rows, ...told], dues };
}

/** Written to the group of a unit that is called: at night, too, where something is due before the morning. */
function toldGroup(
  { unit, whistle, call, first }: Pick<Setting, "unit" | "whistle"> & Told,
  given: Given,
): RowChange {
  const lines = [{ text: whistle.body, href: noun.page + call.id }];
  const by = first ? `，最先一步应于 ${formatDatedDeadline(first, given.now)} 前完成` : "";
  const urgent = first !== undefined && first <= awakeAt(given.now);
  return tellGroup(given, `call ${call.id}`, {
    scope: call.responder,
    title: `${unit.name}吹哨，请报到${by}`,
    lines,
    urgent,
  });
}

type Told = { readonly call: { id: string; responder: string }; readonly first: Instant | undefined };
