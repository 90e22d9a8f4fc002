import { openHappening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { handedOver } from "./listing.ts";
import { handledBy, onMatter } from "./matter.ts";

/** Takes a matter on; from now on the person answers for it. */
export const acceptMatter = move(onMatter)({
  name: "accept",
  resource: "acceptance",
  label: "受理",
  logged: "受理事项",
  done: "已受理，由您经办",
  from: ["reported", "reopened"],
  who: caseworkers,
  input: {},
  form: { above: "受理后，您就是这件事项的经办人，居民会看到事项已受理。" },
  events: {
    accepted: openHappening<object>({
      staff: () => ({ title: "已受理", tone: "onTime" }),
      resident: () => ({ title: "已受理，正在办理", tone: "onTime" }),
    }),
  },
  decide: ({ matter }, _input, { actor }) => ({
    set: { state: "accepted", ...handledBy(actor) },
    says: { accepted: {} },
    rows: handedOver(matter, actor.accountId),
  }),
});
