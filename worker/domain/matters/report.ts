import { and, eq, isNull, sql } from "drizzle-orm";
import * as z from "zod";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { counters } from "../../../db/tenant/schema/work.ts";
import { overallDue, stepDue } from "../../rules/engine/handling.ts";
import { MatterSource } from "../../rules/schema/rule-set.ts";
import { localDateOf } from "../../time/instants.ts";
import { inForce, rulesAt } from "../county/county.ts";
import { Invalid, NotFound } from "../errors.ts";
import { insert, statement } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { happened } from "../kernel/events.ts";
import { id, line, optional, prose } from "../kernel/input.ts";
import { listIn } from "../kernel/listings.ts";
import { scopesOfPath } from "../kernel/policy.ts";
import { newReceiptCode } from "../kernel/secrets.ts";
import { openObligation } from "../obligations/obligations.ts";
import { lineage } from "../org/org.ts";
import { categoriesOf, desksOf } from "./states.ts";

const phone = z
  .string()
  .transform((text) => text.normalize("NFKC").replace(/[\s-]/g, ""))
  .pipe(z.string().regex(/^(\+?86)?(1\d{10}|0\d{9,11})$/, "请填写手机号或带区号的座机号，例如 13812345678"));

export const ReportMatter = z.strictObject({
  orgUnitId: id("所在社区或网格"),
  category: id("事项类别"),
  body: prose("情况说明", 1000),
  place: line("具体位置", 80),
  reporterName: optional(line("称呼", 20)),
  reporterPhone: optional(phone),
});

/** Files a matter; anybody may. Result: the receipt code, by which alone the reporter follows it. */
export const reportMatter = command({
  action: "matter.report",
  input: ReportMatter.extend({ source: MatterSource.default("resident") }),
  load: (orm, { orgUnitId }, { now }) => ({
    place: orm
      .select()
      .from(orgUnits)
      .where(and(eq(orgUnits.id, orgUnitId), isNull(orgUnits.closedAt))),
    lineage: lineage(orm, orgUnitId),
    rules: rulesAt(orm, now),
  }),
  state: ({ place: [place], lineage, rules }) => {
    if (!place) throw new Invalid([{ path: "orgUnitId", message: "请选择所在社区或网格" }]);
    return { place, lineage, ...inForce(rules) };
  },
  scopes: () => [],
  prepare: async () => newReceiptCode(),
  decide: ({ place, lineage, version, rules }, input, given) => {
    if (!categoriesOf(rules.intake.categories).some(({ key }) => key === input.category)) {
      throw new Invalid([{ path: "category", message: "请选择事项类别" }]);
    }
    if (!rules.intake.sources.includes(input.source)) {
      throw new Invalid([{ path: "", message: "本县目前不从这个渠道受理，请到社区反映或拨打12345热线" }]);
    }
    if (!rules.intake.anonymous && !input.reporterPhone) {
      throw new Invalid([{ path: "reporterPhone", message: "请填写联系电话，办理人员可能需要与您核实" }]);
    }
    const [desk] = desksOf(rules, lineage);
    if (!desk) throw new NotFound("handling level");
    const { now, newId, calendar, prepared: receiptCode } = given;
    const matterId = newId();
    const subject = `matter:${matterId}`;
    const step = stepDue(rules, desk.step.key, now, calendar);
    const year = localDateOf(now).slice(0, 4);
    const counter = `matter ${year}`;
    const { orgUnitId: _place, reporterName, reporterPhone, ...said } = input;
    return {
      result: { id: matterId, receiptCode },
      subject,
      detail: { category: input.category, source: input.source },
      rows: [
        statement((orm) =>
          orm
            .insert(counters)
            .values({ name: counter, value: 1 })
            .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + 1` } }),
        ),
        insert(matters, {
          id: matterId,
          number: sql`(select printf('%s-%06d', ${year}, value) from counters where name = ${counter})`,
          receiptCode,
          state: "reported",
          ...said,
          reporterName: reporterName ?? null,
          reporterPhone: reporterPhone ?? null,
          orgUnitId: place.id,
          orgPath: place.path,
          level: desk.step.key,
          levelPath: desk.unit.path,
          ruleVersion: version,
          reportedAt: now,
        }),
        ...listIn("matter", matterId, scopesOfPath(place.path), matterId),
        happened(given, subject, "reported", { to: desk.unit.name, due: step.due }),
        openObligation(given, {
          kind: "matter.step",
          subject,
          title: input.body,
          owner: desk.unit.id,
          due: step,
          ruleVersion: version,
        }),
        openObligation(given, {
          kind: "matter.overall",
          subject,
          title: input.body,
          owner: desk.unit.id,
          due: overallDue(rules, now, calendar),
          ruleVersion: version,
        }),
      ],
    };
  },
});
