import { type Open, runs } from "../../bin/demo/play/open.ts";
import { unitsBelow } from "../../bin/demo/play/units.ts";
import type { Verb } from "../../bin/demo/play/verbs.ts";
import { categoriesCalled, takes } from "./classes.ts";
import { dayEndingAt } from "./days.ts";
import { daysWithin } from "./reckoning.ts";
import { byLevel, extensionDays } from "./set-times.ts";
import { knownOf, type World } from "./world.ts";

const reason = "写在这里的原因";

/** What somebody sends; undefined where nobody would. */
export function inputOf(world: World, open: Open, verb: Verb): object | undefined {
  const { chance } = world;
  const matterId = open.matter.id;
  if (verb === "evaluate") {
    const solved = chance.is(0.65);
    const satisfied = chance.is(0.5) ? undefined : chance.is(0.7);
    return {
      receiptCode: open.matter.receiptCode,
      solved,
      ...(satisfied === undefined ? {} : { satisfied }),
    };
  }
  if (verb === "extend") return extendInput(world, open);
  if (verb === "pause")
    return { matterId, reason, occasion: chance.pick(open.rules.handling.pauses?.reasons ?? [""]) };
  const { urgencies = [] } = open.rules.intake;
  if (verb === "accept" && urgencies.length > 0 && chance.is(0.4))
    return { matterId, urgency: chance.pick(urgencies).key };
  if (verb === "passOn") return passOnInput(world, open);
  if (verb === "recategorise") return recategoriseInput(world, open);
  if (verb === "note") return { matterId, text: "去看过了", audience: chance.pick(["resident", "staff"]) };
  if (verb === "urge") return { matterId, text: "请抓紧" };
  if (verb === "resolve") return { matterId, outcome: "办好了" };
  const more = linking[verb];
  if (more) return more(world, open);
  return /^(decline|raise|keep|refuse|separate)/.test(verb) ? { matterId, reason } : { matterId };
}

const linking: Partial<Record<Verb, (world: World, open: Open) => object | undefined>> = {
  callBack: (_, { matter }) => (matter.gave ? { matterId: matter.id, reason } : undefined),
  merge: mergeInput,
  split: splitInput,
  dispatch: dispatchInput,
};

/** Into another that lies before the same unit; nobody tries where there is none. */
function mergeInput({ chance, open }: World, { matter }: Open): object | undefined {
  const dealtWith = ["reported", "accepted", "reopened"];
  const mains = open.filter(
    ({ matter: { id, levelPath, state } }) =>
      id !== matter.id && levelPath === matter.levelPath && dealtWith.includes(state),
  );
  return mains.length > 0
    ? { matterId: matter.id, main: chance.pick(mains).matter.number, reason }
    : undefined;
}

/** At the unit that has it, where it lies, or below. */
function splitInput({ place, chance, quiet }: World, open: Open): object {
  const { matter, rules } = open;
  const own = [matter.levelPath, matter.orgPath].map((path) => path.split("/").at(-2) ?? "");
  const below = unitsBelow({ units: place.units, quiet }, open, () => true).map(({ id }) => id);
  const category = chance.pick([...categoriesCalled(rules).values()]);
  return { matterId: matter.id, body: "还有一件事", category, unit: chance.pick([...own, ...below]) };
}

/** To units beside the one that has it, or right below; each that has no part of it yet. */
function dispatchInput({ place, chance, quiet, parts }: World, { matter }: Open): object | undefined {
  const [holder, parent = ""] = matter.levelPath.split("/").filter(Boolean).toReversed();
  const own = parts.get(matter.id) ?? [];
  const around = place.units.filter(
    ({ id, line }) =>
      id !== holder &&
      !quiet.has(id) &&
      [holder, parent].includes(line.at(-2)?.id ?? "of the root") &&
      !own.some(({ assignee }) => assignee === id),
  );
  const lead =
    own.some(({ role }) => role === "lead") || around.length === 0 ? undefined : chance.pick(around);
  const others = around.filter((unit) => unit !== lead && chance.is(0.3)).slice(0, 3);
  if (!lead && others.length === 0) return undefined;
  return { matterId: matter.id, body: "请办理", lead: lead?.id, assisting: others.map(({ id }) => id) };
}

/** A later day, as the rules allow it; where they allow none, nobody asks. */
function extendInput(world: World, open: Open): object | undefined {
  const step = runs(open, "step");
  if (!step) return { matterId: open.matter.id, until: "2026-12-31", reason };
  const notices = knownOf(world).noticesAt(world.now);
  const days = extensionDays(
    open.rules,
    byLevel(open.rules, notices, open.matter.level, open.matter),
    step.dueAt,
  );
  if (days.length === 0 || daysWithin(() => true, dayEndingAt(step.dueAt), dayEndingAt(world.now)) > 0)
    return undefined;
  return { matterId: open.matter.id, until: world.chance.pick(days), reason };
}

/** To a unit below; nobody tries where there is none. */
function passOnInput({ place, chance, quiet }: World, open: Open): object | undefined {
  const below = unitsBelow({ units: place.units, quiet }, open, takes);
  if (below.length === 0) return undefined;
  return { matterId: open.matter.id, unit: chance.pick(below).id, reason };
}

function recategoriseInput({ chance }: World, { matter, rules }: Open): object {
  const others = [...categoriesCalled(rules).values()].filter((key) => key !== matter.category);
  return { matterId: matter.id, category: chance.pick(others) };
}
