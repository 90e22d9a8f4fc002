import { type SQL, sql } from "drizzle-orm";
import type { Builder, Results } from "../../../db/client.ts";
import { robots } from "../../../db/tenant/schema/org.ts";
import type { Instant } from "../../time/instants.ts";
import type { Actor, Context } from "../kernel/context.ts";
import { eventsOf, pastOf, toldToStaff } from "../kernel/happenings.ts";
import { offersOf } from "../kernel/offers.ts";
import { authorise, type Scopes, verdict } from "../kernel/rights.ts";
import { robotEvents, robotMoves } from "./moves.ts";
import { loadedRobot, wholeRobot } from "./on-robot.ts";
import { robot as robotNoun } from "./robot.ts";
import { type Unsent, type UnsentRows, unsentFrom, unsentOf } from "./unsent.ts";
import type { RobotKind, RobotState } from "./words.ts";

/** A robot as people see it: nothing with which anybody could write to the group. */
export interface ShownRobot {
  readonly id: string;
  readonly state: RobotState;
  readonly kind: RobotKind | null;
  readonly masked: string | null;
  readonly deliveredAt: Instant | null;
  readonly failure: string | null;
  readonly failedAt: Instant | null;
  readonly revision: number;
  /** 100 stands for that many or more. */
  readonly waiting: number;
  readonly unsent: readonly Unsent[];
}

/** Of a robot all but its secrets. */
const seen = {
  kind: robots.kind,
  masked: robots.masked,
  deliveredAt: robots.deliveredAt,
  failure: robots.failure,
  failedAt: robots.failedAt,
  revision: robots.revision,
};

/** For a read batch: how a unit's robot stands. */
export const robotIn = (orm: Builder, scope: string | SQL) => ({
  robot: orm.select(seen).from(robots).where(sql`${robots.id} = ${scope}`),
  ...unsentOf(orm, scope),
});

type SeenRow = Results<ReturnType<typeof robotIn>>["robot"][number];

const stateOf = (robot: SeenRow | undefined): RobotState => {
  if (!robot) return "none";
  if (robot.failure !== null) return "failing";
  return robot.deliveredAt === null ? "unproven" : "works";
};

const shown = (
  id: string,
  robot: SeenRow | undefined,
  rows: Pick<UnsentRows, "waiting" | "unsent">,
): ShownRobot => ({
  id,
  state: stateOf(robot),
  kind: robot?.kind ?? null,
  masked: robot?.masked ?? null,
  deliveredAt: (robot?.deliveredAt ?? null) as Instant | null,
  failure: robot?.failure ?? null,
  failedAt: (robot?.failedAt ?? null) as Instant | null,
  revision: robot?.revision ?? 0,
  ...unsentFrom(rows),
});

/** Of what `robotIn` read, for whoever may see it; null for everybody else. */
export const robotFor = (
  actor: Actor,
  unit: { readonly id: string; readonly scopes: Scopes },
  { robot: [robot], ...rows }: Results<ReturnType<typeof robotIn>>,
): ShownRobot | null =>
  verdict(actor, robotNoun.rights.view, unit.scopes) === "allowed" ? shown(unit.id, robot, rows) : null;

/** A unit's robot with what became of it and what may be made of it. */
export async function robotPage(ctx: Context, scopeId: string, before?: string) {
  const { orm } = ctx.db;
  const { events, waiting, unsent, ...rows } = await ctx.db.read({
    ...wholeRobot(orm, scopeId),
    ...unsentOf(orm, scopeId),
    events: eventsOf(orm, robotNoun.noun, scopeId, before),
  });
  const loaded = loadedRobot(rows);
  authorise(ctx.actor, robotNoun.rights.view, loaded.home.scopes);
  return {
    home: loaded.home,
    ...shown(scopeId, loaded.robot, { waiting, unsent }),
    ...pastOf(events, before, (some) => toldToStaff(robotEvents, some, ctx.now)),
    offers: offersOf(robotMoves, loaded, ctx),
  };
}

export type RobotPage = Awaited<ReturnType<typeof robotPage>>;
