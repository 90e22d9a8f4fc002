import { and, eq, isNull } from "drizzle-orm";
import { accounts, grants } from "../../db/kernel/schema.ts";
import { clocks } from "../../db/tenant/schema/work.ts";
import { disableAccount } from "../../worker/domain/accounts/disable.ts";
import { endPost } from "../../worker/domain/accounts/posts.ts";
import { visitor } from "../../worker/domain/kernel/context.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { closeOrgUnit } from "../../worker/domain/org/close.ts";
import { mostClocks } from "../../worker/domain/rules/clocks.ts";
import { startDraft } from "../../worker/domain/rules/drafts.ts";
import { publishDraft } from "../../worker/domain/rules/publish.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { dispatches, whistles } from "./changes.ts";
import { limitOf } from "./classes.ts";
import { dateOf, dayAt } from "./days.ts";
import { paged } from "./reading.ts";
import { due } from "./reckoning.ts";
import { type Clock, count, ctxOf, knownOf, newest, readVersions, type World } from "./world.ts";

/** What happens once: people leave, a grid closes, rules change. */
export async function happenings(world: World, day: number): Promise<void> {
  if (day === 24)
    await publish(world, (rules) => {
      world.plan.atOnce(rules);
      whistles(rules);
      dispatches(rules);
    });
  if (day === 52) await publish(world, world.plan.fromDay, dateOf(dayAt(world.now) + 3));
  if (day % 11 === 5) await leave(world, day);
  if (day === 40) await closeGrid(world);
}

async function publish(world: World, change: (rules: RuleSet) => void, effectiveOn?: string): Promise<void> {
  const ctx = () => ctxOf(world, admin(world));
  const rules = await newest(world);
  change(rules);
  const { number } = await startDraft(ctx(), { rules });
  const named = effectiveOn ? [] : await differing(world, rules);
  for (let at = 0; at < named.length; at++) count(world, "moved");
  const words = { note: "修改规则", reason: "试行" };
  await publishDraft(ctx(), { number, revision: 1, ...words, effectiveOn, clocks: named });
  await readVersions(world);
}

/** Which of the clocks that are due first other rules set to another time; as many as a publication takes. */
async function differing(world: World, rules: RuleSet): Promise<string[]> {
  const rows = await paged(world.place.db, clocks, isNull(clocks.endedAt));
  const notices = knownOf(world).noticesAt(world.now);
  return rows
    .filter((clock) => {
      const by = termsOf(clock, rules);
      if (!by || clock.setBy === "person") return false;
      return due(rules, notices, by, clock.startedAt, clock.pauses) !== clock.dueAt;
    })
    .sort((one, other) => one.dueAt.localeCompare(other.dueAt))
    .slice(0, mostClocks)
    .map(({ id }) => id);
}

function termsOf({ kind, inputs }: Clock, rules: RuleSet) {
  const { levels, overall, evaluation, pauses } = rules.handling;
  const level = levels.find(({ key }) => key === inputs.level);
  const of = { category: inputs.category ?? "", urgency: inputs.urgency ?? null };
  if (kind === "step") return level && { ...level, limit: limitOf(rules, level, of) };
  if (kind === "overall") return { limit: limitOf(rules, overall, of) };
  if (kind === "acceptance") return level?.acceptWithin && { limit: level.acceptWithin };
  return { evaluation: { limit: evaluation.within }, pause: { limit: pauses?.longest } }[kind];
}

const admin = ({ place }: World) => {
  const [first] = place.people;
  if (!first) throw new Error("nobody is there");
  return first.actor;
};

/** A post or an account ends, with a successor at the top or without; the two at the top stay. */
async function leave(world: World, day: number): Promise<void> {
  const staying = world.place.people.slice(2).filter(({ left }) => !left);
  if (staying.length < 4) return;
  const leaver = world.chance.pick(staying);
  const successorId = day % 2 === 0 ? world.place.people[1]?.actor.accountId : undefined;
  const accountId = leaver.actor.accountId;
  const ctx = ctxOf(world, admin(world));
  if (day % 3 === 0) await disableAccount(ctx, { accountId, successorId });
  else await endPost(ctx, { accountId, postId: leaver.postId, successorId });
  leaver.left = true;
  count(world, "left");
}

/** One with matters isn't closed; one where nothing was reported is, once its people have left. */
async function closeGrid(world: World): Promise<void> {
  const ctx = () => ctxOf(world, admin(world));
  const busy = world.place.units.find(({ level }) => level === world.place.rules.handling.levels[0]?.level);
  const refused = await closeOrgUnit(ctx(), { orgUnitId: busy?.id, reason: "并入" }).then(
    () => false,
    () => true,
  );
  if (!refused) world.wrong.push("a grid with people and matters was closed");
  for (const id of world.quiet) {
    for (const { accountId, postId } of await postsIn(world, id)) await endPost(ctx(), { accountId, postId });
    for (const person of world.place.people) if (person.unit.id === id) person.left = true;
    await closeOrgUnit(ctx(), { orgUnitId: id, reason: "并入" });
    const input = { orgUnitId: id, category: "drainage", body: "路灯", place: "路口" };
    const taken = await reportMatter(ctxOf(world, visitor), input).then(
      () => true,
      () => false,
    );
    if (taken) world.wrong.push("a closed grid took a report");
  }
}

/** Who has a post there: whoever took over from the last who left has it too. */
async function postsIn({ place: { db } }: World, unit: string) {
  const { posts } = await db.read({
    posts: db.orm
      .select({ accountId: grants.accountId, postId: grants.id })
      .from(grants)
      .innerJoin(accounts, eq(accounts.id, grants.accountId))
      .where(and(eq(grants.scopeId, unit), isNull(grants.revokedAt), isNull(accounts.disabledAt))),
  });
  return posts;
}
