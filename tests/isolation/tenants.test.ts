import { getTableName, is } from "drizzle-orm";
import { SQLiteTable } from "drizzle-orm/sqlite-core";
import { beforeAll, describe, expect, test } from "vitest";
import * as schema from "../../db/tenant/schema/index.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import type { Who } from "../support/county.ts";
import { eachRoute, requestTo, send, type Target } from "../support/requests.ts";
import { type Route, routes } from "../support/routes.ts";
import { sampled } from "../support/sample.ts";
import { bearer, keptSessions, operator } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";
import { type Planted, plant } from "./planted.ts";

let ours: Planted;
let theirs: Planted;
let operating: Context;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([plant(), plant()]);
  operating = await operator();
});

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
] as const satisfies Who[];

const inCounty = routes.filter(({ realm }) => realm === "county");
const onPlatform = routes.filter(({ realm }) => realm === "platform");
const closedToVisitors = inCounty.filter(({ isPublic }) => !isPublic);
const closedPlatform = onPlatform.filter(({ isPublic }) => !isPublic);

/** Whoever `who` names, as a context to act in. */
const ourContext = (who: (typeof people)[number]): Context => ours.county.as(who);

/** What an answer says: its headers too, for a redirect can tell as much as a page. */
const wordsOf = async (answer: Response): Promise<string> =>
  `${JSON.stringify([...answer.headers])} ${await answer.text()}`;

/** The words are looked for as they are and as an address writes them. */
const heard = (words: string, canaries: readonly string[]): string[] =>
  canaries.filter((canary) => words.includes(canary) || words.includes(encodeURIComponent(canary)));

/** Whether an answer is what somebody without a session gets: the way to sign in, and nothing else. */
function asksToSignIn(route: Route, answer: Response): boolean {
  const toSignIn = /(^|\/)session\/new(\?|$)/.test(answer.headers.get("location") ?? "");
  return answer.status === 401 || (!route.isApi && answer.status === 303 && toSignIn);
}

/** Every row of a county, table by table. */
async function everythingIn({ county: { db } }: Planted): Promise<Record<string, unknown[]>> {
  const tables = Object.values(schema).filter((table) => is(table, SQLiteTable));
  const queries = tables.map((table) => [getTableName(table), db.orm.select().from(table)] as const);
  return db.read(Object.fromEntries(queries)) as Promise<Record<string, unknown[]>>;
}

test("every writing route is attacked with fields that it really takes", () => {
  const target = ours.target;
  for (const route of routes) expect(requestTo(route, target, { strict: true })).toHaveProperty("path");
});

describe("with ids of another county in path, query and body", () => {
  const withTheirIds = (): Target => ({ ...theirs.target, slug: ours.target.slug });

  const asked = [...people, "nobody"] as const;
  test.each(asked)("%s reads and changes nothing of it", async (who) => {
    const before = await everythingIn(theirs);
    const found: string[] = [];
    const sessions = keptSessions();
    await eachRoute(sampled(inCounty, asked.indexOf(who), 5), async (route) => {
      const token = who === "nobody" ? null : await sessions(route, ourContext(who));
      const request = requestTo(route, withTheirIds());
      const answer = await send(route, request, token);
      const namesRecord = /:(?!slug)/.test(route.path);
      if (namesRecord && answer.ok) found.push(`${route.name} answered ${answer.status}`);
      if (answer.status >= 500) found.push(`${route.name} broke: ${answer.status}`);
      // What was sent along may come back in the form it was typed into.
      const sent = JSON.stringify(request);
      const unsent = theirs.canaries.filter((canary) => !sent.includes(canary));
      const leaked = heard(await wordsOf(answer), unsent);
      if (leaked.length > 0) found.push(`${route.name} said ${leaked.join(" ")}`);
    });
    expect(found).toEqual([]);
    expect(await everythingIn(theirs)).toEqual(before);
  });
});

