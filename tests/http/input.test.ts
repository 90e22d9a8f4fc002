import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { audit } from "../../db/kernel/schema.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { startDraft } from "../../worker/domain/rules/drafts.ts";
import { type County, newCounty } from "../support/county.ts";
import { ownForm, ownJson, raw } from "../support/raw.ts";
import { absentIds, eachRoute, requestTo, type Target } from "../support/requests.ts";
import { type Route, routes } from "../support/routes.ts";
import { sampled } from "../support/sample.ts";
import { keptSessions, operator, sessionOf } from "../support/sessions.ts";
import type { Fields } from "../support/visitor.ts";

let county: County;
let target: Target;
let operating: Context;
beforeAll(async () => {
  operating = await operator();
  county = await newCounty();
  const meeting = await county.meeting();
  const { id: resolutionId } = await county.resolution(meeting.id);
  const { id: matterId, receiptCode } = await county.matter();
  const number = String((await startDraft(county.as("admin"), {})).number);
  target = {
    slug: county.slug,
    ids: { ...absentIds("absent"), number, matterId, receiptCode, resolutionId, meetingId: meeting.id },
    org: county.org,
    units: county.units,
    text: "改一改",
    username: "nobody.here",
    password: "长满槐树的那条街一直通到河边",
  };
});

type Body = { text: string | Uint8Array; type: "form" | "json" };

/** What a request's fields become; null where this disguise makes no sense for a route. */
type Disguise = (fields: Fields, isApi: boolean) => Body | null;

const form = (text: string | Uint8Array): Body => ({ text, type: "form" });
const json = (body: unknown): Body => ({ text: JSON.stringify(body), type: "json" });
const encoded = (fields: Fields) =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)])),
  ).toString();

/** Every field's value made into something else. */
const every = (fields: Fields, value: unknown) =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, value]));

const deep = (open: string, close: string, depth: number) => `${open.repeat(depth)}1${close.repeat(depth)}`;

