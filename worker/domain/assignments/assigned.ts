import { assignments } from "../../../db/tenant/schema/assignments.ts";
import { formatDatedDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { startClock } from "../clocks/clocks.ts";
import type { VersionedRules } from "../county/county.ts";
import { insert, type RowChange } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { happened, happening } from "../kernel/happenings.ts";
import { list } from "../kernel/listings.ts";
import { classOf } from "../matters/hand.ts";
import type { Matter } from "../matters/matter.ts";
import { awakeAt } from "../robots/quiet.ts";
import { tellGroup } from "../robots/send.ts";
import { assignment as noun, refOf } from "./assignment.ts";
import type { Candidate } from "./candidates.ts";
import { answer } from "./clocks.ts";
import { listingOf } from "./listing.ts";
import { type AssignmentRole, assignmentRoles } from "./states.ts";

/** Said of each as it begins. */
export const assignedEvents = {
  assigned: happening<{ by: string; role: AssignmentRole }>(({ by, role }) => ({
    title: `${by}派单，由本单位${assignmentRoles[role]}`,
  })),
};

interface Setting extends VersionedRules {
  readonly matter: Pick<Matter, "id" | "orgPath" | "body" | "place" | "category" | "urgency">;
  /** Which unit gives it. */
  readonly by: { readonly id: string; readonly name: string };
  readonly body: string;
}

/** For a write batch: a unit's part with its clock; and when that is due. */
export function assigned(
  { matter, by, body, version, rules }: Setting,
  { id: assignee, kind: assigneeKind, name, path }: Candidate,
  role: AssignmentRole,
  given: Given,
): { rows: RowChange[]; due: string } {
  const id = given.newId();
  const kept = { id, role, assignee, body, state: "assigned" as const };
  const started = startClock(given, answer, {
    record: id,
    title: `${assignmentRoles[role]}：${matter.body}`,
    owner: { kind: assigneeKind, id: assignee },
    inputs: classOf(matter),
    by: { version, rules },
  });
  const at = { givenBy: by.id, givenAt: given.now, putAt: given.now };
  const listed = { ...kept, name, path: assigneeKind === "org" ? path : null };
  return {
    due: started.due.due,
    rows: [
      insert(assignments, { ...kept, ...at, matterId: matter.id, assigneeKind }),
      started.row,
      ...list(listingOf(listed, matter)),
      ...happened(given, refOf(id), { assigned: { by: by.name, role } } as never),
      toldGroup({ id, assignee, role, by, matter, due: started.due.due }, given),
    ],
  };
}

/** Written to the group of the unit: at night, too, where it must answer before the morning. */
function toldGroup(
  { id, assignee, role, by, matter, due }: Pick<Setting, "by" | "matter"> & Told,
  given: Given,
): RowChange {
  const until = `应于 ${formatDatedDeadline(due, given.now)} 前答复`;
  return tellGroup(given, `assignment ${id}`, {
    scope: assignee,
    title: `${by.name}派单，请${assignmentRoles[role]}`,
    lines: [
      { text: matter.body, href: noun.page + id },
      { text: until, href: "" },
    ],
    urgent: due <= awakeAt(given.now),
  });
}

type Told = {
  readonly id: string;
  readonly assignee: string;
  readonly role: AssignmentRole;
  readonly due: Instant;
};
