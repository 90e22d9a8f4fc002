import { actNow as actIn } from "../../bin/demo/play/acts.ts";
import { type Open, openMatters, runs } from "../../bin/demo/play/open.ts";
import type { Play } from "../../bin/demo/play/play.ts";
import { type Verb, verbs } from "../../bin/demo/play/verbs.ts";
import { inputOf } from "./inputs.ts";
import { byRules, from, likely } from "./likely.ts";
import { openParts } from "./parts.ts";
import { count, ctxOf, knownOf, type World } from "./world.ts";

/** One moment of a county's people: at most one act on each matter, those of one person and kind together. */
export async function actNow(world: World): Promise<void> {
  const { atWork, chance, place } = world;
  world.shift = new Set(Array.from({ length: atWork }, () => chance.pick(place.people)));
  world.open = await openIn(world);
  const parts = (await openParts(place.db)).map(({ part }) => part);
  world.parts = Map.groupBy(parts, ({ matterId }) => matterId);
  await actIn(playOf(world), world.open);
}

/** What hasn't ended. */
export const openIn = (world: World): Promise<Open[]> =>
  openMatters({ db: world.place.db, rulesOf: knownOf(world).rules });

/** How its people go about it: as it comes, and now and then against all rules. */
const playOf = (world: World): Play => ({
  ...world.place,
  quiet: world.quiet,
  rulesOf: knownOf(world).rules,
  as: (actor) => ctxOf(world, actor),
  key: (verb, id) => `${world.now} ${verb} ${id}`,
  chance: () => world.chance,
  drawn: (open) => drawn(world, open),
  choose: (able, chance) => {
    const here = able.filter((one) => world.shift.has(one as never));
    return here.length > 0 && chance.is(0.6) ? chance.pick(here) : able[0];
  },
  inputOf: (open, verb) => inputOf(world, open, verb),
  told: (verb, open, why, sent) => {
    judge(world, verb, open.matter.state, why);
    if (verb === "split" && why === null) remember(world, open, sent as never);
  },
});

/** What was split off was reported with the first, under a category of its own. */
function remember(
  { reports, place }: World,
  { matter }: Open,
  { input, result }: { input: { category: string; unit: string }; result: { part: string } },
): void {
  const { source = "" } = reports.get(matter.id) ?? {};
  const line = place.units.find(({ id }) => id === input.unit)?.line ?? [];
  reports.set(result.part, { category: input.category, source, levels: line.map(({ level }) => level) });
}

function judge(world: World, verb: Verb, state: Open["matter"]["state"], why: string | null): void {
  const may = from[verb].includes(state);
  count(world, why === null ? verb : `${verb} refused`);
  if (!may && why === null) world.wrong.push(`${verb} was let while ${state}`);
  if (may && why !== null && !byRules.test(why)) world.wrong.push(`${verb} while ${state}: ${why}`);
}

/** What becomes of a matter now, if anything. Some are left lying for weeks, some residents never answer. */
function drawn({ chance, every }: World, open: Open): Verb | undefined {
  const { matter } = open;
  const number = Number(matter.number.slice(5));
  const isLeft = number % 6 === 0 && chance.is(0.93);
  const isSilent = matter.state === "resolved" && number % 3 === 0;
  // Drawn in any case, so that one matter's lot doesn't depend on another's.
  const request = runs(open, "extension") ?? runs(open, "pauseRequest");
  if (chance.is(0.004 * every)) return chance.pick(Object.keys(verbs) as Verb[]);
  if (isLeft || isSilent) return undefined;
  if (request && chance.is(0.3)) {
    const grants = chance.is(0.7);
    if (request.kind === "extension") return grants ? "grantExtension" : "refuseExtension";
    return grants ? "grantPause" : "refusePause";
  }
  return chance.among(likely[matter.state] ?? {}, every);
}
