import { randomBytes, randomInt } from "node:crypto";
import { eq } from "drizzle-orm";
import { grants } from "../../db/kernel/schema.ts";
import { presets } from "../../db/presets/index.ts";
import { ruleDrafts } from "../../db/tenant/schema/county.ts";
import { acceptInvitation } from "../../worker/domain/accounts/accept.ts";
import { invitationToken } from "../../worker/domain/accounts/invitations.ts";
import { invitePerson } from "../../worker/domain/accounts/invite.ts";
import { strikeAbsent } from "../../worker/domain/filings/strike.ts";
import { sha256 } from "../../worker/domain/kernel/secrets.ts";
import { keepView } from "../../worker/domain/lists/views.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { addToMatter } from "../../worker/domain/matters/add.ts";
import { askExclusion } from "../../worker/domain/matters/ask-exclusion.ts";
import { askReview } from "../../worker/domain/matters/ask-review.ts";
import { upholdReview } from "../../worker/domain/matters/decide-review.ts";
import { declineMatter } from "../../worker/domain/matters/decline.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { withdrawMatter } from "../../worker/domain/matters/withdraw.ts";
import { closeMeeting } from "../../worker/domain/meetings/close.ts";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { completeResolution } from "../../worker/domain/resolutions/complete.ts";
import { editResolution } from "../../worker/domain/resolutions/edit.ts";
import { logResolution } from "../../worker/domain/resolutions/log.ts";
import { reportProgress } from "../../worker/domain/resolutions/progress.ts";
import { sendBackResolution } from "../../worker/domain/resolutions/send-back.ts";
import { setRobot } from "../../worker/domain/robots/set.ts";
import { editItem } from "../../worker/domain/rules/edit.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { webhookSecret as secretOf } from "../../worker/domain/webhooks/read.ts";
import { dispatched, step as part, withDispatch } from "../assignments/stages.ts";
import { pastMonth, withFilingsNow } from "../filings/months.ts";
import { withExclusions } from "../matters/exclusions.ts";
import { withReviews } from "../matters/reviews.ts";
import { rollOf } from "../meetings/roll.ts";
import { notedWithPhoto } from "../photos/noted.ts";
import { NO_ROBOTS } from "../support/contexts.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { meetingDay } from "../support/days.ts";
import type { Target } from "../support/requests.ts";
import { sessionOf } from "../support/sessions.ts";
import { withDelivery } from "../webhooks/one.ts";
import { blown, step } from "../whistles/stages.ts";

/** A county in which every text that can be typed holds one made-up word, and what leads to its records. */
export interface Planted {
  county: County;
  target: Target;
  /** Whatever must never be read elsewhere: the word, the county's own names, the phone number, the codes. */
  canaries: string[];
  /** Of those, what even this county's own visitors must never read. */
  secrets: string[];
}

