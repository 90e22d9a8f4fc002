import { and, asc, desc, eq } from "drizzle-orm";
import { audit } from "../../db/kernel/schema.ts";
import { county as counties, ruleSets } from "../../db/tenant/schema/county.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { clocks, events } from "../../db/tenant/schema/work.ts";
import { systemFor } from "../../worker/domain/kernel/context.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { grantPause } from "../../worker/domain/matters/decide-pause.ts";
import { declineMatter } from "../../worker/domain/matters/decline.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { lapseMatter } from "../../worker/domain/matters/lapse.ts";
import { mergeMatter } from "../../worker/domain/matters/merge.ts";
import { pauseMatter } from "../../worker/domain/matters/pause.ts";
import { raiseMatter } from "../../worker/domain/matters/raise.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { resumeMatter } from "../../worker/domain/matters/resume.ts";
import { separateMatter } from "../../worker/domain/matters/separate.ts";
import type { MatterState } from "../../worker/domain/matters/states.ts";
import { withdrawMatter } from "../../worker/domain/matters/withdraw.ts";
import { startDraft } from "../../worker/domain/rules/drafts.ts";
import { publishDraft } from "../../worker/domain/rules/publish.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { instant } from "../../worker/time/instants.ts";
import type { County, Who } from "../support/county.ts";

export interface Filed {
  id: string;
  receiptCode: string;
}

export type Move =
  | "accept"
  | "decline"
  | "resolve"
  | "raise"
  | "pause"
  | "resume"
  | "merge"
  | "separate"
  | "confirm"
  | "reject"
  | "lapse"
  | "withdraw";

/** When whatever runs now has run out. */
const longAfter = "2099-01-01T00:00:00.000Z";

/** One move by somebody; the resident's two need no account, and time makes the last one happen. */
export function move(
  county: County,
  matter: Filed,
  what: Move,
  who: Who = "gridWorker",
  at?: string,
): Promise<unknown> {
  const matterId = matter.id;
  const { receiptCode } = matter;
  switch (what) {
    case "accept":
      return acceptMatter(county.as(who, at), { matterId });
    case "decline":
      return declineMatter(county.as(who, at), { matterId, reason: "不属于网格职责，请向供电公司反映" });
    case "resolve":
      return resolveMatter(county.as(who, at), { matterId, outcome: "水管已更换" });
    case "raise":
      return raiseMatter(county.as(who, at), { matterId, reason: "要挖开主管道，本级没有设备" });
    case "pause":
      return paused(county, matterId, who, at);
    case "resume":
      return resumeMatter(county.as(who, at), { matterId });
    case "merge":
      return merged(county, matterId, who, at);
    case "separate":
      return separateMatter(county.as(who, at), { matterId, reason: "不是同一处" });
    case "confirm":
      return evaluateMatter(county.as(null, at), { receiptCode, solved: true });
    case "reject":
      return evaluateMatter(county.as(null, at), { receiptCode, solved: false });
    case "lapse":
      return lapseMatter({ ...county.as(null, at ?? longAfter), actor: systemFor("due") }, { matterId });
    case "withdraw":
      return withdrawMatter(county.as(null, at), { receiptCode });
  }
}

/** Asked for by one and granted by whoever is above. */
async function paused(county: County, matterId: string, who: Who, at?: string): Promise<void> {
  const occasion = "等待鉴定、检测或评估结论";
  await pauseMatter(county.as(who, at), { matterId, occasion, reason: "已送检，等报告" });
  await grantPause(county.as("streetOfficer", at), { matterId });
}

const mains = new WeakMap<County, string>();

/** The number of a matter of the same grid that others can be merged into: one for each county. */
export async function mainIn(county: County): Promise<string> {
  const kept = mains.get(county);
  if (kept) return kept;
  const main = await county.matter();
  await acceptMatter(county.as("gridWorker"), { matterId: main.id });
  const { number } = await rowOf(county, main.id);
  mains.set(county, number);
  return number;
}

