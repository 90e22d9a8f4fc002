import type { Unit } from "../../bin/demo/play/play.ts";
import { chanceFrom } from "../../bin/demo/play/random.ts";
import type { PresetKey } from "../../db/presets/index.ts";
import { inBatches } from "../../worker/domain/kernel/batch.ts";
import { visitor } from "../../worker/domain/kernel/context.ts";
import { categoriesOf } from "../../worker/domain/matters/categories.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { actOnTime } from "../../worker/domain/time.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { actNow } from "./acts.ts";
import { dayOf, momentOn } from "./days.ts";
import { happenings } from "./happenings.ts";
import { answerParts } from "./parts.ts";
import { openPlace } from "./place.ts";
import { plans } from "./plans.ts";
import { newMemory } from "./reading.ts";
import { whistleNow } from "./whistling.ts";
import { count, ctxOf, readVersions, systemIn, type World } from "./world.ts";

export interface Game {
  readonly preset: PresetKey;
  readonly seed: number;
  readonly matters: number;
  /** Every how many days people act. */
  readonly every: number;
  /** How many are at work at one moment. */
  readonly atWork: number;
  /** After every how many weeks, and in the end, it is checked. */
  readonly checkEvery: number;

  check(world: World, isLast: boolean): Promise<void>;
}

const HOUR = 3_600_000;

/** Plays a preset through a quarter. */
export async function play({ preset, seed, matters, checkEvery, check, ...pace }: Game): Promise<World> {
  const world = await begin(preset, seed, pace);
  const { plan, every } = world;
  await readVersions(world);
  const days = plan.weeks * 7;
  for (let day = 0; day < days; day++) {
    await oneDay(world, day, day % every === 0 ? share(matters, day, days - 14, every) : null);
    if (day % (7 * checkEvery) === 7 * checkEvery - 1 || day === days - 1) {
      await settle(world, day);
      await check(world, day === days - 1);
    }
  }
  return world;
}

async function begin(preset: PresetKey, seed: number, pace: Pick<Game, "every" | "atWork">): Promise<World> {
  const [plan, place] = [plans[preset], await openPlace(preset)];
  const now = momentOn(dayOf(plan.from), 0);
  const quiet = new Set([place.units.at(-1)?.id ?? ""]);
  const fresh = {
    reports: new Map(),
    blown: new Map(),
    tried: new Map(),
    wrong: [],
    versions: [],
    metAt: "9",
    open: [],
    parts: new Map(),
  };
  return {
    place,
    plan,
    now,
    quiet,
    chance: chanceFrom(seed),
    memory: newMemory(),
    shift: new Set(),
    ...pace,
    ...fresh,
  };
}

/** How many of all are reported on some days: spread over the quarter but for its last two weeks. */
function share(all: number, day: number, days: number, every: number): number {
  const until = (end: number) => Math.floor((all * Math.min(end, days)) / days);
  return until(day + every) - until(day);
}

/** `reports`: null where the county's people do nothing that day. */
async function oneDay(world: World, day: number, reports: number | null): Promise<void> {
  const { chance, plan } = world;
  const at = (ms: number) => momentOn(dayOf(plan.from) + day, ms);
  world.now = at(7 * HOUR + chance.below(2 * HOUR));
  await happenings(world, day);
  world.now = later(world, 1 + chance.below(9));
  // Some days nobody comes from the queue, on others twice.
  const calls = day % 9 > 6 || day % Math.ceil(world.every / 2) > 0 ? 0 : chance.is(0.2) ? 2 : 1;
  for (let call = 0; call < calls; call++) await system(world);
  if (reports === null) return;
  for (const [from, to] of [
    [9, 13],
    [14, 22],
  ] as const) {
    world.now = at(from * HOUR + chance.below((to - from) * HOUR));
    await report(world, from === 9 ? Math.ceil(reports / 2) : Math.floor(reports / 2));
    world.now = later(world, 1 + chance.below(50));
    await actNow(world);
    world.now = later(world, 1);
    await whistleNow(world);
    world.now = later(world, 1);
    await answerParts(world);
  }
}

const later = ({ now }: World, minutes: number): string =>
  new Date(Date.parse(now) + minutes * 60_000).toISOString();

/** At a week's end the system comes until it has nothing to do. */
async function settle(world: World, day: number): Promise<void> {
  world.now = momentOn(dayOf(world.plan.from) + day, 23.5 * HOUR);
  for (let run = 0; run < 3; run++) {
    await system(world);
    world.now = later(world, 1);
  }
}

async function system(world: World): Promise<void> {
  count(world, "system");
  await actOnTime(systemIn(world));
  if (world.metAt === "9" && world.now >= world.plan.noticeAt) world.metAt = world.now;
}

const intakeTop = ({ handling }: RuleSet): string | undefined => handling.levels.at(-1)?.level;

/** From residents without a name, and from staff, through all channels the county takes. */
async function report(world: World, n: number): Promise<void> {
  const { chance, place, quiet } = world;
  const { intake } = place.rules;
  // Above all levels of handling nobody takes a report.
  const handles = (unit: Unit) => unit.line.some(({ level }) => level === intakeTop(place.rules));
  const units = place.units.filter((unit) => !quiet.has(unit.id) && handles(unit));
  const categories = categoriesOf(intake.categories);
  const rows = Array.from({ length: n }, (_, index) => ({
    key: `${world.now} ${index}`,
    input: {
      orgUnitId: (chance.is(0.8) ? chance.pick(units.slice(units.length >> 1)) : chance.pick(units)).id,
      category: chance.pick(categories).key,
      ...{
        body: "路灯不亮",
        place: "路口",
        source: chance.pick(intake.sources).key,
        reporterPhone: "13812345678",
      },
    },
  }));
  const outcomes = await inBatches(ctxOf(world, visitor), reportMatter, rows);
  for (const [index, outcome] of outcomes.entries()) {
    const { category = "", source = "", orgUnitId = "" } = rows[index]?.input ?? {};
    const levels = units.find(({ id }) => id === orgUnitId)?.line.map(({ level }) => level) ?? [];
    if ("refused" in outcome) world.wrong.push(`report: ${outcome.refused.message}`);
    else world.reports.set(outcome.result.id, { category, source, levels });
  }
}
