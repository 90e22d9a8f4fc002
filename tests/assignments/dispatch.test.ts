import { beforeAll, describe, expect, test } from "vitest";
import { memberUnits, robots } from "../../db/tenant/schema/org.ts";
import { listings, outbox } from "../../db/tenant/schema/work.ts";
import { dispatchMatter } from "../../worker/domain/assignments/dispatch.ts";
import { dispatchForm } from "../../worker/domain/assignments/form.ts";
import { assignmentsPage } from "../../worker/domain/assignments/list.ts";
import { assignmentPage } from "../../worker/domain/assignments/read.ts";
import { deskPage } from "../../worker/domain/desk/desk.ts";
import { Conflict, NotFound } from "../../worker/domain/errors.ts";
import { grantPause } from "../../worker/domain/matters/decide-pause.ts";
import { declineMatter } from "../../worker/domain/matters/decline.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { passOnMatter } from "../../worker/domain/matters/pass-on.ts";
import { pauseMatter } from "../../worker/domain/matters/pause.ts";
import { raiseMatter } from "../../worker/domain/matters/raise.ts";
import { matterPage } from "../../worker/domain/matters/read.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { resumeMatter } from "../../worker/domain/matters/resume.ts";
import { closeMemberUnit } from "../../worker/domain/units/close.ts";
import { clocksOf, publishRules, rowOf, timelineOf } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";
import { dispatched, partRow, partsIn, step, streetsMatter, toBoth, withDispatch } from "./stages.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
  await withDispatch(county);
});

const street = () => county.as("streetOfficer");
const refusedAt = (path: string) => ({ problems: [expect.objectContaining({ path })] });

