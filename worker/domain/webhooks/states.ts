/** How a webhook stands. */
export const webhookStates = { on: "正在推送", off: "已停用", removed: "已删除" } as const;

export type WebhookState = keyof typeof webhookStates;

/** What a webhook can tell of, by noun. The trigger on `events` knows the same. */
export const toldNouns = {
  matter: "事项",
  assignment: "承办",
  whistle: "吹哨",
  call: "报到",
  filing: "吹哨报备",
  meeting: "会议",
  resolution: "决议",
} as const;

export type ToldNoun = keyof typeof toldNouns;

/** How a message stands that a webhook was to send. */
export const deliveryStates = { waiting: "等待推送", received: "已送达", ended: "没有送达" } as const;

export type DeliveryState = keyof typeof deliveryStates;
