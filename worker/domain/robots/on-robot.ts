import { eq } from "drizzle-orm";
import type { Builder, Results } from "../../../db/client.ts";
import { memberUnits, orgUnits, robots } from "../../../db/tenant/schema/org.ts";
import { Conflict, NotFound } from "../errors.ts";
import { id } from "../kernel/input.ts";
import type { Movable } from "../kernel/move.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { orgUnit } from "../org/org-unit.ts";
import { memberUnit } from "../units/member-unit.ts";
import { robot as robotNoun } from "./robot.ts";

export type Robot = typeof robots.$inferSelect;

/** The unit whose group it is. */
export interface Home {
  readonly id: string;
  readonly name: string;
  /** Its page. */
  readonly page: string;
  readonly isClosed: boolean;
  readonly scopes: readonly string[];
}

export interface LoadedRobot {
  readonly home: Home;
  readonly robot: Robot | undefined;
}

/** For a read batch: a unit of either sort, and the robot of its group. */
export const wholeRobot = (orm: Builder, scopeId: string) => ({
  org: orm.select().from(orgUnits).where(eq(orgUnits.id, scopeId)),
  unit: orm.select().from(memberUnits).where(eq(memberUnits.id, scopeId)),
  robot: orm.select().from(robots).where(eq(robots.id, scopeId)),
});

type Rows = Results<ReturnType<typeof wholeRobot>>;

/** @throws NotFound where there is no such unit. */
export function loadedRobot({ org: [org], unit: [unit], robot: [robot] }: Rows): LoadedRobot {
  const found = org ?? unit;
  if (!found) throw new NotFound("unit");
  const { id, name, closedAt } = found;
  const page = `${org ? orgUnit.page : memberUnit.page}${id}`;
  const scopes = org ? reachOfOrg(org) : reachOfUnit(unit as (typeof memberUnits)["$inferSelect"]);
  return { home: { id, name, page, isClosed: closedAt !== null, scopes }, robot };
}

/** An org unit's group is looked after by itself and whoever answers for what is above it. */
export const reachOfOrg = ({ path }: { readonly path: string }) => scopesOfPath(path);

/** A member unit's by its own people, and where it is registered. */
export const reachOfUnit = ({ id, orgPath }: { readonly id: string; readonly orgPath: string }) => [
  ...scopesOfPath(orgPath),
  id,
];

export const key = "scopeId";
export const scopeId = id("单位");

/** How moves of a robot find it: by the id of its unit. */
export const onRobot: Movable<ReturnType<typeof wholeRobot>, LoadedRobot, typeof robots> = {
  noun: robotNoun.noun,
  base: "/robots",
  key,
  id: scopeId,
  view: robotNoun.rights.view,
  table: robots,
  load: wholeRobot,
  state: loadedRobot,
  row: ({ home, robot }) => ({
    id: home.id,
    revision: robot?.revision ?? 0,
    state: robot ? "open" : "closed",
  }),
  scopes: ({ home }) => home.scopes,
  overtaken: () => new Conflict(noRobot),
};

/** Also the reason that an entry of the outbox ends with, where the robot was removed meanwhile. */
export const noRobot = "这里没有设置群机器人";
