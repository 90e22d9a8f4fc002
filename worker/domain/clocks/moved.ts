import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { openHappening, type Told } from "../kernel/happenings.ts";
import type { Inputs } from "./kinds.ts";
import { saidOf } from "./registry.ts";

/** What an event keeps of a clock that was reckoned anew. */
export type MovedClock = {
  noun: string;
  /** The kind of clock. */
  kind: string;
  /** With what it is reckoned, where it goes by a name that depends on that. */
  inputs?: Inputs;
  from: string;
  to: string;
  /** By which version of the rules, and whether it was that or the holidays that changed. */
  ruleVersion: number;
  because: "rules" | "holidays";
};

const told = ({ from, to, ruleVersion, because }: MovedClock, clock: string, now: Instant): Told => {
  const why = because === "rules" ? `按规则第 ${ruleVersion} 版重新计算` : "按公布的节假日安排重新计算";
  const [before, after] = [from, to].map((at) => formatDeadline(at as Instant, now));
  return { title: `${clock}${why}：由 ${before} 改为 ${after}`, once: true };
};

/** A clock runs out at another time than before, because of what it is reckoned with. */
export const clockMoved = openHappening<MovedClock>({
  staff: (moved, now) => told(moved, saidOf(moved).called, now),
  resident: (moved, now) => {
    const { residents, called } = saidOf(moved);
    return told(moved, residents ?? called, now);
  },
});
