import type { Verb } from "../../bin/demo/play/verbs.ts";
import type { MatterState } from "../../worker/domain/matters/states.ts";

/** Of those that are let: how likely each is at one moment. */
export const likely: Partial<Record<MatterState, Partial<Record<Verb, number>>>> = {
  reported: {
    ...{ accept: 0.24, decline: 0.03, raise: 0.03, passOn: 0.03, recategorise: 0.02 },
    ...{ callBack: 0.06, merge: 0.03, split: 0.01 },
  },
  accepted: {
    ...{ resolve: 0.07, raise: 0.02, extend: 0.05, pause: 0.08 },
    ...{ passOn: 0.02, takeOver: 0.02, recategorise: 0.02, note: 0.02, urge: 0.01 },
    ...{ merge: 0.02, split: 0.01, dispatch: 0.05 },
  },
  paused: { resume: 0.05, keep: 0.04, recategorise: 0.02, note: 0.01 },
  resolved: { evaluate: 0.1 },
  reopened: {
    ...{ accept: 0.2, resolve: 0.05, raise: 0.03, extend: 0.04, passOn: 0.02, recategorise: 0.02 },
    ...{ callBack: 0.06, split: 0.01 },
  },
  merged: { separate: 0.04, evaluate: 0.06 },
};

/** In which states each may be done at all. */
export const from: Record<Verb, readonly MatterState[]> = {
  accept: ["reported", "reopened"],
  decline: ["reported"],
  raise: ["reported", "accepted", "reopened"],
  resolve: ["accepted", "reopened"],
  extend: ["accepted", "reopened"],
  grantExtension: ["accepted", "reopened"],
  refuseExtension: ["accepted", "reopened"],
  pause: ["accepted"],
  grantPause: ["accepted"],
  refusePause: ["accepted", "reopened"],
  resume: ["paused"],
  keep: ["paused"],
  evaluate: ["resolved", "merged"],
  passOn: ["reported", "accepted", "reopened"],
  takeOver: ["accepted"],
  recategorise: ["reported", "accepted", "reopened", "paused"],
  note: ["accepted", "reopened", "paused"],
  urge: ["reported", "accepted", "reopened"],
  callBack: ["reported", "reopened"],
  merge: ["reported", "accepted"],
  separate: ["merged"],
  split: ["reported", "accepted", "reopened"],
  dispatch: ["accepted"],
};

/** What the rules, and not the state, may refuse. */
export const byRules =
  /超过本级期限|已经申请|已经用完|不能主动上报|没有上一级|规则里没有|评价期限到|不早于申请的时间|期满自动恢复|没有可以批准|没有等着决定|还没有受理|没有可以派给|已经由您经办|今天已经催办|还没有答复|先把它们分开|只能并入正在办理|主事项已经有了结果|还没有结果，有了结果再评价|已经评价过|受理以前才能收回|不由您的单位办理/;
