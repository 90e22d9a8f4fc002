import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { openHappening, type Told } from "../kernel/happenings.ts";
import { knownKind } from "./registry.ts";

/** What an event keeps of a clock that was reckoned anew. */
export type MovedClock = {
  noun: string;
  /** The kind of clock. */
  kind: string;
  from: string;
  to: string;
  /** By which version of the rules, and whether it was that or the holidays that changed. */
  ruleVersion: number;
  because: "rules" | "holidays";
};

const told = (
  { from, to, ruleVersion, because }: MovedClock,
  clock: string | undefined,
  now: Instant,
): Told => {
  const why = because === "rules" ? `按规则第 ${ruleVersion} 版重新计算` : "按公布的节假日安排重新计算";
  const [before, after] = [from, to].map((at) => formatDeadline(at as Instant, now));
  return { title: `${clock ?? "期限"}${why}：由 ${before} 改为 ${after}`, once: true };
};

/** A clock runs out at another time than before, because of what it is reckoned with. */
export const clockMoved = openHappening<MovedClock>({
  staff: (moved, now) => told(moved, knownKind(moved)?.called, now),
  resident: (moved, now) => {
    const kind = knownKind(moved);
    return told(moved, kind?.residents ?? kind?.called, now);
  },
});
