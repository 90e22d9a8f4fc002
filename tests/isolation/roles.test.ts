import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../worker/domain/kernel/secrets.ts";
import { rights } from "../../worker/domain/nouns.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { absentIds, each, eachRoute, requestTo, send, type Target } from "../support/requests.ts";
import { type Route, routes } from "../support/routes.ts";
import { keptSessions, operator } from "../support/sessions.ts";

/** One person of each role a county has. */
const columns = {
  A: "admin",
  S: "streetOfficer",
  C: "communityOfficer",
  G: "gridWorker",
  L: "liaison",
  M: "secretary",
  I: "inspector",
} as const satisfies Record<string, Who>;

/**
 * Who may ever do what, written by hand: county admin, street officer, community officer, grid worker, unit liaison,
 * meeting secretary, inspector. `*` is everybody with an account; the platform's actions are the operator's alone.
 */
const table: Record<string, string> = {
  "session.close": "*",
  "account.manage": "*",
  "view.keep": "*",
  "view.drop": "*",
  "desk.view": "ASCGLMI",
  "figures.view": "ASCG..I",
  "matter.list": "ASCG..I",
  // Where a meeting settles it, whom the meeting concerns.
  "matter.view": "ASCGLMI",
  "matter.accept": "ASCG...",
  "matter.decline": "ASCG...",
  "matter.resolve": "ASCG...",
  "matter.raise": "ASCG...",
  "matter.extend": "ASCG...",
  "matter.grantExtension": "ASCG...",
  "matter.refuseExtension": "ASCG...",
  "matter.pause": "ASCG...",
  "matter.grantPause": "ASCG...",
  "matter.refusePause": "ASCG...",
  // By the unit that led, too.
  "matter.askExclusion": "ASCGL..",
  "matter.withdrawExclusion": "ASCGL..",
  "matter.grantExclusion": "ASCG...",
  "matter.refuseExclusion": "ASCG...",
  "matter.revokeExclusion": "ASCG...",
  "matter.upholdReview": "ASCG...",
  "matter.overturnReview": "ASCG...",
  "matter.resume": "ASCG...",
  "matter.keepPaused": "ASCG...",
  "matter.note": "ASCG...",
  "matter.passOn": "ASCG...",
  "matter.callBack": "ASCG...",
  "matter.takeOver": "ASCG...",
  "matter.recategorise": "ASCG...",
  "matter.merge": "ASCG...",
  "matter.separate": "ASCG...",
  "matter.split": "ASCG...",
  "matter.urge": "ASC...I",
  "matter.withhold": "ASCG...",
  "matter.showAgain": "ASCG...",
  "matter.register": "ASCG...",
  "matter.receive": "ASC....",
  "matter.revealReporter": "ASCG...",
  "meeting.view": "ASCGLMI",
  "meeting.schedule": "ASC..M.",
  "meeting.close": "ASC..M.",
  "meeting.postpone": "ASC..M.",
  "meeting.cancel": "ASC..M.",
  "meeting.correctAttendance": "ASC..M.",
  "resolution.log": "ASC.LM.",
  "resolution.edit": "ASC.LM.",
  // A secretary where nobody is there whose task it is.
  "resolution.progress": "ASCGLM.",
  "resolution.complete": "ASCGLM.",
  "resolution.approve": "ASC..M.",
  "resolution.sendBack": "ASC..M.",
  "matter.dispatch": "ASCG...",
  "assignment.view": "ASCGL.I",
  "assignment.accept": "ASCGL..",
  "assignment.answer": "ASCGL..",
  "assignment.return": "ASCGL..",
  "assignment.takeBack": "ASCG...",
  "assignment.insist": "ASCG...",
  "assignment.withdraw": "ASCG...",
  "whistle.view": "ASCGLMI",
  "whistle.blow": "ASCGL..",
  "whistle.withdraw": "ASCGL..",
  "call.sign": "ASCGL..",
  "call.contact": "ASCGL..",
  "call.reportIn": "ASCGL..",
  "call.finish": "ASCGL..",
  "call.object": "ASCGL..",
  "call.overrule": "ASCG...",
  "call.excuse": "ASCG...",
  "filing.view": "ASCGLMI",
  "filing.file": "ASCG...",
  "filing.strike": "ASCG...",
  "filing.reinstate": "ASCG...",
  "org.view": "ASCGLMI",
  "org.add": "ASC....",
  "org.correct": "ASC....",
  "org.close": "ASC....",
  "org.reopen": "ASC....",
  "unit.view": "ASCGLMI",
  "unit.add": "ASC..M.",
  "unit.correct": "ASC..M.",
  "unit.close": "ASC..M.",
  "unit.reopen": "ASC..M.",
  "robot.view": "ASC.L..",
  "robot.set": "ASC.L..",
  "robot.test": "ASC.L..",
  "robot.remove": "ASC.L..",
  "webhook.view": "A......",
  "webhook.add": "A......",
  "webhook.edit": "A......",
  "webhook.rotate": "A......",
  "webhook.test": "A......",
  "webhook.resend": "A......",
  "webhook.switchOn": "A......",
  "webhook.replay": "A......",
  "webhook.switchOff": "A......",
  "webhook.remove": "A......",
  "person.view": "A.....I",
  "person.invite": "A......",
  "person.revoke": "A......",
  "person.reset": "A......",
  "person.disable": "A......",
  "person.reopen": "A......",
  "person.rename": "A......",
  "person.signOut": "A......",
  "person.givePost": "A......",
  "person.endPost": "A......",
  "person.movePost": "A......",
  "rules.view": "ASCGLMI",
  "rules.draft": "A......",
  "rules.publish": "A......",
  "rules.review": "A......",
  "rules.withdraw": "A......",
  "county.identity": "A......",
  "checklist.view": "A......",
  "audit.view": "A.....I",
  "tenant.view": "",
  "tenant.manage": "",
  "tenant.admit": "",
  "tenant.remove": "",
  "tenant.invite": "",
  "notice.load": "",
};

