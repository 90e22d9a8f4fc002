import { folded } from "../../text/folded.ts";
import { mustLast } from "../county/county.ts";
import { Conflict } from "../errors.ts";
import { happening } from "../kernel/happenings.ts";
import { list } from "../kernel/listings.ts";
import { move } from "../kernel/move.ts";
import { officers } from "../kernel/roles.ts";
import { stayOpen } from "./left.ts";
import { listingOf } from "./listing.ts";
import { mustBeAlone } from "./names.ts";
import { onOrgUnit } from "./on-org-unit.ts";
import { mustFollow } from "./org.ts";
import { called, orgUnit } from "./org-unit.ts";

/** Takes a closed unit up again: where it was, if that is still there and the rules still have such a level. */
export const reopenOrgUnit = move(onOrgUnit)({
  name: "reopen",
  resource: "reopening",
  label: "恢复组织",
  done: "组织已恢复",
  from: ["closed"],
  who: officers,
  input: {},
  form: { above: "恢复后重新出现在名单里，可以接着使用。" },
  again: "org_units.parent_id",
  events: { reopened: happening<object>(() => ({ title: "恢复" })) },
  decide: ({ unit, parent, siblings, rules, coming }) => {
    if (!parent || parent.closedAt !== null) {
      const links = parent ? [{ href: orgUnit.page + parent.id, text: `查看“${parent.name}”` }] : [];
      throw new Conflict("上级组织已经撤销，先恢复上级", { links });
    }
    const { level, kind, name } = unit;
    mustFollow(rules, parent.level, { level, kind: kind ?? undefined });
    mustLast(coming, "levels", level, "level");
    if (kind) mustLast(coming, "gridKinds", kind, "kind");
    mustBeAlone(unit, siblings, called);
    return {
      set: { closedAt: null, folded: folded(name) },
      says: { reopened: {} },
      detail: { name },
      rows: [stayOpen(parent.id), ...list(listingOf({ ...unit, closedAt: null }))],
    };
  },
});
