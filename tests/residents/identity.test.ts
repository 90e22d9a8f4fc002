import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { county as countyTable } from "../../db/tenant/schema/county.ts";
import { invitationToken } from "../../worker/domain/accounts/invitations.ts";
import { invitePerson } from "../../worker/domain/accounts/invite.ts";
import { openingState } from "../../worker/domain/county/checklist.ts";
import { identity, setIdentity } from "../../worker/domain/county/identity.ts";
import { Invalid } from "../../worker/domain/errors.ts";
import { auditTail } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { bearer, sessionOf, signedIn } from "../support/sessions.ts";
import { costOf, knownMoment, newVisitor } from "../support/visitor.ts";

const whole = {
  publicName: "新野社会治理",
  hotline: "12345",
  office: "县委社会工作部",
  icpNumber: "豫ICP备12345678号-1",
  policeNumber: "豫公网安备41000000000000号",
};

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

async function say(said: object, at: County = county): Promise<void> {
  const ctx = at.as("admin");
  await setIdentity(ctx, { revision: (await identity(ctx)).revision, ...said });
}

const headAndFoot = async (path: string, at: County = county, visit: { now?: string } = {}) => {
  const html = await (await newVisitor().get(at.base + path, visit)).text();
  const part = (name: string) => new RegExp(`<${name}[ >].*</${name}>`, "s").exec(html)?.[0] ?? "";
  return { head: part("header"), foot: part("footer") };
};

describe("what the county says of itself", () => {
  test("stands on each page that residents see, also on one that tells of an error", async () => {
    await say(whole);
    const { receiptCode } = await county.matter();
    const admin = county.as("admin");
    const invited = await invitePerson(admin, { name: "新人", role: "inspector", scope: county.org.root });
    const paths = [
      "",
      "/near",
      "/commitments",
      "/grids",
      "/grids?search=网格",
      `/grids/${county.org.grid}`,
      "/privacy",
      "/matters/new",
      "/matters/new?category=lighting",
      `/matters/new?orgUnitId=${county.org.community}`,
      "/receipts",
      `/receipts/${receiptCode}`,
      `/invitations/${await invitationToken(admin, invited.id)}`,
      "/session/new",
      "/nowhere",
      "/receipts/2222-2222-2222-2222",
    ];
    for (const path of paths) {
      const { head, foot } = await headAndFoot(path);
      expect({ path, head: head.includes("新野社会治理") && head.includes("tel:12345") }).toEqual({
        path,
        head: true,
      });
      for (const value of [whole.office, whole.hotline, whole.icpNumber, whole.policeNumber])
        expect({ path, value, there: foot.includes(value) }).toEqual({ path, value, there: true });
    }
  });

  test("costs no trip of its own, and is as new as the page", async () => {
    const own = await newCounty();
    const now = await knownMoment(own);
    for (const hotline of ["12345", "037766221234"]) {
      await say({ hotline }, own);
      const answer = await newVisitor().get(own.base, { now });
      expect(costOf(answer).trips).toBe(1);
      expect(await answer.text()).toContain(`tel:${hotline}`);
    }
  });

  test("is gone once it is left out, and nothing stands in its place", async () => {
    const own = await newCounty();
    await say(whole, own);
    await say({ office: "县委社会工作部" }, own);
    const { head, foot } = await headAndFoot("", own);
    expect(foot).toContain("县委社会工作部");
    expect(head + foot).not.toMatch(/热线|备案|公网安备|新野社会治理/);
  });

  test("is a county's own", async () => {
    const [one, other] = [await newCounty(), await newCounty()];
    await say(whole, one);
    expect((await headAndFoot("", other)).foot).not.toContain("县委社会工作部");
    expect((await headAndFoot("", one)).foot).toContain("县委社会工作部");
  });

  test("is on record with what it says now", async () => {
    await say({ ...whole, office: "县委社会工作部办公室" });
    const [entry] = await auditTail(county, 1);
    expect(entry).toMatchObject({
      action: "county.identity",
      subject: `county:${county.slug}`,
      actorId: county.people.admin.actor.accountId,
      detail: { ...whole, office: "县委社会工作部办公室" },
    });
  });
});

