import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { audit, grants } from "../../db/kernel/schema.ts";
import { assignments } from "../../db/tenant/schema/assignments.ts";
import { filings } from "../../db/tenant/schema/filings.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { meetings, resolutions } from "../../db/tenant/schema/meetings.ts";
import { robots } from "../../db/tenant/schema/org.ts";
import { webhooks } from "../../db/tenant/schema/webhooks.ts";
import { calls, whistles } from "../../db/tenant/schema/whistles.ts";
import { invitePerson } from "../../worker/domain/accounts/invite.ts";
import { strikeAbsent } from "../../worker/domain/filings/strike.ts";
import { newId } from "../../worker/domain/kernel/secrets.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { grantPause } from "../../worker/domain/matters/decide-pause.ts";
import { declineMatter } from "../../worker/domain/matters/decline.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { extendMatter } from "../../worker/domain/matters/extend.ts";
import { mergeMatter } from "../../worker/domain/matters/merge.ts";
import { passOnMatter } from "../../worker/domain/matters/pass-on.ts";
import { pauseMatter } from "../../worker/domain/matters/pause.ts";
import { matterPage } from "../../worker/domain/matters/read.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { withholdOutcome } from "../../worker/domain/matters/withhold.ts";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { completeResolution } from "../../worker/domain/resolutions/complete.ts";
import { logResolution } from "../../worker/domain/resolutions/log.ts";
import { setRobot } from "../../worker/domain/robots/set.ts";
import { dispatched, step as part, streetsMatter, toBoth, withDispatch } from "../assignments/stages.ts";
import { pastMonth, withFilingsNow } from "../filings/months.ts";
import { excluded, requested, withExclusions } from "../matters/exclusions.ts";
import { reviewAsked, withReviews } from "../matters/reviews.ts";
import { mainIn } from "../matters/stages.ts";
import { rollOf } from "../meetings/roll.ts";
import { NO_ROBOTS } from "../support/contexts.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { meetingDay, workdaysAhead } from "../support/days.ts";
import { bearer, sessionOf, signedIn } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";
import { oneWebhook } from "../webhooks/one.ts";
import { blown, step, streetCall } from "../whistles/stages.ts";

let county: County;
const tokens = {} as Record<Who, string>;

const people = [
  "admin",
  "streetOfficer",
  "communityOfficer",
  "gridWorker",
  "otherWorker",
  "liaison",
  "otherLiaison",
  "secretary",
  "inspector",
] as const;

beforeAll(async () => {
  county = await newCounty();
  await withFilingsNow(county);
  await withDispatch(county);
  await withExclusions(county);
  await withReviews(county);
  for (const who of people) tokens[who] = await sessionOf(county.as(who), "api");
});

/** A meeting of the whole county with the street, the water works and the power supplier; housing is not asked. */
async function meeting(): Promise<string> {
  const { org, units } = county;
  const { id } = await scheduleMeeting(county.as("secretary"), {
    series: "countyJoint",
    orgUnitId: org.root,
    title: "联席会议",
    date: meetingDay,
    time: "09:30",
    place: "第二会议室",
    members: [units.water, units.power, org.street],
  });
  return id;
}

async function task(): Promise<string> {
  const { units } = county;
  const content = { kind: "task", body: "换水管", leadId: units.water, assistantIds: [units.power] };
  const { id } = await logResolution(county.as("secretary"), { meetingId: await meeting(), ...content });
  return id;
}

async function doneTask(): Promise<string> {
  const resolutionId = await task();
  await completeResolution(county.as("liaison"), { resolutionId, text: "换好了" });
  return resolutionId;
}

const matter = async () => (await county.matter()).id;

/** One that the community has. */
async function matterAbove(): Promise<string> {
  const words = { category: "roads", body: "路面塌陷", place: "北关路口" };
  return (await reportMatter(county.as(null), { orgUnitId: county.org.community, ...words })).id;
}

async function passedOnMatter(): Promise<string> {
  const matterId = await matterAbove();
  const to = { matterId, unit: county.org.grid, reason: "先去现场看" };
  await passOnMatter(county.as("communityOfficer"), to);
  return matterId;
}

let main = "";
async function mergedMatter(): Promise<string> {
  const matterId = await matter();
  await mergeMatter(county.as("gridWorker"), { matterId, main: await mainIn(county), reason: "同一处漏水" });
  return matterId;
}

