import { matters } from "../../../db/tenant/schema/matters.ts";
import { endClocks } from "../clocks/end.ts";
import { update } from "../kernel/changes.ts";
import { happened, happening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { refOf as matterRef } from "../matters/matter.ts";
import { isOpen } from "../matters/parts.ts";
import { dispatching, type LoadedAssignment, onAssignment, refOf } from "./assignment.ts";
import { openStates } from "./states.ts";

/** Takes a unit's part away from it, with the reason. */
export const withdrawAssignment = move(onAssignment)({
  name: "withdraw",
  resource: "withdrawal",
  label: "收回",
  logged: "收回承办",
  done: "已收回，不再由这个单位承办",
  from: openStates,
  foretells: foretold,
  who: caseworkers,
  scopes: dispatching,
  input: { reason: prose("收回的原因", 200, "写给承办单位看。居民看不到原因。") },
  form: { folded: "不再由这个单位承办，收回", danger: true },
  events: {
    withdrawn: happening<{ reason: string }>(({ reason }) => ({ title: "收回承办", note: reason })),
  },
  decide: ({ part, matter }, { reason }, given) => ({
    set: { state: "withdrawn" },
    says: { withdrawn: { reason } },
    rows: [
      endClocks(given.now, refOf(part.id), "cancelled"),
      ...(part.role === "lead" ? [update(matters, matter, {})] : []),
      ...happened(given, matterRef(matter.id), {
        partOver: { unit: part.name, why: "withdrawn", reason },
      } as never),
    ],
  }),
});

/** What then is without a lead. */
function foretold({ part, parts }: LoadedAssignment): string {
  const others = parts.filter((one) => one.id !== part.id && isOpen(one));
  return part.role === "lead" && others.length > 0
    ? `${others.map(({ name }) => name).join("、")}继续协办，请另派主办单位。`
    : "";
}
