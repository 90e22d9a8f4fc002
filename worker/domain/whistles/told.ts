import { and, eq, type SQL, sql } from "drizzle-orm";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import type { WhistleStage } from "../../rules/schema/rule-set.ts";
import { answeringName, unattended } from "../clocks/answering.ts";
import type { Context } from "../kernel/context.ts";
import { verdict } from "../kernel/rights.ts";
import { matter as matterNoun, scopesOfMatter } from "../matters/matter.ts";
import { call as callNoun } from "./call.ts";
import { type LoadedWhistle, ruleOf } from "./whistle.ts";

type Ctx = Pick<Context, "db">;

/** For a read batch: the clocks of a whistle's calls, or of one call. */
export const clocksFor = ({ db: { orm } }: Ctx, records: SQL) =>
  orm
    .select({
      id: clocks.id,
      noun: clocks.noun,
      record: clocks.record,
      kind: clocks.kind,
      state: clocks.state,
      dueAt: clocks.dueAt,
      endedAt: clocks.endedAt,
      caution: clocks.caution,
      ruleVersion: clocks.ruleVersion,
      inputs: clocks.inputs,
      setBy: clocks.setBy,
      reason: clocks.reason,
      owner: answeringName,
      unattended,
    })
    .from(clocks)
    .where(and(eq(clocks.noun, callNoun.noun), sql`${clocks.record} in ${records}`))
    .orderBy(clocks.dueAt, clocks.id);

export type ClockRow = ReturnType<typeof clocksFor>["_"]["result"][number];

/** For a read batch: the matter that a whistle is blown for. */
export const matterOf = ({ db: { orm } }: Ctx, whistleId: SQL) =>
  orm
    .select({
      id: matters.id,
      number: matters.number,
      orgPath: matters.orgPath,
      levelPath: matters.levelPath,
    })
    .from(matters)
    .where(sql`${matters.id} = (select matter_id from whistles where id = ${whistleId})`);

export function toldMatter(
  { actor }: Pick<Context, "actor">,
  [found]: readonly { id: string; number: string; orgPath: string; levelPath: string }[],
  called: readonly string[],
) {
  if (!found) return null;
  const { see } = scopesOfMatter(found);
  const maySee = verdict(actor, matterNoun.rights.view, { act: see, see, answering: called }) === "allowed";
  return { id: found.id, number: found.number, maySee };
}

/** What stands in both pages of a whistle: what is asked, by whom, where and for which matter. */
export function toldWhistle(state: LoadedWhistle) {
  const { whistle, unit } = state;
  return { ...whistle, by: unit.name, kindName: ruleOf(state).name };
}

/** How a stage of a call stands: when it was due, when it was reached; null where it was never asked for. */
export const stageOf = (
  rows: readonly Pick<ClockRow, "kind" | "state" | "dueAt" | "endedAt">[],
  stage: WhistleStage,
) => {
  const found = rows.find(({ kind }) => kind === stage);
  return found
    ? {
        stage,
        dueAt: found.dueAt,
        metAt: found.state === "met" ? found.endedAt : null,
        runs: found.endedAt === null,
      }
    : null;
};
