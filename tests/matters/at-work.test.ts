import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { robots } from "../../db/tenant/schema/org.ts";
import { counters, outbox } from "../../db/tenant/schema/work.ts";
import { Conflict, Forbidden } from "../../worker/domain/errors.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { declineMatter } from "../../worker/domain/matters/decline.ts";
import { noteProgress } from "../../worker/domain/matters/note.ts";
import { passOnMatter } from "../../worker/domain/matters/pass-on.ts";
import { raiseMatter } from "../../worker/domain/matters/raise.ts";
import { matterPage, mattersPage } from "../../worker/domain/matters/read.ts";
import { recategoriseMatter } from "../../worker/domain/matters/recategorise.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { takeOverMatter } from "../../worker/domain/matters/take-over.ts";
import { urgeMatter } from "../../worker/domain/matters/urge.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { signedIn } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";
import { clocksOf, type Filed, matterIn, rowOf, rulesSince2025, timelineOf } from "./stages.ts";

let county: County;
let matter: Filed;
beforeEach(async () => {
  county = await newCounty();
  matter = await matterIn(county, "accepted");
});

const movesOf = async (who: Who) => (await matterPage(county.as(who), matter.id)).moves;
const receipt = async () => (await newVisitor().get(`${county.base}/receipts/${matter.receiptCode}`)).text();

describe("progress", () => {
  const note = (text: string, audience: string) =>
    noteProgress(county.as("gridWorker"), { matterId: matter.id, text, audience });

  test("is told to whoever reported it, or to staff alone", async () => {
    await note("管材明天到", "resident");
    await note("供电公司不接电话", "staff");
    const page = await receipt();
    expect(page).toContain("管材明天到");
    expect(page).not.toContain("供电公司");
    const { timeline } = await matterPage(county.as("gridWorker"), matter.id);
    expect(timeline.slice(0, 2).map((line) => line.note)).toEqual(["供电公司不接电话", "管材明天到"]);
  });

  test("is told to nobody else", async () => {
    await expect(note("管材明天到", "everybody")).rejects.toMatchObject({
      problems: [{ path: "audience", message: "请选择列出的一项" }],
    });
  });
});

describe("another's matter", () => {
  test("is taken over by a colleague, who has it in their list from then on", async () => {
    const handled = async (who: Who) =>
      (await mattersPage(county.as(who), { within: county.people[who].actor.accountId ?? "" })).matters
        .length;
    expect(await movesOf("gridWorker")).not.toContain("takeOver");
    await takeOverMatter(county.as("communityOfficer"), { matterId: matter.id });
    expect((await rowOf(county, matter.id)).handlerId).toBe(county.people.communityOfficer.actor.accountId);
    expect(await handled("communityOfficer")).toBe(1);
    expect(await handled("gridWorker")).toBe(0);
    expect(await receipt()).not.toContain(county.people.gridWorker.actor.name);
  });
});

describe("another category", () => {
  const category = "roads";
  const change = (to: string) =>
    recategoriseMatter(county.as("communityOfficer"), { matterId: matter.id, category: to });
  const reported = async (key: string) => {
    const name = eq(counters.name, `category ${key}`);
    const { rows } = await county.db.read({ rows: county.db.orm.select().from(counters).where(name) });
    return rows[0]?.value ?? 0;
  };

  test("is one of the matter's rules; lists, search and figures follow", async () => {
    const before = (await rowOf(county, matter.id)).category;
    await change(category);
    const found = async (kind: string, search?: string) =>
      (await mattersPage(county.as("gridWorker"), { kind, search })).matters.map(({ id }) => id);
    expect(await found(category)).toEqual([matter.id]);
    expect(await found(before)).toEqual([]);
    const { body } = await rowOf(county, matter.id);
    expect(await found(category, body.slice(0, 2))).toEqual([matter.id]);
    expect(await found(before, body.slice(0, 2))).toEqual([]);
    expect([await reported(before), await reported(category)]).toEqual([0, 1]);
    const { kinds } = await mattersPage(county.as("gridWorker"), {});
    expect(kinds.map(({ value, n }) => [value, n])).toEqual([[category, "1"]]);
  });

  test("is none that the rules don't have, nor the one it has", async () => {
    await expect(change("moon")).rejects.toMatchObject({ problems: [{ path: "category" }] });
    await change(category);
    await expect(change(category)).rejects.toMatchObject({ problems: [{ path: "category" }] });
  });
});

