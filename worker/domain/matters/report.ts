import { and, eq, isNull } from "drizzle-orm";
import * as z from "zod";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { urgencyOf } from "../../rules/engine/classes.ts";
import { wholeStartsAccepted } from "../../rules/engine/handling.ts";
import { MatterSource } from "../../rules/schema/intake.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { phoneFrom } from "../../text/phone.ts";
import { routable, routed } from "../assignments/routed.ts";
import { startClock } from "../clocks/clocks.ts";
import { inForce, rulesAt, type VersionedRules } from "../county/county.ts";
import { Invalid } from "../errors.ts";
import { insert } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Given } from "../kernel/context.ts";
import { id, line, optional, prose } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { right } from "../kernel/rights.ts";
import { newReceiptCode } from "../kernel/secrets.ts";
import { stayOpen } from "../org/left.ts";
import { communityIn, lineage, type OrgUnit } from "../org/org.ts";
import { photoRows } from "../photos/rows.ts";
import { putPhotos } from "../photos/store.ts";
import { categoriesOf } from "./categories.ts";
import { overall } from "./clocks.ts";
import { countedToday, mustBeFew, photosCounted, photosMustBeFew, reportsToday } from "./daily.ts";
import { type FirstDesk, firstDesk, ownerAt } from "./desks.ts";
import { dispatchedEvents } from "./dispatched.ts";
import { countedAs } from "./figures.ts";
import { classOf, handedTo, handTo } from "./hand.ts";
import { listingOf } from "./listing.ts";
import { refOf } from "./matter.ts";
import { numbered } from "./numbered.ts";
import { photosAsked, reportPhotos } from "./report-photos.ts";
import { reported, startedBy } from "./reported.ts";

const phone = z
  .string()
  .max(100)
  .overwrite((text) => phoneFrom(text) ?? text)
  .refine((text) => phoneFrom(text) !== null, "请填写手机号或带区号的座机号，例如 13812345678、0377-66221234")
  .meta({ title: "联系电话" });

export const ReportMatter = z.strictObject({
  orgUnitId: id("所在社区或网格"),
  category: id("事项类别"),
  body: prose("情况说明", 1000),
  place: line("具体位置", 80),
  reporterName: optional(line("称呼", 20)),
  reporterPhone: optional(phone),
});

/** The same with what a form alone can bring. */
const WithPhotos = ReportMatter.extend({ photos: reportPhotos });
const Report = WithPhotos.extend({ source: MatterSource.default("resident") });

/** Files a matter; anybody may. Result: the receipt code, by which alone the reporter follows it. */
export const reportMatter = command({
  right: right("matter.report", "上报事项", "public"),
  input: Report,
  operation: {
    resource: "/matters",
    summary: "上报事项，取得回执码",
    creates: "/receipts/{receiptCode}",
    output: z.object({ id: z.string(), receiptCode: z.string() }),
    // Which channel a matter came through is not for a visitor to say.
    takes: ReportMatter,
    takesForm: WithPhotos,
    photos: photosAsked,
  },
  events: {
    dispatched: dispatchedEvents.dispatched,
    reported,
  },
  load: (orm, { orgUnitId }, { now, network }) => ({
    today: reportsToday(orm, now, network),
    unit: orm
      .select()
      .from(orgUnits)
      .where(and(eq(orgUnits.id, orgUnitId), isNull(orgUnits.closedAt))),
    lineage: lineage(orm, orgUnitId),
    rules: rulesAt(orm, now),
    units: routable(orm, orgUnitId, now),
  }),
  state: ({ unit: [unit], lineage, rules, today, units }) => {
    if (!unit) throw notHere();
    return { unit, lineage, today, units, ...inForce(rules) };
  },
  scopes: () => [],
  prepare: async (input, ctx, state) => {
    // Files are put for what is taken alone.
    taken(state, input, ctx);
    await putPhotos(ctx, input.photos);
    return newReceiptCode();
  },
  decide: (state, input, given) => {
    const { unit } = state;
    const desk = taken(state, input, given);
    const { source, category, photos } = input;
    const matter = { id: given.newId(), ...kept(state, input, given) };
    const { at, says, rows } = begun(state, desk, matter, given);
    return {
      result: { id: matter.id, receiptCode: given.prepared },
      on: refOf(matter.id),
      detail: { category, source },
      says,
      rows: [
        stayOpen(unit.id),
        ...countedToday(given),
        countedAs(category),
        ...numbered(given.now, (number) => insert(matters, { number, ...at, ...matter })),
        ...list(listingOf(matter, unit.name)),
        ...rows,
        ...photosCounted(photos, given),
        ...photoRows({ matterId: matter.id, part: "report", audience: "resident" }, photos, given).rows,
      ],
    };
  },
});