async function acceptedMatter(): Promise<string> {
  const matterId = await matter();
  await acceptMatter(county.as("gridWorker"), { matterId });
  return matterId;
}

async function extendedMatter(): Promise<string> {
  const matterId = await acceptedMatter();
  await extendMatter(county.as("gridWorker"), { matterId, until: workdaysAhead(4), reason: "要等管材到货" });
  return matterId;
}

const waiting = { occasion: "等待鉴定、检测或评估结论", reason: "样品已送检" };

async function askedToPause(): Promise<string> {
  const matterId = await acceptedMatter();
  await pauseMatter(county.as("gridWorker"), { matterId, ...waiting });
  return matterId;
}

async function pausedMatter(): Promise<string> {
  const matterId = await askedToPause();
  await grantPause(county.as("communityOfficer"), { matterId });
  return matterId;
}

async function solvedMatter(): Promise<string> {
  const { id: matterId, receiptCode } = await county.matter();
  await acceptMatter(county.as("gridWorker"), { matterId });
  await resolveMatter(county.as("gridWorker"), { matterId, outcome: "修好了" });
  await evaluateMatter(county.as(null), { receiptCode, solved: true });
  return matterId;
}

async function withheldMatter(): Promise<string> {
  const matterId = await solvedMatter();
  await withholdOutcome(county.as("gridWorker"), { matterId, reason: "写了住址" });
  return matterId;
}

/** One that the meeting decided about. */
async function settledMatter(): Promise<string> {
  const { id } = await county.matter();
  const { number } = await matterPage(county.as("admin"), id);
  const content = { kind: "decision", body: "同意", matter: number };
  await logResolution(county.as("admin"), { meetingId: await meeting(), ...content });
  return id;
}

const robotAddress = `${NO_ROBOTS}/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa`;

/** A robot in the group of a unit, set anew for each try. */
const robotOf = (where: "water" | "street" | "community" | "grid") => async (): Promise<string> => {
  const scopeId = where === "water" ? county.units.water : county.org[where];
  const { db } = county;
  await db.write([db.orm.delete(robots).where(eq(robots.id, scopeId))]);
  await setRobot(county.as("admin"), { scopeId, revision: 0, address: robotAddress });
  return scopeId;
};
const webhookOf = async (): Promise<string> => (await oneWebhook(county)).webhookId;
const streets = async () => (await streetsMatter(county)).id;
const assisting = async () => (await dispatched(county)).assist;
const leading = async () => (await dispatched(county, { assisting: [] })).lead;

async function returned(): Promise<string> {
  const id = await leading();
  await part(county, id, "return", "liaison");
  return id;
}

const whistle = async () => (await blown(county)).id;
const called = async () => (await blown(county)).water;

async function objected(): Promise<string> {
  const callId = await called();
  await step(county, callId, "object");
  return callId;
}

/** The calls of the month that was made last. */
let absent: { water: string; housing: string } = { water: "", housing: "" };
async function month(): Promise<string> {
  const { filingId, ...calls } = await pastMonth(county);
  absent = calls;
  return filingId;
}
async function struck(): Promise<string> {
  const filingId = await month();
  await strikeAbsent(county.as("streetOfficer"), { filingId, call: absent.water, reason: "已到场" });
  return filingId;
}

interface Act {
  /** A fresh record for each try. */
  record: () => Promise<string>;
  method: "GET" | "POST" | "PUT";
  path: (id: string) => string;
  body?: (county: County) => object;
}

