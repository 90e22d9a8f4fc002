import { desc, eq } from "drizzle-orm";
import { expect } from "vitest";
import { ruleSets } from "../../db/tenant/schema/county.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { answerAssignment } from "../../worker/domain/assignments/answer.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { categoriesOf } from "../../worker/domain/matters/categories.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { actOnTime } from "../../worker/domain/time.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { blowWhistle } from "../../worker/domain/whistles/blow.ts";
import { withdrawWhistle } from "../../worker/domain/whistles/withdraw.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { DAY, instant, toMs } from "../../worker/time/instants.ts";
import { partsIn } from "../assignments/stages.ts";
import { systemAt } from "../clocks/acting.ts";
import { clocksOf, rowOf } from "../matters/stages.ts";
import type { County } from "../support/county.ts";
import { callsOf, step } from "../whistles/stages.ts";

/** In Beijing time, `11-06 10:00` of 2026: a November without a holiday. */
const at = (moment: string): string => new Date(`2026-${moment.replace(" ", "T")}:00+08:00`).toISOString();
const beijing = (moment: string): string =>
  new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(5, 16).replace("T", " ");

/** A November by the practice that was written: what happens by itself does so each evening. */
export async function playMonth(county: County, gas: string): Promise<void> {
  const rules = await rulesNow(county);
  const key = (name: string) =>
    categoriesOf(rules.intake.categories).find(({ names }) => names.at(-1) === name)?.key ?? "";
  await straight(county, key(gas));
  await byUrgency(county, rules, key("路灯照明"));
  await whistles(county);
  const left = await report(county, key("路灯照明"), "11-09 09:00");
  for (let day = toMs(instant(at("11-09 20:00"))); day < Date.parse(at("12-01 00:00")); day += DAY)
    await actOnTime(systemAt(county, instant(day)));
  // Left lying it went up level by level: three, five and ten working days, Saturdays worked.
  expect((await rowOf(county, left.id)).level).toBe("county");
  const { rows } = await county.db.read({
    rows: county.db.orm.select({ id: matters.id }).from(matters).where(eq(matters.state, "resolved")),
  });
  expect(rows).toEqual([]);
}

async function rulesNow({ db }: County): Promise<RuleSet> {
  const { rows } = await db.read({
    rows: db.orm.select().from(ruleSets).orderBy(desc(ruleSets.version)).limit(1),
  });
  return rows[0]?.document as RuleSet;
}

const report = (county: County, category: string, moment: string) =>
  reportMatter(county.as(null, at(moment)), {
    orgUnitId: county.org.grid,
    category,
    body: "楼道里有燃气味，电梯停在三楼",
    place: "劳动街小区3号楼",
  });

const dueOf = async (county: County, subject: string, kind: string): Promise<string> =>
  beijing((await clocksOf(county, subject)).find((clock) => clock.kind === kind)?.dueAt ?? "");

/** Gas and lifts: before the county and its housing department at once, the street assists; half an hour. */
async function straight(county: County, category: string): Promise<void> {
  const { id: unitId } = await addUnit(county.as("admin", at("11-02 11:00")), {
    name: "住房和城乡建设局",
    kind: "housing",
    orgUnitId: county.org.root,
  });
  const { id, receiptCode } = await report(county, category, "11-03 22:00");
  expect(await rowOf(county, id)).toMatchObject({ level: "county" });
  expect(await dueOf(county, `matter:${id}`, "step")).toBe("11-03 22:30");
  const parts = await partsIn(county, id);
  expect(parts.map(({ role, assignee }) => [role, assignee])).toEqual([
    ["lead", unitId],
    ["assist", county.org.street],
  ]);
  const [lead, assist] = parts.map((part) => part.id) as [string, string];
  await acceptMatter(county.as("admin", at("11-03 22:05")), { matterId: id });
  const first = { assignmentId: lead, answer: "已关阀检修，燃气恢复" };
  await expect(answerAssignment(liaisonOf(county, unitId, "11-03 22:10"), first)).rejects.toThrow();
  const own = { assignmentId: assist, answer: "已疏散楼内居民" };
  await answerAssignment(county.as("streetOfficer", at("11-03 22:12")), own);
  await answerAssignment(liaisonOf(county, unitId, "11-03 22:20"), first);
  await resolveMatter(county.as("admin", at("11-03 22:25")), {
    matterId: id,
    outcome: "已关阀检修，燃气恢复",
  });
  await evaluateMatter(county.as(null, at("11-04 09:00")), { receiptCode, solved: true });
  expect(await rowOf(county, id)).toMatchObject({ state: "closed", closure: "solved" });
}

/** Somebody of a unit that was registered meanwhile. */
function liaisonOf(county: County, unitId: string, moment: string): Context {
  const ctx = county.as("liaison", at(moment));
  const grant = { role: "unit_liaison", scopeKind: "unit", scopeId: unitId, scopeName: null } as const;
  return { ...ctx, actor: { ...ctx.actor, grants: [grant] } as Context["actor"] };
}

/** On a Friday at ten: half an hour; two working days, the Saturday among them; twenty days. */
async function byUrgency(county: County, { intake }: RuleSet, category: string): Promise<void> {
  const key = (name: string) => intake.urgencies?.find((one) => one.name === name)?.key;
  for (const [urgency, due] of [
    ["急办", "11-06 10:30"],
    ["一般", "11-09 18:00"],
    ["缓办", "11-26 18:00"],
  ] as const) {
    const { id, receiptCode } = await report(county, category, "11-06 10:00");
    await acceptMatter(county.as("gridWorker", at("11-06 10:05")), { matterId: id, urgency: key(urgency) });
    expect(await dueOf(county, `matter:${id}`, "step"), urgency).toBe(due);
    await resolveMatter(county.as("gridWorker", at("11-06 10:20")), { matterId: id, outcome: "路灯已修好" });
    await evaluateMatter(county.as(null, at("11-07 09:00")), { receiptCode, solved: true });
  }
}

/** Signing, coming and finishing; one that isn't needed any more is withdrawn by whoever blew. */
async function whistles(county: County): Promise<void> {
  const rules = await rulesNow(county);
  const blow = (moment: string, occasion: string) =>
    blowWhistle(county.as("streetOfficer", at(moment)), {
      orgUnitId: county.org.street,
      kind: rules.handling.whistles[0]?.key,
      occasion,
      body: "沿街商铺电线杂乱，请来看看",
      responders: [county.units.water],
    });
  await expect(blow("11-10 09:00", "聚餐")).rejects.toThrow();
  const { id } = await blow("11-10 09:00", "公共安全");
  const [call] = await callsOf(county, id);
  const callId = call?.id ?? "";
  const kinds = (await clocksOf(county, `call:${callId}`)).map(({ kind, dueAt }) => [kind, beijing(dueAt)]);
  expect(kinds.sort()).toEqual([
    ["done", "11-16 18:00"],
    ["reportIn", "11-11 09:00"],
    ["sign", "11-10 11:00"],
  ]);
  await expect(step(county, callId, "contact", "liaison", at("11-10 09:20"))).rejects.toThrow();
  await step(county, callId, "sign", "liaison", at("11-10 09:30"));
  await step(county, callId, "reportIn", "liaison", at("11-10 10:30"));
  await step(county, callId, "finish", "liaison", at("11-12 10:30"));
  const { id: second } = await blow("11-17 09:00", "行政执法");
  await withdrawWhistle(county.as("streetOfficer", at("11-17 10:00")), {
    whistleId: second,
    reason: "商户已自行整改",
  });
  expect((await callsOf(county, second)).map(({ state }) => state)).toEqual(["withdrawn"]);
}
