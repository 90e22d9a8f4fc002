/**
 * decided: a decision, nothing to do.
 * open ──complete──▶ done ──approve──▶ accepted
 *   ▲                 │
 *   └───send back─────┘
 */
export const resolutionStates = {
  decided: "已议定",
  open: "办理中",
  done: "待验收",
  accepted: "已完成",
} as const;

export type ResolutionState = keyof typeof resolutionStates;