const closed = routes.filter(({ isPublic }) => !isPublic);

test("the table speaks of every action that needs a session", () => {
  const spoken = Object.keys(table).sort();
  const sent = Object.values(rights).filter(({ who }) => who !== "system");
  const open = sent.filter(({ who }) => who === "public").map(({ action }) => action);
  expect([...spoken, ...open].sort()).toEqual(sent.map(({ action }) => action).sort());
});

/** Records that don't exist: whoever may try is told that they aren't there, everybody else is refused before. */
async function toNothing(county: County): Promise<Target> {
  return {
    slug: county.slug,
    ids: {
      ...absentIds(newId(Date.now())),
      receiptCode: "2222-2222-2222-2222",
      tenant: "no-such-county",
    },
    org: county.org,
    units: county.units,
    text: "改一改",
    username: "nobody.here",
    password: "长满槐树的那条街一直通到河边",
  };
}

const refused = (route: Route, answer: Response): "signIn" | "forbidden" | null => {
  if (answer.status === 403) return "forbidden";
  const away = answer.headers.get("location")?.includes("/session/new?next=") ?? false;
  return answer.status === 401 || (!route.isApi && away) ? "signIn" : null;
};

describe("in their own county", () => {
  let county: County;
  let target: Target;
  beforeAll(async () => {
    county = await newCounty();
    target = await toNothing(county);
  });
  const here = closed.filter(({ realm }) => realm === "county");

  test.each(Object.entries(columns))("%s (%s) gets as far as the table says", async (letter, who) => {
    const wrong: string[] = [];
    const sessions = keptSessions();
    await eachRoute(here, async (route) => {
      const token = await sessions(route, county.as(who));
      const answer = await send(route, requestTo(route, target), token);
      const may = table[route.action] ?? "";
      const expected = may === "*" || may.includes(letter) ? null : "forbidden";
      const got = refused(route, answer);
      if (got !== expected) wrong.push(`${route.name}: ${got ?? answer.status}, not ${expected ?? "let in"}`);
      if (answer.status >= 500) wrong.push(`${route.name}: ${answer.status}`);
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    ["without a session", null],
    ["with a made-up token", "x".repeat(43)],
    ["with an empty token", ""],
  ])("%s everybody is asked to sign in", async (_how, token) => {
    const wrong: string[] = [];
    await each(here, async (route) => {
      const answer = await send(route, requestTo(route, target), token);
      if (refused(route, answer) !== "signIn") wrong.push(`${route.name}: ${answer.status}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe("on the platform", () => {
  const there = closed.filter(({ realm }) => realm === "platform");
  const harmless = there.filter(({ name }) => !name.includes("sample-removal"));

  test("an operator is let in everywhere", async () => {
    const target = await toNothing(await newCounty());
    const ctx = await operator();
    const wrong: string[] = [];
    const sessions = keptSessions();
    await eachRoute(harmless, async (route) => {
      const request = requestTo(route, { ...target, slug: "no-such-county", text: "" });
      const answer = await send(route, request, await sessions(route, ctx));
      if (refused(route, answer) !== null) wrong.push(`${route.name}: ${answer.status}`);
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    ["without a session", null],
    ["with a made-up token", "x".repeat(43)],
  ])("%s everybody is asked to sign in", async (_how, token) => {
    const target = await toNothing(await newCounty());
    const wrong: string[] = [];
    await each(there, async (route) => {
      const answer = await send(route, requestTo(route, target), token);
      if (refused(route, answer) !== "signIn") wrong.push(`${route.name}: ${answer.status}`);
    });
    expect(wrong).toEqual([]);
  });
});
