import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { audit } from "../../db/kernel/schema.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { mostReports } from "../../worker/domain/matters/daily.ts";
import { matterPage } from "../../worker/domain/matters/read.ts";
import { registerMatter } from "../../worker/domain/matters/register.ts";
import { registerForm } from "../../worker/domain/matters/register-form.ts";
import { receipt } from "../../worker/domain/matters/residents.ts";
import { newClient } from "../api/client.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { signedIn } from "../support/sessions.ts";
import type { Visitor } from "../support/visitor.ts";
import { publishRules } from "./stages.ts";

let county: County;
let worker: Visitor;
beforeAll(async () => {
  county = await newCounty();
  worker = await signedIn(county, "gridWorker");
});

const said = (more: object = {}) => ({
  ...{ source: "patrol", orgUnitId: county.org.grid, category: "drainage", body: "井盖破损", place: "路口" },
  ...more,
});
const by = (who: Who, more: object = {}) => registerMatter(county.as(who), said(more));
const address = () => `${county.base}/matters/registrations`;
const sent = (more: Record<string, string> = {}, visitor = worker) =>
  visitor.post(address(), { ...said(more), _key: crypto.randomUUID() } as Record<string, string>);
const rowOf = async (id: string) => {
  const { orm } = county.db;
  const { rows } = await county.db.read({ rows: orm.select().from(matters).where(eq(matters.id, id)) });
  return rows[0];
};
const count = async () =>
  (await county.db.read({ rows: county.db.orm.select({ id: matters.id }).from(matters) })).rows.length;
const codeIn = (html: string) => /<p class="receipt-code">([^<]+)</.exec(html)?.[1] ?? null;

describe("staff take a matter in", () => {
  test("who registered it stands in its first line by name, and residents read that staff did", async () => {
    const { id } = await by("gridWorker", { reporterName: "王女士" });
    const { receiptCode = "" } = (await rowOf(id)) ?? {};
    const [first] = (await matterPage(county.as("gridWorker"), id)).timeline.slice(-1);
    expect(first).toMatchObject({ by: county.people.gridWorker.actor.name });
    expect(first?.title).toMatch(/^网格巡查，由工作人员登记，转到/);
    const read = await receipt(county.as(null), receiptCode);
    expect(read.events.at(-1)?.title).toMatch(/^工作人员已登记，交给/);
    expect(JSON.stringify(read)).not.toContain(county.people.gridWorker.actor.name);
    const { orm } = county.db;
    const { rows } = await county.db.read({
      rows: orm
        .select()
        .from(audit)
        .where(eq(audit.subject, `matter:${id}`)),
    });
    expect(rows).toMatchObject([
      { action: "matter.register", actorName: county.people.gridWorker.actor.name },
    ]);
  });

  test("the receipt code is given once, and only where somebody is named to whom", async () => {
    expect((await by("gridWorker")).receiptCode).toBeNull();
    expect((await by("gridWorker", { reporterPhone: "13812345678" })).receiptCode).toMatch(/^[0-9A-Z-]{19}$/);
    const key = crypto.randomUUID();
    const form = { ...said({ reporterName: "王女士" }), _key: key } as Record<string, string>;
    const answer = await worker.post(address(), form);
    const html = await answer.text();
    const code = codeIn(html);
    expect([answer.status, code]).toEqual([200, expect.stringMatching(/^[0-9A-Z-]{19}$/)]);
    expect(html).toContain("请把回执码交给上报人");
    const { receiptCode: own, id } = await rowByCode(code ?? "");
    expect(own).toBe(code);
    for (const page of [`/matters/${id}`, "/matters", "/desk", `/matters/registrations`])
      expect(await (await worker.get(`${county.base}${page}`)).text(), page).not.toContain(code);
    // Sent again, as by a reload: the same answer, and nothing more.
    const before = await count();
    expect(codeIn(await (await worker.post(address(), form)).text())).toBe(code);
    expect(await count()).toBe(before);
    expect(codeIn(await (await sent()).text())).toBeNull();
  });

  test("who reported it is masked for staff as ever", async () => {
    const html = await (await sent({ reporterName: "王小明", reporterPhone: "13812345678" })).text();
    expect(html).not.toContain("13812345678");
    expect(html).not.toContain("王小明");
    const { id } = await by("gridWorker", { reporterName: "王小明", reporterPhone: "13812345678" });
    expect(await matterPage(county.as("gridWorker"), id)).toMatchObject({
      ...{ reporterName: expect.stringMatching(/^王\*+$/), reporterPhone: "138****5678" },
    });
  });

  test("they may accept it at once, where it is theirs to deal with", async () => {
    const html = await (await sent()).text();
    const [, action = ""] = /action="([^"]+\/acceptance)"/.exec(html) ?? [];
    const [, key = ""] = new RegExp(`action="${action}"[^]*?name="_key" value="([^"]+)"`).exec(html) ?? [];
    expect((await worker.post(action, { _key: key })).status).toBe(303);
    expect(await rowOf(action.split("/").at(-2) ?? "")).toMatchObject({ state: "accepted" });
    const own = await newCounty();
    await publishRules(own, ({ handling }) => {
      const level = handling.levels[1]?.key ?? "";
      handling.routes = [{ key: "up", name: "巡查直达", sources: ["patrol"], level }];
    });
    const other = await signedIn(own, "gridWorker");
    const up = await other.post(`${own.base}/matters/registrations`, {
      ...{ ...said(), orgUnitId: own.org.grid, _key: crypto.randomUUID() },
    } as Record<string, string>);
    const text = await up.text();
    expect(text).toContain("按“巡查直达”");
    expect(text).not.toContain("/acceptance");
  });

  test("a stranger's daily limit isn't theirs, and no number to call is asked of them", async () => {
    const own = await newCounty();
    await publishRules(own, ({ intake }) => {
      intake.anonymous = false;
    });
    expect(mostReports.network).toBeGreaterThan(0);
    await registerMatter(
      { ...own.as("gridWorker"), network: "203.0.113.7" },
      { ...said(), orgUnitId: own.org.grid },
    );
    const { counters } = await own.db.read({
      counters: own.db.orm.select({ number: matters.number }).from(matters),
    });
    expect(counters).toHaveLength(1);
  });
});