test("another category brings its own limit and urgency: the clocks follow", async () => {
  await rulesSince2025(county, (rules) => {
    rules.intake.urgencies = [{ key: "urgent", name: "急办" }];
    for (const tier of rules.intake.categories)
      for (const child of tier.children ?? []) if (child.key === "roads") child.urgency = "urgent";
    for (const level of rules.handling.levels)
      level.limits = [{ category: "roads", urgency: "urgent", limit: { workingHours: 2 } }];
  });
  const words = { category: "drainage", body: "路面塌陷", place: "北关路口" };
  const { id } = await reportMatter(county.as(null, "2026-08-24T02:00:00.000Z"), {
    orgUnitId: county.org.grid,
    ...words,
  });
  const dueOf = async () =>
    (await clocksOf(county, `matter:${id}`)).find(({ kind }) => kind === "step")?.dueAt;
  expect(await dueOf()).toBe("2026-08-27T10:00:00.000Z");
  await recategoriseMatter(county.as("gridWorker", "2026-08-24T02:30:00.000Z"), {
    matterId: id,
    category: "roads",
  });
  // Two office hours from ten in the morning.
  expect(await dueOf()).toBe("2026-08-24T04:00:00.000Z");
  expect(await rowOf(county, id)).toMatchObject({ category: "roads", urgency: "urgent" });
});

describe("urging", () => {
  const urge = (who: Who, at?: string) =>
    urgeMatter(county.as(who, at), { matterId: matter.id, text: "今天要有结果" });
  const messages = async () => {
    const channel = eq(outbox.channel, "robot");
    const { rows } = await county.db.read({ rows: county.db.orm.select().from(outbox).where(channel) });
    return rows.map(({ body }) => body);
  };

  test("comes from above, once a day, and residents read that it was done", async () => {
    await expect(urge("gridWorker")).rejects.toBeInstanceOf(Forbidden);
    await urge("communityOfficer", "2099-01-05T02:00:00.000Z");
    await expect(urge("streetOfficer", "2099-01-05T03:00:00.000Z")).rejects.toBeInstanceOf(Conflict);
    await urge("inspector", "2099-01-06T02:00:00.000Z");
    expect((await rowOf(county, matter.id)).urgings).toBe(2);
    const page = await receipt();
    expect(page).toContain("上级单位已经催办");
    expect(page).not.toContain("今天要有结果");
    expect(await messages()).toEqual([]);
  });

  test("reaches the unit's group where it has one, in the morning if it is night", async () => {
    const row = { id: county.org.grid, kind: "wecom" as const, address: "-", masked: "-", setAt: "-" };
    await county.db.write([county.db.orm.insert(robots).values(row)]);
    await urge("streetOfficer", "2099-01-05T15:00:00.000Z");
    expect(await messages()).toMatchObject([
      {
        scope: county.org.grid,
        title: "催办",
        lines: [{ href: `/matters/${matter.id}` }, { text: "今天要有结果" }],
      },
    ]);
    const { rows } = await county.db.read({ rows: county.db.orm.select().from(outbox) });
    expect(rows.map(({ nextAt }) => nextAt)).toEqual(["2099-01-06T00:00:00.000Z"]);
  });
});

test("whoever a matter goes to can be urged the same day", async () => {
  const urge = (at: string) =>
    urgeMatter(county.as("streetOfficer", at), { matterId: matter.id, text: "今天要有结果" });
  await urge("2099-01-05T02:00:00.000Z");
  await raiseMatter(county.as("gridWorker", "2099-01-05T03:00:00.000Z"), {
    matterId: matter.id,
    reason: "要修路",
  });
  await urge("2099-01-05T04:00:00.000Z");
  expect((await rowOf(county, matter.id)).urgings).toBe(2);
});

