import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { audit, idempotency } from "../../db/kernel/schema.ts";
import { ruleSets } from "../../db/tenant/schema/county.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../db/tenant/schema/org.ts";
import { Invalid } from "../../worker/domain/errors.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { revealReporter } from "../../worker/domain/matters/reveal.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { signedIn } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";
import { problemBeside, typedIn } from "../tenants/operator.ts";
import { auditTail, matterIn, move, rowOf, rulesSince2025 } from "./stages.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
  await rulesSince2025(county);
});

const form = (changes: Record<string, string> = {}) => ({
  orgUnitId: county.org.grid,
  category: "lighting",
  body: "路灯三天不亮了",
  place: "劳动街路口",
  reporterName: "李女士",
  reporterPhone: "13812345678",
  ...changes,
});

const file = (changes: Record<string, string> = {}, now?: string) =>
  newVisitor().post(`${county.base}/matters`, form(changes), now ? { now } : {});

async function filed(changes: Record<string, string> = {}, now?: string) {
  const answer = await file(changes, now);
  if (answer.status !== 303) throw new Error(`not filed: ${answer.status} ${await answer.text()}`);
  const code = answer.headers.get("location")?.split("/").at(-1) ?? "";
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(matters).where(eq(matters.receiptCode, code)),
  });
  if (!rows[0]) throw new Error("no row");
  return rows[0];
}

const countMatters = async () =>
  (await county.db.read({ rows: county.db.orm.select({ id: matters.id }).from(matters) })).rows.length;

describe("numbers", () => {
  test("run without gaps through the year, however many file at once", async () => {
    const own = await newCounty();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        newVisitor().post(
          `${own.base}/matters`,
          { ...form(), orgUnitId: own.org.grid },
          { now: "2026-11-21T02:00:00.000Z" },
        ),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 303));
    const { rows } = await own.db.read({ rows: own.db.orm.select({ number: matters.number }).from(matters) });
    const wanted = Array.from({ length: 20 }, (_, index) => `2026-${String(index + 1).padStart(6, "0")}`);
    expect(rows.map(({ number }) => number).sort()).toEqual(wanted);
  });

  test("begin anew with the year in Shanghai, not in Greenwich", async () => {
    const before = await filed({}, "2026-12-31T15:59:59.999Z");
    const after = await filed({}, "2026-12-31T16:00:00.000Z");
    expect(before.number).toMatch(/^2026-/);
    expect(after.number).toBe("2027-000001");
  });

  test("leave no gap where a report was refused", async () => {
    const own = await newCounty();
    const send = (category: string) =>
      newVisitor().post(
        `${own.base}/matters`,
        { ...form({ category }), orgUnitId: own.org.grid },
        { now: "2026-11-21T02:00:00.000Z" },
      );
    await send("lighting");
    expect((await send("no-such")).status).toBe(422);
    await send("lighting");
    const { rows } = await own.db.read({ rows: own.db.orm.select({ number: matters.number }).from(matters) });
    expect(rows.map(({ number }) => number).sort()).toEqual(["2026-000001", "2026-000002"]);
  });
});