const acts: Record<string, Act> = {
  "see a matter": { record: matter, method: "GET", path: (id) => `/matters/${id}` },
  "see a settled matter": { record: settledMatter, method: "GET", path: (id) => `/matters/${id}` },
  "accept a matter": { record: matter, method: "POST", path: (id) => `/matters/${id}/acceptance` },
  "decline a matter": {
    record: matter,
    method: "POST",
    path: (id) => `/matters/${id}/refusal`,
    body: () => ({ reason: "不在清单内" }),
  },
  "resolve a matter": {
    record: acceptedMatter,
    method: "POST",
    path: (id) => `/matters/${id}/outcome`,
    body: () => ({ outcome: "修好了" }),
  },
  "pass a matter up": {
    record: acceptedMatter,
    method: "POST",
    path: (id) => `/matters/${id}/escalation`,
    body: () => ({ reason: "要挖开主管道" }),
  },
  "ask for a later time": {
    record: acceptedMatter,
    method: "POST",
    path: (id) => `/matters/${id}/extension`,
    body: () => ({ until: workdaysAhead(4), reason: "要等管材到货" }),
  },
  "grant a later time": {
    record: extendedMatter,
    method: "POST",
    path: (id) => `/matters/${id}/extension-approval`,
  },
  "ask to pause": {
    record: acceptedMatter,
    method: "POST",
    path: (id) => `/matters/${id}/pause`,
    body: () => waiting,
  },
  "grant a pause": {
    record: askedToPause,
    method: "POST",
    path: (id) => `/matters/${id}/pause-approval`,
  },
  "resume a matter": {
    record: pausedMatter,
    method: "POST",
    path: (id) => `/matters/${id}/resumption`,
  },
  "pass a matter on": {
    record: matterAbove,
    method: "POST",
    path: (id) => `/matters/${id}/dispatch`,
    body: (county) => ({ unit: county.org.grid, reason: "先去现场看" }),
  },
  "call a matter back": {
    record: passedOnMatter,
    method: "POST",
    path: (id) => `/matters/${id}/recall`,
    body: () => ({ reason: "派错了网格" }),
  },
  "merge a matter": {
    record: async () => {
      main = await mainIn(county);
      return matter();
    },
    method: "POST",
    path: (id) => `/matters/${id}/merger`,
    body: () => ({ main, reason: "同一处漏水" }),
  },
  "take a matter apart": {
    record: mergedMatter,
    method: "POST",
    path: (id) => `/matters/${id}/separation`,
    body: () => ({ reason: "不是同一处" }),
  },
  "split a matter": {
    record: matter,
    method: "POST",
    path: (id) => `/matters/${id}/split`,
    body: ({ org }) => ({ body: "路灯也不亮", category: "roads", unit: org.grid }),
  },
  "note progress": {
    record: acceptedMatter,
    method: "POST",
    path: (id) => `/matters/${id}/progress`,
    body: () => ({ text: "管材明天到", audience: "staff" }),
  },
  "take a matter over": {
    record: acceptedMatter,
    method: "POST",
    path: (id) => `/matters/${id}/takeover`,
  },
  "change a category": {
    record: matter,
    method: "POST",
    path: (id) => `/matters/${id}/category`,
    body: () => ({ category: "roads" }),
  },
  "urge a unit": {
    record: matter,
    method: "POST",
    path: (id) => `/matters/${id}/urging`,
    body: () => ({ text: "今天要有结果" }),
  },
  "ask for an exclusion": {
    record: solvedMatter,
    method: "POST",
    path: (id) => `/matters/${id}/exclusion`,
    body: () => ({ reason: "恶意重复反映", note: "一天十二次" }),
  },
  "withdraw an exclusion": {
    record: async () => (await requested(county)).id,
    method: "POST",
    path: (id) => `/matters/${id}/exclusion-withdrawal`,
  },
  "grant an exclusion": {
    record: async () => (await requested(county)).id,
    method: "POST",
    path: (id) => `/matters/${id}/exclusion-approval`,
  },
  "refuse an exclusion": {
    record: async () => (await requested(county)).id,
    method: "POST",
    path: (id) => `/matters/${id}/exclusion-refusal`,
    body: () => ({ reason: "本县可以先修" }),
  },
  "revoke an exclusion": {
    record: async () => (await excluded(county)).id,
    method: "POST",
    path: (id) => `/matters/${id}/exclusion-revocation`,
    body: () => ({ reason: "查明属本单位" }),
  },
  "uphold a review": {
    record: async () => (await reviewAsked(county)).id,
    method: "POST",
    path: (id) => `/matters/${id}/review-upholding`,
    body: () => ({ opinion: "已到现场看过" }),
  },
  "overturn a review": {
    record: async () => (await reviewAsked(county)).id,
    method: "POST",
    path: (id) => `/matters/${id}/review-overturning`,
    body: () => ({ opinion: "再到现场看" }),
  },
  "take an outcome down": {
    record: solvedMatter,
    method: "POST",
    path: (id) => `/matters/${id}/withholding`,
    body: () => ({ reason: "写了住址" }),
  },
  "show an outcome again": {
    record: withheldMatter,
    method: "POST",
    path: (id) => `/matters/${id}/publication`,
    body: () => ({ reason: "可以公开" }),
  },
  "see a unit's robot": { record: robotOf("water"), method: "GET", path: (id) => `/robots/${id}` },
  "see a community's robot": { record: robotOf("community"), method: "GET", path: (id) => `/robots/${id}` },
  "set a unit's robot": {
    record: robotOf("water"),
    method: "PUT",
    path: (id) => `/robots/${id}`,
    body: () => ({ revision: 1, address: robotAddress }),
  },
  "set a grid's robot": {
    record: robotOf("grid"),
    method: "PUT",
    path: (id) => `/robots/${id}`,
    body: () => ({ revision: 1, address: robotAddress }),
  },
  "try a street's robot": {
    record: robotOf("street"),
    method: "POST",
    path: (id) => `/robots/${id}/test`,
  },
  "remove a community's robot": {
    record: robotOf("community"),
    method: "POST",
    path: (id) => `/robots/${id}/removal`,
  },
  "see a webhook": { record: webhookOf, method: "GET", path: (id) => `/webhooks/${id}` },
  "read a webhook's secret": { record: webhookOf, method: "GET", path: (id) => `/webhooks/${id}/secret` },
  "rotate a webhook's secret": {
    record: webhookOf,
    method: "POST",
    path: (id) => `/webhooks/${id}/rotation`,
  },
  "switch a webhook off": { record: webhookOf, method: "POST", path: (id) => `/webhooks/${id}/suspension` },
  "dispatch a matter": {
    record: streets,
    method: "POST",
    path: (id) => `/matters/${id}/assignments`,
    body: (county) => toBoth(county),
  },
  "see an assignment": { record: leading, method: "GET", path: (id) => `/assignments/${id}` },
  "accept an assignment": { record: leading, method: "POST", path: (id) => `/assignments/${id}/acceptance` },
  "answer an assignment": {
    record: leading,
    method: "POST",
    path: (id) => `/assignments/${id}/answer`,
    body: () => ({ answer: "已修好" }),
  },
  "answer for another unit": {
    record: assisting,
    method: "POST",
    path: (id) => `/assignments/${id}/answer`,
    body: () => ({ answer: "已修好" }),
  },
  "return an assignment": {
    record: leading,
    method: "POST",
    path: (id) => `/assignments/${id}/return`,
    body: () => ({ reason: "不属于本单位职责", note: "归住建局" }),
  },
  "take an assignment back": {
    record: returned,
    method: "POST",
    path: (id) => `/assignments/${id}/return-approval`,
  },
  "withdraw an assignment": {
    record: leading,
    method: "POST",
    path: (id) => `/assignments/${id}/withdrawal`,
    body: () => ({ reason: "街道自己办" }),
  },
  "register a matter": {
    record: async () => "",
    method: "POST",
    path: () => "/matters/registrations",
    body: ({ org }) => ({
      ...{ source: "patrol", orgUnitId: org.grid, category: "drainage", body: "井盖破损", place: "路口" },
    }),
  },
  "receive a matter": {
    record: async () => "",
    method: "POST",
    path: () => "/matters/receptions",
    body: ({ org }) => ({
      ...{ source: "hotline", externalNumber: crypto.randomUUID(), orgUnitId: org.grid },
      ...{ category: "drainage", body: "井盖破损", place: "路口" },
    }),
  },
  "blow a whistle": {
    record: async () => "",
    method: "POST",
    path: () => "/whistles",
    body: (county) => streetCall(county),
  },
  "see a whistle": { record: whistle, method: "GET", path: (id) => `/whistles/${id}` },
  "withdraw a whistle": {
    record: whistle,
    method: "POST",
    path: (id) => `/whistles/${id}/withdrawal`,
    body: () => ({ reason: "已经解决" }),
  },
  "see a call": { record: called, method: "GET", path: (id) => `/calls/${id}` },
  "sign a call": { record: called, method: "POST", path: (id) => `/calls/${id}/signature` },
  "report in": { record: called, method: "POST", path: (id) => `/calls/${id}/report` },
  "object to a call": {
    record: called,
    method: "POST",
    path: (id) => `/calls/${id}/objection`,
    body: () => ({ reason: "不归我们管" }),
  },
  "excuse a call": {
    record: objected,
    method: "POST",
    path: (id) => `/calls/${id}/objection-approval`,
    body: () => ({ ruling: "确实不归你们管" }),
  },
  "see a month's filing": { record: month, method: "GET", path: (id) => `/filings/${id}` },
  "file a month": {
    record: month,
    method: "POST",
    path: (id) => `/filings/${id}/submission`,
    body: () => ({ named: Object.values(absent) }),
  },
  "strike off a list": {
    record: month,
    method: "POST",
    path: (id) => `/filings/${id}/correction`,
    body: () => ({ call: absent.water, reason: "已到场" }),
  },
  "put back on a list": {
    record: struck,
    method: "POST",
    path: (id) => `/filings/${id}/reinstatement`,
    body: () => ({ call: absent.water, reason: "没有到场" }),
  },
  "see a meeting": { record: meeting, method: "GET", path: (id) => `/meetings/${id}` },
  "close a meeting": {
    record: meeting,
    method: "POST",
    path: (id) => `/meetings/${id}/closure`,
    body: (county) => rollOf(county),
  },
  "log a resolution": {
    record: meeting,
    method: "POST",
    path: (id) => `/meetings/${id}/resolutions`,
    body: () => ({ kind: "decision", body: "同意" }),
  },
  "see a resolution": { record: task, method: "GET", path: (id) => `/resolutions/${id}` },
  "edit a resolution": {
    record: task,
    method: "PUT",
    path: (id) => `/resolutions/${id}`,
    body: ({ units }) => ({ revision: 1, kind: "task", body: "换新水管", leadId: units.water }),
  },
  "report progress": {
    record: task,
    method: "POST",
    path: (id) => `/resolutions/${id}/progress`,
    body: () => ({ text: "开工了" }),
  },
  "report completion": {
    record: task,
    method: "POST",
    path: (id) => `/resolutions/${id}/completion`,
    body: () => ({ text: "换好了" }),
  },
  "approve a completed task": {
    record: doneTask,
    method: "POST",
    path: (id) => `/resolutions/${id}/approval`,
  },
  "send a completed task back": {
    record: doneTask,
    method: "POST",
    path: (id) => `/resolutions/${id}/rejection`,
    body: () => ({ reason: "还差一栋" }),
  },
};

