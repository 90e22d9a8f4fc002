import { ours, practiceOf } from "../defaults/terms.ts";

export const yulong = practiceOf("云南省丽江市玉龙县");
export const chain = yulong("街道党工委—社区党总支—网格党支部—党员中心户格局，并设街巷党小组");
export const watch = yulong("以十户联防为主线，以党员志愿者为补充");
export const selfGovernment = yulong("成立红白理事会、居民议事会、道德评议会和禁毒禁赌会，实现居民自治");
export const asNeeded = ours("按需召开，议定事项十五个工作日内办结，纪要向居民公开");
export const fiveCommons = yulong("探索建立“事情共商、资源共享、难题共解、文明共创、活动共办”机制");

export const streetSecretary = { of: "post", key: "streetSecretary" } as const;
export const communitySecretary = { of: "post", key: "communitySecretary" } as const;
