import { asc, eq, inArray } from "drizzle-orm";
import type { Official } from "../../bin/demo/play/play.ts";
import { together } from "../../bin/demo/play/together.ts";
import type { Database } from "../../db/client.ts";
import { assignments } from "../../db/tenant/schema/assignments.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { clocks } from "../../db/tenant/schema/work.ts";
import { acceptAssignment } from "../../worker/domain/assignments/accept.ts";
import { answerAssignment } from "../../worker/domain/assignments/answer.ts";
import { insistOnAssignment } from "../../worker/domain/assignments/insist.ts";
import { returnAssignment } from "../../worker/domain/assignments/return.ts";
import { openStates } from "../../worker/domain/assignments/states.ts";
import { takeBackAssignment } from "../../worker/domain/assignments/take-back.ts";
import { withdrawAssignment } from "../../worker/domain/assignments/withdraw.ts";
import { count, ctxOf, knownOf, type World } from "./world.ts";

/** What becomes of a unit's part in a matter. */
const verbs = {
  accept: acceptAssignment,
  answer: answerAssignment,
  return: returnAssignment,
  takeBack: takeBackAssignment,
  insist: insistOnAssignment,
  withdraw: withdrawAssignment,
} as const;
type Verb = keyof typeof verbs;

/** By state: how likely each is at one moment. */
const likely: Record<string, Partial<Record<Verb, number>>> = {
  assigned: { accept: 0.3, answer: 0.1, return: 0.14, withdraw: 0.02 },
  accepted: { answer: 0.3, return: 0.1, withdraw: 0.02 },
  returned: { takeBack: 0.2, insist: 0.25, withdraw: 0.02 },
};

/** What the rules, and not the state, may refuse. */
const byRules = /主办单位最后答复|本县规则里没有退回|前退回，已经过了|不能再退回/;

/** Parts that are open, with their matters and the clocks that run. */
export async function openParts(db: Database) {
  const { rows, running } = await db.read({
    rows: db.orm
      .select({ part: assignments, matter: matters })
      .from(assignments)
      .innerJoin(matters, eq(matters.id, assignments.matterId))
      .where(inArray(assignments.state, [...openStates]))
      .orderBy(asc(matters.number), asc(assignments.id)),
    running: db.orm.select().from(clocks).where(eq(clocks.noun, "assignment")),
  });
  return rows.map((row) => ({
    ...row,
    clocks: running.filter(({ record, endedAt }) => record === row.part.id && endedAt === null),
  }));
}
export type OpenPart = Awaited<ReturnType<typeof openParts>>[number];

/** One moment of all units that have a part of something: at most one act on each matter, all together. */
export async function answerParts(world: World): Promise<void> {
  const seen = new Set<string>();
  const acts = (await openParts(world.place.db)).flatMap((open) => {
    const verb = world.chance.among(likely[open.part.state] ?? {}, Math.sqrt(world.every));
    const able = verb ? whoMay(world, open, verb) : [];
    if (!verb || able.length === 0 || seen.has(open.matter.id)) return [];
    seen.add(open.matter.id);
    const [by, id] = [world.chance.pick(able).actor, open.part.id];
    const input = { assignmentId: id, ...inputOf(world, open, verb) };
    return [{ verb, id, command: verbs[verb], by, open, input }];
  });
  const play = {
    as: (actor: Official["actor"]) => ctxOf(world, actor),
    key: (verb: string, id: string) => `${world.now} ${verb} ${id}`,
  };
  await together(play, acts, ({ verb, open }, why) => {
    count(world, why === null ? `part ${verb}` : `part ${verb} refused`);
    if (why !== null && !byRules.test(why)) world.wrong.push(`${verb} while ${open.part.state}: ${why}`);
  });
}

/** Whose it is; whoever has the matter takes it back; a return is answered by whom its clock names, and never by who returned it. */
function whoMay({ place }: World, { part, matter, clocks }: OpenPart, verb: Verb): Official[] {
  const waits = clocks.find(({ kind }) => kind === "return")?.owner ?? "";
  const own = [part.assignee, ...clocks.map(({ kind, answeredBy }) => (kind === "answer" ? answeredBy : ""))];
  const lineOf = (id: string) =>
    place.units.find((unit) => unit.id === id)?.line.map((unit) => unit.id) ?? [];
  const scopes =
    verb === "withdraw"
      ? matter.levelPath.split("/").filter(Boolean)
      : verb === "takeBack" || verb === "insist"
        ? lineOf(waits).filter((id) => id !== part.assignee)
        : own;
  return place.people.filter(
    ({ unit, left, actor }) =>
      !left &&
      scopes.includes(unit.id) &&
      (part.state !== "returned" || verb === "withdraw" || actor.accountId !== part.returnedById),
  );
}

function inputOf(world: World, { matter }: OpenPart, verb: Verb): object {
  const { returns } = knownOf(world).rules(matter.ruleVersion).handling.dispatch ?? {};
  const reason = "写在这里的原因";
  const inputs: Partial<Record<Verb, object>> = {
    answer: { answer: "办好了" },
    return: { reason: world.chance.pick(returns?.reasons ?? [""]), note: "不归我们管" },
    insist: { ruling: reason },
    withdraw: { reason },
  };
  return inputs[verb] ?? {};
}
