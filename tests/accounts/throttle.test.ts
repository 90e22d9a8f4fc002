import { randomUUID } from "node:crypto";
import { like, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { signInFailures } from "../../db/kernel/schema.ts";
import { type County, newCounty } from "../support/county.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";
import { addPerson, type Newcomer, signedIn, tryToSignIn } from "./people.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const start = "2026-11-21T01:00:00.000Z";
const later = (minutes: number, seconds = 0) =>
  new Date(Date.parse(start) + minutes * 60_000 + seconds * 1000).toISOString();

interface From {
  network?: string;
  now?: string;
  browser?: Visitor;
}

const at = ({ network = randomUUID(), now = start }: From) => ({
  now,
  headers: { "x-test-network": network },
});

const fail = async (person: Newcomer, from: From = {}) =>
  (
    await tryToSignIn(
      from.browser ?? newVisitor(),
      county,
      { ...person, password: "a wrong guess" },
      at(from),
    )
  ).status;

const enter = async (person: Newcomer, from: From = {}) =>
  (await tryToSignIn(from.browser ?? newVisitor(), county, person, at(from))).status;

async function failTimes(times: number, person: Newcomer, from: From = {}): Promise<number[]> {
  const statuses: number[] = [];
  for (let index = 0; index < times; index++) statuses.push(await fail(person, from));
  return statuses;
}

async function counters(person: Newcomer) {
  const mine = like(signInFailures.bucket, `%${person.username}%`);
  const { rows } = await county.db.read({ rows: county.db.orm.select().from(signInFailures).where(mine) });
  return rows;
}

/** Many networks have been guessing for a while: the account's own counter stands at `failures`. */
async function attacked(person: Newcomer, failures: number): Promise<void> {
  await fail(person);
  const [bucket] = (await counters(person))
    .map(({ bucket }) => bucket)
    .filter((name) => name.startsWith("account:"));
  if (!bucket) throw new Error("no counter of the account alone");
  await county.db.write([
    county.db.orm.update(signInFailures).set({ failures }).where(sql`${signInFailures.bucket} = ${bucket}`),
  ]);
}

describe("five failures from one network", () => {
  test("stop that network for this account, with the right password too, and say for how long", async () => {
    const person = await addPerson(county);
    const network = randomUUID();
    expect(await failTimes(5, person, { network })).toEqual([422, 422, 422, 422, 422]);
    const answer = await tryToSignIn(newVisitor(), county, person, at({ network, now: later(4) }));
    expect(answer.status).toBe(429);
    expect(answer.headers.get("retry-after")).toBe(String(11 * 60));
    expect(answer.headers.getSetCookie()).toEqual([]);
    const html = await answer.text();
    // Nothing typed is written out where too much is sent; the browser sends it again when the page is loaded anew.
    expect(html).toContain("刷新本页");
    for (const typed of [person.username, person.password]) expect(html).not.toContain(typed);
  });

  test("leave the owner in another network, and other accounts in that network, alone", async () => {
    const [person, colleague] = [await addPerson(county), await addPerson(county)];
    const network = randomUUID();
    await failTimes(5, person, { network });
    expect(await enter(person)).toBe(303);
    expect(await enter(colleague, { network })).toBe(303);
  });

  test("say the same to a name that nobody has", async () => {
    const nobody = { id: "", username: `no-${randomUUID().slice(0, 8)}`, password: "a wrong guess" };
    const network = randomUUID();
    expect(await failTimes(6, nobody, { network })).toEqual([422, 422, 422, 422, 422, 429]);
  });

  test("count in the API as on the page", async () => {
    const person = await addPerson(county);
    const network = randomUUID();
    await failTimes(5, person, { network });
    const { username, password } = person;
    const path = `${county.base}/api/v1/sessions`;
    const answer = await newVisitor().json("POST", path, { username, password }, at({ network }));
    expect(answer.status).toBe(429);
    expect(await answer.json()).toMatchObject({ type: "urn:lianzhi:problem:too-many", retryAfter: 15 * 60 });
  });

  test("are counted per county", async () => {
    const other = await newCounty();
    const network = randomUUID();
    const { username, password } = county.people.inspector;
    await failTimes(5, { id: "", username, password }, { network });
    const elsewhere = await tryToSignIn(newVisitor(), other, other.people.inspector, at({ network }));
    expect(elsewhere.status).toBe(303);
  });
});

describe("the window of fifteen minutes", () => {
  test("ends to the second, and the count begins again at one", async () => {
    const person = await addPerson(county);
    const network = randomUUID();
    await failTimes(5, person, { network });
    expect(await enter(person, { network, now: later(14, 59) })).toBe(429);
    const now = later(15);
    expect(await fail(person, { network, now })).toBe(422);
    const own = (await counters(person)).find(({ bucket }) => bucket.includes(network));
    expect(own).toMatchObject({ failures: 1, since: now });
    expect(await failTimes(4, person, { network, now })).toEqual([422, 422, 422, 422]);
    expect(await enter(person, { network, now })).toBe(429);
  });

  test("isn't drawn out by further tries", async () => {
    const person = await addPerson(county);
    const network = randomUUID();
    await failTimes(5, person, { network });
    for (const minutes of [1, 5, 14]) expect(await fail(person, { network, now: later(minutes) })).toBe(429);
    expect(await enter(person, { network, now: later(15) })).toBe(303);
  });

  test("is forgotten after a success", async () => {
    const person = await addPerson(county);
    const network = randomUUID();
    await failTimes(4, person, { network });
    expect(await enter(person, { network })).toBe(303);
    expect(await failTimes(4, person, { network })).toEqual([422, 422, 422, 422]);
    expect(await enter(person, { network })).toBe(303);
  });
});

describe("an attack from many networks", () => {
  test("counts for the account as a whole", async () => {
    const person = await addPerson(county);
    for (let network = 0; network < 3; network++) await fail(person);
    expect((await counters(person)).find(({ bucket }) => bucket.startsWith("account:"))?.failures).toBe(3);
  });

  test("closes the account to unknown devices for an hour, and no longer", async () => {
    const person = await addPerson(county);
    await attacked(person, 59);
    expect(await fail(person)).toBe(422);
    expect(await enter(person)).toBe(429);
    expect(await enter(person, { now: later(59, 59) })).toBe(429);
    expect(await enter(person, { now: later(60) })).toBe(303);
  });

  test("doesn't lock out a device that signed in before, not even from an attacked network", async () => {
    const person = await addPerson(county);
    const known = await signedIn(county, person, { now: start });
    await known.post(`${county.base}/session/closure`);
    const network = randomUUID();
    await failTimes(5, person, { network });
    await attacked(person, 60);
    expect(await enter(person)).toBe(429);
    expect(await enter(person, { browser: known, network })).toBe(303);
    expect(await enter(person, { browser: known })).toBe(303);
  });

  test("isn't forgotten because the owner got in: the guessing goes on", async () => {
    const person = await addPerson(county);
    const known = await signedIn(county, person, { now: start });
    await attacked(person, 60);
    expect(await enter(person, { browser: known })).toBe(303);
    expect(await enter(person)).toBe(429);
  });
});

test("one network alone doesn't close the account, however long it goes on", async () => {
  const person = await addPerson(county);
  const network = randomUUID();
  await attacked(person, 50);
  const statuses = await failTimes(15, person, { network });
  expect(statuses.filter((status) => status === 422)).toHaveLength(5);
  expect((await counters(person)).find(({ bucket }) => bucket.startsWith("account:"))?.failures).toBe(55);
  expect(await enter(person)).toBe(303);
});

test("a success takes back its own count and leaves the account's other failures", async () => {
  const person = await addPerson(county);
  await attacked(person, 30);
  expect(await enter(person)).toBe(303);
  expect((await counters(person)).find(({ bucket }) => bucket.startsWith("account:"))?.failures).toBe(30);
});

describe("a known device", () => {
  test("has a count of its own: ten failures stop it and nobody else", async () => {
    const person = await addPerson(county);
    const known = await signedIn(county, person, { now: start });
    const statuses = await failTimes(10, person, { browser: known });
    expect(statuses).toEqual(Array.from({ length: 10 }, () => 422));
    expect(await enter(person, { browser: known })).toBe(429);
    expect(await enter(person)).toBe(303);
    expect(await enter(person, { browser: known, now: later(15) })).toBe(303);
  });

  const forgeries: [string, (cookie: string) => string][] = [
    ["with another nonce", (cookie) => `AAAAAAAAAAAAAAAAAAAAAA.${cookie.split(".")[1]}`],
    ["without a proof", (cookie) => `${cookie.split(".")[0]}.`],
    ["with an empty proof", (cookie) => cookie.split(".")[0] ?? ""],
    ["of nothing", () => "."],
  ];
  test.each(forgeries)("is not one by a cookie %s", async (_what, forge) => {
    const person = await addPerson(county);
    const known = await signedIn(county, person, { now: start });
    await attacked(person, 60);
    const forged = newVisitor();
    forged.cookies.set("lz_device", forge(known.cookies.get("lz_device") ?? ""));
    expect(await enter(person, { browser: forged })).toBe(429);
  });

  test("of one account is unknown to another, and of one county to another", async () => {
    const other = await newCounty();
    const [person, colleague] = [await addPerson(county), await addPerson(county)];
    const theirs = await signedIn(county, colleague, { now: start });
    await attacked(person, 60);
    expect(await enter(person, { browser: theirs })).toBe(429);

    const foreign = newVisitor();
    const { username, password } = other.people.gridWorker;
    await tryToSignIn(foreign, other, { username, password });
    const own = { id: "", username, password: county.people.gridWorker.password };
    await attacked(own, 60);
    expect(await enter(own, { browser: foreign })).toBe(429);
  });
});

test("of twenty guesses sent at once from one network, five are looked at", async () => {
  const person = await addPerson(county);
  const network = randomUUID();
  const statuses = await Promise.all(Array.from({ length: 20 }, () => fail(person, { network })));
  expect(statuses.filter((status) => status === 422)).toHaveLength(5);
  expect(statuses.filter((status) => status === 429)).toHaveLength(15);
  expect((await counters(person)).find(({ bucket }) => bucket.startsWith("account:"))?.failures).toBe(5);
  expect(await enter(person, { network })).toBe(429);
});
