import type { Noun } from "../kernel/record.ts";
import { right } from "../kernel/rights.ts";

/** The county itself: its public pages, what it says of itself there, its checklist, its log. */
export const countyNoun = {
  noun: "county",
  called: "本县",
  rights: {
    visit: right("county.visit", "访问", "public"),
    setPreference: right("preference.set", "修改显示设置", "public"),
    setIdentity: right("county.identity", "修改本县信息", ["county_admin"]),
    viewChecklist: right("checklist.view", "查看准备事项", ["county_admin"]),
    viewAudit: right("audit.view", "查看操作记录", ["county_admin", "inspector"]),
  },
} as const satisfies Noun;