describe("a level that was late", () => {
  const leaving = async (at: string) => {
    await rulesSince2025(county, ({ handling }) => {
      for (const level of handling.levels) level.escalateOn = ["request"];
    });
    const { id } = await reportMatter(county.as(null, "2026-08-24T02:00:00.000Z"), {
      orgUnitId: county.org.community,
      category: "roads",
      body: "路面塌陷，车辆绕行",
      place: "北关路口",
    });
    const stepsOf = async () =>
      (await clocksOf(county, `matter:${id}`))
        .filter(({ kind, endedAt }) => kind === "step" && endedAt !== null)
        .map(({ state }) => state);
    return { matterId: id, reason: "要修路", at, stepsOf };
  };
  const inTime = "2026-08-25T02:00:00.000Z";
  const late = "2026-10-12T02:00:00.000Z";

  test.each([
    [inTime, "cancelled"],
    [late, "lapsed"],
  ])("and leaves a matter to one below at %s has its time %s", async (moment, state) => {
    const { stepsOf, at, ...to } = await leaving(moment);
    await passOnMatter(county.as("communityOfficer", at), { ...to, unit: county.org.grid });
    expect(await stepsOf()).toEqual([state]);
  });

  test.each([
    [inTime, "cancelled"],
    [late, "lapsed"],
  ])("and raises it by hand at %s has its time %s", async (moment, state) => {
    const { stepsOf, at, ...to } = await leaving(moment);
    await raiseMatter(county.as("communityOfficer", at), to);
    expect(await stepsOf()).toEqual([state]);
  });
});

describe("passing on to a unit below", () => {
  const report = async () =>
    reportMatter(county.as(null, "2026-08-24T02:00:00.000Z"), {
      orgUnitId: county.org.community,
      category: "roads",
      body: "路面塌陷，车辆绕行",
      place: "北关路口",
    });
  const passOn = (matterId: string, unit: string, who: Who = "communityOfficer") =>
    passOnMatter(county.as(who, "2026-08-25T02:00:00.000Z"), { matterId, unit, reason: "先去现场看" });

  test("puts it before that unit, with that unit's clock, in its lists and nobody's hands", async () => {
    await rulesSince2025(county);
    const { id } = await report();
    await acceptMatter(county.as("communityOfficer", "2026-08-24T03:00:00.000Z"), { matterId: id });
    const listed = async (who: Who) => (await mattersPage(county.as(who), {})).matters.map((row) => row.id);
    expect(await listed("gridWorker")).not.toContain(id);
    const whole = (await clocksOf(county, `matter:${id}`)).find(({ kind }) => kind === "overall");
    await passOn(id, county.org.grid);
    expect(await listed("gridWorker")).toContain(id);
    expect(await rowOf(county, id)).toMatchObject({
      state: "reported",
      level: "grid",
      orgUnitId: county.org.grid,
      handlerId: null,
    });
    const running = (await clocksOf(county, `matter:${id}`)).filter(({ state }) => state === "running");
    expect(running.map(({ kind, owner, dueAt }) => [kind, owner, dueAt])).toEqual([
      ["overall", county.org.grid, whole?.dueAt],
      // Three working days after the Tuesday.
      ["step", county.org.grid, "2026-08-28T10:00:00.000Z"],
    ]);
    await acceptMatter(county.as("gridWorker", "2026-08-25T03:00:00.000Z"), { matterId: id });
    await raiseMatter(county.as("gridWorker", "2026-08-25T04:00:00.000Z"), {
      matterId: id,
      reason: "要修路",
    });
    expect((await rowOf(county, id)).level).toBe("community");
  });

  test("is offered with the units below and by when each must act; to no other unit", async () => {
    const { id } = await report();
    const { offers } = await matterPage(county.as("communityOfficer"), id);
    const offer = offers.find(({ name }) => name === "passOn");
    const unit = offer?.fields.find(({ name }) => name === "unit");
    expect(unit?.options?.map(({ value }) => value)).toContain(county.org.grid);
    expect(offer?.form.foretold).toMatch(/^派到.+的，应于.+ 前办理。总期限不变。$/);
    for (const elsewhere of [county.org.community, county.org.root, "nowhere"])
      await expect(passOn(id, elsewhere)).rejects.toMatchObject({ problems: [{ path: "unit" }] });
    expect(await movesOf("gridWorker")).not.toContain("passOn");
  });
});

