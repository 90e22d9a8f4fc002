/**
 * assigned ──accept──▶ accepted ──answer──▶ answered      accepting may be skipped
 *    └──────────┴──return──▶ returned ──insist──▶ where it was
 *                               └─take back─▶ takenBack
 * All that are open ──withdraw──▶ withdrawn, or the matter is declined ──▶ ended
 */
export const assignmentStates = {
  assigned: "待签收",
  accepted: "办理中",
  returned: "已退回，待答复",
  answered: "已答复",
  takenBack: "退回成立，不再承办",
  withdrawn: "已收回",
  ended: "随事项结束",
} as const;
export type AssignmentState = keyof typeof assignmentStates;

/** While something is still to come of it. */
export const openStates = ["assigned", "accepted", "returned"] as const satisfies readonly AssignmentState[];

export const assignmentRoles = { lead: "主办", assist: "协办" } as const;
export type AssignmentRole = keyof typeof assignmentRoles;

/** How the assisting units of a form are looked for and sent. */
export const assistingField = "assisting";