describe("a receipt", () => {
  test("has a code of sixteen letters that can't be mistaken, and no two are alike", async () => {
    const codes = await Promise.all(Array.from({ length: 5 }, async () => (await filed()).receiptCode));
    for (const code of codes) expect(code).toMatch(/^([2-9A-HJ-NP-TV-Z]{4}-){3}[2-9A-HJ-NP-TV-Z]{4}$/);
    expect(new Set(codes).size).toBe(5);
  });

  test("shows what is going on, and neither who reported nor who handles", async () => {
    const matter = await filed();
    await move(county, matter, "accept");
    await move(county, matter, "resolve", "communityOfficer");
    await move(county, matter, "reject");
    const html = await (await newVisitor().get(`${county.base}/receipts/${matter.receiptCode}`)).text();
    const shown = await newVisitor().json("GET", `${county.base}/api/v1/receipts/${matter.receiptCode}`);
    const json = await shown.text();
    for (const answer of [html, json]) {
      expect(answer).toContain("路灯三天不亮了");
      expect(answer).toContain("水管已更换");
      expect(answer).toContain("北关社区");
      for (const hidden of ["李女士", "13812345678", "gridWorker-", "communityOfficer-", matter.id])
        expect(answer).not.toContain(hidden);
    }
    const { events } = JSON.parse(json) as { events: { kind: string }[] };
    expect(events.map(({ kind }) => kind)).toEqual([
      "reopened",
      "evaluated",
      "resolved",
      "accepted",
      "reported",
    ]);
  });

  test.each(["0000-0000-0000-0000", "AAAA-BBBB-CCCC-DDDD", "x", "../desk", "7K3M9QXT2VPD8HR"])(
    "that was never given out (%s) leads nowhere, and says so where it is typed",
    async (code) => {
      const path = `${county.base}/receipts/${encodeURIComponent(code)}`;
      expect((await newVisitor().get(path)).status).toBe(404);
      const looked = await newVisitor().post(`${county.base}/receipts`, { receiptCode: code });
      expect(looked.status).toBe(422);
      const html = await looked.text();
      expect(problemBeside(html, "receiptCode")).toContain("没有找到");
      expect(typedIn(html, "receiptCode")).toBe(code);
    },
  );

  test("is found by its code however it is typed", async () => {
    const { receiptCode } = await filed();
    const wide = receiptCode.replace(/[0-9A-Z]/g, (letter) =>
      String.fromCharCode(letter.charCodeAt(0) + 0xfee0),
    );
    for (const typed of [
      receiptCode.toLowerCase(),
      receiptCode.replaceAll("-", ""),
      ` ${receiptCode} `,
      wide,
    ]) {
      const looked = await newVisitor().post(`${county.base}/receipts`, { receiptCode: typed });
      expect(looked.status).toBe(303);
      expect(looked.headers.get("location")).toBe(`${county.base}/receipts/${receiptCode}`);
    }
  });
});

describe("the public list of solved matters", () => {
  test("shows neither what was told nor who told it, only what was done and where", async () => {
    const own = await newCounty();
    const matter = await own.matter({
      body: "我家楼下的烧烤摊太吵",
      reporterName: "赵先生",
      reporterPhone: "13912345678",
    });
    await move(own, matter, "accept");
    await move(own, matter, "resolve");
    expect(await (await newVisitor().get(own.base)).text()).not.toContain("水管已更换");
    await move(own, matter, "confirm");
    const html = await (await newVisitor().get(own.base)).text();
    expect(html).toContain("水管已更换");
    expect(html).toContain("第一网格");
    for (const hidden of ["烧烤摊", "赵先生", "13912345678", matter.receiptCode, "gridWorker-"])
      expect(html).not.toContain(hidden);
  });
});

