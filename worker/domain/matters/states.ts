/**
 *   reported ──accept──▶ accepted ──resolve──▶ resolved ──evaluate──▶ closed
 *      │                     ▲                    │ not solved, as far as the rules reopen: some levels up
 *      └─decline─▶ declined  └──── reopened ◀─────┘ nobody evaluates in time: closed
 *   accepted ──pause──▶ paused ──resume, by somebody or when the pause is over──▶ accepted
 * raise, by somebody or by time, puts one that is dealt with before the level above: reported again, or reopened still.
 */
export const matterStates = {
  reported: "待受理",
  accepted: "办理中",
  paused: "已挂起",
  resolved: "待评价",
  closed: "已办结",
  reopened: "重新办理",
  declined: "不予受理",
} as const;

export type MatterState = keyof typeof matterStates;

/** While somebody here has to deal with it. */
export const dealtWith = ["reported", "accepted", "reopened"] as const satisfies readonly MatterState[];

/** While nothing has come of it yet. */
export const unsettled = [...dealtWith, "paused"] as const satisfies readonly MatterState[];

/** How a closed matter ended, counted apart: by the resident's verdict, or without one. */
export const matterClosures = {
  solved: "已办结",
  unsolved: "已办结，居民未认可",
  unevaluated: "已办结，居民未评价",
} as const;

export type MatterClosure = keyof typeof matterClosures;
