import { formatDeadline } from "../worker/time/format.ts";
import type { Instant } from "../worker/time/instants.ts";

/** A text that an event keeps under a name; undefined when it keeps none. */
export function textOf(detail: Record<string, unknown>, name: string): string | undefined {
  const value = detail[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A clock that was moved when rules were published, in a sentence; `clocks` is what the page calls each kind. */
export function clockMoved(
  detail: Record<string, unknown>,
  clocks: Readonly<Record<string, string>>,
  now: Instant,
): string {
  const [from, to] = ["from", "to"].map((name) => {
    const at = textOf(detail, name);
    return at === undefined ? "" : formatDeadline(at as Instant, now);
  });
  const clock = clocks[textOf(detail, "kind") ?? ""] ?? "期限";
  return `${clock}按规则第 ${detail.ruleVersion} 版重新计算：由 ${from} 改为 ${to}`;
}
