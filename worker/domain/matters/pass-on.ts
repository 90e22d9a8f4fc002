import { formatDueBy } from "../../time/format.ts";
import { endClocks, ownClocks } from "../clocks/clocks.ts";
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
import { deskAt, lineageTo, onMatterAbove, targets, type WithBelow } from "./below.ts";
import { acceptance, overall, step } from "./clocks.ts";
import { type Desk, ownerAt } from "./desks.ts";
import { type Handed, handedTo, handTo, inputsOf, limitedTo, sentTo } from "./hand.ts";
import { listingOf } from "./listing.ts";
import { nobodys, refOf } from "./matter.ts";
import { requestKinds } from "./pending.ts";
import { dealtWith } from "./states.ts";

/** Passes a matter on to a unit below: it lies there from now on, and that unit's clock begins. */
export const passOnMatter = move(onMatterAbove)({
  name: "passOn",
  resource: "dispatch",
  label: "派给下级",
  logged: "派遣事项",
  done: "已派给下级",
  from: dealtWith,
  refuses: (state) => (targets(state).length > 0 ? undefined : nobodyBelow),
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
  const { at, started, rows } = handTo(given, desk, matter, state);
  const lineage = lineageTo(state, unit);
  const place = {
    orgUnitId: unit.id,
    orgPath: unit.path,
    communityId: communityIn(rules, lineage)?.id ?? null,
  };
  const reopened = matter.state === "reopened";
  const set = {
    state: reopened ? ("reopened" as const) : ("reported" as const),
    ...nobodys,
    ...place,
    ...at,
  };
  const from = lineage.find(({ path }) => path === matter.levelPath)?.name ?? "";
  return {
    set,
    says: { passedOn: { ...handedTo(desk, started), from, reason } },
    detail: { from: matter.level, to: desk.step.key, unit: unit.id },
    rows: [
      stayOpen(unit.id),
      endClocks(given.now, refOf(matter.id), "cancelled", [...requestKinds, step.kind, acceptance.kind]),
      ...rows,
      ownClocks(refOf(matter.id), overall.kind, ownerAt(desk)),
      ...list(listingOf({ ...matter, ...set }, unit.name)),
    ],
  };
}

/** `派给社区的，应于 12月3日 18:00 前办理；派给网格的，应于 …。总期限不变。` */
function foretold(state: WithBelow, { now, calendar }: Foresight): string {
  const desks = new Map(
    targets(state).flatMap((unit) => {
      const desk = deskAt(state, unit);
      return desk ? [[desk.step.key, desk] as const] : [];
    }),
  );
  const told = [...desks.values()].map((desk) => {
    const due = step.reckon(state.rules, calendar, now, inputsOf(desk, state.matter))?.due ?? now;
    return `派到${desk.step.name}的，应于${formatDueBy(due, now)}办理`;
  });
  return `${told.join("；")}。总期限不变。`;
}
