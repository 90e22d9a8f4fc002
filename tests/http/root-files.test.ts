import { parse } from "parse5";
import { beforeAll, describe, expect, test } from "vitest";
import { requests } from "../budgets/requests.ts";
import { type County, newCounty } from "../support/county.ts";
import { stack, startSite } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";
import { attribute, named } from "../views/parsed.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

test("robots are kept away from the API and from what operators do", async () => {
  const answer = await newVisitor().get("/robots.txt");
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/plain;charset=UTF-8"]);
  expect(await answer.text()).toBe(
    "User-agent: *\nDisallow: /api/\nDisallow: /t/*/api/\nDisallow: /operator/\n",
  );
});

test("the icon that browsers ask for unasked is the one that pages name", async () => {
  const visitor = newVisitor();
  const icon = await visitor.follow(await visitor.get("/favicon.ico"));
  expect([icon.status, icon.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
});

describe("security.txt", () => {
  test("names whom to tell, for less than a year", async () => {
    const answer = await newVisitor().get("/.well-known/security.txt", { now: "2026-11-21T09:00:00.000Z" });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/plain;charset=UTF-8"]);
    expect((await answer.text()).split("\n")).toEqual([
      "Contact: mailto:security@example.org",
      "Expires: 2027-05-22T09:00:00.000Z",
      "Preferred-Languages: zh, en",
      `Canonical: ${stack.url}/.well-known/security.txt`,
      "",
    ]);
  });

  test("is absent where nobody is named", async () => {
    const site = await startSite({ SECURITY_CONTACT: "" });
    expect((await newVisitor(site.url).get("/.well-known/security.txt")).status).toBe(404);
  });
});

describe("search engines keep no page whose address is a secret", () => {
  const secret = [
    "GET /t/:slug/receipts/:receiptCode",
    "GET /t/:slug/invitations/:token",
    "GET /openings/:token",
  ];
  test.each(secret)("%s", async (name) => {
    const { params = {} } = (await requests[name]?.(county)) ?? { who: "visitor" };
    const path = name
      .slice(4)
      .replace(/:(\w+)/g, (_, key: string) => ({ slug: county.slug, ...params })[key] ?? "");
    const answer = await newVisitor().get(path);
    expect([answer.status, answer.headers.get("x-robots-tag")]).toEqual([200, "noindex"]);
    const robots = named(parse(await answer.text()), "meta").find(
      (meta) => attribute(meta, "name") === "robots",
    );
    expect(robots && attribute(robots, "content")).toBe("noindex");
  });

  test("and every other one", async () => {
    const home = await newVisitor().get(county.base);
    expect(home.headers.get("x-robots-tag")).toBeNull();
    expect(await home.text()).not.toContain("noindex");
  });
});