test("every act stands in the table", () => {
  expect(rows.map(({ act }) => act).sort()).toEqual(Object.keys(acts).sort());
});

/**
 * ok: done; 403: seen, but not theirs to do, or not a thing their role ever does; 404: as if it weren't there.
 * The matter lies in the grid of `gridWorker`; the meeting's members are water, power and the street; water leads
 * the task. Power helps, where nobody is: its work rose to the county, whose secretary may report on it.
 */
const verdicts = `
                          admin street community grid otherGrid water housing secretary inspector
  see a matter            ok    ok     ok        ok   404       404   404     404       ok
  see a settled matter    ok    ok     ok        ok   404       ok    404     ok        ok
  accept a matter         ok    ok     ok        ok   404       403   403     403       403
  decline a matter        ok    ok     ok        ok   404       403   403     403       403
  resolve a matter        ok    ok     ok        ok   404       403   403     403       403
  pass a matter up        ok    ok     ok        ok   404       403   403     403       403
  ask for a later time    ok    ok     ok        ok   404       403   403     403       403
  grant a later time      ok    ok     ok        403  404       403   403     403       403
  ask to pause            ok    ok     ok        ok   404       403   403     403       403
  grant a pause           ok    ok     ok        403  404       403   403     403       403
  resume a matter         ok    ok     ok        ok   404       403   403     403       403
  pass a matter on        ok    ok     ok        404  404       403   403     403       403
  call a matter back      ok    ok     ok        403  404       403   403     403       403
  merge a matter          ok    ok     ok        ok   404       403   403     403       403
  take a matter apart     ok    ok     ok        ok   404       403   403     403       403
  split a matter          ok    ok     ok        ok   404       403   403     403       403
  note progress           ok    ok     ok        ok   404       403   403     403       403
  take a matter over      ok    ok     ok        409  404       403   403     403       403
  change a category       ok    ok     ok        ok   404       403   403     403       403
  urge a unit             ok    ok     ok        403  403       403   403     403       ok
  ask for an exclusion    ok    ok     ok        ok   404       404   404     403       403
  withdraw an exclusion   409   ok     ok        ok   404       404   404     403       403
  grant an exclusion      ok    403    403       403  404       403   403     403       403
  refuse an exclusion     ok    403    403       403  404       403   403     403       403
  revoke an exclusion     ok    403    403       403  404       403   403     403       403
  uphold a review         403   403    ok        403  404       403   403     403       403
  overturn a review       403   403    ok        403  404       403   403     403       403
  take an outcome down    ok    ok     ok        ok   404       403   403     403       403
  show an outcome again   ok    ok     ok        ok   404       403   403     403       403
  see a unit's robot      ok    404    404       403  403       ok    404     403       403
  see a community's robot ok    ok     ok        403  403       404   404     403       403
  set a unit's robot      ok    404    404       403  403       ok    404     403       403
  set a grid's robot      ok    ok     ok        403  403       404   404     403       403
  try a street's robot    ok    ok     404       403  403       404   404     403       403
  remove a community's robot ok ok     ok        403  403       404   404     403       403
  see a webhook           ok    403    403       403  403       403   403     403       403
  read a webhook's secret ok    403    403       403  403       403   403     403       403
  rotate a webhook's secret ok  403    403       403  403       403   403     403       403
  switch a webhook off    ok    403    403       403  403       403   403     403       403
  see a meeting           ok    ok     404       404  404       ok    404     ok        ok
  close a meeting         ok    403    404       403  403       403   403     ok        403
  log a resolution        ok    ok     404       403  403       ok    404     ok        403
  see a resolution        ok    ok     404       404  404       ok    404     ok        ok
  edit a resolution       ok    ok     404       403  403       ok    404     ok        403
  report progress         ok    403    404       404  404       ok    404     ok        403
  report completion       ok    403    404       404  404       ok    404     403       403
  approve a completed task ok   403    404       403  403       403   403     ok        403
  dispatch a matter       ok    ok     403       403  404       403   403     403       403
  see an assignment       ok    ok     ok        ok   404       ok    404     403       ok
  accept an assignment    403   403    403       403  404       ok    404     403       403
  answer an assignment    403   403    403       403  404       ok    404     403       403
  answer for another unit 403   403    403       403  404       404   ok      403       403
  return an assignment    403   403    403       403  404       ok    404     403       403
  take an assignment back ok    ok     403       403  404       403   403     403       403
  withdraw an assignment  ok    ok     403       403  404       403   403     403       403
  register a matter       ok    ok     ok        ok   404       403   403     403       403
  receive a matter        ok    ok     ok        403  403       403   403     403       403
  blow a whistle          403   ok     404       404  404       404   404     403       403
  see a whistle           ok    ok     404       404  404       ok    ok      ok        ok
  withdraw a whistle      ok    ok     404       404  404       403   403     403       403
  see a call              ok    ok     404       404  404       ok    404     ok        ok
  sign a call             403   403    404       404  404       ok    404     403       403
  report in               403   403    404       404  404       ok    404     403       403
  object to a call        403   403    404       404  404       ok    404     403       403
  excuse a call           ok    ok     404       404  404       403   403     403       403
  see a month's filing    ok    ok     404       404  404       404   404     ok        ok
  file a month            403   ok     404       404  404       403   403     403       403
  strike off a list       ok    ok     404       404  404       403   403     403       403
  put back on a list      ok    ok     404       404  404       403   403     403       403
  send a completed task back ok 403    404       403  403       403   403     ok        403
`;

