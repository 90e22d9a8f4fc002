import type { resolutions } from "../../../db/tenant/schema/meetings.ts";
import { Conflict } from "../errors.ts";

export type Resolution = typeof resolutions.$inferSelect;

/**
 * decided: a decision, nothing to do.
 * open ──complete──▶ done ──accept──▶ accepted
 *   ▲                 │
 *   └───send back─────┘
 */
export const resolutionStates: Readonly<Record<Resolution["state"], string>> = {
  decided: "已议定",
  open: "办理中",
  done: "待验收",
  accepted: "已完成",
};

/** @throws Conflict when somebody else moved it first. */
export function mustBe(resolution: Resolution, state: Resolution["state"]): void {
  if (resolution.state === state) return;
  throw new Conflict(`这条决议现在是“${resolutionStates[resolution.state]}”，不能这样操作`, {
    changedBy: resolution.changedBy,
    changedAt: resolution.changedAt,
    version: resolution.version,
  });
}
