import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { grants } from "../../db/kernel/schema.ts";
import { presets } from "../../db/presets/index.ts";
import { acceptInvitation } from "../../worker/domain/accounts/accept.ts";
import { disableAccount } from "../../worker/domain/accounts/disable.ts";
import { invitationToken } from "../../worker/domain/accounts/invitations.ts";
import { invitePerson } from "../../worker/domain/accounts/invite.ts";
import { insistOnAssignment } from "../../worker/domain/assignments/insist.ts";
import { assignmentMoves } from "../../worker/domain/assignments/moves.ts";
import { takeBackAssignment } from "../../worker/domain/assignments/take-back.ts";
import { withdrawAssignment } from "../../worker/domain/assignments/withdraw.ts";
import { currentRuleSet } from "../../worker/domain/county/county.ts";
import { identity } from "../../worker/domain/county/identity.ts";
import { strikeAbsent } from "../../worker/domain/filings/strike.ts";
import { noteDeath } from "../../worker/domain/installation/failed-jobs.ts";
import type { Move } from "../../worker/domain/kernel/move.ts";
import { sha256 } from "../../worker/domain/kernel/secrets.ts";
import { keepView } from "../../worker/domain/lists/views.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { addToMatter } from "../../worker/domain/matters/add.ts";
import { askExclusion } from "../../worker/domain/matters/ask-exclusion.ts";
import { askReview } from "../../worker/domain/matters/ask-review.ts";
import { callBackMatter } from "../../worker/domain/matters/call-back.ts";
import { grantExclusion, refuseExclusion } from "../../worker/domain/matters/decide-exclusion.ts";
import { grantExtension, refuseExtension } from "../../worker/domain/matters/decide-extension.ts";
import { grantPause, refusePause } from "../../worker/domain/matters/decide-pause.ts";
import { overturnReview, upholdReview } from "../../worker/domain/matters/decide-review.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { extendMatter } from "../../worker/domain/matters/extend.ts";
import { mergeMatter } from "../../worker/domain/matters/merge.ts";
import { caseworkerMoves } from "../../worker/domain/matters/moves.ts";
import { passOnMatter } from "../../worker/domain/matters/pass-on.ts";
import { pauseMatter } from "../../worker/domain/matters/pause.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { keepPaused, resumeMatter } from "../../worker/domain/matters/resume.ts";
import { revokeExclusion } from "../../worker/domain/matters/revoke-exclusion.ts";
import { separateMatter } from "../../worker/domain/matters/separate.ts";
import { showOutcomeAgain } from "../../worker/domain/matters/show-again.ts";
import { takeOverMatter } from "../../worker/domain/matters/take-over.ts";
import { urgeMatter } from "../../worker/domain/matters/urge.ts";
import { withdrawMatter } from "../../worker/domain/matters/withdraw.ts";
import { withdrawExclusion } from "../../worker/domain/matters/withdraw-exclusion.ts";
import { withholdOutcome } from "../../worker/domain/matters/withhold.ts";
import { closeMeeting } from "../../worker/domain/meetings/close.ts";
import { meetingMoves } from "../../worker/domain/meetings/moves.ts";
import { closeOrgUnit } from "../../worker/domain/org/close.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { completeResolution } from "../../worker/domain/resolutions/complete.ts";
import { resolutionMoves } from "../../worker/domain/resolutions/moves.ts";
import { setRobot } from "../../worker/domain/robots/set.ts";
import { setDraftAside, startDraft } from "../../worker/domain/rules/drafts.ts";
import { publishDraft } from "../../worker/domain/rules/publish.ts";
import { inviteToOpen } from "../../worker/domain/tenants/invite.ts";
import { closeMemberUnit } from "../../worker/domain/units/close.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { webhookMoves } from "../../worker/domain/webhooks/moves.ts";
import { callMoves, whistleMoves } from "../../worker/domain/whistles/moves.ts";
import { instant } from "../../worker/time/instants.ts";
import { dispatched, step as part, streetsMatter, toBoth, withDispatch } from "../assignments/stages.ts";
import { pastMonth, withFilingsNow } from "../filings/months.ts";
import { excluded, requested, withExclusions } from "../matters/exclusions.ts";
import { reviewAsked, withReviews } from "../matters/reviews.ts";
import { mainIn, matterIn, publishRules } from "../matters/stages.ts";
import { rollOf } from "../meetings/roll.ts";
import { notedWithPhoto } from "../photos/noted.ts";
import { NO_ROBOTS } from "../support/contexts.ts";
import { type County, operatorContext, type Who } from "../support/county.ts";
import { meetingDay, workdaysAhead } from "../support/days.ts";
import { filledIn, pauseOccasion, typedOf } from "../support/requests.ts";
import { sessionOf } from "../support/sessions.ts";
import { catalog } from "../support/stack.ts";
import { facts, offWebhook, oneWebhook, withDelivery } from "../webhooks/one.ts";
import { blown, step, streetCall } from "../whistles/stages.ts";

/** A request that succeeds: who sends it, what fills the path, what is sent. */
export interface Request {
  who: Who | "visitor" | "operator";
  params?: Record<string, string>;
  query?: string;
  body?: Record<string, unknown>;
}

type Make = (county: County) => Promise<Request> | Request;

const slug = () => `b-${randomBytes(5).toString("hex")}`;
const password = "清晨的菜市场总是最热闹的";

const robot = () => ({
  revision: 0,
  address: `${NO_ROBOTS}/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa`,
});

/** A working day more than a grid has by the rules. */
const later = () => ({ until: workdaysAhead(4), reason: "要等管材到货" });

/** Whoever waits for it waits as long as it takes. */
const openEnded = (county: County) =>
  publishRules(county, ({ handling: { pauses } }) => {
    if (pauses) pauses.openEnded = [pauseOccasion];
  });

const whistling = new WeakMap<County, Promise<unknown>>();
const onceWithWhistles = (county: County): Promise<unknown> => {
  const published = whistling.get(county) ?? withFilingsNow(county);
  whistling.set(county, published);
  return published;
};

const excluding = new WeakMap<County, Promise<unknown>>();
const onceWithExclusions = (county: County): Promise<unknown> => {
  const published = excluding.get(county) ?? withExclusions(county);
  excluding.set(county, published);
  return published;
};

