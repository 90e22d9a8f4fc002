import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { root } from "../../bin/runtime/bundle.ts";
import { invitations } from "../../db/kernel/schema.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { clocks, listings } from "../../db/tenant/schema/work.ts";
import { waitingLooked } from "../../worker/domain/desk/before.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { startDraft } from "../../worker/domain/rules/drafts.ts";
import { type County, newCounty } from "../support/county.ts";
import { formTo } from "../support/requests.ts";
import { type Route, routes } from "../support/routes.ts";
import { operator, sessionOf } from "../support/sessions.ts";
import { stack } from "../support/stack.ts";
import { costOf, knownMoment, newVisitor, type Visitor } from "../support/visitor.ts";
import { type Request, requests } from "./requests.ts";

/**
 * Database round trips a request may cost, with the tenant directory warm. A county looks at a session that it has seen
 * before together with the rest; on the platform it is a trip of its own.
 */
const budget = { page: 1, write: 2, session: 1 };

/** Making a county, or removing some, is many databases' work: these few have a limit of their own. */
const exceptions: Record<string, number> = {
  "POST /operator/tenants": 11,
  // Session and county from the catalog, the invitation in the county's own database, its id back in the catalog.
  "POST /operator/tenants/:tenant/admin-link": 5,
  // Each of what was chosen by itself, and then what they are called.
  "POST /t/:slug/matters/acceptances": 3,
  "POST /t/:slug/resolutions/approvals": 3,
  "POST /t/:slug/people/invitations/revocations": 3,
  // The account is made, and then its first session.
  "POST /t/:slug/invitations/:token": 3,
  // The session is looked at before a try of the password is counted.
  "POST /t/:slug/account/password": 3,
  // A write is proven before anything is read.
  "GET /readyz": 2,
  "GET /operator/status": 3,
  // Its answer, and no address, shows what was made with its receipt code: that is read after it was written.
  "POST /t/:slug/matters/registrations": 3,
  "POST /openings/:token": 10,
  "POST /api/v1/tenants": 11,
  "POST /api/v1/invitations/:invitation/tenants": 10,
};

/** The same handlers stand at `/` for operators and below `/t/:slug` for a county; the county's are measured. */
const measuredElsewhere = new Set([
  "POST /session",
  "POST /session/closure",
  "POST /sessions/closure",
  "POST /other-sessions/closure",
  "POST /sessions/:sessionId/closure",
  "POST /account/password",
  "GET /invitations/:token",
  "POST /invitations/:token",
  "POST /api/v1/sessions",
  "DELETE /api/v1/sessions/current",
  "DELETE /api/v1/sessions/others",
  "POST /api/v1/sessions/:sessionId/closure",
  "GET /api/v1/account",
  // Would take the sample counties of other tests away; its parts are commands like all others.
  "POST /operator/sample-removal",
]);

let county: County;
let operating: Context;
beforeAll(async () => {
  [county, operating] = await Promise.all([newCounty(), operator()]);
});

test("every route has a budget", () => {
  const names = routes.map(({ name }) => name).filter((name) => !measuredElsewhere.has(name));
  expect(Object.keys(requests).sort()).toEqual(names.sort());
});

const measured = routes.filter(({ name }) => name in requests);

test.for(measured)("$name stays within its round trips", async (route) => {
  const answer = await send(route, await requests[route.name]?.(county));
  expect(answer.status).toBeLessThan(400);
  expect(costOf(answer).trips).toBeLessThanOrEqual(limitOf(route));
});

function limitOf({ name, method, isPublic, realm }: Route): number {
  if (name in exceptions) return exceptions[name] ?? 0;
  const session = realm === "platform" && !isPublic ? budget.session : 0;
  return session + (method === "GET" ? budget.page : budget.write);
}

async function send(route: Route, request: Request | undefined): Promise<Response> {
  if (!request) throw new Error(`no request for ${route.name}`);
  const { who, params = {}, query, body } = request;
  const filled = { slug: county.slug, ...params };
  const path = route.path.replace(
    /:(\w+)/g,
    (_, name: string) => filled[name as keyof typeof filled] ?? name,
  );
  const address = query ? `${path}?${query}` : path;
  const person = await signedIn(route, who);
  if (route.realm === "county") person.visitor.now = await knownMoment(county);
  if (route.isApi) {
    const headers = { ...person.headers, "idempotency-key": crypto.randomUUID() };
    await person.visitor.json("GET", `${county.base}/api/v1/account`, undefined, { headers });
    return person.visitor.json(route.method, address, route.method === "GET" ? undefined : (body ?? {}), {
      headers,
    });
  }
  await person.visitor.get(`${county.base}/account`);
  const fields = { ...body, _key: crypto.randomUUID() } as Record<string, string>;
  return route.method === "GET"
    ? person.visitor.get(address)
    : person.visitor.post(address, formTo(route, fields));
}

interface SignedIn {
  visitor: Visitor;
  headers: Record<string, string>;
}

