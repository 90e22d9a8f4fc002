import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { matters } from "../../db/tenant/schema/matters.ts";
import { meetings, resolutions } from "../../db/tenant/schema/meetings.ts";
import { outbox } from "../../db/tenant/schema/work.ts";
import { invitationToken } from "../../worker/domain/accounts/invitations.ts";
import { invitePerson } from "../../worker/domain/accounts/invite.ts";
import { setIdentity } from "../../worker/domain/county/identity.ts";
import { strikeAbsent } from "../../worker/domain/filings/strike.ts";
import { newId } from "../../worker/domain/kernel/secrets.ts";
import { logResolution } from "../../worker/domain/resolutions/log.ts";
import { setRobot } from "../../worker/domain/robots/set.ts";
import { testRobot } from "../../worker/domain/robots/test.ts";
import { startDraft } from "../../worker/domain/rules/drafts.ts";
import { inviteToOpen } from "../../worker/domain/tenants/invite.ts";
import { dispatched, step as part, streetsMatter, withDispatch } from "../assignments/stages.ts";
import { filedRule, pastMonth, submit } from "../filings/months.ts";
import { excluded, exclusionRule, requested, withExclusions } from "../matters/exclusions.ts";
import { reviewAsked, uphold, withReviews } from "../matters/reviews.ts";
import { matterIn } from "../matters/stages.ts";
import { axeViolations, launchBrowser } from "../support/browser.ts";
import { NO_ROBOTS } from "../support/contexts.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { fillWithSample } from "../support/filled.ts";
import { isFull, sampled } from "../support/sample.ts";
import { operator, sessionOf } from "../support/sessions.ts";
import { stack } from "../support/stack.ts";
import { withDelivery } from "../webhooks/one.ts";
import { blown, gridRule, step, withWhistles } from "../whistles/stages.ts";

/** What stands in addresses, found once the county is filled. */
interface Found {
  county: County;
  matter: Record<string, string>;
  receipt: Record<string, string>;
  resolution: Record<string, string>;
  meeting: Record<string, string>;
  /** One that the liaison's unit belongs to. */
  ownMeeting: string;
  /** A matter that it settles, and the resolution. */
  settled: { matter: string; resolution: string };
  /** One with a message that it didn't get. */
  webhook: string;
  /** One of the street for a matter, with two calls: one is answered to, in one an objection waits. */
  whistle: { id: string; water: string; housing: string; matter: string };
  /** One of the street that two units deal with: one has answered. And one that may be given to some. */
  dispatched: { matter: string; lead: string; assist: string; returned: string; next: string };
  /** Months of the street: one waits to be filed, one was, in which the water works is named. */
  filing: { open: string; filed: string };
  /** Closed matters of a grid: one may be excluded, one is to be reviewed, one is excluded. */
  exclusion: { may: string; asked: string; granted: string };
  /** Receipts of what ended without the resident's agreement, and a matter that its community is to look at again. */
  review: { may: string; waiting: string; upheld: string; asked: string };
  invitation: { id: string; token: string };
  opening: { id: string; token: string };
  draft: number;
}

type Address = string | ((found: Found) => string);

const personOf =
  (who: Who) =>
  ({ county }: Found) =>
    `/people/${county.people[who].actor.accountId}`;