const reviewing = new WeakMap<County, Promise<unknown>>();
const onceWithReviews = (county: County): Promise<unknown> => {
  const published = reviewing.get(county) ?? withReviews(county);
  reviewing.set(county, published);
  return published;
};

const dispatching = new WeakMap<County, Promise<unknown>>();
const onceWithDispatch = (county: County): Promise<unknown> => {
  const published = dispatching.get(county) ?? withDispatch(county);
  dispatching.set(county, published);
  return published;
};
/** Of the month that was made last: those who didn't come. */
const absentIn = new WeakMap<County, string[]>();
const ofAbsent = (county: County) => ({ call: absentIn.get(county)?.[0] ?? "", reason: "已到场" });

/** The number of the matter that others are merged into, by county. */
const mains = new WeakMap<County, string>();
const sameAs = (county: County) => ({ main: mains.get(county) ?? "", reason: "同一处漏水" });

const fresh = {
  matter: async (county: County) => ({ matterId: (await county.matter()).id }),
  accepted: async (county: County) => {
    const { id, receiptCode } = await county.matter();
    await acceptMatter(county.as("gridWorker"), { matterId: id });
    return { matterId: id, receiptCode };
  },
  /** One that the community has. */
  above: async (county: County) => {
    const words = { category: "roads", body: "路面塌陷", place: "北关路口" };
    const { id } = await reportMatter(county.as(null), { orgUnitId: county.org.community, ...words });
    return { matterId: id };
  },
  /** One that the community passed on to a grid. */
  passedOn: async (county: County) => {
    const { matterId } = await fresh.above(county);
    const to = { matterId, unit: county.org.grid, reason: "先去现场看" };
    await passOnMatter(county.as("communityOfficer"), to);
    return { matterId };
  },
  /** One that was merged into another of its grid. */
  merged: async (county: County) => {
    const { matterId } = await fresh.beside(county);
    await mergeMatter(county.as("gridWorker"), { matterId, ...sameAs(county) });
    return { matterId };
  },
  /** One beside another of its grid that it can be merged into. */
  beside: async (county: County) => {
    mains.set(county, await mainIn(county));
    return fresh.matter(county);
  },
  extension: async (county: County) => {
    const { matterId } = await fresh.accepted(county);
    await extendMatter(county.as("gridWorker"), { matterId, ...later() });
    return { matterId };
  },
  pauseAsked: async (county: County) => {
    const { matterId } = await fresh.accepted(county);
    await pauseMatter(county.as("gridWorker"), { matterId, occasion: pauseOccasion, reason: "样品已送检" });
    return { matterId };
  },
  paused: async (county: County) => {
    const found = await fresh.pauseAsked(county);
    await grantPause(county.as("communityOfficer"), found);
    return found;
  },
  /** In a county whose rules set no end for what the matter waits for. */
  waitingOn: async (county: County) => {
    await openEnded(county);
    return fresh.paused(county);
  },
  resolved: async (county: County) => {
    const { matterId, receiptCode } = await fresh.accepted(county);
    await resolveMatter(county.as("gridWorker"), { matterId, outcome: "已修复" });
    return { receiptCode };
  },
  solved: async (county: County) => {
    const { matterId, receiptCode } = await fresh.accepted(county);
    await resolveMatter(county.as("gridWorker"), { matterId, outcome: "已修复" });
    await evaluateMatter(county.as(null), { receiptCode, solved: true });
    return { matterId };
  },
  /** One that may be excluded. */
  ended: async (county: County) => {
    await onceWithExclusions(county);
    return fresh.solved(county);
  },
  exclusionAsked: async (county: County) => {
    await onceWithExclusions(county);
    return { matterId: (await requested(county)).id };
  },
  excluded: async (county: County) => {
    await onceWithExclusions(county);
    return { matterId: (await excluded(county)).id };
  },
  /** One that its reporter may have looked at again. */
  declined: async (county: County) => {
    await onceWithReviews(county);
    return { receiptCode: (await matterIn(county, "declined")).receiptCode };
  },
  reviewAsked: async (county: County) => {
    await onceWithReviews(county);
    return { matterId: (await reviewAsked(county)).id };
  },
  withheld: async (county: County) => {
    const found = await fresh.solved(county);
    await withholdOutcome(county.as("gridWorker"), { ...found, reason: "写了住址" });
    return found;
  },
  photo: async (county: County) => {
    const { matterId, photoId } = await notedWithPhoto(county);
    return { matterId, photoId };
  },
  receiptPhoto: async (county: County) => {
    const { receiptCode, photoId } = await notedWithPhoto(county);
    return { receiptCode, photoId };
  },
  receipt: async (county: County) => ({ receiptCode: (await county.matter()).receiptCode }),
  meeting: async (county: County) => ({ meetingId: (await county.meeting()).id }),
  held: async (county: County) => {
    const { meetingId } = await fresh.meeting(county);
    await closeMeeting(county.as("secretary"), { meetingId, ...rollOf(county) });
    return { meetingId };
  },
  resolution: async (county: County) => {
    const { id } = await county.meeting();
    return { resolutionId: (await county.resolution(id)).id };
  },
  view: async (county: County) => {
    const { id } = await keepView(county.as("gridWorker"), {
      noun: "matter",
      name: "漏水",
      query: "search=漏水",
    });
    return { viewId: id };
  },
  done: async (county: County) => {
    const found = await fresh.resolution(county);
    await completeResolution(county.as("liaison"), { ...found, text: "全部完成" });
    return found;
  },
  deadJob: async ({ slug }: County) => {
    await noteDeath(catalog(), [slug], instant(Date.now()));
    return { tenant: slug };
  },
  invitation: async (county: County) => {
    const ctx = county.as("admin");
    const { id } = await invitePerson(ctx, { name: "新同事", role: "inspector", scope: county.org.root });
    return { invitationId: id, token: await invitationToken(ctx, id) };
  },
  /** Another session of the inspector. */
  session: async (county: County) => {
    const token = await sessionOf(county.as("inspector"), "browser");
    return { sessionId: (await sha256(token)).slice(0, 24) };
  },
  /** Somebody new, whom no other request needs. */
  person: async (county: County) => {
    const { token } = await fresh.invitation(county);
    return { accountId: (await acceptInvitation(county.as(null), { token, ...accept() })).accountId };
  },
  /** Somebody new with one role, and that role. */
  post: async (county: County) => {
    const { accountId } = await fresh.person(county);
    const held = county.db.orm.select({ id: grants.id }).from(grants).where(eq(grants.accountId, accountId));
    const { posts } = await county.db.read({ posts: held });
    return { accountId, postId: posts[0]?.id ?? "" };
  },
  /** A street of its own, and a member unit. */
  street: async (county: County) => {
    const street = { parentId: county.org.root, level: "street", name: slug() };
    return { orgUnitId: (await addOrgUnit(county.as("admin"), street)).id };
  },
  closedStreet: async (county: County) => {
    const found = await fresh.street(county);
    await closeOrgUnit(county.as("admin"), { ...found, reason: "合并" });
    return found;
  },
  streets: async (county: County) => {
    await onceWithDispatch(county);
    return { matterId: (await streetsMatter(county)).id };
  },
  assignment: async (county: County) => {
    await onceWithDispatch(county);
    return { assignmentId: (await dispatched(county)).assist };
  },
  returned: async (county: County) => {
    const found = await fresh.assignment(county);
    await part(county, found.assignmentId, "return");
    return found;
  },
  whistle: async (county: County) => {
    await onceWithWhistles(county);
    const { id } = await blown(county);
    return { whistleId: id };
  },
  call: async (county: County) => {
    await onceWithWhistles(county);
    return { callId: (await blown(county)).water };
  },
  objected: async (county: County) => {
    const found = await fresh.call(county);
    await step(county, found.callId, "object");
    return found;
  },
  /** A month that is over. */
  month: async (county: County) => {
    await onceWithWhistles(county);
    const { filingId, water, housing } = await pastMonth(county);
    absentIn.set(county, [water, housing]);
    return { filingId };
  },
  struck: async (county: County) => {
    const found = await fresh.month(county);
    await strikeAbsent(county.as("streetOfficer"), { ...found, ...ofAbsent(county) });
    return found;
  },
  unit: async (county: County) => {
    const unit = { name: slug(), kind: "localUnit", orgUnitId: county.org.root };
    return { unitId: (await addUnit(county.as("secretary"), unit)).id };
  },
  /** A member unit whose group has a robot. */
  robot: async (county: County) => {
    const { unitId } = await fresh.unit(county);
    await setRobot(county.as("admin"), { scopeId: unitId, ...robot() });
    return { scopeId: unitId };
  },
  scope: async (county: County) => ({ scopeId: (await fresh.unit(county)).unitId }),
  closedUnit: async (county: County) => {
    const found = await fresh.unit(county);
    await closeMemberUnit(county.as("secretary"), { ...found, reason: "撤并" });
    return found;
  },
  disabled: async (county: County) => {
    const found = await fresh.person(county);
    await disableAccount(county.as("admin"), found);
    return found;
  },
  draft: async (county: County) => {
    const { number } = await startDraft(county.as("admin"), {});
    return { number: String(number) };
  },
  discarded: async (county: County) => {
    const { number } = await fresh.draft(county);
    await setDraftAside(county.as("admin"), { number, revision: 1, aside: true });
    return { number };
  },
  scheduled: async (county: County) => {
    const { number } = await fresh.draft(county);
    const note = "明年起试行";
    await publishDraft(county.as("admin"), { number, revision: 1, note, effectiveOn: "2031-01-01" });
    return { number };
  },
  opening: async () => {
    const ctx = await operatorContext();
    const { id } = await inviteToOpen(ctx, { name: "受邀人" });
    return { invitationId: id, token: await invitationToken(ctx, id) };
  },
};

