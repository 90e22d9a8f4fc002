import { endLinksTo } from "../accounts/link-ends.ts";
import { happening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { move } from "../kernel/move.ts";
import { conveners } from "../kernel/roles.ts";
import { isEmpty, leftOf, mustBeEmpty } from "../org/left.ts";
import { listingOf } from "./listing.ts";
import { onMemberUnit } from "./on-member-unit.ts";

/** Closes a member unit once it has no task, no meeting to come and nobody any more. What it did stays. */
export const closeMemberUnit = move(onMemberUnit)({
  name: "close",
  resource: "closure",
  label: "停用单位",
  logged: "停用成员单位",
  done: "单位已停用",
  from: ["open"],
  who: conveners,
  input: { reason: prose("停用的原因", 200) },
  form: {
    folded: "停用这个单位",
    below: "停用后不再出现在名单里，发给这里的邀请链接同时作废。需要时可以恢复。",
    danger: true,
  },
  events: {
    closed: happening<{ reason: string }>(({ reason }) => ({ title: "停用", note: reason })),
  },
  decide: ({ unit, left }, { reason }, { now, actor }) => {
    mustBeEmpty(leftOf(unit.id, left, actor.grants), "停用");
    return {
      set: { closedAt: now },
      says: { closed: { reason } },
      detail: { name: unit.name },
      rows: [isEmpty(unit.id), endLinksTo(unit.id, now), ...list(listingOf({ ...unit, closedAt: now }))],
    };
  },
});
