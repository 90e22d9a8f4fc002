import { asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { calls, whistles } from "../../../db/tenant/schema/whistles.ts";
import { assertRevision, type RowChange } from "../kernel/changes.ts";
import type { Context, Given } from "../kernel/context.ts";
import { happened } from "../kernel/happenings.ts";
import { verdict } from "../kernel/rights.ts";
import { type Matter, refOf } from "../matters/matter.ts";
import { responderName, scopesOfWhistle, whistle } from "./whistle.ts";

/** For a write batch: a whistle is blown for a matter, which is still as it was seen. */
export const forMatter = (
  matter: Matter,
  told: { by: string; called: readonly string[] },
  given: Given,
): RowChange[] => [
  assertRevision(matters, matter),
  ...happened(given, refOf(matter.id), { whistled: told } as never),
];

/** When the next stage of a call is due; null where nothing of it runs. */
export const nextDue = sql<string | null>`(select min(due_at) from clocks
  where noun = 'call' and record = ${calls.id} and state = 'running' and kind <> 'objection')`;

/** The most calls that a matter's page shows. */
const most = 100;

/** For a read batch: who was called for a matter, the newest whistle first. */
export const calledFor = ({ db: { orm } }: Pick<Context, "db">, matterId: string | SQL) =>
  orm
    .select({
      id: whistles.id,
      number: whistles.number,
      orgPath: whistles.orgPath,
      blownById: whistles.blownById,
      by: orgUnits.name,
      responder: calls.responder,
      responderKind: calls.responderKind,
      name: responderName,
      state: calls.state,
      dueAt: nextDue,
    })
    .from(whistles)
    .innerJoin(calls, eq(calls.whistleId, whistles.id))
    .innerJoin(orgUnits, eq(orgUnits.id, whistles.orgUnitId))
    .where(sql`${whistles.matterId} = ${matterId}`)
    .orderBy(desc(whistles.id), asc(calls.id))
    .limit(most);

type Row = ReturnType<typeof calledFor>["_"]["result"][number];

/** Whom a matter concerns because they are called for it: until they are excused or the whistle is withdrawn. */
export const concernedByCalls = (rows: readonly Row[]): string[] =>
  rows.flatMap(({ responder, responderKind, state }) =>
    responderKind === "account" || state === "excused" || state === "withdrawn" ? [] : [responder],
  );

/** A matter's whistles, each with who was called, and whether this person may open it. */
export const whistlesOf = (rows: readonly Row[], actor: Context["actor"]) =>
  [...Map.groupBy(rows, ({ id }) => id).values()].map((called) => {
    const [{ id, number, by, orgPath, blownById }] = called as [Row, ...Row[]];
    const { see, persons } = scopesOfWhistle({ orgPath, blownById }, called);
    return {
      id,
      number,
      by,
      maySee: verdict(actor, whistle.rights.view, { act: see, see, persons }) === "allowed",
      calls: called.map(({ name, state, dueAt }) => ({ name, state, dueAt })),
    };
  });