const disguises: Record<string, Disguise> = {
  "with prototype keys": (fields, isApi) =>
    isApi
      ? {
          type: "json",
          text: `{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},${JSON.stringify(fields).slice(1)}`.replace(
            ",}",
            "}",
          ),
        }
      : form(
          `__proto__=1&__proto__[admin]=1&constructor=2&prototype=3&toString=4&hasOwnProperty=5&${encoded(fields)}`,
        ),
  "with every field twice": (fields, isApi) =>
    isApi ? json(every(fields, ["a", "b"])) : form(`${encoded(fields)}&${encoded(fields)}`),
  "with objects for text": (fields, isApi) => (isApi ? json(every(fields, { $ne: null })) : null),
  "with numbers for text": (fields, isApi) => (isApi ? json(every(fields, 1e308)) : null),
  "with booleans for text": (fields, isApi) => (isApi ? json(every(fields, true)) : null),
  "with nothing for text": (fields, isApi) =>
    isApi ? json(every(fields, null)) : form(encoded(every(fields, "") as Fields)),
  "with null bytes": (fields, isApi) =>
    isApi ? json(every(fields, "\u0000x\u0000")) : form(encoded(every(fields, "\u0000x\u0000") as Fields)),
  "with half characters": (fields, isApi) =>
    isApi
      ? { type: "json", text: JSON.stringify(every(fields, "@")).replaceAll("@", "\\ud800x") }
      : form(encoded(every(fields, "@") as Fields).replaceAll("%40", "%ff%fe%c3")),
  "with raw bytes that are no UTF-8": (fields, isApi) => {
    const text = isApi
      ? JSON.stringify(every(fields, "@"))
      : encoded(every(fields, "@") as Fields).replaceAll("%40", "@");
    return {
      type: isApi ? "json" : "form",
      text: Uint8Array.from(Buffer.from(text), (byte: number) => (byte === 0x40 ? 0xff : byte)),
    };
  },
  "with half escapes": (fields, isApi) =>
    isApi ? null : form(`${encoded(fields)}&body=%&place=%zz&%=%&=&&&`),
  "with very long text": (fields, isApi) => {
    const long = "长".repeat(Math.floor(40_000 / Math.max(1, Object.keys(fields).length)));
    return isApi ? json(every(fields, long)) : form(encoded(every(fields, long.slice(0, 3000)) as Fields));
  },
  "with ten thousand fields": (_fields, isApi) => {
    const names = Array.from({ length: 10_000 }, (_, index) => `f${index}`);
    return isApi
      ? json(Object.fromEntries(names.map((name) => [name, 1])))
      : form(names.map((name) => `${name}=`).join("&"));
  },
  "with one field forty thousand times": (fields, isApi) => {
    const name = Object.keys(fields)[0] ?? "x";
    return isApi ? json({ [name]: Array(40_000).fill(1) }) : form(`${name.slice(0, 1)}=&`.repeat(40_000));
  },
  "with deep JSON": (fields, isApi) =>
    isApi ? { type: "json", text: `{"${Object.keys(fields)[0] ?? "x"}":${deep("[", "]", 50_000)}}` } : null,
  "with deep objects": (fields, isApi) =>
    isApi
      ? { type: "json", text: `{"${Object.keys(fields)[0] ?? "x"}":${deep('{"a":', "}", 15_000)}}` }
      : null,
  "with text for numbers": (fields, isApi) => {
    const odd = {
      ...fields,
      number: "0x1",
      revision: "0x1",
      households: "１２",
      residents: "1e3",
      date: "2030-02-30",
      time: "25:99",
    };
    return isApi ? json(odd) : form(encoded(odd));
  },
  "with endless numbers": (_fields, isApi) =>
    isApi
      ? {
          type: "json",
          text: '{"number":1e400,"revision":1e400,"households":-1e400,"residents":99999999999999999999}',
        }
      : form("number=Infinity&revision=Infinity&households=NaN&residents=-0"),
  "with SQL in every field": (fields, isApi) => {
    const text = `'); drop table matters; --" or 1=1`;
    return isApi ? json(every(fields, text)) : form(encoded(every(fields, text) as Fields));
  },
};

const writing = routes.filter(
  ({ method, name }) => method !== "GET" && !/sample-removal|provisioning/.test(name),
);

async function cookieOrToken(
  route: Route,
  sessions: ReturnType<typeof keptSessions>,
): Promise<Record<string, string>> {
  const token = await sessions(route, route.realm === "county" ? county.as("admin") : operating);
  if (route.isApi) return { authorization: `Bearer ${token}` };
  return { cookie: `${route.realm === "county" ? "lz_session" : "lz_operator"}=${token}` };
}

describe("whatever is sent is taken or refused with a reason; nothing breaks", () => {
  const columns = Object.entries(disguises).map(
    ([name, disguise], column) => [name, column, disguise] as const,
  );
  test.each(columns)("%s", async (_name, column, disguise) => {
    const broken: string[] = [];
    const sessions = keptSessions();
    await eachRoute(sampled(writing, column, 6), async (route) => {
      const { path, fields } = requestTo(route, target);
      const body = disguise(fields ?? {}, route.isApi);
      if (!body) return;
      const type = body.type === "json" ? ownJson : ownForm();
      const headers = { ...type, ...(await cookieOrToken(route, sessions)) };
      const answer = await raw(path, { method: route.method, headers, body: body.text });
      if (answer.status >= 500) broken.push(`${route.name} ${answer.status}`);
      if (/无效输入|\[object Object\]|undefined|function /.test(answer.text) && !route.isApi)
        broken.push(`${route.name} says something for programmers`);
    });
    expect(broken).toEqual([]);
    const { kept } = await county.db.read({ kept: county.db.orm.select().from(matters) });
    expect(kept.length).toBeGreaterThan(0);
  });
});

