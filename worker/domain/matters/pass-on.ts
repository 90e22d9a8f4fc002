import { ownClocks } from "../clocks/clocks.ts";
import { Conflict } from "../errors.ts";
import type { Foresight } from "../kernel/choices.ts";
import type { Given } from "../kernel/context.ts";
import { openHappening } from "../kernel/happenings.ts";
import { oneOf, prose } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { move } from "../kernel/move.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { caseworkers } from "../kernel/roles.ts";
import { stayOpen } from "../org/left.ts";
import { communityIn, type OrgUnit } from "../org/org.ts";
import { wholeBegins, wholeBegun } from "./begin.ts";
import { deskAt, lineageTo, moreBelow, onMatterAbove, targets, type WithBelow } from "./below.ts";
import { overall } from "./clocks.ts";
import { type Desk, ownerAt } from "./desks.ts";
import { endLevel, givenBy, type Handed, handedTo, handTo, inputsOf, sentTo, waiting } from "./hand.ts";
import { listingOf } from "./listing.ts";
import { refOf } from "./matter.ts";
import { refusedByParts } from "./parts.ts";
import { dealtWith } from "./states.ts";
import { limitedTo, withinFrom, withinWords } from "./within.ts";

/** Passes a matter on to a unit below: it lies there from now on, and that unit's clock begins. */
export const passOnMatter = move(onMatterAbove)({
  name: "passOn",
  resource: "dispatch",
  label: "派给下级",
  logged: "派遣事项",
  done: "已派给下级",
  from: dealtWith,
  refuses: (state) => (targets(state).length > 0 ? refusedByParts(state) : nobodyBelow),
  foretells: foretold,
  who: caseworkers,
  input: {
    unit: oneOf("派给谁"),
    reason: prose("办理要求", 400, "写给承办单位看：为什么派给它，要办什么。居民看不到。"),
  },
  choices: {
    unit: (state) =>
      targets(state).map((unit) => ({
        value: unit.id,
        label: lineageTo(state, unit)
          .slice(scopesOfPath(state.matter.levelPath).length)
          .map(({ name }) => name)
          .join(" / "),
      })),
  },
  form: { folded: "由下级办理，要派遣" },
  events: {
    passedOn: openHappening<Handed & { from: string; reason: string }>({
      staff: ({ from, reason, ...handed }, now) => ({
        title: `${from}派遣，${sentTo(handed, now)}`,
        note: reason,
        tone: "waiting",
      }),
      resident: (handed, now) => ({ title: `交给${handed.to}办理，${limitedTo(handed, now)}` }),
    }),
  },
  decide: (state, { unit: unitId, reason }, given) => {
    const unit = targets(state).find(({ id }) => id === unitId);
    const desk = unit && deskAt(state, unit);
    if (!unit || !desk) throw new Conflict(nobodyBelow);
    return passedOn(state, { unit, desk, reason }, given);
  },
});

const nobodyBelow = "没有可以派给的下级";

/** Nobody there has it in hand yet, and that level's clock begins; the overall clock runs on. */
function passedOn(
  state: WithBelow,
  { unit, desk, reason }: { unit: OrgUnit; desk: Desk; reason: string },
  given: Given,
) {
  const { matter, rules } = state;
  const { at, within, rows } = handTo(given, desk, matter, state);
  const lineage = lineageTo(state, unit);
  const place = {
    orgUnitId: unit.id,
    orgPath: unit.path,
    communityId: communityIn(rules, lineage)?.id ?? null,
  };
  const set = { ...waiting(matter), ...place, ...at, ...givenBy(state) };
  const from = lineage.find(({ path }) => path === matter.levelPath)?.name ?? "";
  return {
    set,
    says: { passedOn: { ...handedTo(desk, within), from, reason } },
    detail: { from: matter.level, to: desk.step.key, unit: unit.id },
    rows: [
      stayOpen(unit.id),
      ...rows,
      ...endLevel(state, given.now),
      // Whoever passes it down has decided that it is dealt with.
      ...wholeBegun(state, desk, matter, given),
      ownClocks(refOf(matter.id), overall.kind, ownerAt(desk)),
      ...list(listingOf({ ...matter, ...set }, unit.name)),
    ],
  };
}

/** `派给社区的，应于 12月3日 18:00 前办理；派给网格的，应于 …。总期限不变。` */
function foretold(state: WithBelow, given: Foresight): string {
  const desks = new Map(
    targets(state).flatMap((unit) => {
      const desk = deskAt(state, unit);
      return desk ? [[desk.step.key, desk] as const] : [];
    }),
  );
  const told = [...desks.values()].map((desk) => {
    const within = withinFrom(state.rules, inputsOf(desk, state.matter), given);
    return `派到${desk.step.name}的，${withinWords(within, given.now)}`;
  });
  return `${told.join("；")}。${wholeBegins(state, given)}${moreBelow(state) ?? ""}`;
}
