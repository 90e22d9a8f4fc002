import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type County, newCounty } from "../support/county.ts";
import { sessionOf } from "../support/sessions.ts";
import { startSite, stopEverything } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";

/** What the worker says, line by line; whoever waits for a line is told when it comes. */
const lines: string[] = [];
const waiting = new Set<() => void>();
const said = (what: string) =>
  new Promise<string>((resolve) => {
    const look = () => {
      const line = lines.find((text) => text.includes(what));
      if (!line) return;
      waiting.delete(look);
      resolve(line);
    };
    waiting.add(look);
    look();
  });

let county: County;
let url: string;
beforeAll(async () => {
  county = await newCounty();
  const site = await startSite(
    {},
    {
      onLog: ({ text }) => {
        lines.push(text);
        for (const look of waiting) look();
      },
    },
  );
  url = site.url;
});
afterAll(stopEverything);

interface Line {
  level?: string;
  [name: string]: unknown;
}

/** The one line about whatever came from this network. */
async function lineFrom(network: string): Promise<Line> {
  return JSON.parse(await said(network)) as Line;
}

const from = (network: string) => ({ headers: { "x-test-network": network } });

const line = (network: string, more: Line) => ({
  kind: "security",
  id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  county: county.slug,
  network,
  account: null,
  ...more,
});

const secret = "a wrong guess at a password";

test("a failed sign-in is noted with the name that was tried, by page and API", async () => {
  const [page, api] = [randomUUID(), randomUUID()];
  const tried = { username: "Zhang.San", password: secret };
  await newVisitor(url).post(`${county.base}/session`, tried, from(page));
  expect(await lineFrom(page)).toEqual(
    line(page, {
      security: "sign-in-failed",
      account: "zhang.san",
      method: "POST",
      route: "/t/:slug/session",
    }),
  );
  await newVisitor(url).json("POST", `${county.base}/api/v1/sessions`, tried, from(api));
  expect(await lineFrom(api)).toMatchObject({
    security: "sign-in-failed",
    account: "zhang.san",
    route: "/t/:slug/api/v1/sessions",
  });
});

test("on the platform no county is named", async () => {
  const network = randomUUID();
  await newVisitor(url).post("/session", { username: "nobody", password: secret }, from(network));
  expect(await lineFrom(network)).toMatchObject({ security: "sign-in-failed", county: null });
});

test("a sign-in refused for too many failures is noted as that", async () => {
  const network = randomUUID();
  const tried = { username: `no-${network.slice(0, 8)}`, password: secret };
  for (let time = 0; time < 6; time++)
    await newVisitor(url).post(`${county.base}/session`, tried, from(network));
  expect(JSON.parse(await said(`"too-many"`))).toMatchObject({ network, account: tried.username });
});

test("a wrong present password and a refused act are noted with the account", async () => {
  const [wrong, refused] = [randomUUID(), randomUUID()];
  const worker = newVisitor(url);
  worker.cookies.set("lz_session", await sessionOf(county.as("gridWorker"), "browser"));
  const account = county.people.gridWorker.actor.accountId;
  const fields = { current: secret, password: "另一句自己记得住的话 staple" };
  await worker.post(`${county.base}/account/password`, fields, from(wrong));
  expect(await lineFrom(wrong)).toMatchObject({ security: "wrong-password", account });
  const admin = newVisitor(url);
  const long = county.as("admin", new Date(Date.now() - 3_600_000).toISOString());
  admin.cookies.set("lz_session", await sessionOf(long, "browser"));
  const again = randomUUID();
  await admin.post(`${county.base}/people/invitations`, { _password: secret }, from(again));
  expect(await lineFrom(again)).toMatchObject({ security: "wrong-password" });
  await worker.get(`${county.base}/audit`, from(refused));
  expect(await lineFrom(refused)).toMatchObject({
    security: "forbidden",
    account,
    method: "GET",
    route: "/t/:slug/audit",
  });
});

test("a form from another site is noted by its route: its address may hold a link's token", async () => {
  const network = randomUUID();
  const token = "t".repeat(43);
  const headers = { origin: "https://evil.example", "x-test-network": network };
  await newVisitor(url).post(`${county.base}/invitations/${token}`, {}, { headers });
  const noted = await said(network);
  expect(JSON.parse(noted)).toMatchObject({
    security: "foreign-origin",
    route: "/t/:slug/invitations/:token",
  });
  expect(noted).not.toContain(token);
});

test("what is wrong with a form, what isn't there and what went well are not noted", async () => {
  const network = randomUUID();
  await newVisitor(url).post(`${county.base}/session`, { username: "", password: "" }, from(network));
  await newVisitor(url).get(`${county.base}/receipts/no-such-code`, from(network));
  const { username, password } = county.people.inspector;
  await newVisitor(url).post(`${county.base}/session`, { username, password }, from(network));
  const last = randomUUID();
  await newVisitor(url).post("/session", { username: "nobody", password: secret }, from(last));
  await said(last);
  expect(lines.filter((text) => text.includes(network))).toEqual([]);
});

test("no line says a password, a cookie or a token", async () => {
  const { password } = county.people.gridWorker;
  const everything = lines.join("\n");
  expect(everything).toContain("security");
  for (const kept of [secret, password, "lz_session"]) expect(everything).not.toContain(kept);
});