/** What people of a county open, by who reads it; addresses are below the county's own. */
const inCounty: [Who | "visitor", Record<string, Address>][] = [
  [
    "visitor",
    {
      "the residents' home": "",
      "the home with what was solved near": ({ county }) => `?near=${county.org.community}`,
      "what residents are promised": "/commitments",
      "what becomes of what they write": "/privacy",
      "where residents find their grid": "/grids",
      "the grids of a community": ({ county }) => `/grids?community=${county.org.community}`,
      "grids that were found": "/grids?search=网格",
      "who answers for a grid": ({ county }) => `/grids/${county.org.grid}`,
      "where a report begins": "/matters/new",
      "the form of a report": ({ county }) =>
        `/matters/new?orgUnitId=${county.org.community}&category=drainage`,
      "where a receipt is looked up": "/receipts",
      "the receipt of a report": ({ receipt }) => `/receipts/${receipt.reported}`,
      "the receipt that asks for a verdict": ({ receipt }) => `/receipts/${receipt.resolved}`,
      "the receipt of what is closed": ({ receipt }) => `/receipts/${receipt.closed}`,
      "the receipt of what was declined": ({ receipt }) => `/receipts/${receipt.declined}`,
      "the receipt of what may be looked at again": ({ review }) => `/receipts/${review.may}`,
      "the receipt of what is looked at again": ({ review }) => `/receipts/${review.waiting}`,
      "the receipt of what was upheld": ({ review }) => `/receipts/${review.upheld}`,
      "the way in": "/session/new",
      "an invitation": ({ invitation }) => `/invitations/${invitation.token}`,
      "an address that isn't there": "/nothing",
      "the description for programs": "/docs",
    },
  ],
  [
    "gridWorker",
    {
      "a grid worker's desk": "/desk",
      "a grid's matters": "/matters",
      "the sources of whoever registers a matter": "/matters/registrations",
      "the form of whoever registers a matter": "/matters/registrations?source=patrol",
      "a matter that waits": ({ matter }) => `/matters/${matter.reported}`,
      "a matter in hand": ({ matter }) => `/matters/${matter.accepted}`,
      "a matter that was reopened": ({ matter }) => `/matters/${matter.reopened}`,
      "one's own account": "/account",
    },
  ],
  [
    "communityOfficer",
    {
      "a community's desk": "/desk",
      "a review to answer": ({ review }) => `/matters/${review.asked}`,
    },
  ],
  [
    "streetOfficer",
    {
      "a street's desk": "/desk",
      "a street's whistles": "/whistles",
      "the form of a whistle": "/whistles/new",
      "the form of one for a matter": ({ whistle }) => `/whistles/new?matterId=${whistle.matter}`,
      "a whistle": ({ whistle }) => `/whistles/${whistle.id}`,
      "an objection to answer": ({ whistle }) => `/calls/${whistle.housing}`,
      "a street's assignments": "/assignments",
      "a matter that units deal with": ({ dispatched }) => `/matters/${dispatched.matter}`,
      "the form of a dispatch": ({ dispatched }) => `/matters/${dispatched.next}/assignments/new`,
      "a return to answer": ({ dispatched }) => `/assignments/${dispatched.returned}`,
      "an assignment that was answered": ({ dispatched }) => `/assignments/${dispatched.assist}`,
      "a month to file": ({ filing }) => `/filings/${filing.open}`,
      "a matter for which others were called": ({ whistle }) => `/matters/${whistle.matter}`,
    },
  ],
  [
    "liaison",
    {
      "a liaison's desk": "/desk",
      "a unit's resolutions": "/resolutions",
      "a meeting of one's unit": ({ ownMeeting }) => `/meetings/${ownMeeting}`,
      "a resolution that settles a matter": ({ settled }) => `/resolutions/${settled.resolution}`,
      "the assignment of a unit": ({ dispatched }) => `/assignments/${dispatched.lead}`,
      "a month in which one is named": ({ filing }) => `/filings/${filing.filed}`,
      "the call of a unit": ({ whistle }) => `/calls/${whistle.water}`,
      "the matter that it settles": ({ settled }) => `/matters/${settled.matter}`,
    },
  ],
  [
    "secretary",
    {
      "a secretary's desk": "/desk",
      "the meetings": "/meetings",
      "a meeting that was held": ({ meeting }) => `/meetings/${meeting.held}`,
      "the form of a meeting": "/meetings/new?series=countyJoint",
      "the resolutions": "/resolutions",
      "a task": ({ resolution }) => `/resolutions/${resolution.open}`,
      "a task to approve": ({ resolution }) => `/resolutions/${resolution.done}`,
      "a resolution's form": ({ resolution }) => `/resolutions/${resolution.open}/edit`,
    },
  ],
  ["inspector", { "an inspector's desk": "/desk", "the audit log": "/audit" }],
  [
    "admin",
    {
      "an admin's desk": "/desk",
      "a county's matters": "/matters",
      "the matters that are late": "/matters?due=overdue",
      "matters that have ended, some of them excluded": "/matters?done=1",
      "what is excluded of them": "/matters?excluded=1",
      "an exclusion to review": ({ exclusion }) => `/matters/${exclusion.asked}`,
      "a matter that is excluded": ({ exclusion }) => `/matters/${exclusion.granted}`,
      "a matter that may be excluded": ({ exclusion }) => `/matters/${exclusion.may}`,
      "a matter that is closed": ({ matter }) => `/matters/${matter.closed}`,
      "a month's report": "/reports",
      "the months to file": "/filings",
      "the months that were filed": "/filings?done=1",
      "a month that was filed": ({ filing }) => `/filings/${filing.filed}`,
      "what is still to do": "/checklist",
      "what the county says of itself": "/identity",
      "the tree": "/org",
      "an org unit": ({ county }) => `/org/${county.org.community}`,
      "an org unit's form": ({ county }) => `/org/${county.org.grid}/edit`,
      "the member units": "/units",
      "a member unit": ({ county }) => `/units/${county.units.water}`,
      "a member unit's form": ({ county }) => `/units/${county.units.water}/edit`,
      "a unit's robot": ({ county }) => `/robots/${county.units.water}`,
      "the webhooks": "/webhooks",
      "one of them, with what it was sent": ({ webhook }) => `/webhooks/${webhook}`,
      "its secret": ({ webhook }) => `/webhooks/${webhook}/secret`,
      "the people": "/people",
      "one of them": personOf("gridWorker"),
      "the form of a further role": (found) => `${personOf("gridWorker")(found)}/posts/new`,
      "the links that can be used": "/people/invitations",
      "a link that was just made": ({ invitation }) => `/people/invitations/${invitation.id}`,
      "the rules": "/rules",
      "their versions": "/rules/versions",
      "a section of the rules": "/rules/1/sections/handling",
      "all of the rules": "/rules/1/full",
      "what the rules lead to": "/rules/1/preview",
      "a draft": ({ draft }) => `/rules/${draft}`,
      "a rule's form": ({ draft }) => `/rules/${draft}/items/handling.levels.grid`,
      "a series' form": ({ draft }) => `/rules/${draft}/items/meetings.series.countyJoint`,
      "what a draft changes": ({ draft }) => `/rules/${draft}/differences`,
      "the last look before publication": ({ draft }) => `/rules/${draft}/publication`,
    },
  ],
];

