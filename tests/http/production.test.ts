import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { matters } from "../../db/tenant/schema/matters.ts";
import { type County, newCounty } from "../support/county.ts";
import { stack, startSite } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const modes = ["demo", "production"] as const;

/** What a visitor can make up about where they come from. */
const disguises = (index: number) => ({
  "x-test-network": `net-${index}`,
  "cf-connecting-ip": `10.${index}.0.1`,
  "x-forwarded-for": `10.${index}.0.1`,
  "x-real-ip": `10.${index}.0.1`,
  forwarded: `for=10.${index}.0.1`,
});

describe.each(modes)("in %s what only tests may do has no effect", (MODE) => {
  test("nobody sets the clock or sees what a request costs", async () => {
    const site = await startSite({ MODE, METER: "off" });
    const form = {
      orgUnitId: county.org.grid,
      category: "lighting",
      body: "路灯不亮",
      place: "劳动街",
      reporterPhone: "13812345678",
    };
    const answer = await newVisitor(site.url).post(`${county.base}/matters`, form, {
      now: "2040-01-01T00:00:00.000Z",
    });
    expect([answer.status, answer.headers.get("server-timing")]).toEqual([303, null]);
    const code = answer.headers.get("location")?.split("/").at(-1) ?? "";
    const { rows } = await county.db.read({
      rows: county.db.orm.select().from(matters).where(eq(matters.receiptCode, code)),
    });
    expect(rows[0]?.reportedAt.startsWith("2040")).toBe(false);
  });

  test("guessing from one place is stopped, whatever place the guesser names", async () => {
    const site = await startSite({ MODE });
    const other = await newCounty();
    const guess = async (index: number) => {
      const credentials = { username: "admin", password: "不是这个密码吧" };
      const visit = { headers: disguises(index) };
      const answer = await newVisitor(site.url).post(`${other.base}/session`, credentials, visit);
      return answer.status;
    };
    const statuses = [];
    for (let index = 0; index < 7; index++) statuses.push(await guess(index));
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429, 429]);
  });
});

test("the API's description names the site's public address, whatever host was asked", async () => {
  const site = await startSite({ PUBLIC_URL: "https://lianzhi.example.gov.cn" });
  for (const url of [site.url, stack.url]) {
    const document = (await (await fetch(`${url}/openapi.json`)).json()) as { servers: { url: string }[] };
    const expected = url === site.url ? "https://lianzhi.example.gov.cn" : stack.url;
    expect(document.servers).toEqual([{ url: expected }]);
  }
});
