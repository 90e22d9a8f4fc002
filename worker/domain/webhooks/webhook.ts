import type { Noun } from "../kernel/record.ts";
import { right } from "../kernel/rights.ts";

/** What leaves the county is for those who answer for all of it. */
export const keepers = ["county_admin"] as const;

/** An address of the county's own software that is told what happens. */
export const webhook = {
  noun: "webhook",
  called: "事件推送",
  page: "/webhooks/",
  rights: { view: right("webhook.view", "查看事件推送", keepers) },
} as const satisfies Noun;

export const refOf = (id: string) => ({ noun: webhook.noun, id });
