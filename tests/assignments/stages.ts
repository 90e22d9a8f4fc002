import { eq } from "drizzle-orm";
import { assignments } from "../../db/tenant/schema/assignments.ts";
import { acceptAssignment } from "../../worker/domain/assignments/accept.ts";
import { answerAssignment } from "../../worker/domain/assignments/answer.ts";
import { dispatchMatter } from "../../worker/domain/assignments/dispatch.ts";
import { insistOnAssignment } from "../../worker/domain/assignments/insist.ts";
import { returnAssignment } from "../../worker/domain/assignments/return.ts";
import type { AssignmentState } from "../../worker/domain/assignments/states.ts";
import { takeBackAssignment } from "../../worker/domain/assignments/take-back.ts";
import { withdrawAssignment } from "../../worker/domain/assignments/withdraw.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { declineMatter } from "../../worker/domain/matters/decline.ts";
import { raiseMatter } from "../../worker/domain/matters/raise.ts";
import type { Dispatch } from "../../worker/rules/schema/rule-set.ts";
import { publishRules } from "../matters/stages.ts";
import type { County, Who } from "../support/county.ts";

export const dispatchRule: Dispatch = {
  within: { workdays: 5 },
  returns: {
    reasons: ["不属于本单位职责", "地点不在辖区"],
    within: { workdays: 1 },
    answer: { workingHours: 4 },
    times: 2,
  },
};

export const withDispatch = (county: County, rule: Dispatch = dispatchRule) =>
  publishRules(county, ({ handling }) => {
    handling.dispatch = rule;
  });

/** A matter of the grid that its street has in hand. */
export async function streetsMatter(county: County, at?: string) {
  const { id, receiptCode } = await county.matter();
  await acceptMatter(county.as("gridWorker", at), { matterId: id });
  await raiseMatter(county.as("gridWorker", at), { matterId: id, reason: "管网在路面下" });
  await raiseMatter(county.as("communityOfficer", at), { matterId: id, reason: "管网在路面下" });
  await acceptMatter(county.as("streetOfficer", at), { matterId: id });
  return { id, receiptCode };
}

/** Led by the water works, assisted by the housing office. */
export const toBoth = ({ units }: County, more: object = {}) => ({
  lead: units.water,
  assisting: [units.housing],
  body: "查清漏点并修好，住建局核对产权",
  ...more,
});

export async function partsIn(county: County, matterId: string) {
  const { rows } = await county.db.read({
    rows: county.db.orm
      .select()
      .from(assignments)
      .where(eq(assignments.matterId, matterId))
      .orderBy(assignments.id),
  });
  return rows;
}

export async function partRow(county: County, id: string) {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(assignments).where(eq(assignments.id, id)),
  });
  if (!rows[0]) throw new Error("no such assignment");
  return rows[0];
}

/** A matter of the street that is dispatched to both, with both parts. */
export async function dispatched(county: County, more: object = {}, at?: string) {
  const { id: matterId, receiptCode } = await streetsMatter(county, at);
  await dispatchMatter(county.as("streetOfficer", at), { matterId, ...toBoth(county, more) });
  const all = await partsIn(county, matterId);
  const of = (assignee: string) => all.find((part) => part.assignee === assignee)?.id ?? "";
  return { matterId, receiptCode, lead: of(county.units.water), assist: of(county.units.housing), all };
}

export const steps = ["accept", "answer", "return", "takeBack", "insist", "withdraw"] as const;
export type Step = (typeof steps)[number];

/** One move of a part; by the housing office's liaison unless it is said otherwise. */
export function step(
  county: County,
  assignmentId: string,
  what: Step,
  who?: Who,
  at?: string,
): Promise<unknown> {
  const own = county.as(who ?? "otherLiaison", at);
  const above = county.as(who ?? "streetOfficer", at);
  switch (what) {
    case "accept":
      return acceptAssignment(own, { assignmentId });
    case "answer":
      return answerAssignment(own, { assignmentId, answer: "产权属小区业主" });
    case "return":
      return returnAssignment(own, { assignmentId, reason: "不属于本单位职责", note: "产权归水务局" });
    case "takeBack":
      return takeBackAssignment(above, { assignmentId });
    case "insist":
      return insistOnAssignment(above, { assignmentId, ruling: "楼体归住建局管" });
    case "withdraw":
      return withdrawAssignment(above, { assignmentId, reason: "改由街道自己办" });
  }
}

const ways: Partial<Record<AssignmentState, readonly Step[]>> = {
  accepted: ["accept"],
  answered: ["answer"],
  returned: ["return"],
  takenBack: ["return", "takeBack"],
  withdrawn: ["withdraw"],
};

/** The assisting part of the housing office, brought to a state. */
export async function partIn(county: County, state: AssignmentState) {
  const { assist: id, matterId } = await dispatched(county);
  for (const each of ways[state] ?? []) await step(county, id, each);
  if (state === "ended") {
    await raiseMatter(county.as("streetOfficer"), { matterId, reason: "街道办不了" });
    await declineMatter(county.as("admin"), { matterId, reason: "请找产权单位" });
  }
  return { id, matterId };
}