const rows = verdicts
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => {
    const words = line.trim().split(/\s+/);
    return { act: words.slice(0, -people.length).join(" "), expected: words.slice(-people.length) };
  });

describe("who may do what with a record", () => {
  test.each(rows)("$act", async ({ act, expected }) => {
    const { record, method, path, body } = acts[act] as Act;
    const got: string[] = [];
    for (const who of people) {
      const id = await record();
      const before = await footprint();
      const address = `${county.base}/api/v1${path(id)}`;
      const answer = await newVisitor().json(method, address, body?.(county), bearer(tokens[who]));
      got.push(answer.ok ? "ok" : String(answer.status));
      const after = await footprint();
      const wrote = JSON.stringify(after) !== JSON.stringify(before);
      expect({ who, wrote }).toEqual({ who, wrote: answer.ok && method !== "GET" });
    }
    expect(got).toEqual(expected);
  });
});

/** The newest of everything a move leaves behind: a refusal must leave nothing. */
async function footprint() {
  const { db } = county;
  return db.read({
    audit: db.orm.select({ seq: audit.seq, action: audit.action }).from(audit),
    matters: db.orm
      .select({ id: matters.id, revision: matters.revision, state: matters.state })
      .from(matters),
    meetings: db.orm.select({ id: meetings.id, revision: meetings.revision }).from(meetings),
    resolutions: db.orm.select({ id: resolutions.id, revision: resolutions.revision }).from(resolutions),
    robots: db.orm.select({ id: robots.id, revision: robots.revision }).from(robots),
    webhooks: db.orm.select({ id: webhooks.id, revision: webhooks.revision }).from(webhooks),
    assignments: db.orm.select({ id: assignments.id, revision: assignments.revision }).from(assignments),
    whistles: db.orm.select({ id: whistles.id, revision: whistles.revision }).from(whistles),
    calls: db.orm.select({ id: calls.id, revision: calls.revision }).from(calls),
    filings: db.orm.select({ id: filings.id, revision: filings.revision }).from(filings),
  });
}

