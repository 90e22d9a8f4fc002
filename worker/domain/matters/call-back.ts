import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { ownClocks } from "../clocks/clocks.ts";
import { Conflict } from "../errors.ts";
import type { RowChange } from "../kernel/changes.ts";
import type { Foresight } from "../kernel/choices.ts";
import { openHappening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { move } from "../kernel/move.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { caseworkers } from "../kernel/roles.ts";
import { stayOpen } from "../org/left.ts";
import { communityIn } from "../org/org.ts";
import { dueFrom, stepBegun, wholeBegins, wholeBegun } from "./begin.ts";
import { onMatterAbove, type WithBelow } from "./below.ts";
import { overall, step } from "./clocks.ts";
import { desksOf, ownerAt } from "./desks.ts";
import { endLevel, runsOn } from "./hand.ts";
import { listingOf } from "./listing.ts";
import { handledBy, refOf, scopesOfMatter } from "./matter.ts";
import { returnsBefore } from "./parts.ts";
import { limitedTo } from "./within.ts";

/** What it would go back to: the place, the desk there and that level's clock; undefined where nobody can call it back. */
function before({ matter: { gave }, rules, back, clocks }: WithBelow) {
  const place = back.at(-1);
  const desk = desksOf(rules, back).find(({ step: { key } }) => key === gave?.level);
  const clock = clocks.find(({ id }) => id === gave?.step);
  const isOpen = place?.closedAt === null && desk?.unit.closedAt === null;
  return isOpen && (clock || gave?.step === null) ? { place, desk, clock } : undefined;
}

/** That level's time runs on as if it had never left. Where it hadn't begun it begins with being called back. */
const runningOn = (
  state: WithBelow,
  { desk, clock }: Before,
  given: Foresight,
): { due: Instant; row?: RowChange } =>
  clock
    ? runsOn(state, { kind: step as never, clock, desk }, given)
    : { due: dueFrom(state, desk.step.key, state.matter, given) };

type Before = NonNullable<ReturnType<typeof before>>;

/** Takes a matter back that was passed down, or up on request, as long as nobody there has accepted it. */
export const callBackMatter = move(onMatterAbove)({
  name: "callBack",
  resource: "recall",
  label: "收回",
  logged: "收回事项",
  done: "已收回，由您经办",
  from: ["reported", "reopened"],
  refuses: (state) => (before(state) ? undefined : nothing),
  foretells: (state, given) => {
    const at = before(state);
    if (!at) return "";
    const due = formatDeadline(runningOn(state, at, given).due, given.now);
    return `现在由${holderName(state)}办理，还没有受理。收回后由您经办，${at.desk.unit.name}的期限${at.clock ? "接着算" : "现在起算"}：${due}，${wholeBegins(state, given)}`;
  },
  who: caseworkers,
  // Whoever gave it and those above; of what went up, those below the one that has it.
  scopes: (state) => {
    const reach = scopesOfMatter(state.matter);
    const at = before(state);
    if (!at) return reach;
    const act = scopesOfPath(at.desk.unit.path);
    const isDown = state.matter.levelPath.startsWith(at.desk.unit.path);
    return { ...reach, act: isDown ? act : act.filter((id) => !reach.act.includes(id)) };
  },
  input: { reason: prose("收回的原因", 200, "写给现在的办理单位看。居民看不到原因。") },
  form: { folded: "对方还没有受理，要收回" },
  events: {
    calledBack: openHappening<{ to: string; due: string; from: string; reason: string }>({
      staff: ({ from, to, due, reason }, now) => ({
        title: `从${from}收回，由${to}办理，本级期限 ${formatDeadline(due as Instant, now)}`,
        note: reason,
        tone: "waiting",
      }),
      resident: (handed, now) => ({ title: `转回${handed.to}办理，${limitedTo(handed, now)}` }),
    }),
  },
  decide: (state, { reason }, given) => {
    const at = before(state);
    if (!at) throw new Conflict(nothing);
    const { due, row } = runningOn(state, at, given);
    const owner = ownerAt(at.desk);
    const set = { state: "accepted" as const, ...handledBy(given.actor), ...placeOf(state, at) };
    return {
      set,
      says: { calledBack: { to: at.desk.unit.name, due, from: holderName(state), reason } },
      detail: { from: state.matter.level, to: set.level, unit: at.place.id },
      rows: [
        stayOpen(at.place.id, at.desk.unit.id),
        row ?? stepBegun(state, at.desk, state.matter, given),
        ...endLevel(state, given.now),
        ...wholeBegun(state, at.desk, state.matter, given),
        ownClocks(refOf(state.matter.id), overall.kind, owner),
        ...returnsBefore(state, owner),
        ...list(listingOf({ ...state.matter, ...set }, at.place.name)),
      ],
    };
  },
});

const nothing = "派给下级或者主动上报的，对方受理以前才能收回";

const holderName = ({ matter, lineage }: WithBelow): string =>
  lineage.find(({ path }) => path === matter.levelPath)?.name ?? "";

/** It lies where it lay. */
const placeOf = ({ rules, back }: WithBelow, { place, desk }: Before) => ({
  orgUnitId: place.id,
  orgPath: place.path,
  communityId: communityIn(rules, back)?.id ?? null,
  level: desk.step.key,
  levelPath: desk.unit.path,
  gave: null,
  urgedAt: null,
});
