import type { WhistleStage } from "../../rules/schema/rule-set.ts";
import type { CallState, WhistleState } from "../whistles/states.ts";

/** open ──file──▶ filed */
export const filingStates = { open: "待报备", filed: "已报备" } as const;
export type FilingState = keyof typeof filingStates;

/** Whether whoever was called came: what a filing says of each. */
export const comings = {
  onTime: "按期报到",
  late: "超期报到",
  absent: "没有报到",
  pending: "未到期",
  objecting: "异议待裁定",
  excused: "异议成立",
  withdrawn: "吹哨撤回",
} as const;
export type Coming = keyof typeof comings;

/** A stage of a call: when it was due, when it was reached, and whether its time still runs. */
export interface FiledStage {
  readonly stage: WhistleStage;
  readonly dueAt: string;
  readonly metAt: string | null;
  readonly runs: boolean;
}

/** One of those that a whistle called, as a filing tells it. */
export interface FiledCall {
  readonly id: string;
  readonly responderKind: "org" | "unit" | "account";
  readonly responder: string;
  readonly name: string;
  readonly state: CallState;
  readonly coming: Coming;
  readonly stages: readonly FiledStage[];
  readonly objection: string | null;
  readonly ruling: string | null;
}

/** A whistle, as a filing tells it. */
export interface FiledWhistle {
  readonly id: string;
  readonly number: string;
  readonly occasion: string | null;
  readonly body: string;
  readonly place: string | null;
  readonly state: WhistleState;
  readonly blownAt: string;
  /** It was blown in an earlier month, and left something for this one. */
  readonly isEarlier: boolean;
  readonly calls: readonly FiledCall[];
}

/** What a filing says: drawn from the clocks until it is filed, kept as it was from then on. */
export interface FilingDocument {
  readonly unit: string;
  readonly kindName: string;
  /** To whom it is filed, and whether units that didn't come are named. */
  readonly to: string;
  readonly nameAbsent: boolean;
  readonly whistles: readonly FiledWhistle[];
  /** How many calls there are beyond those it tells. */
  readonly cut: number;
}

/** How much a filing told when it was filed. */
export interface FilingSummary {
  readonly whistles: number;
  readonly comings: Readonly<Record<Coming, number>>;
  /** The units that it names. */
  readonly named: readonly string[];
}

/** A call that didn't come and isn't named for it: why, who says so and when. */
export interface Struck {
  readonly call: string;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}