describe("what the admission list keeps from grids", () => {
  const elsewhere = "请到街道窗口办理";
  const listed = () =>
    rulesSince2025(county, ({ intake, handling }) => {
      intake.admissionList = { enabled: true, categories: ["roads"], elsewhere };
      for (const level of handling.levels) level.escalateOn = [];
    });
  const report = (orgUnitId: string, category: string) =>
    reportMatter(county.as(null, "2026-08-24T02:00:00.000Z"), {
      orgUnitId,
      category,
      body: "污水井盖翻倒",
      place: "北关路口",
    });
  const at = "2026-08-24T03:00:00.000Z";

  test("starts above them, and its reporter reads where else to go", async () => {
    await listed();
    const { id, receiptCode } = await report(county.org.grid, "drainage");
    expect((await rowOf(county, id)).level).toBe("community");
    expect((await timelineOf(county, `matter:${id}`))[0]).toMatchObject({ detail: { outside: elsewhere } });
    const page = await (await newVisitor().get(`${county.base}/receipts/${receiptCode}`)).text();
    expect(page).toContain(elsewhere);
    const { id: own } = await report(county.org.grid, "roads");
    expect((await rowOf(county, own)).level).toBe("grid");
  });

  test("is passed down to none", async () => {
    await listed();
    const { id } = await report(county.org.community, "drainage");
    expect((await matterPage(county.as("communityOfficer", at), id)).moves).not.toContain("passOn");
    const { id: own } = await report(county.org.community, "roads");
    expect((await matterPage(county.as("communityOfficer", at), own)).moves).toContain("passOn");
  });

  const declining = async (id: string, who: Who) =>
    (await matterPage(county.as(who, at), id)).offers.find(({ name }) => name === "decline")?.form.suggested;

  test("is declined with the rules' reason and where to go, unless somebody writes another; what is listed with none", async () => {
    await listed();
    const { id, receiptCode } = await report(county.org.grid, "drainage");
    const reason = `这类事项不在网格准入清单内。${elsewhere}`;
    expect(await declining(id, "communityOfficer")).toEqual({ reason });
    const page = await (await signedIn(county, "communityOfficer")).get(`${county.base}/matters/${id}`, {
      now: at,
    });
    expect(await page.text()).toMatch(new RegExp(`<textarea[^>]*name="reason"[^>]*>${reason}</textarea>`));
    await declineMatter(county.as("communityOfficer", at), { matterId: id, reason });
    const receipt = await (
      await newVisitor().get(`${county.base}/receipts/${receiptCode}`, { now: at })
    ).text();
    expect(receipt.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ")).toContain(`理由和去处 ${reason}`);
    const { id: own } = await report(county.org.grid, "roads");
    expect(await declining(own, "gridWorker")).toEqual({});
    // The grid that changed its category reads the same.
    await recategoriseMatter(county.as("gridWorker", at), { matterId: own, category: "drainage" });
    expect(await declining(own, "gridWorker")).toEqual({ reason });
  });

  test("is declined with what the rules say where to go alone, where no more fits; where they don't say, with the reason", async () => {
    const far = "远".repeat(395);
    await rulesSince2025(county, ({ intake }) => {
      intake.admissionList = { enabled: true, categories: ["roads"], elsewhere: far };
    });
    const { id } = await report(county.org.grid, "drainage");
    expect(await declining(id, "communityOfficer")).toEqual({ reason: far });
    await rulesSince2025(county, ({ intake }) => {
      intake.admissionList = { enabled: true, categories: ["roads"] };
    });
    const { id: other } = await report(county.org.grid, "drainage");
    expect(await declining(other, "communityOfficer")).toEqual({ reason: "这类事项不在网格准入清单内。" });
    // Nothing is said where there is no list.
    await rulesSince2025(county, ({ intake }) => {
      intake.admissionList = { enabled: false, categories: ["roads"], elsewhere };
    });
    const { id: any } = await report(county.org.grid, "drainage");
    expect(await declining(any, "gridWorker")).toEqual({});
  });

  test("is passed up by a grid that changed the category, though its level may pass up nothing else", async () => {
    await listed();
    const { id } = await report(county.org.grid, "roads");
    expect((await matterPage(county.as("gridWorker", at), id)).moves).not.toContain("raise");
    await recategoriseMatter(county.as("gridWorker", at), { matterId: id, category: "drainage" });
    const later = county.as("gridWorker", "2026-08-24T04:00:00.000Z");
    const offer = (await matterPage(later, id)).offers.find(({ name }) => name === "raise");
    expect(offer?.form.foretold).toMatch(/^这一类别不在网格准入清单内。上报后由/);
    await raiseMatter(later, { matterId: id, reason: "污水归市政管" });
    expect((await rowOf(county, id)).level).toBe("community");
  });
});
