import { matters } from "../../../db/tenant/schema/matters.ts";
import { endClocks } from "../clocks/end.ts";
import { update } from "../kernel/changes.ts";
import { happened, happening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { refOf as matterRef } from "../matters/matter.ts";
import { isOpen } from "../matters/parts.ts";
import { assignees, type LoadedAssignment, onAssignment, refOf } from "./assignment.ts";

/** Says what the unit did, which ends its part. Whoever leads answers last. */
export const answerAssignment = move(onAssignment)({
  name: "answer",
  resource: "answer",
  label: "答复办理情况",
  done: "已答复",
  from: ["assigned", "accepted"],
  refuses: (state) => {
    const open = stillAssisting(state);
    return open.length > 0 ? `主办单位最后答复：${open.join("、")}还没有答复` : undefined;
  },
  foretells: ({ part }) =>
    part.role === "lead" ? "您的答复由派单单位核对，作为办理结果答复居民。" : "答复后，由主办单位汇总。",
  who: assignees,
  input: {
    answer: prose("办理情况", 1000, "做了什么，结果怎样。主办单位的答复会作为答复居民的底稿。"),
  },
  events: {
    answered: happening<{ answer: string }>(({ answer }) => ({
      title: "答复办理情况",
      note: answer,
      tone: "done",
    })),
  },
  decide: ({ part, matter }, { answer }, given) => {
    const { name: unit, role } = part;
    return {
      set: { state: "answered", answer },
      says: { answered: { answer } },
      rows: [
        endClocks(given.now, refOf(part.id), "met"),
        // Of whoever adds an assisting unit and the lead that answers at once the second looks again.
        ...(role === "lead" ? [update(matters, matter, {})] : []),
        ...happened(given, matterRef(matter.id), { partAnswered: { unit, role, answer } } as never),
      ],
    };
  },
});

/** Whom a lead waits for, by name. */
export const stillAssisting = ({ part, parts }: LoadedAssignment): string[] =>
  part.role === "lead"
    ? parts.filter((one) => one.id !== part.id && isOpen(one)).map(({ name }) => name)
    : [];
