import { randomBytes } from "node:crypto";
import { and, asc, desc, eq, gt, ne } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { accounts, audit, invitations } from "../../db/kernel/schema.ts";
import { assignmentMoves } from "../../worker/domain/assignments/moves.ts";
import { filingMoves } from "../../worker/domain/filings/moves.ts";
import { matterMoves } from "../../worker/domain/matters/moves.ts";
import { meetingMoves } from "../../worker/domain/meetings/moves.ts";
import { resolutionMoves } from "../../worker/domain/resolutions/moves.ts";
import { webhookMoves } from "../../worker/domain/webhooks/moves.ts";
import { callMoves, whistleMoves } from "../../worker/domain/whistles/moves.ts";
import { type Request, requests } from "../budgets/requests.ts";
import { type County, newCounty } from "../support/county.ts";
import { formTo } from "../support/requests.ts";
import { type Route, routes } from "../support/routes.ts";
import { operator, sessionOf } from "../support/sessions.ts";
import { catalog } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";

let county: County;
let operating: Awaited<ReturnType<typeof operator>>;
beforeAll(async () => {
  [county, operating] = await Promise.all([newCounty(), operator()]);
});

/** What a writing address leaves in the log: the action and what kind of record it speaks of. */
const inCounty: Record<string, string> = {
  // A move is logged as what it is, by page and API alike.
  ...Object.fromEntries(
    [
      ...matterMoves,
      ...resolutionMoves,
      ...meetingMoves,
      ...whistleMoves,
      ...callMoves,
      ...assignmentMoves,
      ...filingMoves,
      ...webhookMoves,
    ].flatMap(({ noun, verb, base, key, resource }) =>
      resource === undefined
        ? []
        : ["", "/api/v1"].map((api) => [
            `POST /t/:slug${api}${base}/:${key}/${resource}`,
            `${noun}.${verb} ${noun}`,
          ]),
    ),
  ),
  "POST /t/:slug/matters": "matter.report matter",
  "POST /t/:slug/matters/registrations": "matter.register matter",
  "POST /t/:slug/api/v1/matters/registrations": "matter.register matter",
  "POST /t/:slug/api/v1/matters/receptions": "matter.receive matter",
  "POST /t/:slug/views": "view.keep view",
  "POST /t/:slug/views/:viewId/removal": "view.drop view",
  "POST /t/:slug/matters/acceptances": "matter.accept matter",
  "POST /t/:slug/resolutions/approvals": "resolution.approve resolution",
  "POST /t/:slug/people/invitations/revocations": "person.revoke invitation",
  "POST /t/:slug/invitations/:token": "invitation.accept account + session.open account",
  "POST /t/:slug/session": "session.open account",
  "POST /t/:slug/session/closure": "session.close account",
  "POST /t/:slug/sessions/closure": "session.closeAll account",
  "POST /t/:slug/other-sessions/closure": "session.closeOthers account",
  "POST /t/:slug/sessions/:sessionId/closure": "session.closeOne account",
  "POST /t/:slug/people/:accountId/sessions/closure": "person.signOut account",
  "POST /t/:slug/account/password": "account.manage account",
  "POST /t/:slug/matters/:matterId/reporter": "matter.revealReporter matter",
  "POST /t/:slug/meetings": "meeting.schedule meeting",
  "POST /t/:slug/meetings/:meetingId/resolutions": "resolution.log resolution",
  "POST /t/:slug/resolutions/:resolutionId": "resolution.edit resolution",
  "POST /t/:slug/matters/:matterId/assignments": "matter.dispatch matter",
  "POST /t/:slug/api/v1/matters/:matterId/assignments": "matter.dispatch matter",
  "POST /t/:slug/whistles": "whistle.blow whistle",
  "POST /t/:slug/api/v1/whistles": "whistle.blow whistle",
  "POST /t/:slug/identity": "county.identity county",
  "PUT /t/:slug/api/v1/identity": "county.identity county",
  "POST /t/:slug/org": "org.add org",
  "POST /t/:slug/units": "unit.add unit",
  ...Object.fromEntries(
    (["org/:orgUnitId", "units/:unitId"] as const).flatMap((page) => {
      const noun = page.startsWith("org") ? "org" : "unit";
      const api = `api/v1/${page.replace("org/", "org-units/").replace("units/:u", "member-units/:u")}`;
      return [page, api].flatMap((address) => [
        [`${address === page ? "POST" : "PUT"} /t/:slug/${address}`, `${noun}.correct ${noun}`],
        [`POST /t/:slug/${address}/closure`, `${noun}.close ${noun}`],
        [`POST /t/:slug/${address}/reopening`, `${noun}.reopen ${noun}`],
      ]);
    }),
  ),
  ...Object.fromEntries(
    ["", "/api/v1"].flatMap((api) => [
      [
        api ? "PUT /t/:slug/api/v1/robots/:scopeId" : "POST /t/:slug/robots/:scopeId/setting",
        "robot.set robot",
      ],
      [`POST /t/:slug${api}/robots/:scopeId/test`, "robot.test robot"],
      [`POST /t/:slug${api}/robots/:scopeId/removal`, "robot.remove robot"],
    ]),
  ),
  ...Object.fromEntries(
    ["", "/api/v1"].flatMap((api) => [
      [`POST /t/:slug${api}/webhooks`, "webhook.add webhook"],
      [
        api ? "PUT /t/:slug/api/v1/webhooks/:webhookId" : "POST /t/:slug/webhooks/:webhookId/setting",
        "webhook.edit webhook",
      ],
      [`POST /t/:slug${api}/webhooks/:webhookId/rotation`, "webhook.rotate webhook"],
      [`POST /t/:slug${api}/webhooks/:webhookId/test`, "webhook.test webhook"],
      [`POST /t/:slug${api}/webhooks/:webhookId/deliveries/:deliveryId/replay`, "webhook.resend webhook"],
    ]),
  ),
  "POST /t/:slug/people/:accountId/name": "person.rename account",
  "PUT /t/:slug/api/v1/people/:accountId/name": "person.rename account",
  "POST /t/:slug/people/:accountId/reopening": "person.reopen account",
  "POST /t/:slug/api/v1/people/:accountId/reopening": "person.reopen account",
  "POST /t/:slug/people/invitations": "person.invite invitation",
  "POST /t/:slug/people/invitations/:invitationId/revocation": "person.revoke invitation",
  "POST /t/:slug/people/:accountId/reset": "person.reset invitation",
  "POST /t/:slug/people/:accountId/closure": "person.disable account",
  "POST /t/:slug/people/:accountId/posts": "person.givePost account",
  "POST /t/:slug/people/:accountId/posts/:postId/closure": "person.endPost account",
  "POST /t/:slug/people/:accountId/posts/:postId/change": "person.movePost account",
  "POST /t/:slug/rules/versions": "rules.draft rules",
  "POST /t/:slug/rules/imports": "rules.draft rules",
  "POST /t/:slug/rules/:number/items/:path": "rules.draft rules",
  "POST /t/:slug/rules/:number/publication": "rules.publish rules",
  "POST /t/:slug/rules/:number/discarding": "rules.discard rules",
  "POST /t/:slug/rules/:number/restoration": "rules.restore rules",
  "POST /t/:slug/rules/:number/withdrawal": "rules.withdraw rules",
  "POST /t/:slug/rules/:number/review": "rules.review rules",
  "POST /operator/tenants/:tenant/admin-link": "person.invite invitation",
  "POST /t/:slug/api/v1/sessions": "session.open account",
  "DELETE /t/:slug/api/v1/sessions/current": "session.close account",
  "DELETE /t/:slug/api/v1/sessions/others": "session.closeOthers account",
  "POST /t/:slug/api/v1/sessions/:sessionId/closure": "session.closeOne account",
  "POST /t/:slug/api/v1/people/:accountId/sessions/closure": "person.signOut account",
  "POST /t/:slug/api/v1/invitations/:token/acceptance": "invitation.accept account",
  "POST /t/:slug/api/v1/matters": "matter.report matter",
  "POST /t/:slug/api/v1/meetings": "meeting.schedule meeting",
  "POST /t/:slug/api/v1/meetings/:meetingId/resolutions": "resolution.log resolution",
  "PUT /t/:slug/api/v1/resolutions/:resolutionId": "resolution.edit resolution",
  "POST /t/:slug/api/v1/org-units": "org.add org",
  "POST /t/:slug/api/v1/member-units": "unit.add unit",
  "POST /t/:slug/api/v1/invitations": "person.invite invitation",
  "POST /t/:slug/api/v1/invitations/:invitationId/revocation": "person.revoke invitation",
  "POST /t/:slug/api/v1/people/:accountId/closure": "person.disable account",
  "POST /t/:slug/api/v1/people/:accountId/posts": "person.givePost account",
  "POST /t/:slug/api/v1/people/:accountId/posts/:postId/closure": "person.endPost account",
  "POST /t/:slug/api/v1/people/:accountId/posts/:postId/change": "person.movePost account",
  "POST /t/:slug/api/v1/rule-sets": "rules.draft rules",
  "POST /t/:slug/api/v1/rule-sets/:number/publication": "rules.publish rules",
  "PUT /t/:slug/api/v1/rule-sets/:number/aside": "rules.discard rules",
  "POST /t/:slug/api/v1/rule-sets/:number/withdrawal": "rules.withdraw rules",
  "POST /t/:slug/api/v1/rule-sets/:number/review": "rules.review rules",
};