const report = (county: County) => ({
  orgUnitId: county.org.grid,
  category: "lighting",
  body: "路灯不亮",
  place: "路口",
  reporterPhone: "13812345678",
});

const registration = (county: County) => ({ source: "patrol", ...report(county) });

const reception = (county: County) => ({
  ...{ ...report(county), source: "hotline", externalNumber: crypto.randomUUID() },
});

const called = ({ org, units }: County) => ({
  series: "countyJoint",
  orgUnitId: org.root,
  title: "联席会议",
  date: meetingDay,
  time: "09:00",
  place: "会议室",
  members: Object.values(units),
});

const task = ({ units }: County) => ({ kind: "task", body: "更换水管", leadId: units.water });

const opened = () => ({
  name: "测试县",
  slug: slug(),
  divisionCode: "530724",
  preset: "ninglang",
  adminName: "管理员",
});

const street = ({ org }: County) => ({ role: "street_officer", scope: org.street });

const signIn = ({ people }: County) => ({
  username: people.inspector.username,
  password: people.inspector.password,
});

const accept = () => ({ username: `u${randomBytes(6).toString("hex")}`, password });

const at =
  (
    who: Request["who"],
    params?: (county: County) => Promise<Record<string, string>>,
    body?: (county: County) => object,
  ): Make =>
  async (county) => ({
    who,
    ...(params ? { params: await params(county) } : {}),
    ...(body ? { body: body(county) as Record<string, unknown> } : {}),
  });

const first = async () => ({ number: "1" });
const running = async (county: County) => ({
  number: String((await currentRuleSet(county.as("admin"))).number),
});
const publication = () => ({ revision: 1, note: "按县里的通知修改" });
const code = async (county: County) => ({ tenant: county.slug });

/** Each move of a noun, by page and API, made by somebody who may on a record in its first state. */
function everyMove(
  moves: readonly Pick<Move, "base" | "key" | "resource" | "fields" | "from">[],
  ready: Readonly<Record<string, { by: Request["who"]; record: Parameters<typeof at>[1] }>>,
): Record<string, Make> {
  const made = moves.flatMap(({ base, key, resource, fields, from }) => {
    const { by, record } = ready[String(from[0])] ?? { by: "admin" as const, record: undefined };
    const body = () =>
      // What may be chosen and isn't is left out.
      Object.fromEntries(
        typedOf(fields)
          .map((field) => [field.name, filledIn(field, "已到现场看过")] as const)
          .filter(([, value]) => value !== ""),
      );
    return ["", "/api/v1"].map((api) => [
      `POST /t/:slug${api}${base}/:${key}/${resource}`,
      at(by, record, body),
    ]);
  });
  return Object.fromEntries(made);
}