/** The platform's own pages. */
const onPlatform: ["visitor" | "operator", Record<string, Address>][] = [
  [
    "visitor",
    { "the platform's home": "/", "where an opening begins": ({ opening }) => `/openings/${opening.token}` },
  ],
  [
    "operator",
    {
      "the counties": "/operator/tenants",
      "one county": ({ county }) => `/operator/tenants/${county.slug}`,
      "the form of a county": "/operator/tenants/new",
      "the open invitations": "/operator/invitations",
      "how all works": "/operator/status",
    },
  ],
];

const pages = [
  ...inCounty.flatMap(([who, some]) => named(who, some, ({ county }) => county.base)),
  ...onPlatform.flatMap(([who, some]) => named(who, some, () => "")),
].map((page, index) => ({ ...page, index }));

function named(who: Reader, some: Record<string, Address>, base: (found: Found) => string) {
  return Object.entries(some).map(([name, address]) => ({
    name,
    who,
    path: (found: Found) => base(found) + (typeof address === "string" ? address : address(found)),
  }));
}

type Reader = Who | "visitor" | "operator";

/** How a page is looked at. Each is reached from the one before without loading the page anew. */
const looks = ["on a phone", "in large text", "at a desk", "in the dark"] as const;
type Look = (typeof looks)[number];

async function turnTo(page: Page, look: Look): Promise<void> {
  const isPhone = look === "on a phone" || look === "in large text";
  await page.setViewportSize(isPhone ? { width: 360, height: 740 } : { width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: look === "in the dark" ? "dark" : "light" });
  await page.evaluate(`document.documentElement.toggleAttribute("data-elder", ${look === "in large text"})`);
}

