/** What people read for measures and rates: for screens, files and programs alike. */

export const measureWords = {
  reported: "上报",
  responded: "已响应",
  respondedInTime: "按时响应",
  declined: "不予受理",
  solved: "办结，居民说解决了",
  unsolved: "办结，居民说没有解决",
  unevaluated: "办结，居民没有评价",
  satisfied: "居民说满意",
  dissatisfied: "居民说不满意",
  endedInTime: "按时办结",
  reopened: "重新办理过",
} as const;

/** `short`: above a column. `among`: what the denominator is. `means`: for whoever has to explain the rate. */
export const rateWords = {
  responseRate: {
    short: "按时响应率",
    among: "首次受理或者答复不予受理的",
    means: "没有超过受理期限的占多少。规则没有定受理期限的层级，看本级办理期限。",
  },
  resolvedRate: {
    short: "解决率",
    among: "办结并且居民评价了的",
    means: "居民说解决了的占多少。没有评价的不算。",
  },
  satisfiedRate: {
    short: "满意率",
    among: "办结并且居民说了是否满意的",
    means: "居民说满意的占多少。",
  },
  onTimeRate: {
    short: "按时办结率",
    among: "办结的",
    means: "最后一次提交办理结果没有超过总期限的占多少。",
  },
  reopenedRate: {
    short: "重办率",
    among: "办结的",
    means: "办结以前重新办理过的占多少，因居民评价或者复查。越低越好。",
  },
} as const;

export type RateName = keyof typeof rateWords;
export const rateNames = Object.keys(rateWords) as RateName[];