async function signedIn(route: Route, who: Request["who"]): Promise<SignedIn> {
  const visitor = newVisitor();
  if (who === "visitor") return { visitor, headers: {} };
  const ctx = who === "operator" ? operating : county.as(who);
  const token = await sessionOf(ctx, route.isApi ? "api" : "browser");
  if (route.isApi) return { visitor, headers: { authorization: `Bearer ${token}` } };
  visitor.cookies.set(who === "operator" ? "lz_operator" : "lz_session", token);
  return { visitor, headers: {} };
}

describe("lists read what they show, whatever the table holds", () => {
  let big: County;
  const lists: [string, "admin" | "gridWorker" | "inspector", string, number][] = [
    ["the matters of a county", "admin", "/matters", 20],
    ["the matters of a grid", "gridWorker", "/matters", 20],
    ["the finished matters", "admin", "/matters?done=1", 20],
    ["the to-dos of a grid", "gridWorker", "/desk", 50],
    ["the audit log", "inspector", "/audit", 20],
    ["the links that can still be used", "admin", "/people/invitations", 20],
    ["what residents see first", "admin", "", 5],
    ["the clocks that new rules might move", "admin", "/rules/2/publication", 200],
  ];

  beforeAll(async () => {
    big = await newCounty();
    await fill(big, 0, 1000);
    await startDraft(big.as("admin"), {});
  });

  test.for(lists)("%s", async ([, who, path, shown]) => {
    const person = await big.visit(who);
    const before = costOf(await person.get(`${big.base}${path}`)).rowsRead;
    // Tree, rules, session and tallies are read along with a list: a handful of rows. Then what the menu counts.
    expect(before).toBeLessThanOrEqual(10 * shown + 60 + waitingLooked);
    await fill(big, filled, 300);
    const after = costOf(await person.get(`${big.base}${path}`)).rowsRead;
    expect(after).toBeLessThanOrEqual(before + shown);
  });
});

let filled = 0;

/** Puts matters into a county as they stand after being reported, half of them closed, and as many links, half used. */
async function fill({ db, org, people }: County, from: number, count: number): Promise<void> {
  filled = from + count;
  const path = `/${org.root}/${org.street}/${org.community}/${org.grid}/`;
  const when = "2026-11-02T01:00:00.000Z";
  for (let start = from; start < from + count; start += 100) {
    const rows = Array.from({ length: 100 }, (_, index) => start + index);
    await db.write(
      rows.flatMap((number) => {
        const id = `m-${String(number).padStart(9, "0")}`;
        const closed = number % 2 === 1;
        const state = closed ? ("closed" as const) : ("reported" as const);
        return [
          db.orm.insert(matters).values({
            id,
            number: `2026-${number}`,
            receiptCode: id,
            state,
            source: "resident",
            category: "lighting",
            body: "路灯不亮",
            place: "路口",
            orgUnitId: org.grid,
            orgPath: path,
            level: "grid",
            levelPath: path,
            outcome: closed ? "已修复" : null,
            ruleVersion: 1,
            reportedAt: when,
            closedAt: closed ? when : null,
          }),
          ...[org.root, org.street, org.community, org.grid].map((scope) =>
            db.orm.insert(listings).values({ noun: "matter", record: id, scope, active: !closed, sort: id }),
          ),
          db.orm.insert(invitations).values({
            id: `i-${id}`,
            tokenHash: id,
            purpose: "join",
            name: "李四",
            role: "inspector",
            invitedBy: "管理员",
            invitedById: people.admin.actor.accountId,
            createdAt: when,
            expiresAt: "2031-01-01T00:00:00.000Z",
            usedAt: closed ? when : null,
          }),
          db.orm.insert(clocks).values({
            id: `o-${id}`,
            noun: "matter",
            record: id,
            kind: "step",
            title: "路灯不亮",
            ownerKind: "org",
            owner: org.grid,
            startedAt: when,
            // Few are late: those are counted one by one.
            dueAt: number % 50 ? "2031-01-01T00:00:00.000Z" : when,
            state: closed ? "met" : "running",
            endedAt: closed ? when : null,
            ruleVersion: 1,
            rulePath: "handling.levels.grid",
            inputs: { level: "grid" },
            setBy: "rules",
          }),
        ];
      }),
    );
  }
}

test("a resident's first visit is small: page, styles and scripts", async () => {
  const page = Buffer.from(await (await newVisitor().get(county.base)).arrayBuffer());
  const asset = (name: string) =>
    fetch(new URL(`/static/${name}`, stack.url)).then((answer) => answer.arrayBuffer());
  const [styles, ...scripts] = await Promise.all(["app.css", "htmx.min.js", "app.js"].map(asset));
  if (!styles) throw new Error("no styles");
  const size = (bytes: ArrayBuffer | Buffer) => gzipSync(new Uint8Array(bytes), { level: 6 }).length;
  expect(size(page)).toBeLessThanOrEqual(14_000);
  expect([page, styles, ...scripts].reduce((sum, one) => sum + size(one), 0)).toBeLessThanOrEqual(30_000);
  expect(readFileSync(join(root, "views/static/app.css")).length).toBe(styles.byteLength);
});
