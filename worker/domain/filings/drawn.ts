import type { WhistleStage } from "../../rules/schema/rule-set.ts";
import { whistleStages } from "../../rules/schema/words.ts";
import type { Instant } from "../../time/instants.ts";
import { stageOf } from "../whistles/told.ts";
import type { CalledRow, StageRow } from "./called.ts";
import {
  type Coming,
  comings,
  type FiledCall,
  type FiledStage,
  type FiledWhistle,
  type FilingSummary,
  type Struck,
} from "./states.ts";

/** A month's whistles as they stand at a moment, with who was called and how far each came. `begins`: the month's first. */
export function drawn(
  rows: readonly CalledRow[],
  clocks: readonly StageRow[],
  begins: string,
  now: Instant,
): FiledWhistle[] {
  const byCall = Map.groupBy(clocks, ({ record }) => record);
  return [...Map.groupBy(rows, ({ whistle }) => whistle.id).values()].map((called) => {
    const [{ whistle }] = called as [CalledRow, ...CalledRow[]];
    const calls = called.map((row) => drawnCall(row, byCall.get(row.id) ?? [], now));
    return { ...whistle, isEarlier: whistle.blownAt < begins, calls };
  });
}

function drawnCall(
  { whistle: _whistle, ...call }: CalledRow,
  clocks: readonly StageRow[],
  now: Instant,
): FiledCall {
  const all = Object.keys(whistleStages) as WhistleStage[];
  const stages = all.flatMap((stage) => stageOf(clocks, stage) ?? []);
  return { ...call, stages, coming: comingOf(call, stages, now) };
}

/** The stage by which somebody has come: reporting in, or where the rules don't ask for that the last they ask for. */
export const comingStage = (stages: readonly FiledStage[]): FiledStage | undefined =>
  stages.find(({ stage }) => stage === "reportIn") ?? stages.at(-1);

/** Nobody who is excused is late, and nobody is absent while what they said against it isn't answered. */
function comingOf({ state }: Pick<CalledRow, "state">, stages: readonly FiledStage[], now: Instant): Coming {
  const stage = comingStage(stages);
  if (state === "excused") return "excused";
  if (stage?.metAt) return stage.metAt > stage.dueAt ? "late" : "onTime";
  if (state === "withdrawn") return "withdrawn";
  if (state === "objected") return "objecting";
  return stage && stage.dueAt < now ? "absent" : "pending";
}

/** One that didn't come, with its whistle, and why it isn't named where it isn't. */
export interface Absent {
  readonly call: string;
  readonly responder: string;
  readonly name: string;
  readonly number: string;
  readonly occasion: string | null;
  readonly blownAt: string;
  readonly dueAt: string;
  readonly struck: Struck | null;
}

/** Units that didn't come, as a filing may name them; people are counted and never named. */
export const absentIn = (whistles: readonly FiledWhistle[], struck: readonly Struck[]): Absent[] =>
  whistles.flatMap(({ number, occasion, blownAt, calls }) =>
    calls
      .filter(({ coming, responderKind }) => coming === "absent" && responderKind !== "account")
      .map(({ id: call, responder, name, stages }) => ({
        ...{ call, responder, name, number, occasion, blownAt },
        dueAt: comingStage(stages)?.dueAt ?? "",
        struck: struck.find((each) => each.call === call) ?? null,
      })),
  );

/** How many calls there are of each sort. */
export function countsOf(whistles: readonly FiledWhistle[]): FilingSummary["comings"] {
  const all = whistles.flatMap(({ calls }) => calls);
  const counted = Object.keys(comings).map((coming) => [
    coming,
    all.filter((call) => call.coming === coming).length,
  ]);
  return Object.fromEntries(counted) as FilingSummary["comings"];
}

/** Calls of which nobody can say yet whether they came: they are told again in a later month. */
export const openIn = (whistles: readonly FiledWhistle[]): string[] =>
  whistles.flatMap(({ calls }) =>
    calls.filter(({ coming }) => coming === "pending" || coming === "objecting").map(({ id }) => id),
  );