const onPlatform: Record<string, string> = {
  "POST /openings/:token": "tenant.open tenant",
  "POST /operator/invitations": "tenant.invite invitation",
  "POST /operator/invitations/:invitationId/revocation": "person.revoke invitation",
  "POST /operator/tenants": "tenant.open tenant",
  "POST /operator/tenants/:tenant/hosts": "tenant.manage tenant",
  "POST /operator/tenants/:tenant/portals": "tenant.manage tenant",
  "PUT /api/v1/tenants/:slug/portals": "tenant.manage tenant",
  "POST /operator/tenants/:tenant/upkeep": "tenant.manage tenant",
  "POST /api/v1/tenants": "tenant.open tenant",
  "POST /api/v1/invitations": "tenant.invite invitation",
  "POST /api/v1/invitations/:invitation/tenants": "tenant.open tenant",
  "POST /api/v1/tenants/:slug/hosts": "tenant.manage tenant",
};

/** Nothing of the county or the platform changes: what these do is in the browser, or was done before. */
const changeNothing = [
  "POST /t/:slug/receipts",
  "POST /t/:slug/preferences",
  "POST /preferences",
  "POST /operator/tenants/:tenant/provisioning",
  "POST /api/v1/tenants/:tenant/provisioning",
];

/** The same handlers stand below `/t/:slug`. */
const twins = [
  "POST /session",
  "POST /session/closure",
  "POST /sessions/closure",
  "POST /other-sessions/closure",
  "POST /sessions/:sessionId/closure",
  "POST /account/password",
  "POST /invitations/:token",
  "POST /api/v1/sessions",
  "DELETE /api/v1/sessions/current",
  "DELETE /api/v1/sessions/others",
  "POST /api/v1/sessions/:sessionId/closure",
];

