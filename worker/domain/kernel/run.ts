import { MINUTE } from "../../time/instants.ts";
import type { RobotLine } from "./context.ts";
import { NotYet } from "./outbox.ts";

/** No run sends outside for longer, in milliseconds: one that seems dead is begun anew by another. */
const longest = 5 * MINUTE;

/** What one run of a county's upkeep may still send outside, over all channels together. */
export interface Run {
  left: number;
  /** By the right clock, in milliseconds. */
  readonly until: number;
}

export const runOf = ({ atOnce, clock }: Pick<RobotLine, "atOnce" | "clock">): Run => ({
  left: atOnce,
  until: clock() + longest,
});

export const hasRoom = ({ left, until }: Run, now: number): boolean => left > 0 && now <= until;

/** @throws NotYet where this run sends nothing more. */
export function mustHaveRoom(run: Run, now: number): void {
  if (!hasRoom(run, now)) throw new NotYet(null);
}