let found: Found;
const browsing = { close: async () => {} };
const readers = new Map<Reader, Page>();

beforeAll(async () => {
  const [browser, filled] = await Promise.all([launchBrowser(), fill()]);
  browsing.close = () => browser.close();
  found = filled;
  await Promise.all(
    [...new Set(pages.map(({ who }) => who))].map(async (who) => {
      const context = await browser.newContext({ locale: "zh-CN" });
      const token = await tokenOf(who);
      if (token)
        await context.addCookies([
          { name: who === "operator" ? "lz_operator" : "lz_session", value: token, url: stack.url },
        ]);
      readers.set(who, await context.newPage());
    }),
  );
});
afterAll(() => browsing.close());

async function tokenOf(who: Reader): Promise<string | null> {
  if (who === "visitor") return null;
  return sessionOf(who === "operator" ? await operator() : found.county.as(who), "browser");
}

async function fill(): Promise<Found> {
  const county = await newCounty();
  const ctx = county.as("admin");
  const operating = await operator();
  const [{ id }, { number: draft }, opening, ownMeeting] = await Promise.all([
    invitePerson(ctx, { name: "李建国", role: "inspector", scope: county.org.root }),
    startDraft(county.as("admin"), {}),
    inviteToOpen(operating, { name: "王主任" }),
    county.meeting(),
    setIdentity(county.as("admin"), { revision: 1, hotline: "12345", office: "县委社会工作部" }),
    fillWithSample(county),
    failingRobot(county),
  ]);
  const { webhookId } = await withDelivery(county);
  const { orm } = county.db;
  const rows = await county.db.read({
    matters: orm.select().from(matters),
    resolutions: orm.select().from(resolutions),
    meetings: orm.select().from(meetings),
  });
  const [first] = rows.matters;
  const decided = { kind: "decision", body: "由住建局会同街道办理", matter: first?.number };
  const { id: resolution } = await logResolution(county.as("admin"), {
    meetingId: ownMeeting.id,
    ...decided,
  });
  return {
    county,
    webhook: webhookId,
    whistle: await whistled(county),
    dispatched: await given(county),
    filing: await filed(county),
    exclusion: await withExcluded(county),
    review: await withReviewed(county),
    settled: { matter: first?.id ?? "", resolution },
    matter: Object.fromEntries(rows.matters.map(({ state, id }) => [state, id])),
    receipt: Object.fromEntries(rows.matters.map(({ state, receiptCode }) => [state, receiptCode])),
    resolution: Object.fromEntries(rows.resolutions.map(({ state, id }) => [state, id])),
    meeting: Object.fromEntries(rows.meetings.map(({ state, id }) => [state, id])),
    invitation: { id, token: await invitationToken(ctx, id) },
    opening: { id: opening.id, token: await invitationToken(operating, opening.id) },
    ownMeeting: ownMeeting.id,
    draft,
  };
}

/** In the group of the water works, with a message that it will not get and one that waits. */
async function failingRobot(county: County): Promise<void> {
  const { db } = county;
  const scopeId = county.units.water;
  const address = `${NO_ROBOTS}/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa`;
  await setRobot(county.as("admin"), { scopeId, revision: 0, address });
  await testRobot(county.as("admin"), { scopeId });
  const body = { scope: scopeId, title: "今天到期 1 件", lines: [], urgent: false };
  const writtenAt = "2026-11-21T09:00:00.000Z";
  const entry = { channel: "robot", body, writtenAt, failure: "企业微信：机器人已被停用（93004）" };
  await db.write([
    db.orm.insert(outbox).values({ ...entry, id: newId(0), key: "1" }),
    db.orm.insert(outbox).values({ ...entry, id: newId(1), key: "2", nextAt: "2099-01-01T00:00:00.000Z" }),
  ]);
}

/** A whistle in a county whose rules know some. */
async function whistled(county: County) {
  await withWhistles(county, [filedRule, gridRule]);
  const { id: matter } = await county.matter();
  const { id, water, housing } = await blown(county, { matterId: matter, place: "劳动街" });
  await step(county, water, "sign");
  await step(county, housing, "object", "otherLiaison");
  return { id, water, housing, matter };
}

