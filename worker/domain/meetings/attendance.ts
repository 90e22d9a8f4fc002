import { eq, inArray, sql } from "drizzle-orm";
import { attendances } from "../../../db/tenant/schema/meetings.ts";
import { Invalid } from "../errors.ts";
import { type RowChange, updateWhere } from "../kernel/changes.ts";
import { id, many } from "../kernel/input.ts";
import { memberOf } from "./states.ts";

const members = many(id("成员"), 200);

/** How members attended: ids by what they did. Everybody stands in one of the lists; in several, the first counts. */
export const roll = { present: members, proxy: members, late: members, leave: members, absent: members };

type Roll = { readonly [K in keyof typeof roll]: readonly string[] };

interface Member {
  readonly id: string;
  readonly name: string;
}

/** How each member attended. Nobody is absent without a word. @throws Invalid naming whoever was forgotten */
export function attended(members: readonly Member[], lists: Roll): Map<string, keyof Roll> {
  const came = new Map<string, keyof Roll>();
  for (const [state, ids] of Object.entries(lists) as [keyof Roll, readonly string[]][])
    for (const id of ids) if (!came.has(id)) came.set(id, state);
  const forgotten = members.filter(({ id }) => !came.has(id)).map(({ name }) => name);
  if (forgotten.length === 0) return came;
  throw new Invalid([{ path: "present", message: `还没有登记到会情况：${forgotten.join("、")}` }]);
}

/** Keeps it for the members of a meeting, and for nobody else. */
export function keepRoll(meetingId: string, came: ReadonlyMap<string, keyof Roll>): RowChange {
  const byState = Map.groupBy(came, ([, state]) => state);
  const how = [...byState].map(([state, members]) => {
    const ids = members.map(([id]) => id);
    return sql`when ${inArray(attendances.memberId, ids)} then ${state}`;
  });
  return updateWhere(attendances, eq(attendances.meetingId, meetingId), {
    state: sql`case ${sql.join(how, sql` `)} else ${attendances.state} end`,
  });
}

/** A form asks for each member by itself. */
export function rollFrom(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fields = Object.entries(values).map(([name, value]) => ({ name, value, member: memberOf(name) }));
  const rest = fields.flatMap(({ name, value, member }) => (member === undefined ? [[name, value]] : []));
  const lists = Object.keys(roll).flatMap((state) => {
    const ids = fields.flatMap(({ value, member }) => (member && value === state ? [member] : []));
    return ids.length > 0 ? [[state, ids]] : [];
  });
  return Object.fromEntries([...rest, ...lists]);
}