describe("addresses", () => {
  const odd = [
    "%00",
    "%ff%fe",
    "%E0%A4%A",
    "..%2f..%2fadmin",
    "%2e%2e",
    "'%22%3Cb%3E",
    "constructor",
    "__proto__",
    "x".repeat(8000),
    "%F0%9F%92%A9",
    "1%20or%201=1",
    "*",
    "{id}",
    ":id",
  ];
  const reading = routes.filter(({ method }) => method === "GET");

  test.each(odd.map((text, column) => [text.slice(0, 20), column, text] as const))(
    "with %s for an id",
    async (_name, column, text) => {
      const broken: string[] = [];
      const sessions = keptSessions();
      await eachRoute(sampled(reading, column, 6), async (route) => {
        const path = route.path.replace(":slug", county.slug).replace(/:\w+/g, text);
        const query = route.isApi
          ? ""
          : `?before=${text}&done=${text}&orgUnitId=${text}&category=${text}&next=${text}&scope=${text}`;
        const answer = await raw(path + query.slice(0, 6000), {
          headers: await cookieOrToken(route, sessions),
        });
        if (answer.status >= 500) broken.push(`${route.name} ${answer.status}`);
      });
      expect(broken).toEqual([]);
    },
  );

  test("longer than any server reads are refused", async () => {
    const answer = await raw(`${county.base}/receipts/${"x".repeat(40_000)}`);
    expect([414, 431]).toContain(answer.status);
  });

  test("with dots, doubled slashes or capitals open nothing that the plain ones don't", async () => {
    const admin = { cookie: `lz_session=${await sessionOf(county.as("liaison"), "browser")}` };
    for (const path of [
      `${county.base}/x/../audit`,
      `${county.base}/./audit`,
      `${county.base}/%61udit`,
      `${county.base}/audit/`,
    ]) {
      expect([path, (await raw(path, { headers: admin })).status]).toEqual([path, 403]);
    }
    for (const path of [
      `/${county.base}/audit`,
      `${county.base}//audit`,
      `${county.base}/AUDIT`,
      `${county.base.toUpperCase()}/audit`,
      `${county.base}/audit%2f`,
      `${county.base}%2faudit`,
      `${county.base};x/audit`,
    ]) {
      expect([path, (await raw(path, { headers: admin })).status]).toEqual([path, 404]);
    }
  });
});

describe("headers", () => {
  test.each([
    ["an idempotency key that others may hit upon", { "idempotency-key": "1" }],
    ["an empty idempotency key", { "idempotency-key": "" }],
    ["an endless idempotency key", { "idempotency-key": "k".repeat(5000) }],
    ["an idempotency key with blanks", { "idempotency-key": "a b c d e f g h" }],
  ])("%s is refused and nothing is written", async (_what, headers) => {
    const before = await matterCount();
    const { fields } = requestTo(routeNamed("POST /t/:slug/api/v1/matters"), target);
    const answer = await raw(`${county.base}/api/v1/matters`, {
      method: "POST",
      headers: { ...ownJson, ...(headers as Record<string, string>) },
      body: JSON.stringify(fields),
    });
    expect(answer.status).toBe(422);
    expect(JSON.parse(answer.text).errors[0].path).toBe("Idempotency-Key");
    expect(await matterCount()).toBe(before);
  });

  test("cookies and tokens of any shape mean nobody", async () => {
    const shapes = [
      "%ff",
      "%",
      "=",
      "a=b",
      '"quoted"',
      "x".repeat(7000),
      "null",
      "undefined",
      "../..",
      "%00",
    ];
    for (const shape of shapes) {
      const page = await raw(`${county.base}/desk`, {
        headers: { cookie: `lz_session=${shape}; lz_elder=${shape}` },
      });
      expect([shape.slice(0, 9), page.status]).toEqual([shape.slice(0, 9), 303]);
      const headers = { authorization: `Bearer ${shape}` };
      const api = await raw(`${county.base}/api/v1/matters`, { headers });
      expect([shape.slice(0, 9), api.status]).toEqual([shape.slice(0, 9), 401]);
    }
  });

  test("no header changes the method, the address or the county", async () => {
    const cookie = `lz_session=${await sessionOf(county.as("admin"), "browser")}`;
    const lies = {
      "x-http-method-override": "DELETE",
      "x-original-url": "/operator/tenants",
      "x-rewrite-url": "/operator/tenants",
      "x-forwarded-host": "evil.example",
      "x-forwarded-prefix": "/evil",
      "x-tenant": "other",
      forwarded: "host=evil.example",
    };
    const plain = await raw(`${county.base}/desk`, { headers: { cookie } });
    const lied = await raw(`${county.base}/desk`, { headers: { cookie, ...lies } });
    expect([lied.status, lied.text]).toEqual([plain.status, plain.text]);
  });
});

