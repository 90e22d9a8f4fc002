/**
 *   reported ──accept──▶ accepted ──resolve──▶ resolved ──evaluate──▶ closed
 *      │                     ▲                    │ not solved, as far as the rules reopen: some levels up
 *      └─decline─▶ declined  └──── reopened ◀─────┘ nobody evaluates in time: closed
 *   reported, accepted ──merge──▶ merged ──separate──▶ accepted; a verdict on what came of the main matter may reopen it
 *   reported, accepted, paused ──withdraw, by the resident, before anything came of it──▶ withdrawn
 *   accepted ──pause──▶ paused ──resume, by somebody or when the pause is over──▶ accepted
 *   closed unsolved, declined ──overturn, on the resident's asking for a review──▶ reopened
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
  merged: "已合并",
  withdrawn: "已撤回",
} as const;

export type MatterState = keyof typeof matterStates;

/** While somebody here has to deal with it. */
export const dealtWith = ["reported", "accepted", "reopened"] as const satisfies readonly MatterState[];

/** While nothing has come of it yet. */
export const unsettled = [...dealtWith, "paused"] as const satisfies readonly MatterState[];

/**
 * While it is dealt with or waits, for the first time or anew, nothing has come of it: what was rejected stands in its timeline.
 * Nor of a duplicate by itself.
 */
export const cameOf = ({
  state,
  outcome,
  resolvedAt,
}: {
  state: MatterState;
  outcome: string | null;
  resolvedAt: string | null;
}) =>
  ([...unsettled, "merged"] as readonly string[]).includes(state)
    ? { outcome: null, resolvedAt: null }
    : { outcome, resolvedAt };

/** How a closed matter ended, counted apart: by the resident's verdict, or without one. */
export const matterClosures = {
  solved: "已办结",
  unsolved: "已办结，居民未认可",
  unevaluated: "已办结，居民未评价",
} as const;

export type MatterClosure = keyof typeof matterClosures;

/** What became of a request not to count a closed matter. */
export const exclusionStates = {
  asked: "申请剔除，待审核",
  granted: "已剔除",
  refused: "不予剔除",
  revoked: "撤销剔除，恢复计入",
} as const;

export type ExclusionState = keyof typeof exclusionStates;

/** What became of a review that a resident asked for. */
export const reviewStates = {
  asked: "已申请，等待答复",
  upheld: "维持原结果",
  overturned: "责成重新办理",
} as const;

export type ReviewState = keyof typeof reviewStates;

/** What another matter is to one. */
export const ties = { main: "主事项", duplicate: "并入这件", origin: "拆分自", part: "拆分出" } as const;
