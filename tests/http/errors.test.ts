import { parse } from "parse5";
import { beforeAll, describe, expect, test } from "vitest";
import * as database from "../../db/client.ts";
import { ConstraintFailed, DatabaseUnavailable } from "../../db/client.ts";
import * as domain from "../../worker/domain/errors.ts";
import {
  BadRequest,
  Conflict,
  Forbidden,
  Invalid,
  NotFound,
  TooLarge,
  TooMany,
  Unauthenticated,
  Unavailable,
  UnknownTenant,
  Unproven,
} from "../../worker/domain/errors.ts";
import { setDraftAside, startDraft } from "../../worker/domain/rules/drafts.ts";
import { problemOf } from "../../worker/http/answer.ts";
import { answerOf, answers } from "../../worker/http/answers.ts";
import { type County, newCounty } from "../support/county.ts";
import { ownForm, ownJson, raw } from "../support/raw.ts";
import { bearer, sessionOf, signedIn } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";
import { attribute, named, text } from "../views/parsed.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

interface ProblemJson {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: { path: string; message: string }[];
  requestId: string;
}

/** An answer of the API that must be a problem document, read. */
async function problemIn(answer: Response): Promise<ProblemJson> {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const problem = (await answer.json()) as ProblemJson;
  expect(problem).toMatchObject({
    status: answer.status,
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(problem.type).toMatch(/^urn:lianzhi:problem:[a-z-]+$/);
  expect(problem.title).not.toBe("");
  return problem;
}

/** A page that must tell a person what happened and lead on; its heading. */
async function headingOf(answer: Response): Promise<string> {
  expect(answer.headers.get("content-type")).toMatch(/^text\/html; charset=UTF-8$/i);
  const document = parse(await answer.text());
  const alert = named(document, "section").find((element) => attribute(element, "role") === "alert");
  expect(alert && named(alert, "a").length + named(alert, "button").length).toBeGreaterThan(0);
  return text(named(document, "h1")[0] as never);
}

const anyForm = { orgUnitId: "x", body: "y" };

describe("what is wrong with a request is said with the right number, to people and programs alike", () => {
  test("an address that isn't there", async () => {
    expect(await headingOf(await newVisitor().get(`${county.base}/nowhere`))).toBe("没有找到这个页面");
    const answer = await newVisitor().json("GET", `${county.base}/api/v1/nowhere`);
    expect([answer.status, (await problemIn(answer)).type]).toEqual([404, "urn:lianzhi:problem:not-found"]);
  });

  test("a county that isn't there, named as it was typed", async () => {
    const answer = await newVisitor().get("/t/xin-ye/matters");
    const html = await answer.text();
    expect(answer.status).toBe(404);
    expect(html).toContain("网址中的“xin-ye”没有对应的县（市、区）");
    expect(named(parse(html), "a").map((link) => attribute(link, "href"))).toContain("/");
    const problem = await problemIn(await newVisitor().json("GET", "/t/xin-ye/api/v1/matters"));
    expect(problem.detail).toContain("xin-ye");
  });

  test.each(["%E0%A4%A", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%00", "%ff%fe", "'%22--"])(
    "a county called %s isn't there either",
    async (slug) => {
      const answer = await raw(`/t/${slug}/desk`);
      expect([answer.status, answer.text.includes("<script>alert")]).toEqual([404, false]);
      expect((await raw(`/t/${slug}/api/v1/matters`)).status).toBe(404);
    },
  );

  test.each(["application/json", "text/plain", "text/xml", ""])("a form sent as %j", async (type) => {
    const headers = { origin: ownForm().origin, ...(type ? { "content-type": type } : {}) };
    const answer = await raw(`${county.base}/matters`, { method: "POST", headers, body: "{}" });
    expect(answer.status).toBe(415);
    expect(answer.text).toContain("请求正文须为表单");
  });

  test.each(["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", ""])(
    "the API's JSON sent as %j",
    async (type) => {
      const headers: Record<string, string> = type ? { "content-type": type } : {};
      const path = `${county.base}/api/v1/receipts/x/evaluation`;
      const answer = await raw(path, { method: "POST", headers, body: "{}" });
      expect([answer.status, answer.headers["content-type"]]).toEqual([415, "application/problem+json"]);
    },
  );

  test("a form from another site, whatever session comes along", async () => {
    const browser = await signedIn(county, "admin");
    const form = { name: "第三中学", kind: "localUnit", orgUnitId: county.org.root };
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "" },
      { origin: "http://127.0.0.1" },
      { origin: ownForm().origin.replace("http:", "https:").replace(/:\d+$/, ":1") },
      { origin: `${ownForm().origin}.evil.example` },
    ];
    for (const headers of foreign) {
      const answer = await browser.post(`${county.base}/units`, form, { headers });
      expect({ ...headers, status: answer.status }).toEqual({ ...headers, status: 403 });
    }
    const cookie = `lz_session=${browser.cookies.get("lz_session")}`;
    const { "content-type": type } = ownForm();
    const body = new URLSearchParams(form).toString();
    const without = { method: "POST", headers: { cookie, "content-type": type }, body };
    expect((await raw(`${county.base}/units`, without)).status).toBe(403);
    const crossSite = { ...without, headers: { ...without.headers, "sec-fetch-site": "cross-site" } };
    expect((await raw(`${county.base}/units`, crossSite)).status).toBe(403);
    const sameOrigin = { ...without, headers: { ...without.headers, "sec-fetch-site": "same-origin" } };
    expect((await raw(`${county.base}/units`, sameOrigin)).status).toBe(303);
  });

  test("the API takes no cookie, so that no other site can use it through a browser", async () => {
    const browser = await signedIn(county, "admin");
    const answer = await browser.json("GET", `${county.base}/api/v1/matters`);
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([
      401,
      `Bearer realm="${county.slug}"`,
    ]);
    await problemIn(answer);
  });

  describe.each([
    ["with its length", {}],
    ["in pieces", { "transfer-encoding": "chunked" }],
  ])("a body %s", (_how, more: Record<string, string>) => {
    test.each([140_000, 1_000_000, 5_000_000])("of %i bytes is too large", async (size) => {
      const large = "x".repeat(size);
      const form = { method: "POST", headers: { ...ownForm(), ...more }, body: `body=${large}` };
      const page = await raw(`${county.base}/matters`, form);
      expect([page.status, page.text.includes("一次最多 128 KB")]).toEqual([413, true]);
      expect(page.text).toContain(`测试县${county.slug}`);
      const json = { method: "POST", headers: { ...ownJson, ...more }, body: JSON.stringify({ large }) };
      const api = await raw(`${county.base}/api/v1/matters`, json);
      expect([api.status, api.headers["content-type"]]).toEqual([413, "application/problem+json"]);
    });

    test("of 120,000 bytes is read", async () => {
      const form = {
        method: "POST",
        headers: { ...ownForm(), ...more },
        body: `body=${"x".repeat(120_000)}`,
      };
      expect((await raw(`${county.base}/matters`, form)).status).toBe(422);
    });

    test("of rules may be a megabyte and no more, and only where rules are sent", async () => {
      const cookie = `lz_session=${await sessionOf(county.as("admin"), "browser")}`;
      const { authorization } = bearer(await sessionOf(county.as("admin"), "api")).headers;
      const page = (path: string, size: number) => {
        const headers = { ...ownForm(), ...more, cookie };
        return raw(county.base + path, { method: "POST", headers, body: `note=${"x".repeat(size)}` });
      };
      const api = (path: string, size: number) => {
        const headers = { ...ownJson, ...more, authorization };
        const body = JSON.stringify({ rules: "x".repeat(size) });
        return raw(`${county.base}/api/v1${path}`, { method: "POST", headers, body });
      };
      for (const path of ["/rules/versions", "/rules/imports"]) {
        expect([path, (await page(path, 1_000_000)).status]).toEqual([path, 422]);
        const refused = await page(path, 1_100_000);
        expect([path, refused.status, refused.text.includes("一次最多 1 MB")]).toEqual([path, 413, true]);
      }
      expect((await api("/rule-sets", 1_000_000)).status).toBe(422);
      expect((await api("/rule-sets", 1_100_000)).status).toBe(413);
      for (const path of ["/matters/rules", "/rulesx", "/org?back=/rules", "/session/rules/versions"]) {
        expect([path, (await page(path, 140_000)).status]).toEqual([path, 413]);
      }
      expect((await api("/matters/rule-sets", 140_000)).status).toBe(413);
    });

    test("is heard out before it is refused for another reason", async () => {
      const body = `body=${"x".repeat(120_000)}`;
      const foreign = {
        method: "POST",
        headers: { ...ownForm(), ...more, origin: "https://a.example" },
        body,
      };
      expect((await raw(`${county.base}/matters`, foreign)).status).toBe(403);
      const elsewhere = { method: "POST", headers: { ...ownForm(), ...more }, body };
      expect((await raw("/t/no-such-county/matters", elsewhere)).status).toBe(404);
      expect((await raw(`${county.base}/units`, elsewhere)).status).toBe(401);
    });
  });

  test("a form from another site is told apart from a missing right", async () => {
    const browser = await signedIn(county, "admin");
    const headers = { origin: "https://evil.example" };
    const answer = await browser.post(`${county.base}/units`, { name: "第三中学" }, { headers });
    const html = await answer.clone().text();
    expect([answer.status, await headingOf(answer)]).toEqual([403, "这次提交无法处理"]);
    expect(html).toContain("请求不是从本站页面发出的");
    expect(html).not.toContain("核对您的岗位");
  });

  test("a form that can't be read", async () => {
    for (const type of ["multipart/form-data", "multipart/form-data; boundary=x"]) {
      const headers = { origin: ownForm().origin, "content-type": type };
      const answer = await raw(`${county.base}/matters`, { method: "POST", headers, body: "--x\r\nnothing" });
      expect([type, answer.status, answer.text.includes("表单无法读取")]).toEqual([type, 400, true]);
    }
  });

  test.each(["{", "[1]", '"text"', "null", "1", "{'a':1}", "\u0000", "{}{}"])(
    "the API's JSON as %j",
    async (body) => {
      const sent = { method: "POST", headers: ownJson, body };
      const answer = await raw(`${county.base}/api/v1/matters`, sent);
      expect([answer.status, answer.headers["content-type"]]).toEqual([422, "application/problem+json"]);
      expect(JSON.parse(answer.text).errors[0].message).toBe("请求正文须为一个 JSON 对象");
    },
  );

  test("no session: a page leads to signing in, a form keeps what was typed, the API says so", async () => {
    const page = await newVisitor().get(`${county.base}/desk`);
    expect([page.status, page.headers.get("location")]).toEqual([
      303,
      `${county.base}/session/new?next=${encodeURIComponent(`${county.base}/desk`)}`,
    ]);
    const resolution = await county.resolution((await county.meeting()).id);
    const path = `${county.base}/resolutions/${resolution.id}/progress`;
    const form = await newVisitor().post(path, { text: "写了很久的进展" });
    const html = await form.text();
    expect(form.status).toBe(401);
    expect(html).toContain("写了很久的进展");
    expect(html).toContain(`action="${path}"`);
    const answer = await newVisitor().json(
      "POST",
      `${county.base}/api/v1${path.slice(county.base.length)}`,
      {},
    );
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([
      401,
      `Bearer realm="${county.slug}"`,
    ]);
    await problemIn(answer);
  });

  test("a role that doesn't do this", async () => {
    const page = await (await signedIn(county, "liaison")).get(`${county.base}/audit`);
    expect([page.status, await headingOf(page)]).toEqual([403, "您没有权限做这一步"]);
    const token = await sessionOf(county.as("liaison"), "api");
    const answer = await newVisitor().json(
      "GET",
      `${county.base}/api/v1/audit-entries`,
      undefined,
      bearer(token),
    );
    expect([answer.status, (await problemIn(answer)).type]).toEqual([403, "urn:lianzhi:problem:forbidden"]);
  });

  test("somebody was faster: who, why nothing was saved, and the way back to where one came from", async () => {
    const { number } = await startDraft(county.as("admin"), {});
    await setDraftAside(county.as("admin"), { number, revision: 1, aside: true });
    const browser = await signedIn(county, "admin");
    const from = `${county.base}/rules/${number}`;
    const leadsTo = async (referer: string) => {
      const answer = await browser.post(`${from}/discarding`, { revision: "1" }, { headers: { referer } });
      const html = await answer.text();
      expect(answer.status).toBe(409);
      for (const part of ["这份草案刚被修改过", county.people.admin.actor.name]) expect(html).toContain(part);
      const main = named(parse(html), "main")[0];
      return main && named(main, "a").map((link) => attribute(link, "href"));
    };
    expect(await leadsTo(`${ownForm().origin}${from}?a=b`)).toEqual([`${from}?a=b`]);
    expect((await browser.get(from)).status).toBe(200);
    for (const nowhere of ["", "about:blank", "https://evil.example/", `${ownForm().origin}/t/other/desk`]) {
      expect(await leadsTo(nowhere)).toEqual([county.base]);
    }
  });

  test("too many tries: when to come back, and nothing that was typed is written out again", async () => {
    const visit = { headers: { "x-test-network": `net-${crypto.randomUUID()}` } };
    const visitor = newVisitor();
    const look = () => visitor.post(`${county.base}/receipts`, { receiptCode: "2222" }, visit);
    let answer = await look();
    for (let tries = 1; tries < 1000 && answer.status === 422; tries++) answer = await look();
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "60"]);
    const html = await answer.text();
    expect([html.includes("刷新本页"), html.includes("2222")]).toEqual([true, false]);
    // A look by address is a look-up as well; reading isn't, and who looked up too much may still report.
    const looking = [`${county.base}/receipts/2222-2222-2222-2222`, `${county.base}/api/v1/receipts/2222`];
    for (const path of looking) expect((await visitor.get(path, visit)).status).toBe(429);
    expect((await visitor.get(`${county.base}/receipts`, visit)).status).toBe(200);
    const report = () => visitor.json("POST", `${county.base}/api/v1/matters`, anyForm, visit);
    let byApi = await report();
    expect(byApi.status).toBe(422);
    for (let tries = 1; tries < 1000 && byApi.status === 422; tries++) byApi = await report();
    expect([byApi.status, byApi.headers.get("retry-after")]).toEqual([429, "60"]);
    await problemIn(byApi);
    expect((await visitor.get(county.base, visit)).status).toBe(200);
    const elsewhere = { headers: { "x-test-network": `net-${crypto.randomUUID()}` } };
    expect((await visitor.post(`${county.base}/receipts`, { receiptCode: "2222" }, elsewhere)).status).toBe(
      422,
    );
  });
});

