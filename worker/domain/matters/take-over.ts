import { openHappening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { handedOver } from "./listing.ts";
import { handledBy, onMatter } from "./matter.ts";

/** Takes a matter out of a colleague's hands into one's own: from now on one answers for it. */
export const takeOverMatter = move(onMatter)({
  name: "takeOver",
  resource: "takeover",
  label: "由我接手",
  logged: "接手事项",
  done: "已由您接手",
  from: ["accepted"],
  refuses: ({ matter }, { actor }) =>
    matter.handlerId === actor.accountId ? "这件事项已经由您经办" : undefined,
  foretells: ({ matter }) =>
    matter.handlerName
      ? `现在由${matter.handlerName}经办；接手后由您经办，期限不变。`
      : "接手后由您经办，期限不变。",
  who: caseworkers,
  input: {},
  form: { folded: "由我接手办理" },
  events: {
    takenOver: openHappening<{ from: string | null }>({
      staff: ({ from }) => ({ title: from ? `接手办理，原经办人${from}` : "接手办理" }),
      resident: () => ({ title: "更换了经办人，继续办理" }),
    }),
  },
  decide: ({ matter }, _input, { actor }) => ({
    set: handledBy(actor),
    says: { takenOver: { from: matter.handlerName } },
    rows: handedOver(matter, actor.accountId),
  }),
});
