import { endLinksTo } from "../accounts/link-ends.ts";
import { Conflict } from "../errors.ts";
import { happening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { move } from "../kernel/move.ts";
import { officers } from "../kernel/roles.ts";
import { isEmpty, leftOf, mustBeEmpty } from "./left.ts";
import { listingOf } from "./listing.ts";
import { onOrgUnit } from "./on-org-unit.ts";

/** Closes a unit of the tree once nothing is left in it. What happened in it stays. */
export const closeOrgUnit = move(onOrgUnit)({
  name: "close",
  resource: "closure",
  label: "撤销组织",
  done: "组织已撤销",
  from: ["open"],
  who: officers,
  input: { reason: prose("撤销的原因", 200) },
  form: {
    folded: "撤销这个组织",
    below: "撤销后不再出现在名单里，发给这里的邀请链接同时作废。需要时可以恢复。",
    danger: true,
  },
  events: {
    closed: happening<{ reason: string }>(({ reason }) => ({ title: "撤销", note: reason })),
  },
  decide: ({ unit, left }, { reason }, { now, actor }) => {
    if (unit.parentId === null) throw new Conflict("县（市、区）本身不能撤销");
    mustBeEmpty(leftOf(unit.id, left, actor.grants), "撤销");
    return {
      set: { closedAt: now },
      says: { closed: { reason } },
      detail: { name: unit.name },
      rows: [isEmpty(unit.id), endLinksTo(unit.id, now), ...list(listingOf({ ...unit, closedAt: now }))],
    };
  },
});
