import { eq, sql } from "drizzle-orm";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import { answeringName, unattended } from "../clocks/answering.ts";
import { basisOf } from "../clocks/clocks.ts";
import { knownKind, saidOf } from "../clocks/registry.ts";
import type { Context } from "../kernel/context.ts";
import { eventsOf, pastOf, toldToStaff } from "../kernel/happenings.ts";
import { labelsOf, offersOf } from "../kernel/offers.ts";
import { authorise, verdict } from "../kernel/rights.ts";
import { categoryName } from "../matters/categories.ts";
import { matter as matterNoun } from "../matters/matter.ts";
import { isOpen } from "../matters/parts.ts";
import { readersOf } from "../matters/settled.ts";
import { stillAssisting } from "./answer.ts";
import {
  type LoadedAssignment,
  loadedAssignment,
  assignment as noun,
  seenBy,
  withMatter,
} from "./assignment.ts";
import { assignmentEvents, assignmentMoves } from "./moves.ts";
import { concernedByParts, partsFor } from "./of-matter.ts";

/** For a read batch: all that an assignment's page shows. */
const wholeAssignment = (ctx: Context, assignmentId: string, before?: string) => ({
  ...withMatter(ctx.db.orm, assignmentId),
  giver: ctx.db.orm
    .select({ name: orgUnits.name })
    .from(orgUnits)
    .where(sql`${orgUnits.id} = (select given_by from assignments where id = ${assignmentId})`),
  owners: ctx.db.orm
    .select({ id: clocks.id, owner: answeringName, unattended })
    .from(clocks)
    .where(
      sql`${eq(clocks.noun, noun.noun)} and ${clocks.record} = ${assignmentId} and ${clocks.endedAt} is null`,
    ),
  events: eventsOf(ctx.db.orm, noun.noun, assignmentId, before),
});

type Owners = readonly { id: string; owner: string | null; unattended: string | null }[];

/** One unit's part in a matter, as the unit and whoever has the matter see it. @throws NotFound for everybody else */
export async function assignmentPage(ctx: Context, assignmentId: string, before?: string) {
  const { events, giver, owners, ...rows } = await ctx.db.read(wholeAssignment(ctx, assignmentId, before));
  const state = loadedAssignment(rows);
  authorise(ctx.actor, noun.rights.view, seenBy(state));
  const { part } = state;
  const { id, name, role, revision, body, answer, reason, note, givenAt } = part;
  return {
    ...{ id, name, role, state: part.state, revision, body, answer, reason, note, givenAt },
    by: giver[0]?.name ?? "",
    matter: toldMatter(state, ctx.actor),
    others: partsFor(state, ctx.actor, ctx.now).all.filter((other) => other.id !== id),
    /** Whom a lead waits for before it can answer. */
    waitsFor: isOpen(part) ? stillAssisting(state) : [],
    due: dueOf(state, owners),
    ...pastOf(events, before, (shown) => toldToStaff(assignmentEvents, shown, ctx.now)),
    offers: offersOf(assignmentMoves, state, ctx),
    labels: labelsOf(assignmentMoves),
  };
}

export type AssignmentPage = Awaited<ReturnType<typeof assignmentPage>>;

/** The matter in short; its page for whoever may read it. */
function toldMatter({ matter, rules, parts, partClocks, part }: LoadedAssignment, actor: Context["actor"]) {
  const { id, number, body, place, category } = matter;
  const own = parts.filter((one) => one.id === part.id);
  const readers = readersOf(
    matter,
    [],
    own.flatMap((one) => concernedByParts(one, partClocks)),
  );
  return {
    ...{ id, number, body, place },
    category: categoryName(rules.intake.categories, category),
    maySee: verdict(actor, matterNoun.rights.view, readers) === "allowed",
  };
}

/** What runs, with before whom it stands; what a newer version of the rules has set is told by that. */
function dueOf({ part, partClocks, version, rules }: LoadedAssignment, owners: Owners) {
  return partClocks
    .filter(({ record, endedAt }) => record === part.id && endedAt === null)
    .map((clock) => {
      const { kind: name, dueAt, caution, pausedAt, ruleVersion } = clock;
      const { owner = null, unattended = null } = owners.find(({ id }) => id === clock.id) ?? {};
      const kind = knownKind(clock);
      const basis =
        ruleVersion === version && kind ? basisOf(kind, clock, rules) : `按规则第 ${ruleVersion} 版重新计算`;
      return { kind: name, called: saidOf(clock).called, dueAt, caution, pausedAt, owner, unattended, basis };
    });
}
