import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import type { Inputs } from "../clocks/kinds.ts";
import { saidOf } from "../clocks/registry.ts";
import type { Sendings } from "../kernel/outbox.ts";
import { subjectOf } from "../nouns.ts";

/** A clock that a unit is reminded of, with who can act: whoever has it in hand, otherwise the unit's people. */
export interface Reminded {
  readonly noun: string;
  readonly record: string;
  readonly kind: string;
  readonly title: string;
  readonly inputs: Inputs;
  readonly dueAt: string;
  readonly handler: string | null;
  readonly people: string | null;
}

/**
 * What is written to a unit's group: how much is overdue and how much is due soon, each record once with what there is to do, by
 * when, and who can do it. Null where there is nothing. `cut`: there is more than was read.
 */
export function digestOf(
  unit: string,
  rows: readonly Reminded[],
  now: Instant,
  cut: boolean,
): Pick<Sendings["robot"], "title" | "lines"> | null {
  const first = new Map<string, Reminded>();
  for (const row of rows) if (!first.has(row.record)) first.set(row.record, row);
  const all = [...first.values()];
  if (all.length === 0) return null;
  const overdue = all.filter(({ dueAt }) => dueAt < now).length;
  const counts = [
    overdue > 0 && `已超期 ${overdue} 件`,
    all.length > overdue && `快到期 ${all.length - overdue} 件`,
  ].filter(Boolean);
  const title = `${unit}：${counts.join("，")}${cut ? "，还有更多" : ""}`;
  return { title, lines: all.map((row) => lineOf(row, now)) };
}

/** `【超期】井盖破损，车辆绕行：事项办理，应于昨天 18:00 完成，经办人张三` */
function lineOf(row: Reminded, now: Instant): Sendings["robot"]["lines"][number] {
  const { noun, record, title, dueAt, handler, people } = row;
  const when = formatDeadline(dueAt as Instant, now);
  const late = dueAt < now;
  const who = handler ? `经办人${handler}` : people ? `可由${people}办理` : "还没有可以办理的人";
  const what = [...title.replace(/\s+/g, " ")].slice(0, 40).join("");
  const text = `${late ? "【超期】" : ""}${what}：${saidOf(row).todo ?? "待办"}，${late ? "应于 " : ""}${when}${late ? " 前办理" : " 到期"}，${who}`;
  return { text, href: subjectOf(`${noun}:${record}`).path ?? "/desk" };
}