/** Before which desk it comes. @throws Invalid, TooMany where it isn't taken */
function taken(
  { today, rules, lineage }: Found & { today: Parameters<typeof mustBeFew>[0] },
  input: z.output<typeof Report>,
  given: Pick<Given, "now" | "network">,
): FirstDesk {
  mustBeFew(today, given);
  mustBeTaken(rules, input);
  photosMustBeFew(today, input.photos, given);
  const desk = firstDesk(rules, lineage, input);
  if (!desk) throw notHere();
  return desk;
}

/** No unit is there, or it lies above all levels that handle matters. */
const notHere = () => new Invalid([{ path: "orgUnitId", message: "请选择所在社区或网格" }]);

/** What begins with a report: the times of the level and of the whole, unless they begin with acceptance, and what a route gives to units at once. */
function begun(
  state: Found & Pick<Parameters<typeof routed>[0], "units">,
  desk: FirstDesk,
  matter: ReturnType<typeof kept> & { id: string },
  given: Given,
) {
  const { version, rules } = state;
  const by = { version, rules };
  const { at, within, rows } = handTo(given, desk, matter, by);
  const { missing, ...route } = routed({ ...state, by: desk.unit, matter }, given);
  const { id: record, body: title, source } = matter;
  const whole = { record, title, owner: ownerAt(desk), inputs: classOf(matter), by };
  const begins = wholeStartsAccepted(rules) ? [] : [startClock(given, overall, whole).row];
  const start = startedBy(rules, desk, matter);
  const said = { source, ...start, ...handedTo(desk, within), ...(missing ? { missing } : {}) };
  return {
    at,
    says: { reported: said, ...route.says },
    rows: [...rows, ...begins, ...route.rows],
  };
}

interface Found extends VersionedRules {
  unit: OrgUnit;
  lineage: readonly OrgUnit[];
}

/** What a matter keeps of its report. */
const kept = (
  { unit, lineage, version, rules }: Found,
  { photos: _apart, ...input }: z.output<typeof Report>,
  { now, prepared: receiptCode }: Given & { prepared: string },
) => ({
  ...input,
  reporterName: input.reporterName ?? null,
  reporterPhone: input.reporterPhone ?? null,
  urgency: urgencyOf(rules, input.category),
  orgUnitId: unit.id,
  orgPath: unit.path,
  communityId: communityIn(rules, lineage)?.id ?? null,
  receiptCode,
  state: "reported" as const,
  ruleVersion: version,
  reportedAt: now,
});

/** Takes what the rules take: a known category, through an open channel, with a number to call where they ask for one. */
function mustBeTaken(
  { intake }: RuleSet,
  { category, source, reporterPhone }: Pick<z.output<typeof Report>, "category" | "source" | "reporterPhone">,
): void {
  if (!categoriesOf(intake.categories).some(({ key }) => key === category)) {
    throw new Invalid([{ path: "category", message: "请选择事项类别" }]);
  }
  if (!intake.sources.includes(source)) {
    throw new Invalid([{ path: "", message: "本县目前不从这个渠道受理，请到社区反映或拨打12345热线" }]);
  }
  if (!intake.anonymous && !reporterPhone) {
    throw new Invalid([{ path: "reporterPhone", message: "请填写联系电话，办理人员可能需要与您核实" }]);
  }
}