async function merged(county: County, matterId: string, who: Who, at?: string): Promise<void> {
  const main = await mainIn(county);
  await mergeMatter(county.as(who, at), { matterId, main, reason: "同一处漏水" });
}

export const waysTo: Record<MatterState, readonly Move[]> = {
  reported: [],
  accepted: ["accept"],
  paused: ["accept", "pause"],
  resolved: ["accept", "resolve"],
  closed: ["accept", "resolve", "confirm"],
  reopened: ["accept", "resolve", "reject"],
  declined: ["decline"],
  merged: ["merge"],
  withdrawn: ["withdraw"],
};

/** A fresh matter, brought to a state by the grid worker and the resident. */
export async function matterIn(county: County, state: MatterState): Promise<Filed> {
  const matter = await county.matter();
  for (const step of waysTo[state]) await move(county, matter, step);
  return matter;
}

export async function rowOf(county: County, matterId: string) {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(matters).where(eq(matters.id, matterId)),
  });
  if (!rows[0]) throw new Error("no such matter");
  return rows[0];
}

/** What happened to a record, by `<noun>:<id>`. */
export async function timelineOf(county: County, subject: string) {
  const [noun = "", record = ""] = subject.split(":");
  const { rows } = await county.db.read({
    rows: county.db.orm
      .select()
      .from(events)
      .where(and(eq(events.noun, noun), eq(events.record, record)))
      .orderBy(asc(events.id)),
  });
  return rows;
}

/** A record's clocks, by `<noun>:<id>`. */
export async function clocksOf(county: County, subject: string) {
  const [noun = "", record = ""] = subject.split(":");
  const { rows } = await county.db.read({
    rows: county.db.orm
      .select()
      .from(clocks)
      .where(and(eq(clocks.noun, noun), eq(clocks.record, record)))
      .orderBy(asc(clocks.startedAt), asc(clocks.kind)),
  });
  return rows;
}

export async function auditTail(county: County, count: number) {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(audit).orderBy(desc(audit.seq)).limit(count),
  });
  return rows.reverse();
}

/** Everything a move could have changed. */
export async function traceOf(county: County, matterId: string) {
  const subject = `matter:${matterId}`;
  return {
    row: await rowOf(county, matterId),
    events: await timelineOf(county, subject),
    clocks: await clocksOf(county, subject),
    audit: (await auditTail(county, 1))[0]?.seq,
  };
}

/** What was published never changes, and is told apart by when: rules that are written over need a moment of their own. */
let published = Date.parse("2025-01-01T00:00:00Z");

/** Opens the county, with its rules in force, long ago, so that its clock can be set to any day of the calendar. */
export async function rulesSince2025(
  county: County,
  change: (rules: RuleSet) => void = () => {},
): Promise<void> {
  const { rows } = await county.db.read({ rows: county.db.orm.select().from(ruleSets) });
  const document = structuredClone(rows[0]?.document) as RuleSet;
  change(document);
  const opened = "2025-01-01T00:00:00.000Z";
  await county.db.write([
    county.db.orm.update(counties).set({ openedAt: opened }),
    county.db.orm.update(ruleSets).set({
      document,
      effectiveFrom: opened,
      publishedAt: instant(++published),
    }),
  ]);
}

/** Publishes the newest rules with a change, at once or from a day on, and moves the clocks named; gives the version. */
export async function publishRules(
  county: County,
  change: (rules: RuleSet) => void,
  { at, effectiveOn, clocks = [] }: { at?: string; effectiveOn?: string; clocks?: readonly string[] } = {},
): Promise<number> {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(ruleSets).orderBy(desc(ruleSets.version)).limit(1),
  });
  const rules = structuredClone(rows[0]?.document) as RuleSet;
  change(rules);
  const { number } = await startDraft(county.as("admin", at), { rules });
  const entry = { number, revision: 1, note: "修改规则", reason: "试行", effectiveOn, clocks: [...clocks] };
  await publishDraft(county.as("admin", at), entry);
  return number;
}
