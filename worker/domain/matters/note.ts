import { openHappening } from "../kernel/happenings.ts";
import { oneOf, prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { onMatter } from "./matter.ts";
import { unsettled } from "./states.ts";

const audiences = { resident: "上报人和工作人员", staff: "只有工作人员" } as const;

/** What an event keeps of a note: who may read it besides staff. */
type Noted = { text: string; audience: keyof typeof audiences };

/** Says how far it is while it is dealt with: to whoever reported it, or among staff. */
export const noteProgress = move(onMatter)({
  name: "note",
  resource: "progress",
  label: "记录进展",
  done: "已记录进展",
  from: unsettled.filter((state) => state !== "reported"),
  who: caseworkers,
  input: {
    text: prose(
      "办理进展",
      1000,
      "做了什么，接下来什么时候做什么。上报人能看到的，请不要写别人的姓名、住址和联系方式。",
    ),
    audience: oneOf("谁能看到"),
  },
  choices: {
    audience: () => Object.entries(audiences).map(([value, label]) => ({ value, label })),
  },
  form: { folded: "记录办理进展" },
  events: {
    noted: openHappening<Noted>({
      staff: ({ text, audience }) => ({
        title: audience === "resident" ? "办理进展，上报人能看到" : "办理进展，只有工作人员能看到",
        note: text,
      }),
      resident: ({ text, audience }) =>
        audience === "resident"
          ? { title: "办理进展", note: text, tone: "onTime" }
          : { title: "办理单位记录了进展" },
    }),
  },
  decide: (_state, { text, audience }) => ({
    set: {},
    says: { noted: { text, audience: audience as Noted["audience"] } },
  }),
});