describe("lists hold what a person may see and nothing else", () => {
  let here: string;
  let there: string;
  let meetingId: string;
  beforeAll(async () => {
    county = await newCounty();
    for (const who of people) tokens[who] = await sessionOf(county.as(who), "api");
    here = await matter();
    there = (await county.matter({ orgUnitId: county.org.otherGrid })).id;
    const finished = await matter();
    await declineMatter(county.as("gridWorker"), { matterId: finished, reason: "不在清单内" });
    meetingId = await meeting();
  });

  const idsIn = async (who: Who, path: string): Promise<string> =>
    (await newVisitor().json("GET", `${county.base}/api/v1${path}`, undefined, bearer(tokens[who]))).text();

  test.each([
    ["gridWorker", true, false],
    ["otherWorker", false, true],
    ["communityOfficer", true, false],
    ["streetOfficer", true, true],
    ["admin", true, true],
    ["inspector", true, true],
  ] as const)("matters of %s", async (who, own, other) => {
    const list = await idsIn(who, "/matters");
    expect([list.includes(here), list.includes(there)]).toEqual([own, other]);
    const page = await (await signedIn(county, who)).get(`${county.base}/matters`);
    const html = await page.text();
    expect([html.includes(here), html.includes(there)]).toEqual([own, other]);
  });

  test.each([
    ["liaison", true],
    ["otherLiaison", false],
    ["streetOfficer", true],
    ["communityOfficer", false],
    ["gridWorker", false],
    ["secretary", true],
    ["inspector", true],
    ["admin", true],
  ] as const)("meetings of %s", async (who, seen) => {
    expect((await idsIn(who, "/meetings")).includes(meetingId)).toBe(seen);
    const browser = await signedIn(county, who);
    // A desk shows the meetings of the week.
    browser.now = `${meetingDay}T00:00:00.000Z`;
    for (const path of ["/meetings", "/desk"]) {
      expect({
        path,
        seen: (await (await browser.get(county.base + path)).text()).includes(meetingId),
      }).toEqual({
        path,
        seen,
      });
    }
  });

  test("to-dos stand before the units that own them and nobody else", async () => {
    const mine = (await idsIn("gridWorker", "/todos")).includes(here);
    const others = await Promise.all(
      (["otherWorker", "liaison", "otherLiaison", "secretary"] as const).map(async (who) =>
        (await idsIn(who, "/todos")).includes(here),
      ),
    );
    expect([mine, ...others]).toEqual([true, false, false, false, false]);
  });
});

