import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { whistles } from "../../../db/tenant/schema/whistles.ts";
import type { RuleSet, Whistle as WhistleRule } from "../../rules/schema/rule-set.ts";
import { type Instant, localDateOf } from "../../time/instants.ts";
import { inForce, rulesAt, type VersionedRules } from "../county/county.ts";
import { NotFound } from "../errors.ts";
import { begun, filingOf } from "../filings/begun.ts";
import { insert, type RowChange } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Given } from "../kernel/context.ts";
import { happening } from "../kernel/happenings.ts";
import { id, line, many, optional, prose } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { right, scopesOfPath } from "../kernel/rights.ts";
import { counted } from "../matters/daily.ts";
import type { Matter } from "../matters/matter.ts";
import type { OrgUnit } from "../org/org.ts";
import { blowersAt, type Seat, seatsOf } from "./blowers.ts";
import { called } from "./called.ts";
import { candidatesIn, candidatesOf } from "./candidates.ts";
import { fitting, mostCalled, stillFew, stillThere, whistlesSince } from "./fitting.ts";
import { listingOf } from "./listing.ts";
import { forMatter } from "./of-matter.ts";
import { responders } from "./roles.ts";
import { refOf, whistle } from "./whistle.ts";

export const BlowWhistle = z.strictObject({
  orgUnitId: id("吹哨单位"),
  kind: id("吹哨类型"),
  occasion: optional(line("适用情形", 60)),
  body: prose("要做什么", 1000),
  place: optional(line("地点", 80)),
  matterId: optional(id("事项")),
  responders: many(id("报到方"), mostCalled),
});
export type Blown = z.output<typeof BlowWhistle>;

/** What it is decided on. */
export interface Blowing extends VersionedRules {
  readonly unit: OrgUnit;
  readonly seats: readonly Seat[];
  readonly rule: WhistleRule | undefined;
  readonly candidates: ReturnType<typeof candidatesIn>;
  readonly matter: Matter | undefined;
  /** How many of the kind the unit has blown this month. */
  readonly soFar: number;
  /** Whether the month's filing of the unit and kind has begun. */
  readonly isFiled: boolean;
}

/** Calls others: each has clocks of their own, which run from now. */
export const blowWhistle = command({
  right: right("whistle.blow", "吹哨", responders, whistle.rights.view),
  input: BlowWhistle,
  operation: { resource: "/whistles", summary: "吹哨，叫有关单位报到", creates: "/whistles/{id}" },
  events: {
    blown: happening<{ called: readonly string[] }>(({ called }) => ({
      title: `吹哨，请 ${called.length} 个报到`,
      note: called.join("、"),
    })),
  },
  again: "whistles.number",
  load: (orm, { orgUnitId, kind, matterId = "", responders }, { actor, now }) => ({
    unit: orm
      .select()
      .from(orgUnits)
      .where(and(eq(orgUnits.id, orgUnitId), isNull(orgUnits.closedAt))),
    seats: seatsOf(orm, actor),
    rules: rulesAt(orm, now),
    matter: orm.select().from(matters).where(eq(matters.id, matterId)),
    soFar: whistlesSince(orm, { orgUnitId, kind }, now),
    filing: filingOf(orm, { orgUnitId, kind }, now),
    ...candidatesOf(orm, responders),
  }),
  state: ({ unit: [unit], seats, rules, matter, soFar, filing, ...rows }, { kind }): Blowing => {
    if (!unit) throw new NotFound("org unit");
    const { version, rules: inUse } = inForce(rules);
    return {
      unit,
      seats,
      version,
      rules: inUse,
      rule: ruleIn(inUse, kind),
      matter: matter[0],
      soFar: soFar[0]?.n ?? 0,
      isFiled: filing.length > 0,
      candidates: candidatesIn(rows),
    };
  },
  scopes: ({ rules, rule, unit, seats }) => ({
    act: rule ? blowersAt(rules, rule, unit, seats) : [unit.id],
    see: scopesOfPath(unit.path),
  }),
  decide: (state, input, given) => {
    const { rule, responders, matter } = fitting(state, input, given);
    const { unit, version } = state;
    const whistleId = given.newId();
    const made = { id: whistleId, ...kept(state, input, given), ruleVersion: version };
    const each = called({ ...state, whistle: made, rule }, responders, given);
    const names = responders.map(({ name }) => name);
    return {
      result: { id: whistleId },
      on: refOf(whistleId),
      detail: { kind: rule.key, called: responders.length, matter: matter?.id ?? null },
      says: { blown: { called: names } },
      rows: [
        stillThere(unit, responders),
        ...stillFew(rule, made, given.now),
        ...numbered(given.now, (number) => insert(whistles, { number, ...made })),
        ...each.rows,
        ...list(listingOf(made, each.called, each.until)),
        ...(state.isFiled ? [] : begun({ unit, kind: rule.key, by: state }, given)),
        ...(matter ? forMatter(matter, { by: unit.name, called: names }, given) : []),
      ],
    };
  },
});

const ruleIn = ({ handling }: RuleSet, kind: string): WhistleRule | undefined =>
  handling.whistles.find(({ key }) => key === kind);

const kept = (
  { unit }: Pick<Blowing, "unit">,
  { kind, occasion, body, place, matterId }: Blown,
  { actor, now }: Given,
) => ({
  kind,
  occasion: occasion ?? null,
  body,
  place: place ?? null,
  matterId: matterId ?? null,
  orgUnitId: unit.id,
  orgPath: unit.path,
  state: "blown" as const,
  blownById: actor.accountId ?? "",
  blownBy: actor.name,
  blownAt: now,
});

/** The next number of the year, `2026-000012`, and the row that takes it. */
function numbered(now: Instant, row: (number: SQL<string>) => RowChange): RowChange[] {
  const year = localDateOf(now).slice(0, 4);
  const name = `whistle ${year}`;
  return [
    counted(name),
    row(sql`(select printf('%s-%06d', ${year}, value) from counters where name = ${name})`),
  ];
}