export async function plant(): Promise<Planted> {
  const county = await newCounty();
  const word = `kw${randomBytes(6).toString("hex")}`;
  const hidden = `hd${randomBytes(6).toString("hex")}`;
  const phone = `139${String(randomBytes(6).readUIntBE(0, 6)).padStart(8, "0").slice(-8)}`;
  const { as, org, units } = county;
  const password = randomBytes(18).toString("base64url");

  await addOrgUnit(as("admin"), { parentId: org.root, level: "street", name: `${word}街道` });
  await addOrgUnit(as("admin"), {
    parentId: org.community,
    level: "grid",
    name: `${word}网格`,
    kind: "basic",
  });
  await addUnit(as("admin"), { name: `${hidden}单位`, kind: "localUnit", orgUnitId: org.root });

  const invite = (name: string) => invitePerson(as("admin"), { name, role: "grid_worker", scope: org.grid });
  const joined = await invite(`${hidden}甲`);
  const joinToken = await invitationToken(as("admin"), joined.id);
  await acceptInvitation(as(null), { token: joinToken, username: `${hidden}.user`, password });
  const invited = await invite(`${hidden}乙`);
  const view = await keepView(as("gridWorker"), { noun: "matter", name: "隐藏的视图", query: "" });
  const token = await invitationToken(as("admin"), invited.id);

  await withExclusions(county);
  await withReviews(county);
  const report = () =>
    reportMatter(as(null), {
      orgUnitId: org.grid,
      category: "drainage",
      body: `${hidden} 楼道漏水`,
      place: `${hidden} 小区`,
      reporterName: hidden,
      reporterPhone: phone,
    });
  const matter = await report();
  await acceptMatter(as("gridWorker"), { matterId: matter.id });
  const { photoId } = await notedWithPhoto(county, matter);
  await addToMatter(as(null), { receiptCode: matter.receiptCode, text: `${hidden} 楼上也漏` });
  const taken = await report();
  await withdrawMatter(as(null), { receiptCode: taken.receiptCode, reason: `${hidden} 自己修好了` });
  const closed = await report();
  await resolveAndClose(county, closed, word);
  const wish = { reason: "不属于本单位职责", note: `${hidden} 不归本网格` };
  await askExclusion(as("gridWorker"), { matterId: closed.id, ...wish });
  const declined = await report();
  await declineMatter(as("gridWorker"), { matterId: declined.id, reason: `${hidden} 不在清单内` });
  const again = { receiptCode: declined.receiptCode, reason: `${hidden} 应当受理` };
  await askReview(as(null), again);
  await upholdReview(as("communityOfficer"), { matterId: declined.id, opinion: `${hidden} 不在清单内` });

  const scheduled = (title: string) =>
    scheduleMeeting(as("secretary"), {
      series: "countyJoint",
      orgUnitId: org.root,
      title: `${hidden}${title}`,
      date: meetingDay,
      time: "09:30",
      place: `${hidden}会议室`,
      members: [...Object.values(units), org.street],
    });
  const meeting = await scheduled("会议");
  const task = (body: string) =>
    logResolution(as("secretary"), {
      meetingId: meeting.id,
      kind: "task",
      body: `${hidden}${body}`,
      leadId: units.water,
      assistantIds: [units.power],
    });
  const resolution = await task("任务");
  await reportProgress(as("liaison"), { resolutionId: resolution.id, text: `${hidden}进展` });
  await sendBack(county, await task("退回的任务"), hidden);
  const held = await scheduled("开过的会");
  await closeMeeting(as("secretary"), { meetingId: held.id, ...rollOf(county, { present: [units.water] }) });

  await withFilingsNow(county);
  const whistle = await blown(county, { body: `${hidden} 查电线`, place: `${hidden} 路口` });
  await step(county, whistle.water, "object");

  await withDispatch(county);
  const given = await dispatched(county, { body: `${hidden} 查漏点` });
  await part(county, given.assist, "return");
  const month = await pastMonth(county, { body: `${hidden} 查水管` });
  const { filingId } = month;
  const reason = `${hidden} 已到场`;
  await strikeAbsent(as("streetOfficer"), { filingId, call: month.water, reason });

  const number = await draft(county, hidden);

  const robotKey = `rk${randomBytes(12).toString("hex")}`;
  const robotSecret = `SEC${randomBytes(12).toString("hex")}`;
  const address = `${NO_ROBOTS}/robot/send?access_token=${robotKey}`;
  await setRobot(as("admin"), { scopeId: units.water, revision: 0, address, secret: robotSecret });

  const { webhookId, deliveryId } = await withDelivery(county);
  const { secret: webhookSecret } = await secretOf(as("admin"), webhookId);

  const target: Target = {
    slug: county.slug,
    ids: {
      accountId: county.people.gridWorker.actor.accountId ?? "",
      assignmentId: given.assist,
      callId: whistle.water,
      filingId,
      invitation: token,
      invitationId: invited.id,
      matterId: matter.id,
      meetingId: meeting.id,
      orgUnitId: org.community,
      path: "handling.overall",
      photoId,
      postId: await postOf(county, "gridWorker"),
      receiptCode: matter.receiptCode,
      resolutionId: resolution.id,
      scopeId: units.water,
      section: "handling",
      viewId: view.id,
      sessionId: (await sha256(await sessionOf(county.as("gridWorker"), "browser"))).slice(0, 24),
      tenant: county.slug,
      token,
      unitId: units.water,
      deliveryId,
      webhookId,
      whistleId: whistle.id,
      number: String(number),
      month: "2026-01",
    },
    org,
    units,
    text: `typed${randomBytes(4).toString("hex")}`,
    username: `${hidden}.user`,
    password,
  };
  const secrets = [hidden, phone, closed.receiptCode, robotKey, robotSecret, webhookSecret ?? ""];
  return {
    county,
    target,
    secrets,
    canaries: [word, `测试县${county.slug}`, matter.receiptCode, ...secrets],
  };
}

/** The id of somebody's only role. */
async function postOf({ db, people }: County, who: Who): Promise<string> {
  const accountId = people[who].actor.accountId ?? "";
  const { posts } = await db.read({
    posts: db.orm.select({ id: grants.id }).from(grants).where(eq(grants.accountId, accountId)),
  });
  return posts[0]?.id ?? "";
}

/** A closed matter shows its outcome to everybody; what the resident said about it stays inside. */
async function resolveAndClose(
  { as }: County,
  { id, receiptCode }: { id: string; receiptCode: string },
  word: string,
): Promise<void> {
  await acceptMatter(as("gridWorker"), { matterId: id });
  await resolveMatter(as("gridWorker"), { matterId: id, outcome: `${word} 已修好` });
  await evaluateMatter(as(null), { receiptCode, solved: true, comment: `${word} 满意` });
}

/** A draft of the rules under a number that no other county has. */
async function draft({ db, as }: County, word: string): Promise<number> {
  const number = randomInt(1_000, 900_000_000);
  const { now, actor } = as("admin");
  const { name } = actor;
  await db.write([
    db.orm.insert(ruleDrafts).values({
      id: `draft-${number}`,
      number,
      state: "open",
      document: presets.xinye.rules,
      preset: "xinye",
      basedOn: 1,
      createdBy: name,
      createdAt: now,
      changedBy: name,
      changedAt: now,
    }),
  ]);
  const value = { limit: { workdays: 40 }, source: [{ ours: true, why: `${word} 的理由` }] };
  await editItem(as("admin"), { number, revision: 1, path: "handling.overall", value });
  return number;
}

async function sendBack({ as, units }: County, { id }: { id: string }, hidden: string): Promise<void> {
  await editResolution(as("secretary"), {
    resolutionId: id,
    revision: 1,
    kind: "task",
    body: `${hidden}改过的任务`,
    leadId: units.water,
    assistantIds: [],
  });
  await completeResolution(as("liaison"), { resolutionId: id, text: `${hidden}完成` });
  await sendBackResolution(as("secretary"), { resolutionId: id, reason: `${hidden}退回` });
}
