import { attempt } from "../../views/components/attempt.ts";
import type { Frame } from "../../views/layout/frame.ts";
import { ReceiptView } from "../../views/matters/receipt.tsx";
import { kindOf } from "../../worker/domain/clocks/registry.ts";
import type { Receipt } from "../../worker/domain/matters/residents.ts";
import type { MatterClosure } from "../../worker/domain/matters/states.ts";
import { page } from "./parsed.ts";
import { clock, nothingYet, now } from "./samples.ts";

/** What stands around a resident's pages. */
export const frame: Frame = {
  base: "/t/xinye",
  title: "办事",
  countyName: "新野县",
  path: "/",
  elder: false,
  sample: false,
  nav: [],
};

export const unit = {
  id: "c1",
  parentId: "s1",
  level: "community",
  name: "北关社区",
  code: null,
  kind: null,
  path: "/c/s1/c1/",
  households: null,
  residents: null,
  closedAt: null,
  folded: null,
  revision: 1,
};

/** A clock of a matter that runs, as its resident reads it. */
export const running = (
  kind: string,
  dueAt: string,
  owner: string | null = "第1网格",
): Receipt["due"][number] => {
  const row = clock(kind, dueAt, owner);
  return { ...row, called: kindOf(row).residents ?? "", basis: "按规则第 1 版：转到本级起 3 个工作日内" };
};

export const matter: Receipt = {
  number: "2026-000123",
  state: "reported",
  closure: null,
  satisfied: null,
  body: "路灯坏了三盏",
  place: "劳动街小区北门外",
  photos: [],
  outcome: null,
  reopenings: 0,
  revision: 1,
  reportedAt: "2026-11-18T11:20:00.000Z",
  resolvedAt: null,
  closedAt: null,
  toBegin: [],
  evaluateBy: null,
  mayEvaluate: false,
  consequences: { unsolved: "reopens", dissatisfied: "reopens" },
  category: "基础设施 / 路灯照明",
  commitments: [],
  receiptCode: "7K3M-9QXT-2VPD-8HRW",
  lineage: [unit],
  review: null,
  reviewable: null,
  noReview: null,
  adding: null,
  mayAdd: false,
  noAddition: null,
  mayWithdraw: false,
  noWithdrawal: null,
  main: null,
  parts: [],
  ...nothingYet,
  due: [running("step", "2026-11-24T10:00:00.000Z"), running("overall", "2026-12-30T10:00:00.000Z")],
};

export const resolved: Receipt = {
  ...matter,
  state: "resolved",
  outcome: "已更换灯具",
  due: [running("evaluation", "2026-11-26T10:00:00.000Z", null)],
  evaluateBy: "2026-11-26T10:00:00.000Z" as Receipt["evaluateBy"],
  mayEvaluate: true,
};

export const closedAs = (closure: MatterClosure): Receipt => ({
  ...resolved,
  state: "closed",
  closure,
  due: [],
  toBegin: [],
  evaluateBy: null,
  mayEvaluate: false,
});

/** Where the page is. */
export const address = "https://xinye.example/receipts/7K3M-9QXT-2VPD-8HRW";

export const receiptPage = (receipt: Receipt, at = attempt()) =>
  page(<ReceiptView {...{ frame, now, receipt, address }} attempt={at} idempotencyKey="k" />);