const rowByCode = async (code: string) => {
  const { orm } = county.db;
  const { rows } = await county.db.read({
    rows: orm.select().from(matters).where(eq(matters.receiptCode, code)),
  });
  if (!rows[0]) throw new Error(`no matter for ${code}`);
  return rows[0];
};

describe("what isn't theirs is refused and makes nothing", () => {
  test.each([
    ["a source of residents alone", { source: "resident" }, "source"],
    ["a source that isn't there", { source: "moon" }, "source"],
    ["none", { source: "" }, "source"],
    ["a category that isn't there", { category: "moon" }, "category"],
    ["a unit that isn't there", { orgUnitId: "nowhere" }, "orgUnitId"],
    ["no words", { body: " " }, "body"],
    ["what is no number", { reporterPhone: "12" }, "reporterPhone"],
    ["a member nobody asked for", { state: "closed" }, "state"],
    ["a code of their own", { receiptCode: "7K3M-9QXT-2VPD-8HRW" }, "receiptCode"],
  ])("%s", async (_, more, path) => {
    const before = await count();
    await expect(by("gridWorker", more)).rejects.toMatchObject({ problems: [{ path }] });
    const answer = await sent(more);
    expect(answer.status).toBe(422);
    expect(await count()).toBe(before);
  });

  test("another's grid, and a source that the rules leave to no staff any more", async () => {
    await expect(by("otherWorker")).rejects.toThrow();
    const own = await newCounty();
    await publishRules(own, ({ intake }) => {
      intake.sources = [{ key: "own", name: "居民", channels: ["resident"] }];
    });
    const late = registerMatter(own.as("gridWorker"), { ...said(), orgUnitId: own.org.grid });
    await expect(late).rejects.toMatchObject({ problems: [{ path: "source" }] });
    const page = await (
      await (await signedIn(own, "gridWorker")).get(`${own.base}/matters/registrations`)
    ).text();
    expect(page).toContain("没有由工作人员登记的来源");
  });

  test("what was typed stays in the form, as text", async () => {
    const hostile = `"><script>alert(1)</script>`;
    const html = await (await sent({ body: hostile, place: " ", reporterName: hostile.slice(0, 20) })).text();
    expect(html).toContain("&lt;script&gt;alert(1)");
    expect(html).not.toContain("<script>alert(1)");
    expect(html).toContain("登记：网格巡查");
  });
});

