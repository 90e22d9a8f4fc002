import { actorWith, type Stage } from "../../bin/demo/acting.ts";
import type { Cast } from "../../bin/demo/cast.ts";
import { tellMatter } from "../../bin/demo/matters.ts";
import { holdMeeting, inOrder } from "../../bin/demo/meetings.ts";
import type { DemoCounty, DemoPerson } from "../../db/demo/types.ts";
import { xinye } from "../../db/demo/xinye/index.ts";
import { inBatches } from "../../worker/domain/kernel/batch.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { instant } from "../../worker/time/instants.ts";
import type { County } from "./county.ts";
import { each } from "./requests.ts";
import type { Who } from "./template.ts";

/**
 * Puts into a test county what has happened in a sample county: its matters and meetings, with their texts and in all
 * their states. The test county is smaller, so that several of the sample's places are one here.
 */
export async function fillWithSample(county: County): Promise<void> {
  const { db, secrets, passwords, anchors } = county.as("admin");
  const stage: Stage = { db, slug: county.slug, secrets, passwords, anchors, today: instant(Date.now()) };
  const org = new Map(xinye.org.map(({ key, level }) => [key, placeOf(county, level)]));
  const units = await addUnits(county, xinye);
  const people = new Map(xinye.people.map((person) => [person.key, actorFor(county, person, units)]));
  const cast: Cast = { stage, county: xinye, org, units, people };
  await Promise.all([
    each(xinye.matters, (matter) => tellMatter(cast, matter), 1),
    each(inOrder(stage, xinye.meetings), (meeting) => holdMeeting(cast, meeting), 1),
  ]);
}

const placeOf = ({ org }: County, level: string): string =>
  ({ county: org.root, street: org.street, community: org.community })[level] ?? org.grid;

async function addUnits(county: County, { units }: DemoCounty): Promise<Map<string, string>> {
  const rows = units.map(({ key, name, unitKind: kind }) => ({
    key,
    input: { name, kind, orgUnitId: county.org.root },
  }));
  const added = await inBatches(county.as("admin"), addUnit, rows);
  return new Map(
    added.map((outcome) => {
      if ("refused" in outcome) throw outcome.refused;
      return [outcome.key, outcome.result.id];
    }),
  );
}

const seats: Record<DemoPerson["role"], Who> = {
  county_admin: "admin",
  street_officer: "streetOfficer",
  community_officer: "communityOfficer",
  grid_worker: "gridWorker",
  unit_liaison: "liaison",
  meeting_secretary: "secretary",
  inspector: "inspector",
};

/** Whoever holds that role here. A liaison acts for their unit of the sample. */
function actorFor({ people }: County, { name, role, scope }: DemoPerson, units: ReadonlyMap<string, string>) {
  const { actor } = people[seats[role]];
  if (!("unit" in scope)) return actor;
  const scopeId = units.get(scope.unit) ?? "";
  return actorWith(name, actor.accountId ?? "", { role, scopeKind: "unit", scopeId, scopeName: null });
}
