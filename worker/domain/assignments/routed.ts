import { and, isNull, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { memberUnits } from "../../../db/tenant/schema/org.ts";
import { nameIn } from "../../rules/document/names.ts";
import { routeFor } from "../../rules/engine/classes.ts";
import type { Route } from "../../rules/schema/rule-set.ts";
import type { Instant } from "../../time/instants.ts";
import { entriesAt, type VersionedRules } from "../county/county.ts";
import type { RowChange } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import type { dispatchedEvents } from "../matters/dispatched.ts";
import type { Matter } from "../matters/matter.ts";
import { stayOpen } from "../org/left.ts";
import { idsOfPath, type OrgUnit, pathOfUnit } from "../org/org.ts";
import { unitsAtMost } from "../units/units.ts";
import { assigned } from "./assigned.ts";
import { type Candidate, candidatesIn } from "./candidates.ts";

/** For a read batch: the open member units registered at a unit or above it, where routes in force give matters to some at once. */
export const routable = (orm: Builder, orgUnitId: string | SQL, now: Instant) =>
  orm
    .select()
    .from(memberUnits)
    .where(
      and(
        sql`exists (select 1 from ${entriesAt("$.handling.routes", now)}
          where json_extract(value, '$.lead') is not null)`,
        sql`${memberUnits.orgPath} in (select path from org_units where id in
          (select value from ${idsOfPath(pathOfUnit(orgUnitId))}))`,
        isNull(memberUnits.closedAt),
      ),
    )
    .limit(unitsAtMost);

type MemberUnit = Awaited<ReturnType<typeof routable>>[number];

interface Routing extends VersionedRules {
  readonly matter: Pick<Matter, "id" | "orgPath" | "body" | "place" | "category" | "urgency" | "source">;
  /** The unit that has it. */
  readonly by: OrgUnit;
  /** From the root down to where it was reported. */
  readonly lineage: readonly OrgUnit[];
  readonly units: readonly MemberUnit[];
}

type Dispatched = Parameters<(typeof dispatchedEvents.dispatched)["staff"]>[0];

/** What comes of a route as a matter is reported: which units have parts of it, or why none has. */
interface Routed {
  readonly rows: readonly RowChange[];
  readonly says: { readonly dispatched?: Dispatched };
  readonly missing?: string;
}

const nothing: Routed = { rows: [], says: {} };

/** Gives a matter that is being reported to the units that its route names, in the name of the unit that has it. */
export function routed(state: Routing, given: Given): Routed {
  const route = routeFor(state.rules, state.matter);
  if (!route?.lead) return nothing;
  if (!state.rules.handling.dispatch) return { ...nothing, missing: "规则没有派单，没有直接派给主办单位" };
  const [lead] = onlyOne(state, route.lead);
  const missing = missingIn(state, route);
  const told = missing.length > 0 ? { missing: `${missing.join("；")}，请另行派单` } : {};
  if (!lead) return { ...nothing, ...told };
  return { ...dispatchedTo(state, route, lead, given), ...told };
}

function dispatchedTo(state: Routing, route: Route, lead: Candidate, given: Given): Routed {
  const assisting = assistingIn(state, route).filter(({ id }) => id !== lead.id);
  const body = `按规则“${route.name}”直接派单，请按各自职责办理。`;
  const setting = { ...state, body };
  const each = [
    assigned(setting, lead, "lead", given),
    ...assisting.map((one) => assigned(setting, one, "assist", given)),
  ];
  const names = assisting.map(({ name }) => name);
  const due = each[0]?.due ?? given.now;
  return {
    says: { dispatched: { by: state.by.name, lead: lead.name, assisting: names, due, body } },
    rows: [stayOpen(lead.id, ...assisting.map(({ id }) => id)), ...each.flatMap(({ rows }) => rows)],
  };
}

const ofKind = ({ units }: Routing, wanted: string) => units.filter(({ kind }) => kind === wanted);

/** The only member unit of a kind; of several nobody but people can say which. */
function onlyOne(state: Routing, kind: string): Candidate[] {
  const found = ofKind(state, kind);
  return found.length === 1 ? candidatesIn({ givenUnits: found, givenOrgs: [] }) : [];
}

/** Member units by their kinds, and units of the tree where it was reported, below the one that has it. */
function assistingIn(state: Routing, { assisting = [], assistingLevels = [] }: Route): Candidate[] {
  const { lineage, by } = state;
  const orgs = lineage.filter(
    ({ level, path }) => assistingLevels.includes(level) && path.startsWith(by.path) && path !== by.path,
  );
  return [
    ...assisting.flatMap((kind) => onlyOne(state, kind)),
    ...candidatesIn({ givenUnits: [], givenOrgs: orgs }),
  ];
}

/** For staff: of which kinds there isn't just one. */
function missingIn(state: Routing, { name, lead, assisting = [] }: Route): string[] {
  const { unitKinds } = state.rules.organisation;
  return [...new Set([...(lead ? [lead] : []), ...assisting])].flatMap((kind) => {
    const n = ofKind(state, kind).length;
    const word = n === 0 ? "当地没有登记" : `当地登记了 ${n} 个`;
    return n === 1 ? [] : [`“${name}”要派给${nameIn(unitKinds, kind)}，${word}`];
  });
}
