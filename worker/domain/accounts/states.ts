/** How links stand: that one has expired is seen by the time at which somebody looks. */
export const standingWords = {
  open: "等待使用",
  used: "已使用",
  revoked: "已撤回",
  expired: "已过期",
} as const;

export type Standing = keyof typeof standingWords;