describe("an error nobody foresaw", () => {
  /** A county whose rules can no longer be read. */
  async function broken(): Promise<County> {
    const other = await newCounty();
    await other.db.script(["update rule_sets set document = 'secret inner text'"]);
    return other;
  }
  const inner =
    /secret inner|SyntaxError|Error:|\bat \w+ \(|node_modules|\.ts:|drizzle|libsql|rule_sets|sqlite/i;

  test("shows people a number to quote and nothing of the inside", async () => {
    const { base } = await broken();
    const answer = await newVisitor().get(base);
    const html = await answer.text();
    expect(answer.status).toBe(500);
    expect(html).toContain("系统出错，这一步没有完成");
    expect(/<code>([0-9a-f-]{36})<\/code>/.exec(html)?.[1]).toBeDefined();
    expect(html).not.toMatch(inner);
    expect([...answer.headers].join("\n")).not.toMatch(inner);
  });

  test("tells programs no more", async () => {
    const { base } = await broken();
    const answer = await newVisitor().json("GET", `${base}/api/v1/communities`);
    const words = await answer.clone().text();
    expect([answer.status, (await problemIn(answer)).type]).toEqual([500, "urn:lianzhi:problem:unexpected"]);
    expect(words).not.toMatch(inner);
  });

  test("keeps what was typed", async () => {
    const { base, org } = await broken();
    const form = { orgUnitId: org.grid, category: "lighting", body: "写了很久的情况", place: "劳动街" };
    const answer = await newVisitor().post(`${base}/matters`, { ...form, _key: "0123456789abcdef" });
    const html = await answer.text();
    expect(answer.status).toBe(500);
    expect(html).toContain("写了很久的情况");
    expect(html).toContain('name="_key" value="0123456789abcdef"');
  });

  test("a table that is gone is no outage that passes by itself", async () => {
    const other = await newCounty();
    await other.db.script(["drop table matters"]);
    const answer = await newVisitor().get(other.base);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([500, null]);
    expect(await answer.text()).not.toMatch(inner);
  });
});

const id = "0e0e0e0e-0000-4000-8000-000000000000";

describe("each kind of error has one number, and only says what was meant to be said", () => {
  const secret = "secret inner text";
  test.each([
    [new Invalid([{ path: "a", message: "b" }]), 422, { errors: [{ path: "a", message: "b" }] }],
    [new Unauthenticated(secret), 401, {}],
    [new Unproven(), 401, {}],
    [new Forbidden(secret), 403, {}],
    [new NotFound(secret), 404, {}],
    [new UnknownTenant("x"), 404, { detail: "没有网址标识为“x”的县，请检查拼写" }],
    [new Conflict("改过了", { revision: 2 }), 409, { detail: "改过了", current: { revision: 2 } }],
    [new TooLarge(1024), 413, {}],
    [new TooMany(7), 429, { retryAfter: 7 }],
    [new BadRequest(415, "须为表单"), 415, { title: "须为表单" }],
    [new Unavailable(secret), 503, { retryAfter: 30 }],
    [new DatabaseUnavailable(secret), 503, { retryAfter: 30 }],
    [new ConstraintFailed(secret, {}), 500, {}],
    [new TypeError(secret), 500, {}],
    [secret, 500, {}],
    [null, 500, {}],
  ])("%s", (error, status, more) => {
    const answer = answerOf(error);
    const problem = problemOf(answer, id);
    expect(problem).toMatchObject({ status, requestId: id, ...more });
    expect(Object.keys(problem)).not.toContain("page");
    expect(JSON.stringify(answer)).not.toContain(secret);
  });

  test("every class of error that the domain and the database export has an answer of its own", () => {
    const exported = Object.entries({ ...domain, ...database });
    const named = exported.filter(([, { prototype }]) => prototype instanceof Error).map(([name]) => name);
    expect(named.length).toBeGreaterThan(10);
    expect(Object.keys(answers).sort()).toEqual(named.sort());
  });

  test("by its class, not by what it calls itself", () => {
    const pretender = Object.assign(new Error(secret), { name: "NotFound" });
    expect(answerOf(pretender).status).toBe(500);
    class Missing extends NotFound {}
    expect(answerOf(new Missing(secret)).status).toBe(404);
  });
});