describe("contact data", () => {
  test("is masked for caseworkers, in page, list and API, until somebody asks", async () => {
    const matter = await filed();
    const worker = await county.visit("gridWorker");
    const path = `${county.base}/matters/${matter.id}`;
    const html = await (await worker.get(path)).text();
    expect(html).toContain("李*");
    expect(html).toContain("138****5678");
    const token = await county.token("gridWorker");
    const headers = { authorization: `Bearer ${token}` };
    const api = await newVisitor().json("GET", `${county.base}/api/v1/matters/${matter.id}`, undefined, {
      headers,
    });
    const list = await (await worker.get(`${county.base}/matters`)).text();
    for (const answer of [html, list, await api.text()])
      for (const hidden of ["李女士", "13812345678"]) expect(answer).not.toContain(hidden);
  });

  test("is shown on request, and each look is on record without the data", async () => {
    const matter = await filed();
    const worker = await county.visit("gridWorker");
    for (let look = 1; look <= 2; look++) {
      const shown = await worker.post(`${county.base}/matters/${matter.id}/reporter`);
      expect(shown.status).toBe(200);
      const html = await shown.text();
      expect(html).toContain("李女士");
      expect(html).toContain("13812345678");
    }
    expect(await auditTail(county, 2)).toMatchObject([
      {
        action: "matter.revealReporter",
        subject: `matter:${matter.id}`,
        actorName: `gridWorker-${county.slug}`,
      },
      {
        action: "matter.revealReporter",
        subject: `matter:${matter.id}`,
        actorName: `gridWorker-${county.slug}`,
      },
    ]);
    const kept = await county.db.read({
      audit: county.db.orm.select().from(audit),
      answers: county.db.orm.select().from(idempotency),
    });
    for (const hidden of ["李女士", "13812345678"]) expect(JSON.stringify(kept)).not.toContain(hidden);
  });

  test("stays with the level that deals with the matter, and those above", async () => {
    const matter = await filed();
    const { id, receiptCode } = matter;
    await move(county, matter, "accept", "gridWorker");
    await move(county, matter, "resolve", "gridWorker");
    await evaluateMatter(county.as(null), { receiptCode, solved: false });
    expect(await rowOf(county, id)).toMatchObject({ state: "reopened", level: "community" });
    const page = `${county.base}/matters/${id}`;
    const looks = async (who: Who) => {
      const browser = await signedIn(county, who);
      const html = await (await browser.get(page)).text();
      const answer = await browser.post(`${page}/reporter`);
      const shown = (await answer.text()).includes("13812345678");
      return { who, masked: html.includes("138****5678"), offered: html.includes(`${page}/reporter`), shown };
    };
    for (const who of ["gridWorker", "inspector"] as const)
      expect(await looks(who)).toEqual({ who, masked: true, offered: false, shown: false });
    for (const who of ["communityOfficer", "streetOfficer", "admin"] as const)
      expect(await looks(who)).toEqual({ who, masked: true, offered: true, shown: true });
    const { rows } = await county.db.read({
      rows: county.db.orm
        .select()
        .from(audit)
        .where(eq(audit.subject, `matter:${id}`)),
    });
    const onRecord = rows.filter(({ action }) => action === "matter.revealReporter");
    expect(onRecord.map(({ actorName }) => actorName.split("-")[0])).toEqual([
      "communityOfficer",
      "streetOfficer",
      "admin",
    ]);
  });

  test("that wasn't given is neither masked nor shown", async () => {
    const matter = await filed({ reporterName: "", reporterPhone: "" });
    expect(await rowOf(county, matter.id)).toMatchObject({ reporterName: null, reporterPhone: null });
    const seen = await revealReporter(county.as("gridWorker"), { matterId: matter.id });
    expect(seen.reporter).toEqual({ reporterName: null, reporterPhone: null });
  });
});