/** Would take other tests' sample counties away. */
const elsewhere = ["POST /operator/sample-removal"];

const writing = routes.filter(({ method }) => method !== "GET");

test("every address that writes is looked at here", () => {
  const known = [
    ...Object.keys(inCounty),
    ...Object.keys(onPlatform),
    ...changeNothing,
    ...twins,
    ...elsewhere,
  ];
  expect(known.sort()).toEqual(writing.map(({ name }) => name).sort());
});

interface Sent {
  who: Request["who"];
  /** In whose name it has to be written down. */
  by: string | null;
  /** The county it opens, if it does. */
  opens: string | null;
  send(): Promise<Response>;
}

async function prepared(route: Route): Promise<Sent> {
  const make = requests[route.name];
  if (!make) throw new Error(`no request for ${route.name}`);
  const { who, params = {}, body = {} as Record<string, unknown> } = await make(county);
  const filled = { slug: county.slug, ...params } as Record<string, string>;
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => filled[name] ?? name);
  const ctx = who === "visitor" ? null : who === "operator" ? operating : county.as(who);
  const token = ctx && (await sessionOf(ctx, route.isApi ? "api" : "browser"));
  const visitor = newVisitor();
  if (token && !route.isApi)
    visitor.cookies.set(route.realm === "county" ? "lz_session" : "lz_operator", token);
  const headers = token && route.isApi ? { authorization: `Bearer ${token}` } : {};
  const send = () =>
    route.isApi
      ? visitor.json(route.method, path, body, { headers })
      : visitor.post(path, formTo(route, { ...body, _key: crypto.randomUUID() } as Record<string, string>));
  const opens = onPlatform[route.name]?.startsWith("tenant.open") ? String(body.slug) : null;
  return { who, by: ctx?.actor.accountId ?? null, opens, send };
}

