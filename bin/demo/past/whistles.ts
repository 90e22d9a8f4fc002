import { and, eq, gte, lte } from "drizzle-orm";
import { filings } from "../../../db/tenant/schema/filings.ts";
import { whistles } from "../../../db/tenant/schema/whistles.ts";
import { fileMonth } from "../../../worker/domain/filings/file.ts";
import {
  absentOf,
  documentOf,
  loadedFiling,
  namedIn,
  withCalled,
} from "../../../worker/domain/filings/filing.ts";
import { blowWhistle } from "../../../worker/domain/whistles/blow.ts";
import type { Whistle } from "../../../worker/rules/schema/rule-set.ts";
import { DAY, type Instant, localDateOf, MINUTE, partsOf } from "../../../worker/time/instants.ts";
import { acting } from "../acting.ts";
import { type Answering, answerCalls, openCalls } from "../play/calls.ts";
import type { Official } from "../play/play.ts";
import { near } from "../play/units.ts";
import { answers } from "./likely.ts";
import { lotOf } from "./lots.ts";
import { later, type Step } from "./plan.ts";
import { pick } from "./story.ts";
import { callsUntouched, type Teller, timeOf } from "./telling.ts";

/** Whistles, calls and monthly filings of half a day, where the rules have them. */
export async function whistleStep(teller: Teller, step: Step): Promise<void> {
  const { rules, db } = teller.place;
  if (rules.handling.whistles.length === 0 || !step.isOpen) return;
  await fileMonths(teller, step);
  await answerCalls(answering(teller, step), await openCalls(db, callsUntouched(step)));
  for (const rule of rules.handling.whistles) await blow(teller, step, rule);
}

/** Who blows a kind at the unit where they work. */
function blowersOf({ place }: Teller, { from, blownBy = [] }: Whistle): Official[] {
  const levels = blownBy.flatMap((one) =>
    one.of === "post"
      ? (place.rules.organisation.postKinds.find(({ key }) => key === one.key)?.levels ?? [])
      : [],
  );
  const may = blownBy.length === 0 || (levels as string[]).includes(from);
  return may ? place.people.filter(({ unit }) => unit.level === from) : [];
}

/** Some twice a week in all; one that was blown in this half of a day isn't blown again. */
async function blow(teller: Teller, step: Step, rule: Whistle): Promise<void> {
  const { place, past, stage } = teller;
  const chance = lotOf(past.slug, step.index, rule.key);
  const blowers = blowersOf(teller, rule);
  if (!chance.is(rule.responders === "units" ? 0.22 : 0.1) || blowers.length === 0) return;
  const { db } = place;
  const since = and(eq(whistles.kind, rule.key), gte(whistles.blownAt, step.at));
  const { blown } = await db.read({
    blown: db.orm.select({ id: whistles.id }).from(whistles).where(since).limit(1),
  });
  if (blown.length > 0) return;
  const by = chance.pick(blowers);
  const candidates = rule.responders === "units" ? unitsFor(teller, by) : peopleFor(teller, by);
  if (candidates.length === 0) return;
  const responders = [...new Set(Array.from({ length: 1 + chance.below(3) }, () => chance.pick(candidates)))];
  const asked = { kind: rule.key, occasion: rule.occasions && chance.pick(rule.occasions), responders };
  const input = { ...asked, orgUnitId: by.unit.id, body: pick(chance, "whistle") };
  await blowWhistle(acting(stage, by.actor, timeOf(teller, step, rule.key)), input);
}

/** Member units registered above the unit or at it; where there are none, the units of the tree above and beside. */
function unitsFor({ place }: Teller, by: Official): string[] {
  const members = place.members.filter(({ seat }) => by.unit.line.some(({ id }) => id === seat));
  const found = members.length > 0 ? members : near({ ...place, quiet: new Set() }, by.unit);
  return found.map(({ id }) => id);
}

/** Who works in the unit in which theirs lies. */
const peopleFor = ({ place }: Teller, by: Official): string[] => {
  const home = by.unit.line.at(-2) ?? by.unit;
  return place.people
    .filter(({ unit, actor }) => actor !== by.actor && unit.line.some(({ id }) => id === home.id))
    .map(({ actor }) => actor.accountId ?? "");
};

function answering(teller: Teller, step: Step): Answering {
  const { place, past, stage } = teller;
  const chance = (...of: string[]) => lotOf(past.slug, step.index, ...of);
  return {
    people: place.people,
    as: (actor, what) => acting(stage, actor, timeOf(teller, step, `${what} ${actor.name}`)),
    key: (verb, id) => `past ${step.index} ${verb} ${id}`,
    chance: (of) => chance(of, "by"),
    // Some come only when the whole time is over.
    drawn: ({ call, whistle }) =>
      lotOf(past.slug, whistle.number, call.responder).is(0.07) &&
      step.at < later(whistle.blownAt as Instant, (14 * DAY) / MINUTE)
        ? undefined
        : chance(whistle.number, call.responder).among(answers[call.state] ?? {}, 1),
    inputOf: ({ call, whistle }, verb) => {
      const words = chance(whistle.number, call.responder, "words");
      if (verb === "done") return { outcome: pick(words, "whistleOutcome") };
      if (verb === "object") return { reason: pick(words, "objected") };
      if (verb === "excuse") return { ruling: pick(words, "excused") };
      return verb === "overrule" ? { ruling: pick(words, "overruled") } : {};
    },
    told: () => {},
  };
}

/** In the first days of a month those who blew file the months before, and name who didn't come. */
async function fileMonths(teller: Teller, step: Step): Promise<void> {
  const { place, stage } = teller;
  const { db } = place;
  if (partsOf(localDateOf(step.at)).day < 3) return;
  const { open } = await db.read({
    open: db.orm
      .select()
      .from(filings)
      .where(and(eq(filings.state, "open"), lte(filings.ends, step.at)))
      .orderBy(filings.month),
  });
  for (const { id, orgUnitId } of open) {
    const by = place.people.findLast(({ unit }) => unit.id === orgUnitId);
    if (!by) continue;
    const ctx = acting(stage, by.actor, later(step.at, 1));
    const state = loadedFiling(await db.read(withCalled(db.orm, id, ctx)));
    const named = namedIn(absentOf(documentOf(state, ctx.now), state.filing)).map(({ call }) => call);
    await fileMonth(ctx, { filingId: id, named });
  }
}