describe("the form", () => {
  test("says beside each field what is wrong, keeps what was typed and changes nothing", async () => {
    const before = await identity(county.as("admin"));
    const admin = await signedIn(county, "admin");
    const typed = { hotline: "打电话", icpNumber: "备案中", policeNumber: "1", office: "长".repeat(61) };
    const answer = await admin.post(`${county.base}/identity`, {
      revision: String(before.revision),
      ...typed,
    });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    for (const [name, value] of Object.entries(typed)) {
      expect(html).toContain(`id="field-${name}-problem"`);
      expect(html).toContain(`value="${value}"`);
    }
    expect(await identity(county.as("admin"))).toEqual(before);
  });

  test("of an older revision is told who was faster, and then overwrites knowingly", async () => {
    const { revision } = await identity(county.as("admin"));
    await say({ hotline: "12333", office: "甲办" });
    const admin = await signedIn(county, "admin");
    const stale = await admin.post(`${county.base}/identity`, {
      revision: String(revision),
      hotline: "12345",
      office: "甲办",
    });
    expect(stale.status).toBe(409);
    const html = await stale.text();
    expect(html).toContain(`${county.people.admin.actor.name}在`);
    expect(html).toMatch(/服务热线（现在的内容）<\/dt>\s*<dd>12333/);
    expect(html).not.toContain("主办单位（现在的内容）");
    expect(html).toContain(`name="revision" value="${revision + 1}"`);
    const again = await admin.post(`${county.base}/identity`, {
      revision: String(revision + 1),
      hotline: "12345",
      office: "甲办",
    });
    expect(again.status).toBe(303);
    expect(await identity(county.as("admin"))).toMatchObject({ hotline: "12345", revision: revision + 2 });
  });

  test("of two sent at once for one revision takes one", async () => {
    const { revision } = await identity(county.as("admin"));
    const sent = await Promise.allSettled(
      ["12345", "12333"].map((hotline) => setIdentity(county.as("admin"), { revision, hotline })),
    );
    expect(sent.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await identity(county.as("admin"))).revision).toBe(revision + 1);
  });
});

describe("a hotline", () => {
  test.each([
    ["12345", "12345"],
    ["１２３４５", "12345"],
    [" 123-45 ", "12345"],
    ["（0377）66221234 转 8", "037766221234-8"],
    ["13812345678", "13812345678"],
  ])("%s is kept as %s", async (hotline, kept) => {
    await say({ hotline });
    expect((await identity(county.as("admin"))).hotline).toBe(kept);
  });

  test.each(["1", "0", "12", "1234567", "abc", "12345;rm", "拨打12345"])("%j is none", async (hotline) => {
    await expect(say({ hotline })).rejects.toThrow(Invalid);
  });
});

describe("the API", () => {
  test("reads it without an account and writes it for the revision that was read", async () => {
    await say(whole);
    const address = `${county.base}/api/v1/identity`;
    const read = await newVisitor().json("GET", address);
    const { revision, ...said } = (await read.json()) as { revision: number };
    expect(said).toEqual(whole);
    expect(read.headers.get("etag")).toBe(`"${revision}"`);
    const token = await sessionOf(county.as("admin"), "api");
    const put = (tag: string, hotline: string) =>
      newVisitor().json(
        "PUT",
        address,
        { revision, hotline },
        {
          headers: { ...bearer(token).headers, "if-match": tag },
        },
      );
    expect((await put('"999999"', "12333")).status).toBe(412);
    expect((await put(`"${revision}"`, "12333")).status).toBe(200);
    expect(await (await newVisitor().json("GET", address)).json()).toMatchObject({
      hotline: "12333",
      office: null,
    });
  });
});

test("the checklist names what the county hasn't said yet, until it has", async () => {
  const own = await newCounty();
  const { db } = own;
  await db.write([
    db.orm.update(countyTable).set({ hotline: null, office: null }).where(eq(countyTable.id, 1)),
  ]);
  const step = async () =>
    /id="step-identity".*?<\/li>/s.exec(
      await (await (await signedIn(own, "admin")).get(`${own.base}/checklist`)).text(),
    )?.[0] ?? "";
  expect(await step()).toContain("还没有填写：主办单位、服务热线、备案号");
  await say({ office: "甲办", hotline: "12345" }, own);
  expect(await step()).toContain("还没有填写：备案号");
  await say({ office: "甲办", hotline: "12345", policeNumber: whole.policeNumber }, own);
  expect(await step()).toContain("已完成");
  expect((await openingState(own.as("admin"))).unsaid).toEqual([]);
});