describe("dispatching", () => {
  test("gives each unit a part with a clock of its own, and leaves the matter where it is", async () => {
    const at = "2030-06-03T02:00:00.000Z";
    const { matterId, all } = await dispatched(county, {}, at);
    expect(all.map(({ role, assignee, state }) => [role, assignee, state])).toEqual([
      ["lead", county.units.water, "assigned"],
      ["assist", county.units.housing, "assigned"],
    ]);
    for (const { id, assignee } of all)
      expect(await clocksOf(county, `assignment:${id}`)).toMatchObject([
        { kind: "answer", owner: assignee, state: "running", dueAt: "2030-06-10T10:00:00.000Z" },
      ]);
    expect(await rowOf(county, matterId)).toMatchObject({ state: "accepted", level: "street" });
    const running = (await clocksOf(county, `matter:${matterId}`)).filter(({ endedAt }) => endedAt === null);
    expect(running.map(({ kind }) => kind).sort()).toEqual(["overall", "step"]);
  });

  test("is read in the group of each unit that has one", async () => {
    const own = await newCounty();
    await withDispatch(own);
    const row = { id: own.units.water, kind: "wecom" as const, address: "-", masked: "-", setAt: "-" };
    await own.db.write([own.db.orm.insert(robots).values(row)]);
    const { lead } = await dispatched(own, {}, "2026-11-30T14:00:00.000Z");
    const { rows } = await own.db.read({ rows: own.db.orm.select().from(outbox) });
    expect(rows.map(({ nextAt, body }) => [nextAt, body])).toEqual([
      [
        "2026-12-01T00:00:00.000Z",
        {
          scope: own.units.water,
          title: "汉城街道派单，请主办",
          lines: [
            { text: "三单元楼道的水管漏水，已经流到一楼", href: `/assignments/${lead}` },
            { text: "应于 12月7日 18:00 前答复", href: "" },
          ],
          urgent: false,
        },
      ],
    ]);
  });

  test("goes by the class of the matter", async () => {
    const other = await newCounty();
    await withDispatch(other, {
      within: { workdays: 5 },
      limits: [{ category: "drainage", limit: { workdays: 1 } }],
    });
    const at = "2030-06-03T02:00:00.000Z";
    const { lead } = await dispatched(other, {}, at);
    const { category } = await rowOf(other, (await partRow(other, lead)).matterId);
    const [clock] = await clocksOf(other, `assignment:${lead}`);
    expect([category, clock?.dueAt]).toEqual(["drainage", "2030-06-04T10:00:00.000Z"]);
  });

  test("is for whoever has the matter and the units above, while it is accepted", async () => {
    const { id: matterId } = await county.matter();
    const give = (who: Parameters<County["as"]>[0]) =>
      dispatchMatter(county.as(who), { matterId, ...toBoth(county) });
    await expect(give("otherWorker")).rejects.toBeInstanceOf(NotFound);
    await expect(give("gridWorker")).rejects.toThrow("受理以后");
    await expect(give("liaison")).rejects.toBeInstanceOf(NotFound);
  });

  test("needs one lead and no more, units that may be given it, and each once", async () => {
    const { id: matterId } = await streetsMatter(county);
    const give = (more: object) => dispatchMatter(street(), { matterId, ...toBoth(county, more) });
    const { water, power } = county.units;
    await expect(give({ lead: undefined })).rejects.toMatchObject(refusedAt("lead"));
    await expect(give({ assisting: [water] })).rejects.toMatchObject(refusedAt("assisting"));
    await expect(give({ lead: county.org.street })).rejects.toMatchObject(refusedAt("lead"));
    await expect(give({ lead: county.org.grid })).rejects.toMatchObject(refusedAt("lead"));
    await expect(give({ lead: "nobody" })).rejects.toMatchObject(refusedAt("lead"));
    await give({ assisting: [county.org.community] });
    await expect(give({})).rejects.toMatchObject(refusedAt("lead"));
    await expect(give({ lead: undefined, assisting: [] })).rejects.toMatchObject(refusedAt("assisting"));
    await expect(give({ lead: undefined, assisting: [water] })).rejects.toMatchObject(refusedAt("assisting"));
    await give({ lead: undefined, assisting: [power] });
    expect((await partsIn(county, matterId)).map(({ role }) => role)).toEqual(["lead", "assist", "assist"]);
  });

  test("isn't possible where the rules of the matter know no dispatch", async () => {
    const other = await newCounty();
    const { id: matterId } = await streetsMatter(other);
    await expect(dispatchMatter(other.as("streetOfficer"), { matterId, ...toBoth(other) })).rejects.toThrow(
      "本县规则里没有派单",
    );
    const { assignments } = await matterPage(other.as("streetOfficer"), matterId);
    expect(assignments.mayDispatch).toBe(false);
  });

  test("offers first the member units that the category's rules name", async () => {
    const other = await newCounty();
    await publishRules(other, ({ handling, intake }) => {
      handling.dispatch = { within: { workdays: 5 } };
      const each = (tier: { units: string[]; children?: { units: string[] }[] }) => {
        tier.units = ["localUnit"];
        for (const child of tier.children ?? []) each(child);
      };
      for (const tier of intake.categories) each(tier);
    });
    const { id } = await streetsMatter(other);
    const { groups } = await dispatchForm(other.as("streetOfficer"), id);
    expect(groups[0]).toMatchObject({ label: "按事项类别建议" });
    expect(groups.flatMap(({ members }) => members.map((one) => one.id))).not.toContain(other.org.grid);
  });

  test("offers those in line with the unit, however many there are elsewhere", async () => {
    const other = await newCounty();
    await withDispatch(other);
    const { id } = await streetsMatter(other);
    const elsewhere = { kind: "localUnit", orgUnitId: "elsewhere", orgPath: "/elsewhere/" };
    const rows = Array.from({ length: 1000 }, (_, at) => {
      const name = String(at).padStart(4, "0");
      return { id: `u${at}`, name, folded: name, ...elsewhere };
    });
    await other.db.write([other.db.orm.insert(memberUnits).values(rows)]);
    const { groups, isCut } = await dispatchForm(other.as("streetOfficer"), id);
    const offered = groups.flatMap(({ members }) => members.map((one) => one.id));
    expect(offered).toEqual(expect.arrayContaining(Object.values(other.units)));
    expect([offered.includes("u1"), isCut]).toEqual([false, false]);
  });
});

