import { folded } from "../../text/folded.ts";
import { mustLast } from "../county/county.ts";
import { Conflict } from "../errors.ts";
import { happening } from "../kernel/happenings.ts";
import { list } from "../kernel/listings.ts";
import { move } from "../kernel/move.ts";
import { conveners } from "../kernel/roles.ts";
import { stayOpen } from "../org/left.ts";
import { mustBeAlone } from "../org/names.ts";
import { orgUnit } from "../org/org-unit.ts";
import { listingOf } from "./listing.ts";
import { called } from "./member-unit.ts";
import { onMemberUnit } from "./on-member-unit.ts";
import { mustBeKind } from "./units.ts";

/** Takes a closed member unit up again, where it was registered and as what it was. */
export const reopenMemberUnit = move(onMemberUnit)({
  name: "reopen",
  resource: "reopening",
  label: "恢复单位",
  logged: "恢复成员单位",
  done: "单位已恢复",
  from: ["closed"],
  who: conveners,
  input: {},
  form: { above: "恢复后重新出现在名单里，可以参加会议、承办任务。" },
  again: "member_units.folded",
  events: { reopened: happening<object>(() => ({ title: "恢复" })) },
  decide: ({ unit, seat, alike, rules, coming }) => {
    if (seat.closedAt !== null) {
      const links = [{ href: orgUnit.page + seat.id, text: `查看“${seat.name}”` }];
      throw new Conflict(`登记地“${seat.name}”已经撤销，先恢复它`, { links });
    }
    mustBeKind(rules.organisation.unitKinds, unit.kind);
    mustLast(coming, "unitKinds", unit.kind, "kind");
    mustBeAlone(unit, alike, called);
    return {
      set: { closedAt: null, folded: folded(unit.name) },
      says: { reopened: {} },
      detail: { name: unit.name },
      rows: [stayOpen(seat.id), ...list(listingOf({ ...unit, closedAt: null }))],
    };
  },
});
