import { eq } from "drizzle-orm";
import { calls, whistles } from "../../db/tenant/schema/whistles.ts";
import { blowWhistle } from "../../worker/domain/whistles/blow.ts";
import { contactCaller } from "../../worker/domain/whistles/contact.ts";
import { excuseCall } from "../../worker/domain/whistles/excuse.ts";
import { finishCall } from "../../worker/domain/whistles/finish.ts";
import { objectToCall } from "../../worker/domain/whistles/object.ts";
import { overruleObjection } from "../../worker/domain/whistles/overrule.ts";
import { reportIn } from "../../worker/domain/whistles/report-in.ts";
import { signCall } from "../../worker/domain/whistles/sign.ts";
import type { CallState } from "../../worker/domain/whistles/states.ts";
import { withdrawWhistle } from "../../worker/domain/whistles/withdraw.ts";
import type { Whistle } from "../../worker/rules/schema/rule-set.ts";
import { publishRules } from "../matters/stages.ts";
import type { County, Who } from "../support/county.ts";

/** A street's whistle for units with all stages, and a grid's for people with two. */
export const streetRule: Whistle = {
  key: "street",
  name: "街道吹哨、部门报到",
  from: "street",
  blownBy: [{ of: "post", key: "streetSecretary" }],
  occasions: ["行政执法", "公共安全"],
  responders: "units",
  clocks: { sign: { hours: 2 }, contact: { hours: 4 }, reportIn: { hours: 24 }, done: { days: 10 } },
};
export const gridRule: Whistle = {
  key: "grid",
  name: "网格吹哨、党员报到",
  from: "grid",
  responders: "members",
  clocks: { sign: { hours: 2 }, reportIn: { hours: 24 } },
};

export const withWhistles = (county: County, more: readonly Whistle[] = [streetRule, gridRule]) =>
  publishRules(county, ({ handling }) => {
    handling.whistles = [...more];
  });

export const streetCall = ({ org, units }: County, more: object = {}) => ({
  orgUnitId: org.street,
  kind: "street",
  occasion: "公共安全",
  body: "一起去看沿街商铺的电线",
  responders: [units.water, units.housing],
  ...more,
});

/** A whistle of the street for the water works and the housing office, with both calls. */
export async function blown(county: County, more: object = {}, at?: string) {
  const { id } = await blowWhistle(county.as("streetOfficer", at), streetCall(county, more));
  const all = await callsOf(county, id);
  const of = (responder: string) => all.find((call) => call.responder === responder)?.id ?? "";
  return { id, water: of(county.units.water), housing: of(county.units.housing), all };
}

export async function callsOf(county: County, whistleId: string) {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(calls).where(eq(calls.whistleId, whistleId)).orderBy(calls.id),
  });
  return rows;
}

export async function whistleRow(county: County, whistleId: string) {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(whistles).where(eq(whistles.id, whistleId)),
  });
  if (!rows[0]) throw new Error("no such whistle");
  return rows[0];
}

export async function callRow(county: County, callId: string) {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(calls).where(eq(calls.id, callId)),
  });
  if (!rows[0]) throw new Error("no such call");
  return rows[0];
}

export const steps = ["sign", "contact", "reportIn", "finish", "object", "overrule", "excuse"] as const;
export type Step = (typeof steps)[number];

/** One move of a call; the water works' liaison makes those of the water works. */
export function step(county: County, callId: string, what: Step, who?: Who, at?: string): Promise<unknown> {
  const own = county.as(who ?? "liaison", at);
  const above = county.as(who ?? "streetOfficer", at);
  switch (what) {
    case "sign":
      return signCall(own, { callId });
    case "contact":
      return contactCaller(own, { callId });
    case "reportIn":
      return reportIn(own, { callId });
    case "finish":
      return finishCall(own, { callId, outcome: "电线已理顺" });
    case "object":
      return objectToCall(own, { callId, reason: "电线归供电公司管" });
    case "overrule":
      return overruleObjection(above, { callId, ruling: "水管也要一起看" });
    case "excuse":
      return excuseCall(above, { callId, ruling: "确实不归你们管" });
  }
}

const ways: Record<CallState, readonly Step[]> = {
  called: [],
  signed: ["sign"],
  contacted: ["contact"],
  reportedIn: ["reportIn"],
  objected: ["object"],
  done: ["finish"],
  excused: ["object", "excuse"],
  withdrawn: [],
};

/** A call of the water works, brought to a state. */
export async function callIn(county: County, state: CallState): Promise<{ id: string; whistleId: string }> {
  const { id: whistleId, water: id } = await blown(county);
  for (const each of ways[state]) await step(county, id, each);
  if (state === "withdrawn")
    await withdrawWhistle(county.as("streetOfficer"), { whistleId, reason: "已经解决" });
  return { id, whistleId };
}
