import { beforeEach, describe, expect, test } from "vitest";
import { todos } from "../../worker/domain/desk/desk.ts";
import { Forbidden } from "../../worker/domain/errors.ts";
import { grantExtension, refuseExtension } from "../../worker/domain/matters/decide-extension.ts";
import { extendMatter } from "../../worker/domain/matters/extend.ts";
import { matterPage } from "../../worker/domain/matters/read.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { actOnTime } from "../../worker/domain/time.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { systemAt } from "../clocks/acting.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";
import { clocksOf, type Filed, move, publishRules, rowOf, rulesSince2025, timelineOf } from "./stages.ts";

/** A Monday of an ordinary week, 10:00 in Shanghai; by Xinye's rules the grid has until Thursday 18:00. */
const monday = "2026-08-24T02:00:00.000Z";
const tuesday = "2026-08-25T02:00:00.000Z";
const thursday = "2026-08-27T10:00:00.000Z";
/** Three working days more. */
const later = { day: "2026-09-01", at: "2026-09-01T10:00:00.000Z" };

let county: County;
let matter: Filed;
const opened = async (change: (rules: RuleSet) => void = () => {}) => {
  county = await newCounty();
  await rulesSince2025(county, change);
  const words = { category: "drainage", body: "井盖破损，车辆绕行", place: "北关路口" };
  matter = await reportMatter(county.as(null, monday), { orgUnitId: county.org.grid, ...words });
  await move(county, matter, "accept", "gridWorker", "2026-08-24T03:00:00.000Z");
};
beforeEach(() => opened());

const ask = (until = later.day, who: Who = "gridWorker", at = tuesday) =>
  extendMatter(county.as(who, at), { matterId: matter.id, until, reason: "要等管材到货" });
/** When it is answered: later on the same day. */
const answered = "2026-08-25T06:00:00.000Z";
const grant = (who: Who = "communityOfficer", at = answered) =>
  grantExtension(county.as(who, at), { matterId: matter.id });
const refuse = (who: Who = "communityOfficer", at = answered) =>
  refuseExtension(county.as(who, at), { matterId: matter.id, reason: "库存还有管材" });
const dueOf = async (wanted: string) =>
  (await clocksOf(county, `matter:${matter.id}`)).find(
    ({ kind, state }) => kind === wanted && state === "running",
  )?.dueAt;
const movesOf = async (who: Who, at = tuesday) => (await matterPage(county.as(who, at), matter.id)).moves;
const problem = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => "done",
    (failed: { problems?: { path: string; message: string }[]; message: string }) =>
      failed.problems?.[0]?.message ?? failed.message,
  );
  return error;
};