/** What people did since an entry: a county's upkeep may come at any time, and acts for itself. */
async function byPeopleSince(seq: number) {
  const { orm, read } = county.db;
  const mine = and(gt(audit.seq, seq), ne(audit.actorName, "系统"));
  const { rows } = await read({ rows: orm.select().from(audit).where(mine).orderBy(asc(audit.seq)) });
  return rows;
}

const lastSeq = async (): Promise<number> => (await byPeopleSince(0)).at(-1)?.seq ?? 0;

const told = (rows: readonly (typeof audit.$inferSelect)[]): string =>
  rows.map(({ action, subject }) => `${action} ${subject.split(":")[0]}`).join(" + ");

describe("a write leaves exactly its entry, in the name of whoever sent it", () => {
  test.for(writing.filter(({ name }) => name in inCounty))("$name", async (route) => {
    const { who, by, send } = await prepared(route);
    const before = await lastSeq();
    expect((await send()).status).toBeLessThan(400);
    const rows = await byPeopleSince(before);
    expect(told(rows)).toBe(inCounty[route.name]);
    for (const row of rows) {
      // Rules go by their number, the county by its name in addresses, everything else by an id.
      expect(row.subject).toMatch(/^(rules:\d+|county:[a-z0-9-]+|[a-z]+:[0-9a-f-]{36})$/);
      // Somebody who enters is a visitor until then, and is named by the account they enter with.
      const enters = ["session.open", "invitation.accept"].includes(row.action);
      const entered = row.subject.slice("account:".length);
      expect(row.actorId).toBe(enters ? entered : by);
      if (who !== "visitor" && who !== "operator") expect(row.actorName).toBe(county.people[who].actor.name);
    }
    expect(new Set(rows.map(({ requestId }) => requestId)).size).toBe(1);
  });

  test.for(writing.filter(({ name }) => name in onPlatform))("$name", async (route) => {
    const { by, opens, send } = await prepared(route);
    expect((await send()).status).toBeLessThan(400);
    const db = catalog();
    // The catalog is shared: this request's entry is its operator's newest, or the one of the county it opened.
    const its = opens === null ? eq(audit.actorId, by ?? "") : eq(audit.subject, `tenant:${opens}`);
    const { rows } = await db.read({ rows: db.orm.select().from(audit).where(its).orderBy(desc(audit.seq)) });
    const own = opens === null ? rows.slice(0, 1) : rows;
    expect(told(own)).toBe(onPlatform[route.name]);
    expect(own.map(({ actorId }) => actorId)).toEqual([by]);
    expect(rows.filter(({ requestId }) => requestId === own[0]?.requestId)).toHaveLength(1);
  });

  test.for(writing.filter(({ name }) => changeNothing.includes(name)))("$name leaves none", async (route) => {
    const { by, send } = await prepared(route);
    const before = await lastSeq();
    const started = new Date().toISOString();
    expect((await send()).status).toBeLessThan(400);
    expect(await byPeopleSince(before)).toEqual([]);
    const db = catalog();
    const { rows } = await db.read({
      rows: db.orm
        .select()
        .from(audit)
        .where(and(gt(audit.at, started), eq(audit.actorId, by ?? "nobody"))),
    });
    expect(rows).toEqual([]);
  });
});

test("a refused sign-in is written down without saying whose name was tried", async () => {
  const before = await lastSeq();
  const { username } = county.people.inspector;
  const answer = await newVisitor().post(`${county.base}/session`, {
    username,
    password: "not the right one",
  });
  expect(answer.status).toBe(422);
  const rows = await byPeopleSince(before);
  expect(told(rows)).toBe("session.refuse account");
  expect(JSON.stringify(rows)).not.toContain(username);
});

test("no entry holds contact data, a password, a token or a code", async () => {
  const words = `w${randomBytes(6).toString("hex")}`;
  const { id, receiptCode } = await county.matter({ reporterName: words, body: words, place: words });
  const { rows, hashes, codes } = await county.db.read({
    rows: county.db.orm.select().from(audit),
    hashes: county.db.orm.select({ hash: accounts.passwordHash }).from(accounts),
    codes: county.db.orm.select({ hash: invitations.tokenHash }).from(invitations),
  });
  const log = JSON.stringify(rows);
  expect(log).toContain(`matter:${id}`);
  const secret = [words, receiptCode, "13812345678", ...[...hashes, ...codes].map(({ hash }) => hash)];
  expect(secret.filter((each) => log.includes(each))).toEqual([]);
  for (const { password } of Object.values(county.people)) expect(log).not.toContain(password);
});
