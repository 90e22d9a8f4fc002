/** The platforms whose group robots can be written to, as people call them. */
export const robotKinds = { wecom: "企业微信", dingtalk: "钉钉", feishu: "飞书" } as const;

export type RobotKind = keyof typeof robotKinds;

/** How a robot stands. */
export const robotStates = {
  none: "没有设置",
  unproven: "已设置，还没有发过消息",
  works: "正常",
  failing: "最近一次没有送达",
} as const;

export type RobotState = keyof typeof robotStates;
