import { and, desc, eq } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { events } from "../../../db/tenant/schema/work.ts";
import { Conflict, Invalid } from "../errors.ts";
import { happening } from "./happenings.ts";
import type { Ref } from "./record.ts";

/** What corrections of a record have in common: they send all of it, made for the revision that was looked at. */

/** What a correction says in the record's history. */
export const overwritten = {
  renamed: happening<{ from: string; to: string }>(({ from, to }) => ({ title: `由“${from}”改名为“${to}”` })),
  corrected: happening<{ changes: string[] }>(({ changes }) => ({
    title: "更正信息",
    note: changes.join("；"),
  })),
};

/** A field besides the name: what it says and what was sent for it, in words. */
export interface Difference {
  /** By which the input calls it. */
  readonly name: string;
  readonly label: string;
  readonly from: string | number | null | undefined;
  readonly to: string | number | null | undefined;
}

type Value = Difference["from"];
const said = (value: Value): string => (value == null || value === "" ? "无" : String(value));

/** For a read batch: who changed a record last. */
export const newestEvent = (orm: Builder, { noun, id }: Ref) =>
  orm
    .select({ at: events.at, actorName: events.actorName })
    .from(events)
    .where(and(eq(events.noun, noun), eq(events.record, id)))
    .orderBy(desc(events.id))
    .limit(1);

interface Record {
  readonly name: string;
  readonly revision: number;
}

/** @throws Conflict with what stands now, when the record was changed since it was looked at. */
export function mustBeCurrent(
  record: Record,
  sent: { readonly revision: number },
  [last]: readonly { at: string; actorName: string }[],
  differences: readonly Difference[],
): void {
  if (sent.revision === record.revision) return;
  throw new Conflict("您打开之后，别人先改了这条记录", {
    revision: record.revision,
    ...(last ? { changedBy: last.actorName, changedAt: last.at } : {}),
    fields: [
      { name: "name", label: "名称", value: record.name },
      ...differences.map(({ name, label, from }) => ({ name, label, value: said(from) })),
    ],
  });
}

/** What a correction says, in the history and in the log. @throws Invalid when it changes nothing. */
export function changed(
  { name: from }: Pick<Record, "name">,
  { name: to }: { readonly name: string },
  differences: readonly Difference[],
) {
  const changes = differences
    .filter(({ from, to }) => said(from) !== said(to))
    .map(({ label, from, to }) => `${label}由${said(from)}改为${said(to)}`);
  const renamed = from === to ? {} : { renamed: { from, to } };
  const corrected = changes.length === 0 ? {} : { corrected: { changes } };
  const says = { ...renamed, ...corrected };
  if (Object.keys(says).length === 0) throw new Invalid([{ path: "name", message: "没有改动" }]);
  return { says, detail: says };
}