describe("the lead", () => {
  test("answers last, and its answer is put before whoever resolves", async () => {
    const { matterId, lead, assist } = await dispatched(county);
    await expect(step(county, lead, "answer", "liaison")).rejects.toThrow("主办单位最后答复");
    await expect(resolveMatter(street(), { matterId, outcome: "已修好" })).rejects.toBeInstanceOf(Conflict);
    await step(county, assist, "answer");
    expect((await matterPage(street(), matterId)).assignments).toMatchObject({ open: 1, outcome: null });
    await step(county, lead, "answer", "liaison");
    const page = await matterPage(street(), matterId);
    expect(page.assignments).toMatchObject({ open: 0, outcome: "产权属小区业主" });
    expect(page.moves).toContain("resolve");
    await resolveMatter(street(), { matterId, outcome: "已修好" });
    expect((await timelineOf(county, `matter:${matterId}`)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["dispatched", "partAnswered", "resolved"]),
    );
  });

  test("and a unit that joins at the same moment never miss each other", async () => {
    const { matterId, lead, assist } = await dispatched(county);
    await step(county, assist, "answer");
    const more = { lead: undefined, assisting: [county.units.power] };
    const outcomes = await Promise.allSettled([
      step(county, lead, "answer", "liaison"),
      dispatchMatter(street(), { matterId, ...toBoth(county, more) }),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("may be given to another once it was withdrawn, while others go on", async () => {
    const { matterId, lead } = await dispatched(county);
    await step(county, lead, "withdraw");
    await dispatchMatter(street(), {
      matterId,
      ...toBoth(county, { lead: county.units.power, assisting: [] }),
    });
    const states = (await partsIn(county, matterId)).map(({ role, state }) => `${role} ${state}`);
    expect(states).toEqual(["lead withdrawn", "assist assigned", "lead assigned"]);
  });

  test("whose answer won't do is given it anew", async () => {
    const { matterId, lead, assist } = await dispatched(county);
    await step(county, assist, "answer");
    await step(county, lead, "answer", "liaison");
    await dispatchMatter(street(), { matterId, ...toBoth(county, { assisting: [], body: "还在漏，再查" }) });
    expect((await matterPage(street(), matterId)).assignments).toMatchObject({ open: 1, outcome: null });
  });
});

describe("who knows", () => {
  test("the unit finds it in its list and on its desk, and reads the matter without who reported it", async () => {
    const { matterId, lead } = await dispatched(county);
    const own = county.as("liaison");
    const listed = (await assignmentsPage(own, {})).assignments.find(({ id }) => id === lead);
    expect(listed).toMatchObject({ role: "lead", state: "assigned" });
    const todo = (await deskPage(own)).todos.find(({ record }) => record === lead);
    expect(todo).toMatchObject({ todo: "承办事项", page: `/assignments/${lead}` });
    const { matter, offers } = await assignmentPage(own, lead);
    expect([matter.maySee, offers.map(({ name }) => name)]).toEqual([true, ["accept", "return"]]);
    const page = await matterPage(own, matterId);
    expect([page.mayReveal, page.moves]).toEqual([false, []]);
  });

  test("whoever lost it doesn't any more", async () => {
    const { matterId, assist } = await dispatched(county);
    await step(county, assist, "withdraw");
    await expect(matterPage(county.as("otherLiaison"), matterId)).rejects.toBeInstanceOf(NotFound);
    expect((await assignmentPage(county.as("otherLiaison"), assist)).matter.maySee).toBe(false);
  });

  test("residents read which units deal with it, and nothing of what they ask of one another", async () => {
    const { receiptCode, assist } = await dispatched(county);
    await step(county, assist, "withdraw");
    const page = await (await newVisitor().get(`${county.base}/receipts/${receiptCode}`)).text();
    expect(page).toContain("主办");
    expect(page).not.toContain("查清漏点");
    expect(page).not.toContain("改由街道自己办");
  });
});

describe("what becomes of the matter", () => {
  test("raised, it keeps its parts, which the level above can take away", async () => {
    const { matterId, assist } = await dispatched(county);
    await raiseMatter(street(), { matterId, reason: "街道办不了" });
    expect((await partRow(county, assist)).state).toBe("assigned");
    await expect(step(county, assist, "withdraw")).rejects.toThrow();
    await step(county, assist, "withdraw", "admin");
    expect((await partRow(county, assist)).state).toBe("withdrawn");
  });

  test("declined above, it ends them", async () => {
    const { matterId, all } = await dispatched(county);
    await raiseMatter(street(), { matterId, reason: "街道办不了" });
    await declineMatter(county.as("admin"), { matterId, reason: "请找产权单位" });
    for (const { id } of all) {
      expect((await partRow(county, id)).state).toBe("ended");
      expect(await clocksOf(county, `assignment:${id}`)).toMatchObject([{ state: "cancelled" }]);
    }
    const { rows } = await county.db.read({ rows: county.db.orm.select().from(listings) });
    const ids = all.map(({ id }) => id);
    expect(rows.filter(({ record, active }) => ids.includes(record) && active)).toEqual([]);
  });

  test("isn't passed on below while units deal with it", async () => {
    const { matterId } = await dispatched(county);
    const unit = county.org.community;
    await expect(passOnMatter(street(), { matterId, unit, reason: "就近办" })).rejects.toThrow("先收回");
  });

  test("standing still, their times do, too, and run on with what was left", async () => {
    const [monday, wednesday, friday] = [3, 5, 7].map((day) => `2030-06-0${day}T02:00:00.000Z`);
    const { matterId, lead } = await dispatched(county, {}, monday);
    const { handling } = (await matterRules(matterId)) ?? {};
    const occasion = handling?.pauses?.reasons[0] ?? "";
    await pauseMatter(county.as("streetOfficer", wednesday), { matterId, occasion, reason: "等鉴定" });
    if (handling?.pauses?.approver === "levelAbove")
      await grantPause(county.as("admin", wednesday), { matterId });
    expect(await clocksOf(county, `assignment:${lead}`)).toMatchObject([{ state: "paused" }]);
    await resumeMatter(county.as("streetOfficer", friday), { matterId });
    expect(await clocksOf(county, `assignment:${lead}`)).toMatchObject([
      { state: "running", dueAt: "2030-06-12T10:00:00.000Z" },
    ]);
  });

  test("dealt with again it has none that runs", async () => {
    const { matterId, receiptCode, lead, assist } = await dispatched(county);
    await step(county, assist, "answer");
    await step(county, lead, "answer", "liaison");
    await resolveMatter(street(), { matterId, outcome: "已修好" });
    await evaluateMatter(county.as(null), { receiptCode, solved: "no" });
    expect((await rowOf(county, matterId)).state).toBe("reopened");
    expect((await partsIn(county, matterId)).map(({ state }) => state)).toEqual(["answered", "answered"]);
  });

  test("a unit isn't closed while something is open before it", async () => {
    await dispatched(county);
    const revision = 1;
    await expect(
      closeMemberUnit(county.as("secretary"), { unitId: county.units.housing, reason: "撤并", revision }),
    ).rejects.toThrow();
  });
});

async function matterRules(matterId: string) {
  const { ruleSets } = await import("../../db/tenant/schema/county.ts");
  const { ruleVersion } = await rowOf(county, matterId);
  const { rows } = await county.db.read({ rows: county.db.orm.select().from(ruleSets) });
  return rows.find(({ version }) => version === ruleVersion)?.document as
    | import("../../worker/rules/schema/rule-set.ts").RuleSet
    | undefined;
}
