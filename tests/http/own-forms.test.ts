import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { audit, sessions } from "../../db/kernel/schema.ts";
import { memberUnits } from "../../db/tenant/schema/org.ts";
import { mostOfKey } from "../../worker/http/form.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { formsIn, formTo } from "../support/forms.ts";
import { raw } from "../support/raw.ts";
import { absentIds, eachRoute, requestTo, type Target } from "../support/requests.ts";
import { routes } from "../support/routes.ts";
import { sessionOf, signedIn } from "../support/sessions.ts";
import { stack } from "../support/stack.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const unit = (name: string) => ({ name, kind: "localUnit", orgUnitId: county.org.root });

/** Somebody else signs in in the same browser. */
const signInAs = async (browser: Visitor, who: Who) =>
  void browser.cookies.set("lz_session", await sessionOf(county.as(who), "browser"));

const unitsNamed = async (name: string) => {
  const { orm } = county.db;
  const rows = orm.select().from(memberUnits).where(eq(memberUnits.name, name));
  return (await county.db.read({ rows })).rows.length;
};

describe("a form belongs to the account that opened it", () => {
  test("sent while another is signed in it does nothing, keeps its text, and goes on once its own is back", async () => {
    const browser = await signedIn(county, "admin");
    const { action, hidden } = formTo(await (await browser.get(`${county.base}/units`)).text(), "/units");
    await signInAs(browser, "streetOfficer");
    const before = await county.db.read({ entries: county.db.orm.select({ seq: audit.seq }).from(audit) });
    const refused = await browser.post(action, { ...hidden, ...unit("甲校") });
    const html = await refused.text();
    expect(refused.status).toBe(409);
    for (const part of ["用另一个账号打开的", county.people.streetOfficer.actor.name, "甲校"])
      expect(html).toContain(part);
    expect(await unitsNamed("甲校")).toBe(0);
    const after = await county.db.read({ entries: county.db.orm.select({ seq: audit.seq }).from(audit) });
    expect(after).toEqual(before);

    const again = formTo(html, "/units");
    await signInAs(browser, "admin");
    expect((await browser.post(again.action, again.hidden)).status).toBe(303);
    expect(await unitsNamed("甲校")).toBe(1);
  });

  test("whose session ended meanwhile signs in anew and sends it; anybody else can't", async () => {
    const browser = await signedIn(county, "admin");
    const { action, hidden } = formTo(await (await browser.get(`${county.base}/units`)).text(), "/units");
    browser.cookies.delete("lz_session");
    const refused = await browser.post(action, { ...hidden, ...unit("乙校") });
    expect(refused.status).toBe(401);
    const kept = formTo(await refused.text(), "/units");
    await signInAs(browser, "liaison");
    expect((await browser.post(kept.action, kept.hidden)).status).toBe(409);
    await signInAs(browser, "admin");
    expect((await browser.post(kept.action, kept.hidden)).status).toBe(303);
  });

  test("sent by htmx it is refused alike", async () => {
    const browser = await signedIn(county, "admin");
    const { action, hidden } = formTo(await (await browser.get(`${county.base}/units`)).text(), "/units");
    await signInAs(browser, "streetOfficer");
    expect((await browser.htmx("POST", action, { ...hidden, ...unit("丙校") })).status).toBe(409);
  });

  test("signing out is a form too", async () => {
    const browser = await signedIn(county, "admin");
    const html = await (await browser.get(`${county.base}/account`)).text();
    await signInAs(browser, "streetOfficer");
    for (const end of ["/session/closure", "/sessions/closure"]) {
      const { action, hidden } = formTo(html, end);
      expect([end, (await browser.post(action, hidden)).status]).toEqual([end, 409]);
    }
    const open = county.db.orm
      .select({ id: sessions.id })
      .from(sessions)
      .where(eq(sessions.accountId, county.people.streetOfficer.actor.accountId ?? ""));
    expect((await county.db.read({ open })).open.length).toBeGreaterThan(0);
  });

  test("a form that a page of before the mark still shows is taken", async () => {
    const browser = await signedIn(county, "admin");
    const form = { ...unit("丁校"), _key: crypto.randomUUID() };
    expect((await browser.post(`${county.base}/units`, form)).status).toBe(303);
  });

  test("a mark of the same account in another county is another mark", async () => {
    const other = await newCounty();
    const [here, there] = [await signedIn(county, "admin"), await signedIn(other, "admin")];
    const { hidden } = formTo(await (await there.get(`${other.base}/units`)).text(), "/units");
    expect((await here.post(`${county.base}/units`, { ...hidden, ...unit("戊校") })).status).toBe(409);
  });
});

test("every form that asks for signing in says once whose it is, and all of a person's say the same", async () => {
  const { id: meetingId } = await county.meeting();
  const { id: resolutionId } = await county.resolution(meetingId);
  const { id: matterId } = await county.matter();
  const known = { meetingId, resolutionId, matterId, number: "1", orgUnitId: county.org.root };
  const target: Target = {
    slug: county.slug,
    ids: { ...absentIds("2222-2222-2222-2222"), ...known, accountId: "" },
    org: county.org,
    units: county.units,
    text: "",
    username: "",
    password: "",
  };
  const browser = await signedIn(county, "admin");
  const marks = new Set<string>();
  const without: string[] = [];
  let forms = 0;
  const pages = routes.filter(
    ({ method, realm, isApi, isPublic }) => method === "GET" && realm === "county" && !isApi && !isPublic,
  );
  await eachRoute(pages, async (route) => {
    const answer = await browser.get(requestTo(route, target).path);
    if (!answer.headers.get("content-type")?.startsWith("text/html")) return;
    for (const { action, hidden } of formsIn(await answer.text())) {
      if (action.endsWith("/preferences")) continue;
      forms += 1;
      const mark = hidden._own ?? /^[0-9a-f-]{36}-(\w{24})(_|$)/.exec(hidden._key ?? "")?.[1];
      if (mark && (hidden._key?.length ?? 0) <= mostOfKey) marks.add(mark);
      else without.push(`${route.name}: ${action}`);
    }
  });
  expect(without).toEqual([]);
  expect(marks.size).toBe(1);
  expect(forms).toBeGreaterThan(40);
});

