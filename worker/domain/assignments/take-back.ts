import { matters } from "../../../db/tenant/schema/matters.ts";
import { endClocks } from "../clocks/end.ts";
import { update } from "../kernel/changes.ts";
import { happened, happening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { refOf as matterRef } from "../matters/matter.ts";
import { onAssignment, refOf } from "./assignment.ts";
import { returned } from "./clocks.ts";
import { answererName, answering } from "./returned.ts";

/** The unit was right: it deals with the matter no more, and is late nowhere. */
export const takeBackAssignment = move(onAssignment)({
  ...answering,
  name: "takeBack",
  resource: "return-approval",
  label: "同意退回",
  done: "已同意退回，不再由这个单位承办",
  input: {},
  events: {
    takenBack: happening<{ by: string }>(({ by }) => ({ title: `${by}同意退回，不再承办`, tone: "done" })),
  },
  decide: (state, _input, given) => {
    const { part, matter } = state;
    const reason = `${part.reason ?? ""}：${part.note ?? ""}`;
    return {
      set: { state: "takenBack" },
      says: { takenBack: { by: answererName(state) } },
      rows: [
        endClocks(given.now, refOf(part.id), "met", [returned.kind]),
        endClocks(given.now, refOf(part.id), "cancelled"),
        ...(part.role === "lead" ? [update(matters, matter, {})] : []),
        ...happened(given, matterRef(matter.id), {
          partOver: { unit: part.name, why: "takenBack", reason },
        } as never),
      ],
    };
  },
});