test("an unseen record and one that never was are told apart by nothing", async () => {
  const id = await acceptedMatter();
  const absent = "00000000-0000-7000-8000-000000000000";
  const told = async (matterId: string) => {
    const address = `${county.base}/api/v1/matters/${matterId}`;
    const answer = await newVisitor().json("GET", address, undefined, bearer(tokens.otherWorker));
    const { requestId: _own, ...rest } = (await answer.json()) as Record<string, unknown>;
    return { status: answer.status, ...rest };
  };
  expect(await told(id)).toEqual(await told(absent));
  expect(await told(id)).toMatchObject({ status: 404 });
});

test("a page offers exactly the moves that will be taken", async () => {
  const meetingId = await meeting();
  for (const [who, offered] of [
    ["admin", true],
    ["secretary", true],
    ["streetOfficer", false],
    ["liaison", false],
    ["inspector", false],
  ] as const) {
    const html = await (
      await (await signedIn(county, who)).get(`${county.base}/meetings/${meetingId}`)
    ).text();
    expect({ who, offered: html.includes(`/meetings/${meetingId}/closure`) }).toEqual({ who, offered });
  }
  const open = await acceptedMatter();
  for (const [who, offered] of [
    ["gridWorker", true],
    ["streetOfficer", true],
    ["inspector", false],
  ] as const) {
    const html = await (await (await signedIn(county, who)).get(`${county.base}/matters/${open}`)).text();
    expect({ who, offered: html.includes(`/matters/${open}/outcome`) }).toEqual({ who, offered });
  }
});