/** What browsers say of where a form stood, and whether it is theirs to send. */
const host = () => new URL(stack.url).host;
const says: [string, () => Record<string, string>, boolean][] = [
  ["the origin", () => ({ origin: stack.url }), true],
  ["no origin, but the page", () => ({ referer: `${stack.url}${county.base}/units` }), true],
  [
    "an origin that is kept back, but the same one",
    () => ({ origin: "null", "sec-fetch-site": "same-origin" }),
    true,
  ],
  [
    "an origin that is kept back, but the page",
    () => ({ origin: "null", referer: `http://${host()}/x` }),
    true,
  ],
  ["another page", () => ({ referer: "https://evil.example/units" }), false],
  ["a page whose host only begins like ours", () => ({ referer: `http://${host()}.evil.example/` }), false],
  [
    "another origin, and a page of ours",
    () => ({ origin: "https://evil.example", referer: `${stack.url}/` }),
    false,
  ],
  [
    "another site, and a page of ours",
    () => ({ "sec-fetch-site": "cross-site", referer: `${stack.url}/` }),
    false,
  ],
  ["a neighbour", () => ({ origin: "null", "sec-fetch-site": "same-site" }), false],
  ["a sandbox", () => ({ origin: "null" }), false],
];

const sent = (path: string, fields: Record<string, string>, headers: Record<string, string>) =>
  raw(path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams(fields).toString(),
  });

describe("a form whose browser says", () => {
  test.each(says)("%s", async (_what, headers, taken) => {
    const cookie = `lz_session=${await sessionOf(county.as("admin"), "browser")}`;
    const name = `学校${crypto.randomUUID().slice(0, 8)}`;
    const answer = await sent(`${county.base}/units`, unit(name), { cookie, ...headers() });
    expect([answer.status, await unitsNamed(name)]).toEqual(taken ? [303, 1] : [403, 0]);
    if (taken) return;
    // It stays to be copied, without a button that would send what another site wrote.
    expect(answer.text).toContain(`<dd class="as-typed">${name}</dd>`);
    expect(formsIn(answer.text).filter(({ action }) => action.endsWith("/units"))).toEqual([]);
  });

  describe("nothing at all", () => {
    test("is taken by its mark", async () => {
      const browser = await signedIn(county, "admin");
      const { action, hidden } = formTo(await (await browser.get(`${county.base}/units`)).text(), "/units");
      const cookie = `lz_session=${browser.cookies.get("lz_session")}`;
      const without = await sent(action, unit("己校"), { cookie });
      expect([without.status, without.text.includes("没有说明这份表单来自哪个页面")]).toEqual([403, true]);
      const theirs = await signedIn(county, "streetOfficer");
      const other = `lz_session=${theirs.cookies.get("lz_session")}`;
      expect((await sent(action, { ...hidden, ...unit("己校") }, { cookie: other })).status).toBe(409);
      expect((await sent(action, { ...hidden, ...unit("己校") }, { cookie })).status).toBe(303);
    });

    test("is taken from residents, who could send it from anywhere", async () => {
      const form = { orgUnitId: county.org.grid, category: "lighting", body: "路灯不亮", place: "路口" };
      const phone = { ...form, reporterPhone: "13812345678" };
      expect((await sent(`${county.base}/matters`, phone, {})).status).toBe(303);
    });

    test("signs in the browser that opened the form, and no other", async () => {
      const { username, password } = county.people.admin;
      const [own, attacker] = [newVisitor(), newVisitor()];
      const opened = async (visitor: Visitor) => {
        const html = await (await visitor.get(`${county.base}/session/new`)).text();
        return { ...formTo(html, "/session").hidden, username, password };
      };
      const [form, planted] = [await opened(own), await opened(attacker)];
      const cookie = `lz_form=${own.cookies.get("lz_form")}`;
      const enter = (fields: Record<string, string>, headers: Record<string, string>) =>
        sent(`${county.base}/session`, fields, headers).then(({ status }) => status);
      expect(await enter(planted, { cookie })).toBe(403);
      expect(await enter({ username, password }, { cookie })).toBe(403);
      expect(await enter(form, {})).toBe(403);
      expect(await enter(form, { cookie })).toBe(303);
    });
  });

  test("what signs in from elsewhere is refused, however it is disguised", async () => {
    const { username, password } = county.people.admin;
    for (const headers of says.filter(([, , taken]) => !taken).map(([, headers]) => headers())) {
      const answer = await sent(`${county.base}/session`, { username, password }, headers);
      expect({ headers, status: answer.status }).toEqual({ headers, status: 403 });
      expect(answer.headers["set-cookie"]).toBeUndefined();
      expect(answer.text).not.toContain(password);
    }
  });

  test("where it comes from gets no cookie for its forms", async () => {
    const modern = newVisitor();
    await modern.get(`${county.base}/session/new`, { headers: { "sec-fetch-site": "none" } });
    expect([...modern.cookies.keys()]).toEqual([]);
  });
});
