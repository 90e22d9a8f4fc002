import { formatDueBy } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { type AssignmentRole, assignmentRoles } from "../assignments/states.ts";
import { openHappening } from "../kernel/happenings.ts";

/** What an event keeps of a dispatch: by which unit, to which, and by when they must answer. Without a lead others join one. */
type Dispatched = {
  by: string;
  lead: string | null;
  assisting: readonly string[];
  due: string;
  body: string;
};

const units = ({ lead, assisting }: Pick<Dispatched, "lead" | "assisting">): string =>
  [lead && `${lead}主办`, assisting.length > 0 && `${assisting.join("、")}协办`].filter(Boolean).join("，");

type Over = { unit: string; why: "withdrawn" | "takenBack"; reason: string };

/** What a matter's timeline says of its assignments. Residents read which units deal with it, never why one doesn't any more. */
export const dispatchedEvents = {
  dispatched: openHappening<Dispatched>({
    staff: ({ by, due, body, ...to }, now) => ({
      title: `${by}派单：${units(to)}，应于${formatDueBy(due as Instant, now)}答复`,
      note: body,
      tone: "waiting",
    }),
    resident: (to) => ({ title: `由${units(to)}`, tone: "onTime" }),
  }),
  partAnswered: openHappening<{ unit: string; role: AssignmentRole; answer: string }>({
    staff: ({ unit, role, answer }) => ({
      title: `${assignmentRoles[role]}单位${unit}已答复`,
      note: answer,
      tone: "onTime",
    }),
    resident: ({ unit }) => ({ title: `${unit}已经办理，正在汇总结果` }),
  }),
  partOver: openHappening<Over>({
    staff: ({ unit, why, reason }) => ({
      title: why === "withdrawn" ? `收回派给${unit}的承办` : `${unit}退回成立，不再承办`,
      note: reason,
    }),
    resident: ({ unit }) => ({ title: `${unit}不再承办` }),
  }),
};
