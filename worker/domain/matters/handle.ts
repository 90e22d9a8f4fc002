import { eq, sql } from "drizzle-orm";
import * as z from "zod";
import type { Builder } from "../../../db/client.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { inForce, rulesOf } from "../county/county.ts";
import { Conflict, NotFound } from "../errors.ts";
import { update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { happened } from "../kernel/events.ts";
import { id, prose } from "../kernel/input.ts";
import { listAs } from "../kernel/listings.ts";
import { scopesOfPath } from "../kernel/policy.ts";
import { endObligations } from "../obligations/obligations.ts";
import { lineage, type OrgUnit } from "../org/org.ts";
import { type Matter, type MatterMove, matterStates, movesFrom } from "./states.ts";

/** For a read batch: a matter with the rules it began under and the units above its place. */
export const withRules = (orm: Builder, found: ReturnType<typeof byId>) => {
  const place = sql`(select ${matters.orgUnitId} from ${matters} where ${found})`;
  return {
    matter: orm.select().from(matters).where(found),
    rules: rulesOf(orm, versionOf(orm, found)),
    lineage: lineage(orm, place),
  };
};

/** The rule version a matter began under. */
export const versionOf = (orm: Builder, found: ReturnType<typeof byId>) =>
  orm.select({ version: matters.ruleVersion }).from(matters).where(found);

const byId = (matterId: string) => eq(matters.id, matterId);

interface Rows {
  matter: Matter[];
  rules: { version: number; document: unknown }[];
  lineage: OrgUnit[];
}

export const loaded = ({ matter: [matter], rules, lineage }: Rows) => {
  if (!matter) throw new NotFound("matter");
  return { matter, lineage, ...inForce(rules) };
};

/** Once raised, a matter is for the level that has it now and those above; everybody over its place still sees it. */
const scopesOfMatter = ({ matter }: { matter: Matter }) => ({
  act: scopesOfPath(matter.levelPath),
  see: scopesOfPath(matter.orgPath),
});

/** @throws Conflict when the matter's state doesn't allow the move: somebody else moved it first. */
export function mustAllow(matter: Matter, move: MatterMove): void {
  if (movesFrom[matter.state].includes(move)) return;
  const by = matter.handlerName ? `，经办人 ${matter.handlerName}` : "";
  throw new Conflict(`这件事项现在是“${matterStates[matter.state]}”${by}，不能这样操作`, {
    ...(matter.handlerName ? { changedBy: matter.handlerName } : {}),
    version: matter.version,
  });
}

const OneMatter = z.strictObject({ matterId: id("事项") });

/** Takes a matter on; from now on the person answers for it. */
export const acceptMatter = command({
  action: "matter.accept",
  input: OneMatter,
  load: (orm, { matterId }) => withRules(orm, byId(matterId)),
  state: loaded,
  scopes: scopesOfMatter,
  decide: ({ matter }, _input, given) => {
    mustAllow(matter, "accept");
    const subject = `matter:${matter.id}`;
    return {
      result: { id: matter.id },
      subject,
      rows: [
        update(matters, matter, {
          state: "accepted",
          handlerId: given.actor.accountId,
          handlerName: given.actor.name,
        }),
        happened(given, subject, "accepted"),
      ],
    };
  },
});

/** Turns a matter away, with the reason and where to go instead. */
export const declineMatter = command({
  action: "matter.decline",
  input: OneMatter.extend({ reason: prose("不予受理的理由和去处", 400) }),
  load: (orm, { matterId }) => withRules(orm, byId(matterId)),
  state: loaded,
  scopes: scopesOfMatter,
  decide: ({ matter }, { reason }, given) => {
    mustAllow(matter, "decline");
    const subject = `matter:${matter.id}`;
    return {
      result: { id: matter.id },
      subject,
      rows: [
        update(matters, matter, {
          state: "declined",
          outcome: reason,
          handlerId: given.actor.accountId,
          handlerName: given.actor.name,
          closedAt: given.now,
        }),
        happened(given, subject, "declined", { reason }),
        endObligations(given.now, subject, ["matter.step", "matter.overall"], "cancelled"),
        listAs(matter.id, false),
      ],
    };
  },
});

/** Says what was done; the resident is asked whether it is solved. */
export const resolveMatter = command({
  action: "matter.resolve",
  input: OneMatter.extend({ outcome: prose("办理结果", 1000) }),
  load: (orm, { matterId }) => withRules(orm, byId(matterId)),
  state: loaded,
  scopes: scopesOfMatter,
  decide: ({ matter }, { outcome }, given) => {
    mustAllow(matter, "resolve");
    const subject = `matter:${matter.id}`;
    return {
      result: { id: matter.id },
      subject,
      rows: [
        update(matters, matter, {
          state: "resolved",
          outcome,
          handlerId: given.actor.accountId,
          handlerName: given.actor.name,
          resolvedAt: given.now,
        }),
        happened(given, subject, "resolved", { outcome }),
        endObligations(given.now, subject, ["matter.step", "matter.overall"], "met"),
      ],
    };
  },
});