describe("a later time that is asked for", () => {
  test("changes nothing until the unit above has granted it, before which it stands till then", async () => {
    await ask();
    expect(await dueOf("step")).toBe(thursday);
    const before = (await todos(county.as("communityOfficer", tuesday), null)).todos;
    expect(before.map(({ todo, record }) => [todo, record])).toEqual([["延期申请待批", matter.id]]);
    expect((await todos(county.as("gridWorker", tuesday), null)).todos.map(({ todo }) => todo)).toEqual([
      "事项办理",
    ]);
    await grant();
    expect(await dueOf("step")).toBe(later.at);
    expect((await todos(county.as("communityOfficer", tuesday), null)).todos).toEqual([]);
    const told = (await timelineOf(county, `matter:${matter.id}`)).map(({ kind }) => kind);
    expect(told).toEqual(["reported", "accepted", "extensionAsked", "extended"]);
  });

  test("may be any day on which the service works that the level counts by, to its midnight", async () => {
    await opened((rules) => {
      rules.serviceHours = { services: [{ key: "water", name: "供水抢修", rests: "never" }] };
      Object.assign(rules.handling.levels[0] ?? {}, { service: "water" });
    });
    expect(await dueOf("step")).toBe("2026-08-27T16:00:00.000Z");
    const sunday = "2026-08-30";
    await ask(sunday);
    await grant();
    expect(await dueOf("step")).toBe("2026-08-30T16:00:00.000Z");
  });

  test("once granted is the time at which the matter goes up", async () => {
    await ask();
    await grant();
    await actOnTime(systemAt(county, thursday));
    expect((await rowOf(county, matter.id)).level).toBe("grid");
    await actOnTime(systemAt(county, later.at));
    expect((await rowOf(county, matter.id)).level).toBe("community");
  });

  test("is told before it is asked: until when one has, how late it can get, and who decides", async () => {
    const { offers } = await matterPage(county.as("gridWorker", tuesday), matter.id);
    const { foretold } = offers.find(({ name }) => name === "extend")?.form ?? {};
    expect(foretold).toMatch(
      /^现在到期 后天 18:00，最晚可以延到 9月7日 18:00。由.*决定，在那之前期限不变。$/,
    );
    await ask();
    const page = await matterPage(county.as("communityOfficer", tuesday), matter.id);
    const words = page.offers.find(({ name }) => name === "grantExtension")?.form.foretold;
    expect(words).toMatch(/申请延到 9月1日 18:00：要等管材到货$/);
  });

  test("is read by residents without who asked and why", async () => {
    await ask();
    const read = async () => (await newVisitor().get(`${county.base}/receipts/${matter.receiptCode}`)).text();
    const asked = await read();
    expect(asked).toContain("经办单位申请延长办理时间");
    await grant();
    const granted = await read();
    expect(granted).toContain("办理期限延长");
    for (const page of [asked, granted]) {
      expect(page).not.toContain("管材");
      expect(page).not.toContain("延期申请");
      expect(page).not.toContain("gridWorker-");
      expect(page).not.toContain(county.people.gridWorker.actor.name);
    }
  });

  test("can be refused with a reason, and asked for again", async () => {
    await ask();
    await refuse();
    expect(await dueOf("step")).toBe(thursday);
    const { timeline } = await matterPage(county.as("gridWorker", answered), matter.id);
    expect(timeline[0]).toMatchObject({ note: "库存还有管材" });
    await ask(later.day, "gridWorker", answered);
    await grant();
    expect(await dueOf("step")).toBe(later.at);
  });

  test("is granted as often as the rules say, for each level", async () => {
    await ask();
    expect(await problem(ask())).toContain("正等批准");
    await grant();
    expect(await problem(ask("2026-09-03"))).toContain("至多延期 1 次");
    expect(await movesOf("gridWorker")).not.toContain("extend");
    await move(county, matter, "raise", "gridWorker", tuesday);
    await move(county, matter, "accept", "communityOfficer", tuesday);
    expect(await movesOf("communityOfficer")).toContain("extend");
  });

  test("is granted by nobody below the unit above, nor by whoever asked: it stands above them, too", async () => {
    await ask(later.day, "communityOfficer");
    expect(await movesOf("gridWorker")).not.toContain("grantExtension");
    await expect(grant("gridWorker")).rejects.toBeInstanceOf(Forbidden);
    expect(await movesOf("communityOfficer")).not.toContain("grantExtension");
    await expect(grant("communityOfficer")).rejects.toBeInstanceOf(Forbidden);
    const { todos: before } = await todos(county.as("streetOfficer", tuesday), null);
    expect(before.map(({ todo }) => todo)).toEqual(["延期申请待批"]);
    await grant("streetOfficer");
    expect(await dueOf("step")).toBe(later.at);
  });

  test("of the highest level is somebody else's there, and stands on their desk", async () => {
    for (const who of ["gridWorker", "communityOfficer", "streetOfficer"] as const)
      await move(county, matter, "raise", who, tuesday);
    await move(county, matter, "accept", "admin", answered);
    await ask("2026-09-17", "admin", answered);
    expect(await problem(grant("admin"))).toContain("要由别人决定");
    expect(await problem(refuse("admin"))).toContain("要由别人决定");
    const { todos: before } = await todos(county.as("admin", answered), null);
    expect(before.map(({ todo }) => todo)).toEqual(["延期申请待批"]);
  });

  test("is answered once, by two at the same moment, whatever they answer", async () => {
    for (const other of [grant, refuse]) {
      await opened();
      await ask();
      const outcomes = await Promise.allSettled([grant("communityOfficer"), other("streetOfficer")]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const told = (await timelineOf(county, `matter:${matter.id}`)).map(({ kind }) => kind);
      expect(told).toHaveLength(4);
      expect(await problem(grant("streetOfficer"))).toContain("没有等着决定的延期申请");
    }
  });

  test("is asked for once, by two at the same moment", async () => {
    const outcomes = await Promise.allSettled([ask(later.day), ask("2026-09-02", "communityOfficer")]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const asked = (await clocksOf(county, `matter:${matter.id}`)).filter(({ kind }) => kind === "extension");
    expect(asked).toHaveLength(1);
  });

  test("and granted as the time runs out leaves the matter where it is, or goes up with it", async () => {
    await ask();
    const [granted] = await Promise.allSettled([
      grant("communityOfficer", thursday),
      actOnTime(systemAt(county, thursday)),
    ]);
    const { level } = await rowOf(county, matter.id);
    expect(level).toBe(granted?.status === "fulfilled" ? "grid" : "community");
  });

  test.each([
    ["2026-08-29", "这一天休息"],
    ["2026-08-27", "比现在的期限更晚"],
    ["2026-08-20", "比现在的期限更晚"],
    ["2026-09-08", "最晚可以延到"],
  ])("to %s is refused: %s", async (day, said) => {
    expect(await problem(ask(day))).toContain(said);
  });

  test("isn't granted of what has become late meanwhile, nor to a time that isn't later any more", async () => {
    await opened(({ handling }) => {
      for (const level of handling.levels) level.escalateOn = ["request"];
    });
    await ask();
    expect(await problem(grant("communityOfficer", "2026-08-28T02:00:00.000Z"))).toContain(
      "已经超过本级期限",
    );
    await refuse("communityOfficer", "2026-08-28T02:00:00.000Z");
    await opened();
    await ask("2026-08-28");
    const [clock] = (await clocksOf(county, `matter:${matter.id}`)).filter(({ kind }) => kind === "step");
    const longer = ({ handling }: RuleSet) => {
      for (const level of handling.levels) level.limit = { workdays: 6 };
    };
    await publishRules(county, longer, { at: answered, clocks: [clock?.id ?? ""] });
    expect(await problem(grant())).toContain("不早于申请的时间");
    expect(await dueOf("extension")).toBe(await dueOf("step"));
  });

  test("of what is late already isn't to be had", async () => {
    await opened(({ handling }) => {
      for (const level of handling.levels) level.escalateOn = ["request"];
    });
    expect(await problem(ask("2026-09-03", "gridWorker", "2026-08-28T02:00:00.000Z"))).toContain(
      "已经超过本级期限",
    );
  });

  test("isn't to be had where the rules know none, nor before somebody has accepted", async () => {
    await opened(({ handling }) => {
      handling.extensions = undefined;
    });
    expect(await movesOf("gridWorker")).not.toContain("extend");
    expect(await problem(ask())).toContain("规则里没有延期");
    await opened();
    const words = { category: "drainage", body: "路面塌陷", place: "北关路口" };
    matter = await reportMatter(county.as(null, monday), { orgUnitId: county.org.grid, ...words });
    expect(await movesOf("gridWorker")).not.toContain("extend");
  });

  test("ends with what it was asked for: resolved or passed up it was never granted", async () => {
    await ask();
    await move(county, matter, "resolve", "gridWorker", tuesday);
    const asked = (await clocksOf(county, `matter:${matter.id}`)).filter(({ kind }) => kind === "extension");
    expect(asked.map(({ state }) => state)).toEqual(["cancelled"]);
    await opened();
    await ask();
    await move(county, matter, "raise", "gridWorker", tuesday);
    expect(await dueOf("extension")).toBeUndefined();
  });
});

describe("the rules decide", () => {
  test("whether whoever deals with a matter takes more time by themselves, on record", async () => {
    await opened(({ handling }) => {
      if (handling.extensions) handling.extensions.approver = "handler";
    });
    await ask();
    expect(await dueOf("step")).toBe(later.at);
    expect(await problem(ask("2026-09-03"))).toContain("至多延期 1 次");
    const { timeline } = await matterPage(county.as("admin", tuesday), matter.id);
    expect(timeline[0]).toMatchObject({ note: "要等管材到货" });
  });

  test("whether the whole of it becomes later by as many working days", async () => {
    const before = await dueOf("overall");
    await ask();
    await grant();
    expect(await dueOf("overall")).toBe(before);
    await opened(({ handling }) => {
      if (handling.extensions) handling.extensions.overall = true;
    });
    await ask();
    await grant();
    // Thirty working days after 24 August end on a Saturday that is worked, three later on the Wednesday after it.
    expect([before, await dueOf("overall")]).toEqual([
      "2026-10-10T10:00:00.000Z",
      "2026-10-14T10:00:00.000Z",
    ]);
  });
});
