import { and, eq, isNull } from "drizzle-orm";
import * as z from "zod";
import type { Builder, Results } from "../../../db/client.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { urgencyOf } from "../../rules/engine/classes.ts";
import { wholeStartsAccepted } from "../../rules/engine/handling.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { phoneFrom } from "../../text/phone.ts";
import type { Instant } from "../../time/instants.ts";
import { routable, routed } from "../assignments/routed.ts";
import { startClock } from "../clocks/clocks.ts";
import { inForce, rulesAt, type VersionedRules } from "../county/county.ts";
import { Invalid } from "../errors.ts";
import { firstFigures } from "../figures/facts.ts";
import { insert } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { id, line, optional, prose } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { stayOpen } from "../org/left.ts";
import { communityIn, lineage, type OrgUnit } from "../org/org.ts";
import { categoriesOf } from "./categories.ts";
import { overall } from "./clocks.ts";
import { type FirstDesk, firstDesk, ownerAt } from "./desks.ts";
import { classOf, handedTo, handTo } from "./hand.ts";
import { listingOf } from "./listing.ts";
import { numbered } from "./numbered.ts";
import { countedAs } from "./often.ts";
import { startedBy } from "./reported.ts";

/** What becomes of a report, whoever sends it. */

const phone = z
  .string()
  .max(100)
  .overwrite((text) => phoneFrom(text) ?? text)
  .refine((text) => phoneFrom(text) !== null, "请填写手机号或带区号的座机号，例如 13812345678、0377-66221234")
  .meta({ title: "联系电话" });

/** What a report says. */
export const saidOfMatter = {
  orgUnitId: id("所在社区或网格"),
  category: id("事项类别"),
  body: prose("情况说明", 1000),
  place: line("具体位置", 80),
  reporterName: optional(line("称呼", 20)),
  reporterPhone: optional(phone),
};

type Said = z.output<z.ZodObject<typeof saidOfMatter>>;

/** For a read batch: where it is said to be, and by what rules it is dealt with there. */
export const placeRead = (orm: Builder, orgUnitId: string, now: Instant) => ({
  unit: orm
    .select()
    .from(orgUnits)
    .where(and(eq(orgUnits.id, orgUnitId), isNull(orgUnits.closedAt))),
  lineage: lineage(orm, orgUnitId),
  rules: rulesAt(orm, now),
  units: routable(orm, orgUnitId, now),
});

export interface Place extends VersionedRules, Pick<Parameters<typeof routed>[0], "units"> {
  readonly unit: OrgUnit;
  readonly lineage: readonly OrgUnit[];
}

/** @throws Invalid where there is no such unit, or it is closed */
export function placeFound(rows: Results<ReturnType<typeof placeRead>>): Place {
  const { unit, lineage, units, rules } = rows;
  if (!unit[0]) throw notHere();
  return { unit: unit[0], lineage, units, ...inForce(rules) };
}

/** No unit is there, or it lies above all levels that handle matters. */
const notHere = () => new Invalid([{ path: "orgUnitId", message: "请选择所在社区或网格" }]);

type Source = RuleSet["intake"]["sources"][number];
/** Who sends it: staff stand in the event by their name, another system by its number. */
type Sent = Pick<Source, "key" | "name"> & { readonly registered?: true; readonly externalNumber?: string };
type Filing = Given & { prepared: string };

/** Before which desk a report comes. @throws Invalid for what can't be dealt with there */
export function deskFor({ rules, lineage }: Place, { category }: Said, source: Sent): FirstDesk {
  if (!categoriesOf(rules.intake.categories).some(({ key }) => key === category))
    throw new Invalid([{ path: "category", message: "请选择事项类别" }]);
  const desk = firstDesk(rules, lineage, { category, source: source.key });
  if (!desk) throw notHere();
  return desk;
}

/** For a write batch: a matter as it was sent, before the desk where it starts. @throws Invalid for what can't be dealt with there */
export function filed(place: Place, said: Said, source: Sent, given: Filing) {
  const { unit } = place;
  const desk = deskFor(place, said, source);
  const matter = { id: given.newId(), ...kept(place, said, source, given) };
  const { at, says, rows } = begun(place, desk, { matter, source }, given);
  return {
    id: matter.id,
    levelPath: at.levelPath,
    says,
    rows: [
      stayOpen(unit.id),
      countedAs(matter.category),
      ...firstFigures({ ...at, ...matter }),
      ...numbered(given.now, (number) => insert(matters, { number, ...at, ...matter, counted: {} })),
      ...list(listingOf(matter, unit.name)),
      ...rows,
    ],
  };
}

/** What begins with a report: the times of the level and of the whole, unless they begin with acceptance, and what a route gives to units at once. */
function begun(
  place: Place,
  desk: FirstDesk,
  { matter, source }: { matter: ReturnType<typeof kept> & { id: string }; source: Sent },
  given: Given,
) {
  const { version, rules } = place;
  const by = { version, rules };
  const { at, within, rows } = handTo(given, desk, matter, by);
  const { missing, ...route } = routed({ ...place, by: desk.unit, matter }, given);
  const { id: record, body: title } = matter;
  const whole = { record, title, owner: ownerAt(desk), inputs: classOf(matter), by };
  const begins = wholeStartsAccepted(rules) ? [] : [startClock(given, overall, whole).row];
  const { key, name: from, ...sender } = source;
  const start = { source: key, from, ...sender, ...startedBy(rules, desk, matter) };
  const said = { ...start, ...handedTo(desk, within), ...(missing ? { missing } : {}) };
  return {
    at,
    says: { reported: said, ...route.says },
    rows: [...rows, ...begins, ...route.rows],
  };
}

/** What a matter keeps of its report. */
const kept = (
  { unit, lineage, version, rules }: Place,
  { category, body, place, reporterName, reporterPhone }: Said,
  { key: source, externalNumber }: Sent,
  { now, prepared: receiptCode }: Filing,
) => ({
  ...{ category, body, place, source, externalNumber: externalNumber ?? null },
  reporterName: reporterName ?? null,
  reporterPhone: reporterPhone ?? null,
  urgency: urgencyOf(rules, category),
  orgUnitId: unit.id,
  orgPath: unit.path,
  communityId: communityIn(rules, lineage)?.id ?? null,
  receiptCode,
  state: "reported" as const,
  ruleVersion: version,
  reportedAt: now,
});
