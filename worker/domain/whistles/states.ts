/**
 * blown ──no call is open any more──▶ done
 *   └──withdraw──▶ withdrawn
 */
export const whistleStates = { blown: "正在报到", done: "已结束", withdrawn: "已撤回" } as const;
export type WhistleState = keyof typeof whistleStates;

/**
 * called ──▶ signed ──▶ contacted ──▶ reportedIn ──▶ done      each may be skipped
 *   └─────────┴── object ──┴──────────────┴──▶ objected ──overrule──▶ where it was
 *                                                 └────excuse────▶ excused
 * All of them ──the whistle is withdrawn──▶ withdrawn
 */
export const callStates = {
  called: "待签收",
  signed: "已签收",
  contacted: "已联系",
  reportedIn: "已报到",
  objected: "有异议，待裁定",
  done: "已完成",
  excused: "不需报到",
  withdrawn: "已撤回",
} as const;
export type CallState = keyof typeof callStates;

/** How the members of a form are looked for and sent. */
export const respondersField = "responders";