/** What the county says of itself, said anew. */
const said: Make = async (county) => {
  const { revision } = await identity(county.as("admin"));
  return { who: "admin", body: { revision, hotline: "12345", office: "县委社会工作部" } };
};

/** The page of an org unit or a member unit, and what may be made of it, by page and API. */
function both(
  page: string,
  api: string,
  {
    open,
    closed,
    key,
    facts,
  }: {
    open: Parameters<typeof at>[1];
    closed: Parameters<typeof at>[1];
    key: string;
    facts: NonNullable<Parameters<typeof at>[2]>;
  },
): Record<string, Make> {
  const its = `/t/:slug/${page}/:${key}`;
  const programs = `/t/:slug/api/v1/${api}/:${key}`;
  const reason = () => ({ reason: "撤并" });
  return {
    [`GET ${its}`]: at("liaison", open),
    [`GET ${programs}`]: at("liaison", open),
    [`GET ${its}/edit`]: at("admin", open),
    [`POST ${its}`]: at("admin", open, facts),
    [`PUT ${programs}`]: at("admin", open, facts),
    [`POST ${its}/closure`]: at("admin", open, reason),
    [`POST ${programs}/closure`]: at("admin", open, reason),
    [`POST ${its}/reopening`]: at("admin", closed),
    [`POST ${programs}/reopening`]: at("admin", closed),
  };
}

/** Who came to a meeting, by page and API. */
const attendance = (resource: string, record: Parameters<typeof at>[1]): Record<string, Make> =>
  Object.fromEntries(
    ["", "/api/v1"].map((api) => [
      `POST /t/:slug${api}/meetings/:meetingId/${resource}`,
      at("secretary", record, (county) => rollOf(county, { present: [county.units.water] })),
    ]),
  );

