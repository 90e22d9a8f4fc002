import { calls, whistles } from "../../../db/tenant/schema/whistles.ts";
import { endClocks } from "../clocks/end.ts";
import { type RowChange, update } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { happened, happening } from "../kernel/happenings.ts";
import { listAnew } from "../kernel/listings.ts";
import { isOpen, type LoadedCall, refOf } from "./call.ts";
import { type Called, onWhistle, refOf as whistleRef } from "./whistle.ts";

/** Said of what ends with something else. */
export const endedEvents = {
  whistleEnded: happening<object>(() => ({ title: "被叫的单位都已结束，吹哨结束", tone: "done" })),
};
export const withdrawnEvents = {
  callWithdrawn: happening<{ reason: string }>(({ reason }) => ({ title: "吹哨撤回", note: reason })),
};

/** For a write batch: a call is over. With the last one its whistle is, whoever else ends one at the same moment. */
export function endedRows({ whistle, calls: all, call }: LoadedCall, given: Given): RowChange[] {
  const isLast = all.every((each) => each.id === call.id || !isOpen(each));
  if (!isLast) return [update(whistles, whistle, {})];
  const set = { state: "done" } as const;
  return [
    update(whistles, whistle, set),
    ...listAnew(whistle.id, set, onWhistle.ended),
    ...happened(given, whistleRef(whistle.id), { whistleEnded: {} } as never),
  ];
}

/** For a write batch: a call goes with its whistle. */
export const withdrawnRows = (call: Called, reason: string, given: Given): RowChange[] => [
  update(calls, call, { state: "withdrawn" }),
  endClocks(given.now, refOf(call.id), "cancelled"),
  ...happened(given, refOf(call.id), { callWithdrawn: { reason } } as never),
];
