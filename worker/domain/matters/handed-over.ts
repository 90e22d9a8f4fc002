import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import { type RowChange, update } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { happened, openHappening } from "../kernel/happenings.ts";
import { caseworkers } from "../kernel/roles.ts";
import { handedOver as listedWith } from "./listing.ts";
import { handledBy, nobodys, refOf } from "./matter.ts";

/** What an event keeps of whose hands a matter went through: people by name, and the unit that has it. */
type HandedOver = {
  from: string;
  /** Null where it is left to the unit. */
  to: string | null;
  unit: string;
  /** Nobody is left there. */
  unattended: boolean;
};

/** Whoever had it in hand has it no more: somebody else has, or the unit alone. */
export const handedOver = openHappening<HandedOver>({
  staff: ({ from, to, unit, unattended }) =>
    to === null
      ? {
          title: `${from}不再经办，留给${unit}${unattended ? "（现在无人值守）" : ""}`,
          tone: "waiting",
        }
      : { title: `经办人由${from}改为${to}` },
  // Which unit has it now stands on top of their page.
  resident: () => ({ title: "更换了经办人，继续办理" }),
});

/** How many matters are handed over in one batch. */
export const mostHanded = 100;

/** Which posts somebody is about to lose: some by id, or all. */
export type Ending = readonly string[] | "all";

/** Of a matter somebody handles: a post they keep lets them deal with it. */
function stillTheirs(accountId: string, ending: Ending): SQL {
  if (ending === "all") return sql`false`;
  const lost = sql.join(
    ending.map((id) => sql`${id}`),
    sql`, `,
  );
  const roles = sql.join(
    caseworkers.map((role) => sql`${role}`),
    sql`, `,
  );
  return sql`exists (select 1 from grants g join accounts a on a.id = g.account_id and a.disabled_at is null
    where g.account_id = ${accountId} and g.revoked_at is null and g.role in (${roles}) and g.id not in (${lost})
      and instr(${matters.levelPath}, '/' || g.scope_id || '/') > 0)`;
}

/** For a read batch: what somebody has in hand and can't deal with once posts of theirs end; one more than is handed at once. */
export const inHandOf = (orm: Builder, accountId: string, ending: Ending) =>
  orm
    .select({
      id: matters.id,
      number: matters.number,
      revision: matters.revision,
      body: matters.body,
      levelPath: matters.levelPath,
      unit: sql<string>`coalesce(${orgUnits.name}, '')`,
      dueAt: sql<string | null>`(select min(due_at) from ${clocks}
        where noun = 'matter' and record = ${matters.id} and state = 'running')`,
    })
    .from(matters)
    .leftJoin(orgUnits, eq(orgUnits.path, matters.levelPath))
    .where(
      and(
        eq(matters.handlerId, accountId),
        sql`${matters.state} in ('accepted', 'paused')`,
        sql`not ${stillTheirs(accountId, ending)}`,
      ),
    )
    .orderBy(asc(matters.id))
    .limit(mostHanded + 1);

export type InHand = Awaited<ReturnType<typeof inHandOf>>[number];

/** Puts a matter into other hands, or leaves it to its unit; refused where it was changed meanwhile. */
export const handOver = (
  given: Given,
  { id, revision, unit }: InHand,
  { from, to, unattended }: { from: Hands; to: Hands | null; unattended: boolean },
): RowChange[] => [
  update(matters, { id, revision }, to ? handledBy({ accountId: to.id, name: to.name }) : nobodys),
  ...happened(given, refOf(id), {
    handedOver: { from: from.name, to: to?.name ?? null, unit, unattended } satisfies HandedOver,
  } as never),
  ...listedWith({ id, handlerId: from.id }, to?.id ?? null),
];

type Hands = Readonly<{ id: string; name: string }>;