describe("the form", () => {
  test("offers the units of one's own scope, one's own first, and no source but staff's", async () => {
    const grid = await registerForm(county.as("gridWorker"), null);
    expect(grid).toMatchObject({ isFirst: false, own: county.org.grid, units: [{ id: county.org.grid }] });
    expect(grid.sources.map(({ key }) => key)).toEqual(["patrol", "visit", "hotline", "meeting"]);
    const community = await registerForm(county.as("communityOfficer"), null);
    expect(community.own).toBe(county.org.community);
    expect(community.units.map(({ name }) => name).join()).toMatch(/^(.+),\1 \/ /);
    const outside = await registerForm(county.as("gridWorker"), county.org.otherGrid);
    expect(outside.units).toEqual([]);
  });

  test("takes two taps from the desk: one to the sources, one to the form with its source and place", async () => {
    const desk = await (await worker.get(`${county.base}/desk`)).text();
    expect(desk).toContain(`href="${address()}"`);
    const sources = await (await worker.get(address())).text();
    expect(sources).toContain(`href="${address()}?source=patrol"`);
    const form = await (await worker.get(`${address()}?source=patrol`)).text();
    expect(form).toContain(`name="source" value="patrol"`);
    expect(form).toContain(`name="orgUnitId" value="${county.org.grid}"`);
    expect(await (await worker.get(`${address()}?source=%3Cb%3E`)).text()).toContain(`?source=patrol"`);
    const inspector = await signedIn(county, "inspector");
    expect(await (await inspector.get(`${county.base}/desk`)).text()).not.toContain(address());
    expect((await inspector.get(address())).status).toBe(403);
  });

  test("asks for the community first where there are too many units for one list", async () => {
    const own = await newCounty();
    const { orm, write } = own.db;
    const { orgUnits } = await import("../../db/tenant/schema/org.ts");
    const { row } = await own.db.read({
      row: orm.select().from(orgUnits).where(eq(orgUnits.id, own.org.community)),
    });
    const path = row[0]?.path ?? "";
    await write([
      orm.insert(orgUnits).values(
        Array.from({ length: 301 }, (_, at) => ({
          ...{
            id: `g${at}`,
            parentId: own.org.community,
            level: "grid",
            name: `第${at}格`,
            path: `${path}g${at}/`,
          },
        })),
      ),
    ]);
    const admin = await signedIn(own, "admin");
    const page = await (await admin.get(`${own.base}/matters/registrations?source=patrol`)).text();
    expect(page).toContain("事情发生在哪个社区");
    expect(page).not.toContain("第7格");
    const next = await admin.get(
      `${own.base}/matters/registrations?source=patrol&orgUnitId=${own.org.community}`,
    );
    const html = await next.text();
    expect(html).toContain("第7格");
    expect(html).toContain(`action="${own.base}/matters/registrations?unit=${own.org.community}"`);
    const refused = await admin.post(`${own.base}/matters/registrations?unit=${own.org.community}`, {
      ...{ ...said({ body: "" }), orgUnitId: "g7", _key: crypto.randomUUID() },
    } as Record<string, string>);
    const again = await refused.text();
    expect(refused.status).toBe(422);
    expect(again).toMatch(/<option value="g7" selected/);
  });
});

test("two at once are two, each with a number of its own; the same key at once is one", async () => {
  const [one, other] = await Promise.all([by("gridWorker"), by("gridWorker")]);
  expect((await rowOf(one.id))?.number).not.toBe((await rowOf(other.id))?.number);
  const before = await count();
  const form = { ...said(), _key: crypto.randomUUID() } as Record<string, string>;
  const answers = await Promise.all([worker.post(address(), form), worker.post(address(), form)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await count()).toBe(before + 1);
});

test("a program registers, too: 201 with where it is, and the code only for somebody named", async () => {
  const program = await (await newClient()).signIn(`${county.base}/api/v1`, county.people.gridWorker);
  const path = `${county.base}/api/v1/matters/registrations`;
  const made = await program.send("POST", path, said());
  expect(made).toMatchObject({ status: 201, body: { receiptCode: null } });
  expect(made.headers.get("location")).toBe(
    `${county.base}/api/v1/matters/${(made.body as { id: string }).id}`,
  );
  const named = await program.post<{ receiptCode: string }>(path, said({ reporterName: "王女士" }));
  expect(named.receiptCode).toMatch(/^[0-9A-Z-]{19}$/);
});
