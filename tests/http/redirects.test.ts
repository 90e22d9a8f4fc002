import { beforeAll, describe, expect, test } from "vitest";
import { hosts } from "../../db/catalog/schema.ts";
import { type County, newCounty, newOperator } from "../support/county.ts";
import { ownForm, raw } from "../support/raw.ts";
import { catalog } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";

let county: County;
let ownHost: string;
beforeAll(async () => {
  county = await newCounty();
  ownHost = `${county.slug}.example.gov.cn`;
  const db = catalog();
  await db.write([
    db.orm.insert(hosts).values({ host: ownHost, slug: county.slug, createdAt: county.as("admin").now }),
  ]);
});

/** Addresses that lead elsewhere, in every disguise that a browser sees through. */
const elsewhere = [
  "https://evil.example",
  "https:evil.example",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/.//evil.example",
  "/./\\evil.example",
  "/..//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  "/%2e%2e//evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "/\r\nset-cookie: a=b",
  "/\r\n\r\n<script>alert(1)</script>",
  "http://here",
  "http://here/desk",
  "http:desk",
  "?next=//evil.example",
  "#//evil.example",
  "\u0000//evil.example",
  "/\u3002//evil.example",
  "//evil\u3002example",
  "/@evil.example",
  "/:80",
];

/** Where a browser on this site really ends up. */
const landing = (location: string): URL => new URL(location, "https://site.example/form");

describe("a form sends nobody away from this site", () => {
  test.each(elsewhere)("to %j, in a county", async (back) => {
    const answer = await newVisitor().post(`${county.base}/preferences`, { elder: "on", back });
    const { origin, pathname } = landing(answer.headers.get("location") ?? "");
    expect([answer.status, origin]).toEqual([303, "https://site.example"]);
    expect(pathname.startsWith(county.base)).toBe(true);
    expect([...answer.headers.keys()]).not.toContain("a");
    expect(answer.headers.getSetCookie()).toHaveLength(1);
  });

  test.each(elsewhere)("to %j, on the platform", async (back) => {
    const answer = await newVisitor().post("/preferences", { elder: "on", back });
    expect([answer.status, landing(answer.headers.get("location") ?? "").origin]).toEqual([
      303,
      "https://site.example",
    ]);
    expect(answer.headers.getSetCookie()).toHaveLength(1);
  });

  test.each(elsewhere)("to %j, on a county's own hostname", async (back) => {
    const answer = await raw("/preferences", {
      method: "POST",
      headers: { ...ownForm(`http://${ownHost}`), host: ownHost },
      body: new URLSearchParams({ elder: "on", back }).toString(),
    });
    expect(answer.status).toBe(303);
    expect(landing(String(answer.headers.location)).origin).toBe("https://site.example");
  });

  test.each(elsewhere)("to %j, after signing in", async (next) => {
    const { username, password } = county.people.inspector;
    const page = await newVisitor().get(`${county.base}/session/new?next=${encodeURIComponent(next)}`);
    expect(page.status).toBe(200);
    const answer = await newVisitor().post(`${county.base}/session`, { username, password, next });
    const { origin, pathname } = landing(answer.headers.get("location") ?? "");
    expect([answer.status, origin]).toEqual([303, "https://site.example"]);
    expect(pathname.startsWith(`${county.base}/`)).toBe(true);
  });

  test("nor an operator, after signing in", async () => {
    const operator = await newOperator();
    for (const next of elsewhere) {
      const answer = await newVisitor().post("/session", { ...operator, next });
      const { origin } = landing(answer.headers.get("location") ?? "");
      expect({ next, status: answer.status, origin }).toEqual({
        next,
        status: 303,
        origin: "https://site.example",
      });
    }
  });
});

describe("a form brings people back to where they were", () => {
  test.each(["/matters?done=1", "/desk", "/matters/new?category=lighting", "?a=b"])("%s", async (path) => {
    const back = county.base + path;
    const answer = await newVisitor().post(`${county.base}/preferences`, { elder: "on", back });
    expect(answer.headers.get("location")).toBe(back);
  });

  test("but not into another county", async () => {
    const back = `${county.base}-other/desk`;
    const answer = await newVisitor().post(`${county.base}/preferences`, { elder: "on", back });
    expect(answer.headers.get("location")).toBe(`${county.base}/`);
  });

  test("whoever has to sign in first comes back with the whole address", async () => {
    const path = `${county.base}/matters?done=1&before=x%26y`;
    const asked = (await newVisitor().get(path)).headers.get("location") ?? "";
    expect(asked).toBe(`${county.base}/session/new?next=${encodeURIComponent(path)}`);
    const { username, password } = county.people.inspector;
    const next = new URL(asked, "https://site.example").searchParams.get("next") ?? "";
    const answer = await newVisitor().post(`${county.base}/session`, { username, password, next });
    expect(answer.headers.get("location")).toBe(path);
  });
});

test("no header can be slipped in through an address", async () => {
  for (const path of [
    `${county.base}/desk?%0d%0aset-cookie:%20a=b`,
    `${county.base}/matters/%0d%0aset-cookie:%20a=b`,
    `${county.base}/desk?next=%E5%98%8A%E5%98%8Dset-cookie:a=b`,
  ]) {
    const answer = await raw(path);
    expect([path, answer.headers["set-cookie"]]).toEqual([path, undefined]);
    expect([303, 404]).toContain(answer.status);
  }
});