describe("what a person types", () => {
  const report = (more: Fields): Fields => ({
    orgUnitId: county.org.grid,
    category: "lighting",
    body: "路灯不亮",
    place: "劳动街",
    reporterPhone: "13812345678",
    ...more,
  });
  const kept = async (fields: Fields) => {
    const answer = await raw(`${county.base}/matters`, {
      method: "POST",
      headers: ownForm(),
      body: encoded(fields),
    });
    expect(answer.status).toBe(303);
    const code = String(answer.headers.location).split("/").at(-1) ?? "";
    const { rows } = await county.db.read({
      rows: county.db.orm.select().from(matters).where(eq(matters.receiptCode, code)),
    });
    return rows[0];
  };

  test("is cleaned of what can't be seen, and of nothing else", async () => {
    const row = await kept(
      report({
        body: "  第一行\r\n第二行\t\u0000\u0007\u202e反转\u200b零宽\ufeff  ",
        place: " 劳动街 \n 3 号 ",
        reporterName: "e\u0301蕾",
      }),
    );
    expect(row).toMatchObject({
      body: "第一行\n第二行\t反转零宽",
      place: "劳动街 3 号",
      reporterName: "é蕾",
    });
  });

  test("keeps rare characters, quotes and markup as they are", async () => {
    const body = `𠮷野家、㐂、"引号"、'单引号'、<b>标签</b>、&amp;、%00、\\u0000、{{7*7}}、\${1}`;
    expect(await kept(report({ body }))).toMatchObject({ body });
  });

  test("can't choose what is not asked for: state, number, source, time", async () => {
    const row = await kept(report({ source: "police" }));
    expect(row).toMatchObject({ source: "resident", state: "reported" });
    const forged = {
      ...report({}),
      state: "closed",
      id: "mine",
      number: "2026-999999",
      reportedAt: "2000-01-01",
    };
    const page = await raw(`${county.base}/matters`, {
      method: "POST",
      headers: ownForm(),
      body: encoded(forged),
    });
    expect(page.status).toBe(422);
    for (const extra of [{ state: "closed" }, { source: "police" }, { orgPath: "/" }, { receiptCode: "x" }]) {
      const body = JSON.stringify({ ...report({}), ...extra });
      const answer = await raw(`${county.base}/api/v1/matters`, { method: "POST", headers: ownJson, body });
      expect([extra, answer.status]).toEqual([extra, 422]);
    }
  });

  test("a refusal writes nothing, not even into the audit log", async () => {
    const before = await county.db.read({
      kept: county.db.orm.select().from(matters),
      entries: county.db.orm.select({ seq: audit.seq }).from(audit),
    });
    await raw(`${county.base}/matters`, { method: "POST", headers: ownForm(), body: "body=x" });
    const after = await county.db.read({
      kept: county.db.orm.select().from(matters),
      entries: county.db.orm.select({ seq: audit.seq }).from(audit),
    });
    expect(after).toEqual(before);
  });
});

async function matterCount(): Promise<number> {
  const { rows } = await county.db.read({ rows: county.db.orm.select({ id: matters.id }).from(matters) });
  return rows.length;
}

function routeNamed(name: string) {
  const found = routes.find((route) => route.name === name);
  if (!found) throw new Error(`no route ${name}`);
  return found;
}