describe("what a report must hold", () => {
  const phones: [string, string | null][] = [
    ["138 1234-5678", "13812345678"],
    ["１３８１２３４５６７８", "13812345678"],
    ["+86 13812345678", "13812345678"],
    ["0377-66221234", "037766221234"],
    ["12345", null],
    ["138123456789", null],
    ["abc", null],
    ["13812345678; drop table", null],
  ];
  test.each(phones)("the phone %j is kept as %j", async (typed, kept) => {
    const before = await countMatters();
    const answer = await file({ reporterPhone: typed });
    if (kept === null) {
      expect(answer.status).toBe(422);
      const html = await answer.text();
      expect(problemBeside(html, "reporterPhone")).toContain("请填写手机号");
      expect(typedIn(html, "reporterPhone")).toBe(typed);
      expect(await countMatters()).toBe(before);
    } else {
      expect(answer.status).toBe(303);
      const code = answer.headers.get("location")?.split("/").at(-1) ?? "";
      const { rows } = await county.db.read({
        rows: county.db.orm.select().from(matters).where(eq(matters.receiptCode, code)),
      });
      expect(rows[0]?.reporterPhone).toBe(kept);
    }
  });

  const problems: [string, Record<string, string>, string][] = [
    ["no words", { body: " \n " }, "body"],
    ["1001 characters", { body: "路".repeat(1001) }, "body"],
    ["no place", { place: "" }, "place"],
    ["81 characters of place", { place: "街".repeat(81) }, "place"],
    ["a category that doesn't exist", { category: "nothing" }, "category"],
    ["a category above others", { category: "facilities" }, "category"],
    ["21 characters of name", { reporterName: "王".repeat(21) }, "reporterName"],
  ];
  test.each(problems)("%s is refused, with everything typed kept", async (_what, changes, field) => {
    const before = await countMatters();
    const answer = await file(changes);
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain(`href="#field-${field}"`);
    if (!("body" in changes)) expect(html).toContain("路灯三天不亮了");
    expect(html).toContain("13812345678");
    expect(await countMatters()).toBe(before);
  });

  test("a place that is no more, or never was, is refused", async () => {
    const own = await newCounty();
    await own.db.write([
      own.db.orm
        .update(orgUnits)
        .set({ closedAt: "2026-01-01T00:00:00.000Z" })
        .where(eq(orgUnits.id, own.org.otherGrid)),
    ]);
    for (const orgUnitId of [own.org.otherGrid, "nowhere", "", own.units.water]) {
      const failure = await own.matter({ orgUnitId }).catch((error: unknown) => error);
      expect(failure, orgUnitId).toBeInstanceOf(Invalid);
    }
  });

  test("a place above all levels that handle matters is refused like one that is no place", async () => {
    const own = await newCounty();
    await rulesSince2025(own, ({ handling }) => {
      handling.levels.splice(2);
    });
    const failure = await own.matter({ orgUnitId: own.org.root }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ problems: [{ path: "orgUnitId", message: "请选择所在社区或网格" }] });
  });

  test("a phone is asked for where the rules allow no anonymous report", async () => {
    const own = await newCounty();
    await rulesSince2025(own, (rules) => {
      rules.intake.anonymous = false;
    });
    const failure = await own.matter({ reporterPhone: "" }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Invalid);
    expect((failure as Invalid).problems).toMatchObject([{ path: "reporterPhone" }]);
    await own.matter({ reporterPhone: "13812345678" });
  });

  test("no visitor names a state, a handler or a number", async () => {
    for (const smuggled of [{ state: "closed" }, { handlerName: "x" }, { number: "2026-999999" }]) {
      const before = await countMatters();
      const byForm = await file(smuggled as Record<string, string>);
      const byApi = await newVisitor().json("POST", `${county.base}/api/v1/matters`, {
        ...form(),
        ...smuggled,
      });
      expect([byForm.status, byApi.status], Object.keys(smuggled)[0]).toEqual([422, 422]);
      expect(await countMatters()).toBe(before);
    }
  });

  test("a visitor's report is a resident's, whatever source the visitor names", async () => {
    expect(await filed({ source: "hotline" })).toMatchObject({ source: "resident" });
    const body = { ...form(), source: "police" };
    expect((await newVisitor().json("POST", `${county.base}/api/v1/matters`, body)).status).toBe(422);
  });

  test("hostile text comes back as text", async () => {
    const body = `<script>alert("1")</script>'"><img src=x onerror=alert(1)>`;
    const matter = await filed({ body, place: "<b>x</b>" });
    const worker = await county.visit("gridWorker");
    for (const path of [`/matters/${matter.id}`, "/matters", "/desk"]) {
      const html = await (await worker.get(`${county.base}${path}`)).text();
      expect(html, path).not.toContain("<script>alert");
      expect(html, path).not.toContain("<img src=x");
    }
  });
});

test("a matter keeps the rules it was reported under; a new one goes by the new", async () => {
  const own = await newCounty();
  const before = await matterIn(own, "resolved");
  const { rows } = await own.db.read({ rows: own.db.orm.select().from(ruleSets) });
  const document = structuredClone(rows[0]?.document) as RuleSet;
  document.handling.evaluation.raise = 2;
  const second = { ...rows[0], version: 2, document, effectiveFrom: new Date().toISOString() };
  await own.db.write([own.db.orm.insert(ruleSets).values(second as typeof ruleSets.$inferInsert)]);
  const after = await matterIn(own, "resolved");
  for (const matter of [before, after]) await move(own, matter, "reject");
  expect(await rowOf(own, before.id)).toMatchObject({ ruleVersion: 1, level: "community" });
  expect(await rowOf(own, after.id)).toMatchObject({ ruleVersion: 2, level: "street" });
});