/** A matter that the street gave to two units, and one that it may give. */
async function given(county: County) {
  await withDispatch(county);
  const { matterId: matter, lead, assist } = await dispatched(county);
  await part(county, assist, "answer");
  const { assist: returned } = await dispatched(county);
  await part(county, returned, "return");
  return { matter, lead, assist, returned, next: (await streetsMatter(county)).id };
}

/** Matters that were declined under rules that know reviews. */
async function withReviewed(county: County) {
  await withReviews(county);
  const [may, asked, upheld] = [
    await matterIn(county, "declined"),
    await reviewAsked(county),
    await reviewAsked(county),
  ];
  await uphold(county, upheld);
  const receipts = { may: may.receiptCode, waiting: asked.receiptCode, upheld: upheld.receiptCode };
  return { ...receipts, asked: asked.id };
}

/** Matters that ended under rules that know exclusions. */
async function withExcluded(county: County) {
  await withExclusions(county, { ...exclusionRule, reviewers: 2 });
  const may = await matterIn(county, "closed");
  const asked = await requested(county);
  await withExclusions(county);
  return { may: may.id, asked: asked.id, granted: (await excluded(county)).id };
}

/** Two months that are over: the later one is filed, an entry of the other is struck off. */
async function filed(county: County) {
  const kind = filedRule.key;
  const { filingId: done } = await pastMonth(county, { kind });
  await submit(county, done, new Date().toISOString());
  const { filingId: open, water: call } = await pastMonth(county, { kind, place: "劳动街" });
  await strikeAbsent(county.as("streetOfficer"), { filingId: open, call, reason: "已到场，忘了登记" });
  return { open, filed: done };
}

/** With `--full` every second page is looked at in all ways; all others in one, the next one in the next. */
const looksAt = (index: number): readonly Look[] => {
  const turn = Math.floor(index / (isFull ? 2 : looks.length));
  return isFull && index % 2 === 0 ? looks : looks.filter((_, at) => at === turn % looks.length);
};

/** Loading a page is what takes time: by default every fourth is opened. */
test.for(sampled(pages, 0, looks.length))("$name", async ({ who, path, index }) => {
  const page = readers.get(who) as Page;
  const answer = await page.goto(stack.url + path(found));
  expect(answer?.status()).toBe(path(found).endsWith("/nothing") ? 404 : 200);
  for (const look of looksAt(index)) {
    await turnTo(page, look);
    const { heads, title, tooWide, small } = await page.evaluate<Sight>(sight);
    expect({ look, heads, tooWide, small }).toEqual({ look, heads: 1, tooWide: 0, small: [] });
    expect(title).toMatch(/\S+ - 联治$/);
    expect(await axeViolations(page)).toEqual([]);
  }
});

interface Sight {
  heads: number;
  title: string;
  /** By how much it must be pushed sideways. */
  tooWide: number;
  /** On a phone, what is lower than a finger needs: 44 px, links within text 24 px. */
  small: string[];
}

const sight = `(() => {
  const heightOf = (element) => {
    const isWholeRow = getComputedStyle(element, "::after").position === "absolute";
    const row = isWholeRow && element.closest("tr, .item");
    const boxes = [element, ...(element.labels ?? []), element.closest("label"), row || null];
    return Math.max(...boxes.map((box) => box?.getBoundingClientRect().height ?? 0));
  };
  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1;
  const least = (element) => (element.matches("main a:not([class])") ? 24 : 44);
  const controls = document.querySelectorAll("a[href], button:not([tabindex]), input, select, textarea, summary");
  const root = document.documentElement;
  return {
    heads: document.querySelectorAll("h1").length,
    title: document.title,
    tooWide: root.scrollWidth - root.clientWidth,
    small: root.clientWidth > 360 ? [] : [...controls]
      .filter((element) => isShown(element) && heightOf(element) < least(element))
      .map((element) => element.outerHTML),
  };
})()`;
