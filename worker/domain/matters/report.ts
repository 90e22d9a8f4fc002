import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { urgencyOf } from "../../rules/engine/classes.ts";
import { wholeStartsAccepted } from "../../rules/engine/handling.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { phoneFrom } from "../../text/phone.ts";
import { type Instant, localDateOf } from "../../time/instants.ts";
import { routable, routed } from "../assignments/routed.ts";
import { startClock } from "../clocks/clocks.ts";
import { inForce, rulesAt, type VersionedRules } from "../county/county.ts";
import { Invalid } from "../errors.ts";
import { firstFigures } from "../figures/facts.ts";
import { insert, type RowChange } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Given } from "../kernel/context.ts";
import { id, line, optional, prose } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { right } from "../kernel/rights.ts";
import { newReceiptCode } from "../kernel/secrets.ts";
import { stayOpen } from "../org/left.ts";
import { communityIn, lineage, type OrgUnit } from "../org/org.ts";
import { categoriesOf } from "./categories.ts";
import { overall } from "./clocks.ts";
import { counted, countedToday, mustBeFew, reportsToday } from "./daily.ts";
import { type FirstDesk, firstDesk, ownerAt } from "./desks.ts";
import { dispatchedEvents } from "./dispatched.ts";
import { classOf, handedTo, handTo } from "./hand.ts";
import { listingOf } from "./listing.ts";
import { refOf } from "./matter.ts";
import { countedAs } from "./often.ts";
import { reported, startedBy } from "./reported.ts";
import { broughtBy } from "./sources.ts";

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

const Report = ReportMatter.extend({ source: optional(z.string()) });

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
  prepare: async () => newReceiptCode(),
  decide: (state, input, given) => {
    const { unit, lineage, rules } = state;
    mustBeFew(state.today, given);
    mustBeTaken(rules, input);
    const { key: source, name: from } = sourceOf(rules, input);
    const desk = firstDesk(rules, lineage, { ...input, source });
    if (!desk) throw notHere();
    const { category } = input;
    const matter = { id: given.newId(), ...kept(state, { ...input, source }, given) };
    const { at, says, rows } = begun(state, desk, { ...matter, from }, given);
    return {
      result: { id: matter.id, receiptCode: given.prepared },
      on: refOf(matter.id),
      detail: { category, source },
      says,
      rows: [
        stayOpen(unit.id),
        ...countedToday(given),
        countedAs(category),
        ...firstFigures({ ...at, ...matter }),
        ...numbered(given.now, (number) => insert(matters, { number, ...at, ...matter, counted: {} })),
        ...list(listingOf(matter, unit.name)),
        ...rows,
      ],
    };
  },
});

/** No unit is there, or it lies above all levels that handle matters. */
const notHere = () => new Invalid([{ path: "orgUnitId", message: "请选择所在社区或网格" }]);

/** What begins with a report: the times of the level and of the whole, unless they begin with acceptance, and what a route gives to units at once. */
function begun(
  state: Found & Pick<Parameters<typeof routed>[0], "units">,
  desk: FirstDesk,
  matter: ReturnType<typeof kept> & { id: string; from: string },
  given: Given,
) {
  const { version, rules } = state;
  const by = { version, rules };
  const { at, within, rows } = handTo(given, desk, matter, by);
  const { missing, ...route } = routed({ ...state, by: desk.unit, matter }, given);
  const { id: record, body: title, source, from } = matter;
  const whole = { record, title, owner: ownerAt(desk), inputs: classOf(matter), by };
  const begins = wholeStartsAccepted(rules) ? [] : [startClock(given, overall, whole).row];
  const start = startedBy(rules, desk, matter);
  const said = { source, from, ...start, ...handedTo(desk, within), ...(missing ? { missing } : {}) };
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
  input: z.output<typeof ReportMatter> & { source: string },
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

/** The source it came from; of what residents themselves bring, the first of theirs. @throws Invalid where the rules know none. */
function sourceOf({ intake: { sources } }: RuleSet, { source }: Pick<z.output<typeof Report>, "source">) {
  const [own] = broughtBy(sources, "resident");
  const found = source === undefined ? own : sources.find(({ key }) => key === source);
  if (found) return found;
  throw new Invalid([{ path: "", message: "本县目前不从这个渠道受理，请到社区反映或拨打12345热线" }]);
}

/** Takes what the rules take: a known category, with a number to call where they ask for one. */
function mustBeTaken(
  { intake }: RuleSet,
  { category, reporterPhone }: Pick<z.output<typeof Report>, "category" | "reporterPhone">,
): void {
  if (!categoriesOf(intake.categories).some(({ key }) => key === category)) {
    throw new Invalid([{ path: "category", message: "请选择事项类别" }]);
  }
  if (!intake.anonymous && !reporterPhone) {
    throw new Invalid([{ path: "reporterPhone", message: "请填写联系电话，办理人员可能需要与您核实" }]);
  }
}

/** The next number of the year, `2026-000123`, and the row that takes it. */
export function numbered(now: Instant, row: (number: SQL<string>) => RowChange): RowChange[] {
  const year = localDateOf(now).slice(0, 4);
  const name = `matter ${year}`;
  return [
    counted(name),
    row(sql`(select printf('%s-%06d', ${year}, value) from counters where name = ${name})`),
  ];
}
