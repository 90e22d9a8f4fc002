import { beforeAll, describe, expect, test } from "vitest";
import { Conflict, Forbidden, NotFound } from "../../worker/domain/errors.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { offersOf } from "../../worker/domain/kernel/offers.ts";
import { scopesOfPath } from "../../worker/domain/kernel/rights.ts";
import { type Role, roles } from "../../worker/domain/kernel/roles.ts";
import { onMatterAbove, type WithBelow } from "../../worker/domain/matters/below.ts";
import { caseworkerMoves } from "../../worker/domain/matters/moves.ts";
import { type MatterState, matterStates } from "../../worker/domain/matters/states.ts";
import { type County, newCounty } from "../support/county.ts";
import { workdaysAhead } from "../support/days.ts";
import { isFull } from "../support/sample.ts";
import { type Filed, move, traceOf, waysTo } from "./stages.ts";

/**
 * Where a role is held, seen from the unit that has the matter. `aside` is another unit of its parent, `unit` a member unit
 * that nobody asked.
 */
const places = ["own", "above", "below", "aside", "unit"] as const;
type Place = (typeof places)[number];

/** What a caseworker who doesn't handle it may make of a matter of a community, by its state, where nothing is asked for. */
const atWork: Record<MatterState, string> = {
  reported: "accept passOn raise recategorise merge split decline",
  accepted: "resolve note passOn raise extend pause takeOver recategorise merge split",
  paused: "resume note recategorise",
  resolved: "",
  closed: "withhold",
  reopened: "accept resolve note passOn raise extend recategorise split",
  declined: "",
  merged: "separate",
  withdrawn: "",
};

const isCaseworker = (role: Role): boolean =>
  ["county_admin", "street_officer", "community_officer", "grid_worker"].includes(role);

/** While it waits for somebody to act they are urged from above, by officers and inspectors. */
const mayUrge = (role: Role, place: Place, state: MatterState): boolean =>
  place === "above" &&
  ["reported", "accepted", "reopened"].includes(state) &&
  ["county_admin", "street_officer", "community_officer", "inspector"].includes(role);

function expected(role: Role, place: Place, state: MatterState): string[] {
  const works = isCaseworker(role) && (place === "own" || place === "above");
  const all = works ? atWork[state].split(" ").filter(Boolean) : [];
  return [...all, ...(mayUrge(role, place, state) ? ["urge"] : [])].sort();
}

let county: County;
const filed = {} as Record<MatterState, Filed>;
const loaded = {} as Record<MatterState, WithBelow>;
const states = Object.keys(matterStates) as MatterState[];
beforeAll(async () => {
  county = await newCounty();
  for (const state of states) {
    filed[state] = await county.matter({ orgUnitId: county.org.community });
    for (const step of waysTo[state]) await move(county, filed[state], step, "communityOfficer");
    const { orm } = county.db;
    loaded[state] = onMatterAbove.state(
      await county.db.read(onMatterAbove.load(orm, filed[state].id, county.as("gridWorker"), {})),
    );
  }
});

/** Somebody with one role in one place, as seen from the unit that has the matter now. */
function somebody(role: Role, place: Place, state: MatterState): Context {
  const [parent = "", own = ""] = scopesOfPath(loaded[state].matter.levelPath).slice(-2);
  const { grid, community, otherGrid } = county.org;
  const below = own === community ? grid : community;
  const scopeId = { own, above: parent, below, aside: otherGrid, unit: county.units.housing }[place];
  const scopeKind = place === "unit" ? ("unit" as const) : ("org" as const);
  const grants = [{ role, scopeKind, scopeId, scopeName: place }];
  const ctx = county.as("inspector");
  return { ...ctx, actor: { ...ctx.actor, grants } };
}

const cells = Object.keys(roles)
  .filter((role) => role !== "operator")
  .flatMap((role) => places.flatMap((place) => states.map((state) => [role as Role, place, state] as const)));

describe("the moves that are offered", () => {
  test.each(cells)("to a %s, %s, of a matter that is %s", (role, place, state) => {
    const offered = offersOf(caseworkerMoves, loaded[state], somebody(role, place, state));
    expect(offered.map(({ name }) => name).sort()).toEqual(expected(role, place, state));
  });
});

const words = "写明缘由";
const inputs: Record<string, () => object> = {
  accept: () => ({}),
  grantExtension: () => ({}),
  refuseExtension: () => ({ reason: words }),
  grantPause: () => ({}),
  refusePause: () => ({ reason: words }),
  askExclusion: () => ({ reason: words, note: words }),
  withdrawExclusion: () => ({}),
  grantExclusion: () => ({}),
  refuseExclusion: () => ({ reason: words }),
  revokeExclusion: () => ({ reason: words }),
  upholdReview: () => ({ opinion: words }),
  overturnReview: () => ({ opinion: words }),
  resume: () => ({}),
  keepPaused: () => ({ reason: words }),
  resolve: () => ({ outcome: words }),
  note: () => ({ text: words, audience: "staff" }),
  passOn: () => ({ unit: county.org.grid, reason: words }),
  raise: () => ({ reason: words }),
  callBack: () => ({ reason: words }),
  extend: () => ({ until: workdaysAhead(4), reason: words }),
  pause: () => ({ occasion: "等待鉴定、检测或评估结论", reason: words }),
  takeOver: () => ({}),
  recategorise: () => ({ category: "roads" }),
  merge: () => ({ main: "2026-000001", reason: words }),
  split: () => ({ body: words, category: "roads", unit: county.org.community }),
  separate: () => ({ reason: words }),
  urge: () => ({ text: words }),
  decline: () => ({ reason: words }),
  withhold: () => ({ reason: words }),
  showAgain: () => ({ reason: words }),
};

test("every move stands in the table", () => {
  expect(Object.keys(inputs).sort()).toEqual(caseworkerMoves.map(({ verb }) => verb).sort());
});

/** Some, more in the whole suite; they go round all states, roles and moves. */
const refused = cells
  .flatMap(([role, place, state]) =>
    caseworkerMoves
      .filter(({ verb }) => !expected(role, place, state).includes(verb))
      .map((each) => [each.verb, role, place, state] as const),
  )
  .filter((_, index) => index % (isFull ? 7 : 37) === 0);

describe("what isn't offered is refused, and changes nothing", () => {
  test.each(refused)("%s by a %s, %s, of a matter that is %s", async (verb, role, place, state) => {
    const ctx = somebody(role, place, state);
    const matterId = filed[state].id;
    const before = await traceOf(county, matterId);
    const made = caseworkerMoves.find((each) => each.verb === verb) as unknown as (
      ctx: Context,
      input: object,
    ) => Promise<unknown>;
    const failure = await made(ctx, { matterId, ...inputs[verb]?.() }).catch((error: unknown) => error);
    expect([Conflict, Forbidden, NotFound].some((kind) => failure instanceof kind)).toBe(true);
    expect(await traceOf(county, matterId)).toEqual(before);
  });
});