/** One succeeding request for every route; the budget test fails for a route that has none. */
export const requests: Record<string, Make> = {
  ...everyMove(caseworkerMoves, {
    reported: { by: "gridWorker", record: fresh.matter },
    accepted: { by: "gridWorker", record: fresh.accepted },
    closed: { by: "gridWorker", record: fresh.solved },
  }),
  ...Object.fromEntries(
    ["", "/api/v1"].map((api) => [
      `POST /t/:slug${api}/matters/:matterId/extension`,
      at("gridWorker", fresh.accepted, later),
    ]),
  ),
  ...everyMove([grantExtension, refuseExtension], {
    accepted: { by: "communityOfficer", record: fresh.extension },
  }),
  ...everyMove([askExclusion], { closed: { by: "gridWorker", record: fresh.ended } }),
  ...everyMove([withdrawExclusion], { closed: { by: "gridWorker", record: fresh.exclusionAsked } }),
  ...everyMove([grantExclusion, refuseExclusion], { closed: { by: "admin", record: fresh.exclusionAsked } }),
  ...everyMove([revokeExclusion], { closed: { by: "admin", record: fresh.excluded } }),
  ...everyMove([upholdReview, overturnReview], {
    closed: { by: "communityOfficer", record: fresh.reviewAsked },
  }),
  ...everyMove([addToMatter], { reported: { by: "visitor", record: fresh.accepted } }),
  ...everyMove([withdrawMatter], { reported: { by: "visitor", record: fresh.accepted } }),
  "GET /t/:slug/receipts/:receiptCode/withdrawal": at("visitor", fresh.accepted),
  ...everyMove([askReview], { closed: { by: "visitor", record: fresh.declined } }),
  ...everyMove([grantPause, refusePause], {
    accepted: { by: "communityOfficer", record: fresh.pauseAsked },
  }),
  ...everyMove([resumeMatter], { paused: { by: "gridWorker", record: fresh.paused } }),
  ...everyMove([keepPaused], { paused: { by: "gridWorker", record: fresh.waitingOn } }),
  ...Object.fromEntries(
    ["", "/api/v1"].map((api) => [
      `POST /t/:slug${api}/matters/:matterId/dispatch`,
      at("communityOfficer", fresh.above, ({ org }) => ({ unit: org.grid, reason: "先去现场看" })),
    ]),
  ),
  ...Object.fromEntries(
    ["", "/api/v1"].map((api) => [
      `POST /t/:slug${api}/matters/:matterId/merger`,
      at("gridWorker", fresh.beside, sameAs),
    ]),
  ),
  ...everyMove([separateMatter], { merged: { by: "gridWorker", record: fresh.merged } }),
  ...Object.fromEntries(
    ["", "/api/v1"].map((api) => [
      `POST /t/:slug${api}/matters/:matterId/split`,
      at("gridWorker", fresh.matter, ({ org }) => ({
        body: "路灯也不亮",
        category: "roads",
        unit: org.grid,
      })),
    ]),
  ),
  ...everyMove([callBackMatter], { reported: { by: "communityOfficer", record: fresh.passedOn } }),
  ...everyMove([takeOverMatter], { accepted: { by: "communityOfficer", record: fresh.accepted } }),
  ...everyMove([urgeMatter], { reported: { by: "communityOfficer", record: fresh.matter } }),
  ...everyMove([showOutcomeAgain], { closed: { by: "gridWorker", record: fresh.withheld } }),
  ...everyMove(resolutionMoves, {
    open: { by: "liaison", record: fresh.resolution },
    done: { by: "secretary", record: fresh.done },
  }),
  ...everyMove(assignmentMoves, { assigned: { by: "otherLiaison", record: fresh.assignment } }),
  ...everyMove([takeBackAssignment, insistOnAssignment], {
    returned: { by: "streetOfficer", record: fresh.returned },
  }),
  ...everyMove([withdrawAssignment], { assigned: { by: "streetOfficer", record: fresh.assignment } }),
  ...everyMove(whistleMoves, { blown: { by: "streetOfficer", record: fresh.whistle } }),
  ...everyMove(callMoves, {
    called: { by: "liaison", record: fresh.call },
    objected: { by: "streetOfficer", record: fresh.objected },
  }),
  ...Object.fromEntries(
    ["", "/api/v1"].flatMap((api) => {
      const path = `POST /t/:slug${api}/filings/:filingId`;
      return [
        [
          `${path}/submission`,
          at("streetOfficer", fresh.month, (county) => ({ named: absentIn.get(county) ?? [] })),
        ],
        [`${path}/correction`, at("streetOfficer", fresh.month, ofAbsent)],
        [`${path}/reinstatement`, at("streetOfficer", fresh.struck, ofAbsent)],
      ];
    }),
  ),
  "GET /t/:slug/reports": () => ({ who: "admin" }),
  "GET /t/:slug/reports/:month": () => ({ who: "admin", params: { month: "2026-01" } }),
  "GET /t/:slug/reports/:month/figures.csv": () => ({ who: "admin", params: { month: "2026-01" } }),
  "GET /t/:slug/reports/:month/figures.xlsx": () => ({ who: "admin", params: { month: "2026-01" } }),
  "GET /t/:slug/api/v1/figures": () => ({ who: "admin", query: "month=2026-01&by=places" }),
  "GET /t/:slug/filings": at("streetOfficer", fresh.month),
  "GET /t/:slug/filings.csv": at("streetOfficer", fresh.month),
  "GET /t/:slug/filings.xlsx": at("streetOfficer", fresh.month),
  "GET /t/:slug/filings/:filingId": at("streetOfficer", fresh.month),
  "GET /t/:slug/filings/:filingId/calls.csv": at("streetOfficer", fresh.month),
  "GET /t/:slug/filings/:filingId/calls.xlsx": at("streetOfficer", fresh.month),
  "GET /t/:slug/api/v1/filings": at("streetOfficer", fresh.month),
  "GET /t/:slug/api/v1/filings/:filingId": at("streetOfficer", fresh.month),
  ...everyMove(meetingMoves, { scheduled: { by: "secretary", record: fresh.meeting } }),
  "GET /": at("visitor"),
  "GET /openapi.json": at("visitor"),
  "GET /rule-set.schema.json": at("visitor"),
  "GET /docs": at("visitor"),
  "GET /gallery": at("visitor"),
  "GET /healthz": at("visitor"),
  "GET /robots.txt": at("visitor"),
  "GET /favicon.ico": at("visitor"),
  "GET /.well-known/security.txt": at("visitor"),
  "GET /readyz": at("visitor"),
  "GET /session/new": at("visitor"),
  "GET /openings/:token": at("visitor", fresh.opening),
  "POST /openings/:token": at("visitor", fresh.opening, opened),
  "POST /preferences": at("visitor", undefined, () => ({ elder: "on", back: "/" })),
  "GET /account": at("operator"),
  "GET /operator/tenants": at("operator"),
  "POST /operator/invitations": at("operator", undefined, () => ({ name: "受邀人" })),
  "GET /operator/invitations": at("operator"),
  "GET /operator/invitations/:invitationId": at("operator", fresh.opening),
  "POST /operator/invitations/:invitationId/revocation": at("operator", fresh.opening),
  "GET /operator/tenants/new": at("operator"),
  "POST /operator/tenants": at("operator", undefined, opened),
  "GET /operator/tenants/:tenant": at("operator", code),
  "POST /operator/tenants/:tenant/provisioning": at("operator", code),
  "POST /operator/tenants/:tenant/admin-link": at("operator", code),
  "GET /operator/status": at("operator"),
  "POST /operator/tenants/:tenant/upkeep": at("operator", fresh.deadJob),
  "POST /operator/tenants/:tenant/hosts": at("operator", code, () => ({ host: `${slug()}.example.gov.cn` })),
  "POST /operator/tenants/:tenant/portals": at("operator", code, () => ({ origins: "https://p.example.cn" })),
  "GET /operator/sample-removal": at("operator"),
  "GET /api/v1/tenants": at("operator"),
  "GET /api/v1/tenants/:tenant": at("operator", code),
  "POST /api/v1/tenants": at("operator", undefined, opened),
  "POST /api/v1/tenants/:tenant/provisioning": at("operator", code),
  "POST /api/v1/invitations": at("operator", undefined, () => ({ name: "受邀人" })),
  "POST /api/v1/invitations/:invitation/tenants": at(
    "visitor",
    async () => ({ invitation: (await fresh.opening()).token }),
    opened,
  ),
  "PUT /api/v1/tenants/:slug/portals": at(
    "operator",
    async (county) => ({ slug: county.slug }),
    () => ({ origins: ["https://p.example.cn"] }),
  ),
  "POST /api/v1/tenants/:slug/hosts": at(
    "operator",
    async (county) => ({ slug: county.slug }),
    () => ({ host: `${slug()}.example.gov.cn` }),
  ),

  "GET /t/:slug": at("visitor"),
  "GET /t/:slug/matters/new": async (county) => ({
    who: "visitor",
    query: `orgUnitId=${county.org.community}`,
  }),
  "POST /t/:slug/matters": at("visitor", undefined, report),
  "GET /t/:slug/matters/registrations": at("gridWorker"),
  "POST /t/:slug/matters/registrations": at("gridWorker", undefined, registration),
  "GET /t/:slug/near": at("visitor"),
  "GET /t/:slug/commitments": at("visitor"),
  "GET /t/:slug/privacy": at("visitor"),
  "GET /t/:slug/grids": async (county) => ({ who: "visitor", query: `community=${county.org.community}` }),
  "GET /t/:slug/grids/:orgUnitId": at("visitor", async ({ org }) => ({ orgUnitId: org.grid })),
  "GET /t/:slug/api/v1/grids/:orgUnitId": at("visitor", async ({ org }) => ({ orgUnitId: org.grid })),
  "GET /t/:slug/api/v1/commitments": at("visitor"),
  "GET /t/:slug/receipts": at("visitor"),
  "POST /t/:slug/receipts": async (county) => ({ who: "visitor", body: await fresh.receipt(county) }),
  "GET /t/:slug/receipts/:receiptCode": at("visitor", fresh.receipt),
  "GET /t/:slug/receipts/:receiptCode/photos/:photoId": at("visitor", fresh.receiptPhoto),
  "GET /t/:slug/api/v1/receipts/:receiptCode/photos/:photoId": at("visitor", fresh.receiptPhoto),
  "POST /t/:slug/receipts/:receiptCode/evaluation": at("visitor", fresh.resolved, () => ({ solved: "no" })),
  "GET /t/:slug/invitations/:token": at("visitor", fresh.invitation),
  "POST /t/:slug/invitations/:token": at("visitor", fresh.invitation, accept),
  "POST /t/:slug/preferences": at("visitor", undefined, () => ({ elder: "on", back: "/" })),
  "GET /t/:slug/session/new": at("visitor"),
  "POST /t/:slug/session": at("visitor", undefined, signIn),
  "POST /t/:slug/session/closure": at("inspector"),
  "POST /t/:slug/sessions/closure": at("inspector"),
  "POST /t/:slug/other-sessions/closure": at("inspector"),
  "POST /t/:slug/sessions/:sessionId/closure": at("inspector", fresh.session),
  "GET /t/:slug/account": at("inspector"),
  "POST /t/:slug/account/password": at("otherLiaison", undefined, ({ people }) => ({
    current: people.otherLiaison.password,
    password,
  })),
  "GET /t/:slug/matters": at("admin"),
  "POST /t/:slug/matters/acceptances": async (county) => ({
    who: "gridWorker",
    body: { selected: (await fresh.matter(county)).matterId },
  }),
  "POST /t/:slug/views": at("gridWorker", undefined, () => ({
    noun: "matter",
    name: "超期的",
    query: "due=overdue",
    shared: "yes",
  })),
  "POST /t/:slug/views/:viewId/removal": at("gridWorker", fresh.view),
  "POST /t/:slug/resolutions/approvals": async (county) => ({
    who: "secretary",
    body: { selected: (await fresh.done(county)).resolutionId },
  }),
  "GET /t/:slug/matters/:matterId": at("gridWorker", fresh.matter),
  "GET /t/:slug/matters/:matterId/photos/:photoId": at("gridWorker", fresh.photo),
  "GET /t/:slug/api/v1/matters/:matterId/photos/:photoId": at("gridWorker", fresh.photo),
  "POST /t/:slug/matters/:matterId/reporter": at("gridWorker", fresh.matter),
  "GET /t/:slug/meetings": at("liaison"),
  "GET /t/:slug/meetings.csv": at("liaison"),
  "GET /t/:slug/meetings.xlsx": at("liaison"),
  "GET /t/:slug/assignments": at("streetOfficer", fresh.assignment),
  "GET /t/:slug/assignments.csv": at("liaison"),
  "GET /t/:slug/assignments.xlsx": at("liaison"),
  "GET /t/:slug/assignments/:assignmentId": at("otherLiaison", fresh.assignment),
  "GET /t/:slug/matters/:matterId/assignments/new": at("streetOfficer", fresh.streets),
  "POST /t/:slug/matters/:matterId/assignments": at("streetOfficer", fresh.streets, (county) =>
    toBoth(county),
  ),
  "GET /t/:slug/api/v1/assignments": at("liaison"),
  "GET /t/:slug/api/v1/assignments/:assignmentId": at("otherLiaison", fresh.assignment),
  "POST /t/:slug/api/v1/matters/:matterId/assignments": at("streetOfficer", fresh.streets, (county) =>
    toBoth(county),
  ),
  "GET /t/:slug/whistles": at("streetOfficer", fresh.whistle),
  "GET /t/:slug/whistles.csv": at("liaison"),
  "GET /t/:slug/whistles.xlsx": at("liaison"),
  "GET /t/:slug/whistles/new": at("streetOfficer", fresh.whistle),
  "POST /t/:slug/whistles": at("streetOfficer", fresh.whistle, streetCall),
  "GET /t/:slug/whistles/:whistleId": at("streetOfficer", fresh.whistle),
  "GET /t/:slug/calls/:callId": at("liaison", fresh.call),
  "GET /t/:slug/api/v1/whistles": at("liaison"),
  "POST /t/:slug/api/v1/whistles": at("streetOfficer", fresh.whistle, streetCall),
  "GET /t/:slug/api/v1/whistles/:whistleId": at("streetOfficer", fresh.whistle),
  "GET /t/:slug/api/v1/calls/:callId": at("liaison", fresh.call),
  "GET /t/:slug/resolutions": at("liaison"),
  "GET /t/:slug/resolutions.csv": at("liaison"),
  "GET /t/:slug/resolutions.xlsx": at("liaison"),
  "GET /t/:slug/matters.csv": at("gridWorker"),
  "GET /t/:slug/matters.xlsx": at("gridWorker"),
  "GET /t/:slug/meetings/new": at("secretary"),
  "POST /t/:slug/meetings": at("secretary", undefined, called),
  "GET /t/:slug/meetings/:meetingId": at("liaison", fresh.meeting),
  "POST /t/:slug/meetings/:meetingId/resolutions": at("liaison", fresh.meeting, task),
  ...attendance("closure", fresh.meeting),
  ...attendance("attendance", fresh.held),
  "GET /t/:slug/resolutions/:resolutionId": at("liaison", fresh.resolution),
  "GET /t/:slug/resolutions/:resolutionId/edit": at("secretary", fresh.resolution),
  "POST /t/:slug/resolutions/:resolutionId": at("secretary", fresh.resolution, (county) => ({
    ...task(county),
    revision: "1",
  })),
  "GET /t/:slug/desk": at("liaison"),
  "GET /t/:slug/welcome": at("admin"),
  "GET /t/:slug/org": at("admin"),
  "POST /t/:slug/org": at("admin", undefined, ({ org }) => ({
    parentId: org.street,
    level: "community",
    name: slug(),
  })),
  ...both("org", "org-units", {
    open: fresh.street,
    closed: fresh.closedStreet,
    key: "orgUnitId",
    facts: () => ({ revision: 1, name: slug(), households: 300 }),
  }),
  ...both("units", "member-units", {
    open: fresh.unit,
    closed: fresh.closedUnit,
    key: "unitId",
    facts: ({ org }) => ({ revision: 1, name: slug(), kind: "localUnit", orgUnitId: org.street }),
  }),
  "POST /t/:slug/people/:accountId/name": at("admin", fresh.person, () => ({ revision: "1", name: "新名" })),
  "PUT /t/:slug/api/v1/people/:accountId/name": at("admin", fresh.person, () => ({
    revision: 1,
    name: "新名",
  })),
  "POST /t/:slug/people/:accountId/reopening": at("admin", fresh.disabled),
  "POST /t/:slug/api/v1/people/:accountId/reopening": at("admin", fresh.disabled),
  "GET /t/:slug/units": at("admin"),
  "GET /t/:slug/units.csv": at("liaison"),
  "GET /t/:slug/units.xlsx": at("liaison"),
  "GET /t/:slug/org.csv": at("gridWorker"),
  "GET /t/:slug/org.xlsx": at("gridWorker"),
  "GET /t/:slug/people/invitations.csv": at("inspector"),
  "GET /t/:slug/people/invitations.xlsx": at("inspector"),
  "POST /t/:slug/people/invitations/revocations": async (county) => ({
    who: "admin",
    body: { selected: (await fresh.invitation(county)).invitationId },
  }),
  "POST /t/:slug/units": at("admin", undefined, ({ org }) => ({
    name: slug(),
    kind: "localUnit",
    orgUnitId: org.root,
  })),
  "GET /t/:slug/people": at("admin"),
  "GET /t/:slug/people/invitations": at("admin"),
  "GET /t/:slug/people/invitations/:invitationId": at("admin", fresh.invitation),
  "POST /t/:slug/people/invitations": at("admin", undefined, ({ org }) => ({
    name: "新同事",
    role: "inspector",
    scope: org.root,
  })),
  "POST /t/:slug/people/invitations/:invitationId/revocation": at("admin", fresh.invitation),
  "POST /t/:slug/people/:accountId/reset": at("admin", async ({ people }) => ({
    accountId: people.gridWorker.actor.accountId ?? "",
  })),
  "POST /t/:slug/people/:accountId/closure": at("admin", fresh.person),
  "POST /t/:slug/people/:accountId/sessions/closure": at("admin", fresh.person),
  "GET /t/:slug/people/:accountId": at("inspector", fresh.person),
  "GET /t/:slug/people/:accountId/posts/new": at("admin", fresh.person),
  "POST /t/:slug/people/:accountId/posts": at("admin", fresh.person, street),
  "GET /t/:slug/people/:accountId/posts/:postId": at("admin", fresh.post),
  "POST /t/:slug/people/:accountId/posts/:postId/closure": at("admin", fresh.post),
  "GET /t/:slug/people/:accountId/posts/:postId/change": at("admin", fresh.post),
  "POST /t/:slug/people/:accountId/posts/:postId/change": at("admin", fresh.post, street),
  "GET /t/:slug/identity": at("admin"),
  "GET /t/:slug/robots/:scopeId": at("liaison", async ({ units }) => ({ scopeId: units.water })),
  "GET /t/:slug/api/v1/robots/:scopeId": at("admin", fresh.robot),
  "POST /t/:slug/robots/:scopeId/setting": at("admin", fresh.scope, robot),
  "PUT /t/:slug/api/v1/robots/:scopeId": at("admin", fresh.scope, robot),
  "POST /t/:slug/robots/:scopeId/test": at("admin", fresh.robot),
  "POST /t/:slug/api/v1/robots/:scopeId/test": at("admin", fresh.robot),
  "POST /t/:slug/robots/:scopeId/removal": at("admin", fresh.robot),
  "POST /t/:slug/api/v1/robots/:scopeId/removal": at("admin", fresh.robot),
  "GET /t/:slug/webhooks": at("admin", oneWebhook),
  "GET /t/:slug/api/v1/webhooks": at("admin", oneWebhook),
  "GET /t/:slug/webhooks/:webhookId": at("admin", withDelivery),
  "GET /t/:slug/api/v1/webhooks/:webhookId": at("admin", withDelivery),
  "GET /t/:slug/webhooks/:webhookId/secret": at("admin", oneWebhook),
  "GET /t/:slug/api/v1/webhooks/:webhookId/secret": at("admin", oneWebhook),
  "GET /t/:slug/api/v1/webhooks/:webhookId/deliveries": at("admin", withDelivery),
  "POST /t/:slug/webhooks": at("admin", oneWebhook, () => facts),
  "POST /t/:slug/api/v1/webhooks": at("admin", oneWebhook, () => facts),
  "POST /t/:slug/webhooks/:webhookId/setting": at("admin", oneWebhook, () => ({ revision: 1, ...facts })),
  "PUT /t/:slug/api/v1/webhooks/:webhookId": at("admin", oneWebhook, () => ({ revision: 1, ...facts })),
  ...Object.fromEntries(
    ["", "/api/v1"].flatMap((api) => [
      [`POST /t/:slug${api}/webhooks/:webhookId/rotation`, at("admin", oneWebhook)],
      [`POST /t/:slug${api}/webhooks/:webhookId/test`, at("admin", oneWebhook)],
      [`POST /t/:slug${api}/webhooks/:webhookId/deliveries/:deliveryId/replay`, at("admin", withDelivery)],
    ]),
  ),
  ...everyMove(
    webhookMoves.filter(({ resource }) => resource !== undefined),
    { on: { by: "admin", record: oneWebhook }, off: { by: "admin", record: offWebhook } },
  ),
  "POST /t/:slug/identity": said,
  "GET /t/:slug/checklist": at("admin"),
  "GET /t/:slug/rules": at("admin"),
  "GET /t/:slug/rules/versions": at("admin"),
  "POST /t/:slug/rules/versions": at("admin", undefined, () => ({ from: "version:1" })),
  "POST /t/:slug/rules/imports": at("admin", undefined, () => ({
    file: JSON.stringify(presets.yulin.rules),
  })),
  "GET /t/:slug/rules/:number": at("admin", fresh.draft),
  "GET /t/:slug/rules/:number/sections/:section": at("admin", async (county) => ({
    ...(await fresh.draft(county)),
    section: "meetings",
  })),
  "GET /t/:slug/rules/:number/items/:path": at("admin", async (county) => ({
    ...(await fresh.draft(county)),
    path: "meetings.series.countyJoint",
  })),
  "POST /t/:slug/rules/:number/items/:path": at(
    "admin",
    async (county) => ({ ...(await fresh.draft(county)), path: "handling.overall" }),
    () => ({ revision: "1", "limit.unit": "days", "limit.amount": "45" }),
  ),
  "GET /t/:slug/rules/:number/differences": at("inspector", first),
  "GET /t/:slug/rules/:number/preview": at("inspector", first),
  "GET /t/:slug/rules/:number/full": at("inspector", first),
  "GET /t/:slug/rules/:number/file.json": at("inspector", first),
  "GET /t/:slug/rules/:number/file.yaml": at("inspector", first),
  "GET /t/:slug/rules/:number/publication": at("admin", fresh.draft),
  "POST /t/:slug/rules/:number/publication": at("admin", fresh.draft, publication),
  "POST /t/:slug/rules/:number/discarding": at("admin", fresh.draft, () => ({ revision: 1 })),
  "POST /t/:slug/rules/:number/restoration": at("admin", fresh.discarded, () => ({ revision: 2 })),
  "POST /t/:slug/rules/:number/withdrawal": at("admin", fresh.scheduled),
  "POST /t/:slug/rules/:number/review": at("admin", running),
  "GET /t/:slug/audit": at("inspector"),
  "GET /t/:slug/audit.csv": at("inspector"),
  "GET /t/:slug/audit.xlsx": at("inspector"),

  "GET /t/:slug/rule-set.schema.json": at("visitor"),
  "GET /t/:slug/docs": at("visitor"),
  "GET /t/:slug/api/v1/openapi.json": at("visitor"),
  "POST /t/:slug/api/v1/sessions": at("visitor", undefined, signIn),
  "DELETE /t/:slug/api/v1/sessions/current": at("inspector"),
  "POST /t/:slug/api/v1/invitations/:token/acceptance": at("visitor", fresh.invitation, accept),
  "DELETE /t/:slug/api/v1/sessions/others": at("inspector"),
  "POST /t/:slug/api/v1/sessions/:sessionId/closure": at("inspector", fresh.session),
  "POST /t/:slug/api/v1/people/:accountId/sessions/closure": at("admin", fresh.person),
  "GET /t/:slug/api/v1/account": at("liaison"),
  "GET /t/:slug/api/v1/todos": at("liaison"),
  "GET /t/:slug/api/v1/identity": at("visitor"),
  "PUT /t/:slug/api/v1/identity": said,
  "GET /t/:slug/api/v1/communities": at("visitor"),
  "POST /t/:slug/api/v1/matters": at("visitor", undefined, report),
  "POST /t/:slug/api/v1/matters/registrations": at("gridWorker", undefined, registration),
  "POST /t/:slug/api/v1/matters/receptions": at("admin", undefined, reception),
  "GET /t/:slug/api/v1/receipts/:receiptCode": at("visitor", fresh.receipt),
  "POST /t/:slug/api/v1/receipts/:receiptCode/evaluation": at("visitor", fresh.resolved, () => ({
    solved: true,
  })),
  "GET /t/:slug/api/v1/matters": at("admin"),
  "GET /t/:slug/api/v1/matters/:matterId": at("gridWorker", fresh.matter),
  "GET /t/:slug/api/v1/meetings": at("liaison"),
  "GET /t/:slug/api/v1/resolutions": at("liaison"),
  "POST /t/:slug/api/v1/meetings": at("secretary", undefined, called),
  "GET /t/:slug/api/v1/meetings/:meetingId": at("liaison", fresh.meeting),
  "POST /t/:slug/api/v1/meetings/:meetingId/resolutions": at("liaison", fresh.meeting, task),
  "GET /t/:slug/api/v1/resolutions/:resolutionId": at("liaison", fresh.resolution),
  "PUT /t/:slug/api/v1/resolutions/:resolutionId": at("secretary", fresh.resolution, (county) => ({
    ...task(county),
    revision: 1,
  })),
  "GET /t/:slug/api/v1/org-units": at("admin"),
  "POST /t/:slug/api/v1/org-units": at("admin", undefined, ({ org }) => ({
    parentId: org.street,
    level: "community",
    name: slug(),
  })),
  "GET /t/:slug/api/v1/member-units": at("admin"),
  "POST /t/:slug/api/v1/member-units": at("admin", undefined, ({ org }) => ({
    name: slug(),
    kind: "localUnit",
    orgUnitId: org.root,
  })),
  "GET /t/:slug/api/v1/people": at("admin"),
  "POST /t/:slug/api/v1/invitations": at("admin", undefined, ({ org }) => ({
    name: "新同事",
    role: "inspector",
    scope: org.root,
  })),
  "GET /t/:slug/api/v1/invitations": at("admin"),
  "POST /t/:slug/api/v1/invitations/:invitationId/revocation": at("admin", fresh.invitation),
  "POST /t/:slug/api/v1/people/:accountId/closure": at("admin", fresh.person),
  "GET /t/:slug/api/v1/people/:accountId": at("inspector", fresh.person),
  "POST /t/:slug/api/v1/people/:accountId/posts": at("admin", fresh.person, street),
  "POST /t/:slug/api/v1/people/:accountId/posts/:postId/closure": at("admin", fresh.post),
  "POST /t/:slug/api/v1/people/:accountId/posts/:postId/change": at("admin", fresh.post, street),
  "GET /t/:slug/api/v1/rule-sets/current": at("admin"),
  "GET /t/:slug/api/v1/rule-sets": at("admin"),
  "POST /t/:slug/api/v1/rule-sets": at("admin", undefined, () => ({ rules: presets.yulong.rules })),
  "GET /t/:slug/api/v1/rule-sets/:number": at("admin", fresh.draft),
  "GET /t/:slug/api/v1/rule-sets/:number/diff": at("inspector", first),
  "GET /t/:slug/api/v1/rule-sets/:number/preview": at("inspector", first),
  "GET /t/:slug/api/v1/rule-sets/:number/publication": at("admin", fresh.draft),
  "POST /t/:slug/api/v1/rule-sets/:number/publication": at("admin", fresh.draft, publication),
  "PUT /t/:slug/api/v1/rule-sets/:number/aside": at("admin", fresh.draft, () => ({
    revision: 1,
    aside: true,
  })),
  "POST /t/:slug/api/v1/rule-sets/:number/withdrawal": at("admin", fresh.scheduled),
  "POST /t/:slug/api/v1/rule-sets/:number/review": at("admin", running),
  "GET /t/:slug/api/v1/audit-entries": at("inspector"),
};
