import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import type { MatterState } from "../../../worker/domain/matters/states.ts";
import { DAY, instant } from "../../../worker/time/instants.ts";
import type { Filled } from "./county.ts";
import { categories } from "./words.ts";

/** What somebody does in a county, each time to another matter. */
export interface Act {
  name: string;
  /** Of which states the matters are that it is done to; none where it makes one. */
  to?: readonly MatterState[];
  path(matter: string): string;
  fields(county: Filled): Readonly<Record<string, string>>;
  /** What is only looked at. */
  reads?: true;
}

const reason = "已到现场查看，需要上级协调处理";

/** A matter's way, by the county's admin; and its report, by whoever has none of its cookies. */
export const acts: readonly Act[] = [
  {
    name: "report",
    path: () => "/matters",
    fields: ({ place }) => ({
      ...{ orgUnitId: place.grids[0]?.id ?? "", category: categories[0]?.key ?? "" },
      ...{ body: "楼道的水管漏水，已经流到一楼", place: "3号楼2单元" },
    }),
  },
  {
    name: "open a matter",
    to: ["accepted"],
    path: (id) => `/matters/${id}`,
    fields: () => ({}),
    reads: true,
  },
  { name: "accept", to: ["reported"], path: (id) => `/matters/${id}/acceptance`, fields: () => ({}) },
  {
    name: "note progress",
    to: ["accepted"],
    path: (id) => `/matters/${id}/progress`,
    fields: () => ({ text: "已联系物业，明天上午更换", audience: "staff" }),
  },
  {
    name: "open the form of dispatching",
    to: ["accepted"],
    path: (id) => `/matters/${id}/assignments/new`,
    fields: () => ({}),
    reads: true,
  },
  {
    name: "dispatch",
    to: ["accepted"],
    path: (id) => `/matters/${id}/assignments`,
    fields: ({ place }) => ({ body: "请三天内更换水管", lead: rootUnit(place) }),
  },
  { name: "raise", to: ["accepted"], path: (id) => `/matters/${id}/escalation`, fields: () => ({ reason }) },
  {
    name: "resolve",
    to: ["accepted"],
    path: (id) => `/matters/${id}/outcome`,
    fields: () => ({ outcome: "水管已经更换，不再漏水" }),
  },
];

const rootUnit = ({ units }: Filled["place"]): string => units[0]?.id ?? "";

/**
 * So many matters of some states at their first level, with nobody else's part in them: the newest, since people act on what came
 * in lately.
 */
export async function mattersFor(
  { db: { orm, read } }: Filled,
  states: readonly MatterState[],
  many: number,
): Promise<string[]> {
  const { rows } = await read({
    rows: orm
      .select({ id: matters.id })
      .from(matters)
      .where(
        and(
          ...[inArray(matters.state, [...states]), eq(matters.level, "grid")],
          sql`not exists (select 1 from assignments where matter_id = ${matters.id})`,
        ),
      )
      .orderBy(desc(matters.id))
      .limit(many),
  });
  return rows.map(({ id }) => id);
}

/** Makes so many of the newest matters go up by themselves with the next run: their level's time was over an hour ago. */
export async function overdueNow({ db: { orm, write } }: Filled, many: number): Promise<void> {
  const actsAt = instant(Date.now() - DAY / 24);
  const next = sql`(select clocks.id from clocks join matters on matters.id = clocks.record
    where clocks.kind = 'step' and clocks.ended_at is null and matters.state in ('reported', 'accepted')
    and json_type(clocks.inputs, '$.above') is not 'null' order by matters.id desc limit ${many})`;
  await write([
    orm
      .update(clocks)
      .set({ dueAt: actsAt, actsAt })
      .where(and(isNull(clocks.endedAt), sql`${clocks.id} in ${next}`)),
  ]);
}
