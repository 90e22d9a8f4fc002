import { beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "../../worker/domain/kernel/secrets.ts";
import { type County, newCounty } from "../support/county.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";
import { addPerson, bearer, isIn, type Newcomer, sessionsOf, signedIn, tokenOf } from "./people.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const from = (network: string) => ({ headers: { "x-test-network": network } });

interface Shown {
  id: string;
  kind: string;
  network: string;
  current: boolean;
}

const accountIn = async (token: string): Promise<Shown[]> => {
  const answer = await newVisitor().json("GET", `${county.base}/api/v1/account`, undefined, bearer(token));
  return ((await answer.json()) as { sessions: Shown[] }).sessions;
};

/** What the account's page offers to end, by the network that it shows beside. */
async function offered(browser: Visitor): Promise<Map<string, string>> {
  const html = await (await browser.get(`${county.base}/account`)).text();
  const items = html.split('<li class="item"').slice(1);
  return new Map(
    items.flatMap((item) => {
      const network = /网络 ([^，<]+)/.exec(item)?.[1];
      const action = /action="([^"]+\/sessions\/[^"]+\/closure)"/.exec(item)?.[1];
      return network && action ? [[network, action] as const] : [];
    }),
  );
}

async function threePlaces(): Promise<{ person: Newcomer; here: Visitor; office: Visitor; lost: Visitor }> {
  const person = await addPerson(county);
  return {
    person,
    here: await signedIn(county, person, from("198.51.100")),
    office: await signedIn(county, person, from("203.0.113")),
    lost: await signedIn(county, person, from("2001:db8:1")),
  };
}

const areIn = (...browsers: Visitor[]) => Promise.all(browsers.map((browser) => isIn(browser, county)));

describe("a person sees where they are signed in", () => {
  test("and ends any one place but the one they look from", async () => {
    const { here, office, lost } = await threePlaces();
    const ways = await offered(here);
    expect([...ways.keys()].sort()).toEqual(["2001:db8:1", "203.0.113"]);
    expect((await here.post(ways.get("2001:db8:1") ?? "")).status).toBe(303);
    expect(await areIn(here, office, lost)).toEqual([true, true, false]);
    expect([...(await offered(here)).keys()]).toEqual(["203.0.113"]);
  });

  test("and ends all others at once", async () => {
    const { here, office, lost } = await threePlaces();
    expect((await here.post(`${county.base}/other-sessions/closure`)).status).toBe(303);
    expect(await areIn(here, office, lost)).toEqual([true, false, false]);
  });

  test("in the API too, which marks the session that asks", async () => {
    const { person, here } = await threePlaces();
    const token = await tokenOf(county, person);
    const shown = await accountIn(token);
    expect(shown.filter(({ current }) => current).map(({ kind }) => kind)).toEqual(["api"]);
    const other = shown.find(({ network }) => network === "198.51.100");
    const path = `${county.base}/api/v1/sessions/${other?.id}/closure`;
    expect((await newVisitor().json("POST", path, {}, bearer(token))).status).toBe(200);
    expect(await isIn(here, county)).toBe(false);
    const others = `${county.base}/api/v1/sessions/others`;
    expect((await newVisitor().json("DELETE", others, undefined, bearer(token))).status).toBe(200);
    expect(await accountIn(token)).toHaveLength(1);
  });

  test("and is led to the sign-in by ending the place they look from", async () => {
    const { person, here } = await threePlaces();
    const shown = await accountIn(await tokenOf(county, person));
    const mine = shown.find(({ network }) => network === "198.51.100");
    const answer = await here.post(`${county.base}/sessions/${mine?.id}/closure`);
    expect(answer.headers.get("location")).toBe(`${county.base}/session/new`);
    expect(here.cookies.get("lz_session")).toBeUndefined();
  });

  test("and nobody else's, neither to see nor to end", async () => {
    const { person, here, office, lost } = await threePlaces();
    const stranger = await signedIn(county, await addPerson(county));
    for (const { id } of await sessionsOf(county.db, person.id))
      expect((await stranger.post(`${county.base}/sessions/${id.slice(0, 24)}/closure`)).status).toBe(404);
    expect(await areIn(here, office, lost)).toEqual([true, true, true]);
    expect((await offered(stranger)).size).toBe(0);
  });

  test("under a name that isn't what the database keeps", async () => {
    const { here } = await threePlaces();
    const html = await (await here.get(`${county.base}/account`)).text();
    expect(html).not.toContain(await sha256(here.cookies.get("lz_session") ?? ""));
  });
});

test("an admin ends all sessions of somebody, who may sign in again", async () => {
  const { person, here, office } = await threePlaces();
  const admin = await county.visit("admin");
  expect((await admin.post(`${county.base}/people/${person.id}/sessions/closure`)).status).toBe(303);
  expect(await areIn(here, office)).toEqual([false, false]);
  expect(await isIn(await signedIn(county, person), county)).toBe(true);
});