describe("with a session of another county", () => {
  const strangers = [...people, "operator"] as const;
  test.each(strangers)("%s is asked to sign in everywhere", async (who) => {
    const before = await everythingIn(theirs);
    const found: string[] = [];
    const ctx = who === "operator" ? operating : ourContext(who);
    const sessions = keptSessions();
    await eachRoute(sampled(closedToVisitors, strangers.indexOf(who), 5), async (route) => {
      const answer = await send(route, requestTo(route, theirs.target), await sessions(route, ctx));
      if (!asksToSignIn(route, answer)) found.push(`${route.name} answered ${answer.status}`);
      const leaked = heard(await wordsOf(answer), theirs.secrets);
      if (leaked.length > 0) found.push(`${route.name} said ${leaked.join(" ")}`);
    });
    expect(found).toEqual([]);
    expect(await everythingIn(theirs)).toEqual(before);
  });

  test.each(people)("%s is asked to sign in on the platform", async (who) => {
    const found: string[] = [];
    const sessions = keptSessions();
    await eachRoute(sampled(closedPlatform, people.indexOf(who), 5), async (route) => {
      const token = await sessions(route, ourContext(who));
      const answer = await send(route, requestTo(route, theirs.target), token);
      if (!asksToSignIn(route, answer)) found.push(`${route.name} answered ${answer.status}`);
    });
    expect(found).toEqual([]);
  });
});

test("an operator is asked to sign in inside a county even where the browser sends the operator's cookie", async () => {
  const found: string[] = [];
  const sessions = keptSessions();
  await eachRoute(closedToVisitors, async (route) => {
    const token = await sessions(route, operating);
    const visitor = newVisitor();
    visitor.cookies.set("lz_operator", token).set("lz_session", token);
    const { path, fields } = requestTo(route, ours.target);
    const answer = route.isApi
      ? await visitor.json(route.method, path, fields ?? undefined, bearer(token))
      : await (fields === null ? visitor.get(path) : visitor.post(path, fields));
    if (!asksToSignIn(route, answer)) found.push(`${route.name} answered ${answer.status}`);
  });
  expect(found).toEqual([]);
});

describe("where no county is", () => {
  const nowhere = ["no-such-county", "NO", "a", "1county", "%E6%96%B0", "..%2f..", "x".repeat(3000)];
  const found = async (who: Context | null, slug: string, some: readonly Route[]) => {
    const wrong: string[] = [];
    const sessions = keptSessions();
    await eachRoute(some, async (route) => {
      const request = requestTo(route, ours.target);
      const path = request.path.replace(`/t/${ours.target.slug}`, `/t/${slug}`);
      const token = who && (await sessions(route, who));
      const answer = await send(route, { ...request, path }, token);
      const words = await wordsOf(answer);
      if (answer.status !== 404) wrong.push(`${route.name} answered ${answer.status}`);
      if (heard(words, [...ours.secrets, ...theirs.secrets]).length > 0) wrong.push(`${route.name} leaked`);
      const says = route.isApi ? '"type":"urn:lianzhi:problem:unknown-tenant"' : "没有找到这个县";
      if (!words.includes(says)) wrong.push(`${route.name} doesn't say that there is no such county`);
    });
    return wrong;
  };

  const lost = [...people, "operator", "nobody"] as const;
  test.each(lost)("%s gets 404 and a way on from every route", async (who) => {
    const ctx = who === "nobody" ? null : who === "operator" ? operating : ourContext(who);
    expect(await found(ctx, "no-such-county", sampled(inCounty, lost.indexOf(who), 5))).toEqual([]);
  });

  test.each(nowhere)("%j names no county", async (slug) => {
    const some = inCounty.filter(({ name }) => /^GET \/t\/:slug(\/desk|\/api\/v1\/matters)?$/.test(name));
    expect(some).toHaveLength(3);
    expect(await found(null, slug, some)).toEqual([]);
  });
});
