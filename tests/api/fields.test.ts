import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { resolutions } from "../../db/tenant/schema/meetings.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { meetingDay } from "../support/days.ts";
import { operator, sessionOf } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";
import { under } from "../tenants/browsing.ts";

let county: County;
let at: string;
beforeAll(async () => {
  county = await newCounty();
  at = `${county.base}/api/v1`;
});

async function send(
  who: Who | null,
  method: string,
  path: string,
  body?: unknown,
  more: Record<string, string> = {},
) {
  const token = who && (await sessionOf(county.as(who), "api"));
  const headers = { ...(token ? { authorization: `Bearer ${token}` } : {}), ...more };
  return newVisitor().json(method, path, body, { headers });
}

const task = async () => (await county.resolution((await county.meeting()).id)).id;

describe("what was made says where it is", () => {
  const made: [string, Who | null, Who | null, () => object][] = [
    [
      "matters",
      null,
      null,
      () => ({
        orgUnitId: county.org.grid,
        category: "lighting",
        body: "路灯不亮",
        place: "路口",
        reporterPhone: "13812345678",
      }),
    ],
    [
      "meetings",
      "secretary",
      "secretary",
      () => ({
        series: "countyJoint",
        orgUnitId: county.org.root,
        title: "联席会议",
        date: meetingDay,
        time: "09:30",
        place: "会议室",
        members: Object.values(county.units),
      }),
    ],
    [
      "org-units",
      "admin",
      "admin",
      () => ({ parentId: county.org.street, level: "community", name: "新建社区" }),
    ],
    [
      "member-units",
      "admin",
      "admin",
      () => ({ name: "新单位", kind: "localUnit", orgUnitId: county.org.root }),
    ],
    ["rule-sets", "admin", "admin", () => ({})],
  ];
  test.each(made)("%s", async (path, who, reader, body) => {
    const answer = await send(who, "POST", `${at}/${path}`, body());
    expect(answer.status).toBe(201);
    const location = answer.headers.get("location") ?? "";
    expect(location).toMatch(/^\/t\/[a-z0-9-]+\/api\/v1\//);
    expect((await send(reader, "GET", location)).status).toBe(200);
  });

  test("a resolution below its meeting, a session beside its account", async () => {
    const { id } = await county.meeting();
    const decided = { kind: "decision", body: "照办" };
    const answer = await send("secretary", "POST", `${at}/meetings/${id}/resolutions`, decided);
    const { id: resolutionId } = (await answer.json()) as { id: string };
    expect(answer.headers.get("location")).toBe(`${at}/resolutions/${resolutionId}`);
    const { username, password } = county.people.inspector;
    const opened = await send(null, "POST", `${at}/sessions`, { username, password });
    expect([opened.status, opened.headers.get("location")]).toEqual([201, `${at}/account`]);
  });

  test("under a county's own hostname without the prefix", async () => {
    const host = `${county.slug}.county.example`;
    const token = await sessionOf(await operator(), "api");
    const headers = { authorization: `Bearer ${token}` };
    const mapped = await newVisitor().json(
      "POST",
      `/api/v1/tenants/${county.slug}/hosts`,
      { host },
      { headers },
    );
    expect([mapped.status, mapped.headers.get("location")]).toEqual([201, `/api/v1/tenants/${county.slug}`]);
    for (let count = 0; count < 21; count++) await county.matter();
    const admin = { authorization: `Bearer ${await sessionOf(county.as("admin"), "api")}` };
    const list = await under(host, "/api/v1/matters", { headers: admin });
    expect(list.headers.link).toMatch(/^<\/api\/v1\/matters\?before=[\w.-]+>; rel="next"$/);
  });
});

test("a list says where it goes on, and keeps what was asked", async () => {
  const other = await newCounty();
  const token = await sessionOf(other.as("admin"), "api");
  const headers = { authorization: `Bearer ${token}` };
  const made = [];
  for (let count = 0; count < 45; count++) made.push((await other.matter()).id);
  const seen: string[] = [];
  let path: string | undefined = `${other.base}/api/v1/matters?done=0&order=newest`;
  while (path) {
    const answer: Response = await newVisitor().json("GET", path, undefined, { headers });
    const { matters, next } = (await answer.json()) as { matters: { id: string }[]; next: string | null };
    seen.push(...matters.map(({ id }) => id));
    const link = answer.headers.get("link");
    path = link === null ? undefined : /^<(.+)>; rel="next"$/.exec(link)?.[1];
    expect(path?.includes("done=0") ?? next === null).toBe(true);
  }
  expect(seen).toEqual(made.toReversed());
  const finished = await newVisitor().json("GET", `${other.base}/api/v1/matters?done=1`, undefined, {
    headers,
  });
  expect([finished.status, finished.headers.get("link")]).toEqual([200, null]);
});

test("a place of one list or county is none in another", async () => {
  const other = await newCounty();
  for (let count = 0; count < 21; count++) await other.matter();
  const token = await sessionOf(other.as("admin"), "api");
  const get = (path: string, of = token) =>
    newVisitor().json("GET", path, undefined, { headers: { authorization: `Bearer ${of}` } });
  const { next } = (await (await get(`${other.base}/api/v1/matters`)).json()) as { next: string };
  expect((await get(`${other.base}/api/v1/matters?before=${next}`)).status).toBe(200);
  expect((await get(`${other.base}/api/v1/matters?done=1&before=${next}`)).status).toBe(422);
  expect((await get(`${other.base}/api/v1/meetings?before=${next}`)).status).toBe(422);
  const elsewhere = await sessionOf(county.as("admin"), "api");
  expect((await get(`${at}/matters?before=${next}`, elsewhere)).status).toBe(422);
});

describe("a record's revision is its ETag, and a write may be made for it", () => {
  const rowOf = async (id: string) =>
    (await county.db.read({ rows: county.db.orm.select().from(resolutions).where(eq(resolutions.id, id)) }))
      .rows[0];

  test("each kind of record says it", async () => {
    const { id: meetingId } = await county.meeting();
    const { id: matterId, receiptCode } = await county.matter();
    for (const path of [
      `meetings/${meetingId}`,
      `matters/${matterId}`,
      `receipts/${receiptCode}`,
      `resolutions/${await task()}`,
    ]) {
      const answer = await send("admin", "GET", `${at}/${path}`);
      const { revision } = (await answer.json()) as { revision: number };
      expect([path, answer.headers.get("etag")]).toEqual([path, `"${revision}"`]);
    }
    const published = await send("admin", "GET", `${at}/rule-sets/1`);
    expect(published.headers.get("etag")).toBeNull();
  });

  test("the one that was read is written; an older one is not, and the row stays as it is", async () => {
    const id = await task();
    const path = `${at}/resolutions/${id}/completion`;
    const { headers } = await send("liaison", "GET", `${at}/resolutions/${id}`);
    const etag = headers.get("etag") ?? "";
    const edited = { kind: "task", leadId: county.units.water, body: "改过的", revision: 1 };
    const edit = await send("secretary", "PUT", `${at}/resolutions/${id}`, edited, { "if-match": etag });
    expect(edit.status).toBe(200);
    const stale = await send("liaison", "POST", path, { text: "办完了" }, { "if-match": etag });
    expect([stale.status, await stale.json()]).toEqual([
      412,
      expect.objectContaining({ type: "urn:lianzhi:problem:precondition-failed", current: { revision: 2 } }),
    ]);
    expect(await rowOf(id)).toMatchObject({ state: "open", revision: 2 });
    const fresh = await send("liaison", "POST", path, { text: "办完了" }, { "if-match": '"7", "2"' });
    expect(fresh.status).toBe(200);
    expect(await rowOf(id)).toMatchObject({ state: "done", revision: 3 });
  });

  test("an answer that was lost is given again, although the record has moved on by it", async () => {
    const { id } = await county.matter();
    const more = { "if-match": '"1"', "idempotency-key": `accept-${id}` };
    const accept = () => send("gridWorker", "POST", `${at}/matters/${id}/acceptance`, {}, more);
    expect([(await accept()).status, (await accept()).status]).toEqual([200, 200]);
  });

  test.each<[string, number]>([
    ["*", 200],
    ['"1"', 200],
    ['W/"1"', 412],
    ['"2"', 412],
    ['"one"', 412],
    ["1", 422],
    ['"1", 2', 422],
  ])("If-Match: %s is %i", async (tag, status) => {
    const { id } = await county.matter();
    const answer = await send(
      "gridWorker",
      "POST",
      `${at}/matters/${id}/acceptance`,
      {},
      { "if-match": tag },
    );
    expect(answer.status).toBe(status);
  });

  test("who may not see the record learns nothing of its revision", async () => {
    const { id } = await county.matter();
    for (const tag of ['"1"', '"2"']) {
      const answer = await send(
        "otherWorker",
        "POST",
        `${at}/matters/${id}/acceptance`,
        {},
        { "if-match": tag },
      );
      expect(answer.status).toBe(404);
    }
  });

  test("where nothing has a revision none can match", async () => {
    const unit = { name: "没有建成的单位", kind: "localUnit", orgUnitId: county.org.root };
    const answer = await send("admin", "POST", `${at}/member-units`, unit, { "if-match": '"1"' });
    expect(answer.status).toBe(412);
    const { units } = (await (await send("admin", "GET", `${at}/member-units`)).json()) as {
      units: { name: string }[];
    };
    expect(units.map(({ name }) => name)).not.toContain(unit.name);
  });
});

describe("a refusal says what is missing", () => {
  test.each<[string, Record<string, string>, string]>([
    ["no token", {}, ""],
    ["another scheme", { authorization: "Basic eDp5" }, ""],
    ["a token that has ended", { authorization: `Bearer ${"x".repeat(43)}` }, ', error="invalid_token"'],
    ["a token that is none", { authorization: "Bearer !" }, ', error="invalid_token"'],
  ])("%s", async (_what, headers, error) => {
    const answer = await newVisitor().json("GET", `${at}/account`, undefined, { headers });
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([
      401,
      `Bearer realm="${county.slug}"${error}`,
    ]);
  });

  test("a token that doesn't go so far", async () => {
    const answer = await send("liaison", "GET", `${at}/audit-entries`);
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([
      403,
      `Bearer realm="${county.slug}", error="insufficient_scope"`,
    ]);
  });
});

test("a limit is told where it holds, and what is left of it once it is met", async () => {
  const headers = { "x-test-network": "10.77.1" };
  const look = () =>
    newVisitor().json("POST", `${at}/receipts/2222-2222-2222-2222/evaluation`, { solved: true }, { headers });
  const first = await look();
  expect(first.headers.get("ratelimit-policy")).toBe('"visitors";q=30;w=60');
  expect(first.headers.get("ratelimit")).toBeNull();
  const answers = await Promise.all(Array.from({ length: 35 }, look));
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.headers.get("ratelimit")).toBe('"visitors";r=0;t=60');
  expect(refused?.headers.get("ratelimit-policy")).toBe('"visitors";q=30;w=60');
  expect(refused?.headers.get("retry-after")).toBe("60");
  const signIn = await send(null, "POST", `${at}/sessions`, { username: "nobody", password: "nothing" });
  expect(signIn.headers.get("ratelimit-policy")).toBe('"sign-in";q=60;w=60, "sign-in-network";q=120;w=60');
});
