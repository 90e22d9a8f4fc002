import { type CallVerb, stages } from "../../bin/demo/play/call-verbs.ts";
import { type Answering, answerCalls, type OpenCall, openCalls } from "../../bin/demo/play/calls.ts";
import type { Official } from "../../bin/demo/play/play.ts";
import { near } from "../../bin/demo/play/units.ts";
import { Conflict } from "../../worker/domain/errors.ts";
import { blowWhistle } from "../../worker/domain/whistles/blow.ts";
import { withdrawWhistle } from "../../worker/domain/whistles/withdraw.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { openIn } from "./acts.ts";
import { dateOf, dayAt } from "./days.ts";
import { likely } from "./whistle-likely.ts";
import { count, ctxOf, knownOf, type World } from "./world.ts";

/** Whistles are blown and answered, as the rules of this moment have them. */
export async function whistleNow(world: World): Promise<void> {
  const { chance, every } = world;
  for (let n = 0; n < 2; n++) if (chance.is(0.2 * Math.sqrt(every))) await blow(world);
  await answerCalls(answering(world), await openCalls(world.place.db));
  if (chance.is(0.03 * every)) await withdraw(world);
}

const ours = (rules: RuleSet) => rules.handling.whistles.filter(({ blownBy }) => !blownBy?.length);

async function blow(world: World): Promise<void> {
  const { chance, place, now, quiet } = world;
  const rule = ours(knownOf(world).rules(knownOf(world).versionAt(now)));
  const kind = rule.length > 0 ? chance.pick(rule) : undefined;
  const blowers = place.people.filter(
    ({ unit, left }) => !left && unit.level === kind?.from && !quiet.has(unit.id),
  );
  if (!kind || blowers.length === 0) return;
  const by = chance.pick(blowers);
  const candidates =
    kind.responders === "units"
      ? near({ ...world.place, quiet }, by.unit).map(({ id }) => id)
      : among(world, by);
  if (candidates.length === 0) return;
  const responders = [...new Set(Array.from({ length: 1 + chance.below(4) }, () => chance.pick(candidates)))];
  const own = (await openIn(world)).filter(
    ({ matter }) => matter.orgPath.includes(`/${by.unit.id}/`) && matter.state !== "merged",
  );
  const matterId = own.length > 0 && chance.is(0.6) ? chance.pick(own).matter.id : undefined;
  const asked = { kind: kind.key, occasion: kind.occasions?.[0], body: "请到场", responders, matterId };
  const month = `${by.unit.id} ${kind.key} ${dateOf(dayAt(now)).slice(0, 7)}`;
  const mayBlow = (world.blown.get(month) ?? 0) < (kind.mostPerMonth ?? 99);
  const outcome = await blowWhistle(ctxOf(world, by.actor), { ...asked, orgUnitId: by.unit.id }).catch(
    refusal,
  );
  count(world, outcome ? "blow" : "blow refused");
  if ((outcome !== null) !== mayBlow)
    world.wrong.push(`a whistle of ${month} was ${outcome ? "let" : "refused"}`);
  if (outcome) world.blown.set(month, (world.blown.get(month) ?? 0) + 1);
}

/** What a month's most refuse; everything else is a fault. */
function refusal(error: unknown): null {
  if (error instanceof Conflict && /本月已经用完/.test(error.message)) return null;
  throw error;
}

/** Who works in the unit in which one lies, or in one below it. */
const among = ({ place }: World, by: Official): string[] =>
  place.people
    .filter(({ left, unit, actor }) => {
      const home = by.unit.line.at(-2) ?? by.unit;
      return !left && actor !== by.actor && unit.line.some(({ id }) => id === home.id);
    })
    .map(({ actor }) => actor.accountId ?? "");

/** How calls are answered: as it comes. */
const answering = (world: World): Answering => ({
  ...world.place,
  as: (actor) => ctxOf(world, actor),
  key: (verb, id) => `${world.now} ${verb} ${id}`,
  chance: () => world.chance,
  drawn: ({ call }) => world.chance.among(likely[call.state] ?? {}, Math.sqrt(world.every)),
  inputOf: (_, verb) =>
    inputOf(verb, { ruling: "写在这里的理由", reason: "写在这里的理由", outcome: "办好了" }),
  told: (verb, { call, whistle }, why) => {
    count(world, why === null ? verb : `${verb} refused`);
    if (mayBe(world, verb, call, whistle) !== (why === null))
      world.wrong.push(`${verb} while ${call.state}: ${why ?? "let"}`);
  },
});

const inputOf = (
  verb: CallVerb,
  { ruling, reason, outcome }: { ruling: string; reason: string; outcome: string },
) =>
  ({ done: { outcome }, object: { reason }, excuse: { ruling }, overrule: { ruling } })[verb as "done"] ?? {};

/** Whether the rules and what was before let it. */
function mayBe(
  world: World,
  verb: CallVerb,
  call: OpenCall["call"],
  { kind, ruleVersion }: OpenCall["whistle"],
): boolean {
  if (verb === "object") return call.ruling === null;
  const rule = knownOf(world)
    .rules(ruleVersion)
    .handling.whistles.find(({ key }) => key === kind);
  const stage = stages.find((each) => each === verb);
  return stage === undefined || rule?.clocks[stage] !== undefined;
}

async function withdraw(world: World): Promise<void> {
  const open = await openCalls(world.place.db);
  const found = open.length > 0 ? world.chance.pick(open).whistle : undefined;
  const able = world.place.people.filter(
    ({ left, unit }) => !left && found?.orgPath.includes(`/${unit.id}/`),
  );
  if (!found || able.length === 0) return;
  const { actor } = world.chance.pick(able);
  await withdrawWhistle(ctxOf(world, actor), { whistleId: found.id, reason: "不用来了" });
  count(world, "withdraw");
}