test("a reporter's name and number stay masked until somebody looks, and the look is on record", async () => {
  const { id } = await county.matter({ reporterName: "诸葛女士", reporterPhone: "13987654321" });
  const page = `${county.base}/matters/${id}`;
  const inspector = await signedIn(county, "inspector");
  const worker = await signedIn(county, "gridWorker");
  for (const browser of [inspector, worker]) {
    const html = await (await browser.get(page)).text();
    expect(html).toContain("139****4321");
    expect(html).not.toContain("诸葛女士");
    expect(html).not.toContain("13987654321");
  }
  const api = await newVisitor().json(
    "GET",
    `${county.base}/api/v1/matters/${id}`,
    undefined,
    bearer(tokens.admin),
  );
  expect(await api.text()).not.toMatch(/诸葛女士|13987654321/);

  expect((await inspector.post(`${page}/reporter`)).status).toBe(403);
  const looked = await worker.post(`${page}/reporter`);
  expect(await looked.text()).toContain("13987654321");
  const { rows } = await county.db.read({
    rows: county.db.orm
      .select()
      .from(audit)
      .where(eq(audit.subject, `matter:${id}`)),
  });
  const looks = rows.filter(({ action }) => action === "matter.revealReporter");
  expect(looks).toMatchObject([{ actorId: county.people.gridWorker.actor.accountId }]);
  expect(JSON.stringify(rows)).not.toMatch(/诸葛女士|13987654321/);
});

test("a resolved matter is nobody else's to resolve again", async () => {
  const matterId = await acceptedMatter();
  await resolveMatter(county.as("gridWorker"), { matterId, outcome: "修好了" });
  const address = `${county.base}/api/v1/matters/${matterId}/outcome`;
  const again = await newVisitor().json(
    "POST",
    address,
    { outcome: "我来修" },
    bearer(tokens.communityOfficer),
  );
  expect(again.status).toBe(409);
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(matters).where(eq(matters.id, matterId)),
  });
  expect(rows[0]).toMatchObject({ state: "resolved", outcome: "修好了", revision: 3 });
});

describe("what speaks of the whole county is for those who answer for the whole county", () => {
  test("an inspector of one community doesn't read the county's log", async () => {
    const { db, org, people: known } = county;
    const accountId = known.otherWorker.actor.accountId ?? "";
    const grant = { id: newId(Date.now()), accountId, role: "inspector", scopeId: org.otherCommunity };
    await db.write([
      db.orm.insert(grants).values({ ...grant, scopeKind: "org", grantedAt: county.as("admin").now }),
    ]);
    const browser = await signedIn(county, "otherWorker");
    expect((await browser.get(`${county.base}/audit`)).status).toBe(404);
    const token = bearer(tokens.otherWorker);
    const byApi = await newVisitor().json("GET", `${county.base}/api/v1/audit-entries`, undefined, token);
    expect(byApi.status).toBe(404);
    expect((await (await signedIn(county, "inspector")).get(`${county.base}/audit`)).status).toBe(200);
  });

  test("nobody becomes the county's admin in a part of it", async () => {
    const { org, as } = county;
    const admin = (scope: string) => ({ name: "张甲", role: "county_admin", scope });
    for (const part of [org.street, org.community, org.grid]) {
      await expect(invitePerson(as("admin"), admin(part))).rejects.toThrow("县级管理员管一个县");
    }
    await expect(invitePerson(as("admin"), admin(org.root))).resolves.toHaveProperty("id");
  });
});
