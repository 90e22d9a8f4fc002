import { beforeAll, describe, expect, test } from "vitest";
import { dispatchMatter } from "../../worker/domain/assignments/dispatch.ts";
import { assignmentPage } from "../../worker/domain/assignments/read.ts";
import { returnAssignment } from "../../worker/domain/assignments/return.ts";
import { takeBackAssignment } from "../../worker/domain/assignments/take-back.ts";
import { deskPage } from "../../worker/domain/desk/desk.ts";
import { Conflict, Forbidden } from "../../worker/domain/errors.ts";
import { raiseMatter } from "../../worker/domain/matters/raise.ts";
import { matterPage } from "../../worker/domain/matters/read.ts";
import { clocksOf } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { dispatched, dispatchRule, partRow, partsIn, step, toBoth, withDispatch } from "./stages.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
  await withDispatch(county);
});

/** Monday morning; a working day to return, four working hours to answer. */
const monday = "2030-06-03T02:00:00.000Z";
const tuesday = "2030-06-04T02:00:00.000Z";
const answerOf = async (id: string) =>
  (await clocksOf(county, `assignment:${id}`)).find(({ kind, endedAt }) => kind === "return" && !endedAt);

describe("a return", () => {
  test("gives one of the rules' reasons, and is answered by whoever has the matter, by a clock of its own", async () => {
    const { assist } = await dispatched(county, {}, monday);
    const own = county.as("otherLiaison", monday);
    const other = { assignmentId: assist, reason: "太忙", note: "人手不够" };
    await expect(returnAssignment(own, other)).rejects.toMatchObject({ problems: [{ path: "reason" }] });
    await step(county, assist, "return", undefined, monday);
    expect(await answerOf(assist)).toMatchObject({
      owner: county.org.street,
      dueAt: "2030-06-03T08:30:00.000Z",
    });
    const todos = (await deskPage(county.as("streetOfficer", monday))).todos;
    expect(todos.find(({ record }) => record === assist)?.todo).toBe("承办单位退回，待答复");
    // Returning wins no time.
    expect(
      (await clocksOf(county, `assignment:${assist}`)).find(({ kind }) => kind === "answer"),
    ).toMatchObject({
      state: "running",
      dueAt: "2030-06-10T10:00:00.000Z",
    });
  });

  test("comes within the rules' time, which begins anew when it is insisted", async () => {
    const { assist } = await dispatched(county, {}, monday);
    const late = "2030-06-05T02:00:00.000Z";
    await expect(step(county, assist, "return", undefined, late)).rejects.toThrow("已经过了");
    await step(county, assist, "return", undefined, tuesday);
    await step(county, assist, "insist", undefined, late);
    await step(county, assist, "return", undefined, late);
    expect(await partRow(county, assist)).toMatchObject({ state: "returned", returns: 2, putAt: late });
  });

  test("after as many as the rules let goes to the unit above, whose word is the last", async () => {
    const { assist } = await dispatched(county);
    for (const _ of [1, 2]) {
      await step(county, assist, "return");
      await step(county, assist, "insist");
    }
    await step(county, assist, "return");
    expect((await answerOf(assist))?.owner).toBe(county.org.root);
    await expect(step(county, assist, "insist", "streetOfficer")).rejects.toBeInstanceOf(Forbidden);
    await step(county, assist, "insist", "admin");
    await expect(step(county, assist, "return")).rejects.toThrow("不能再退回");
    expect((await partRow(county, assist)).state).toBe("assigned");
  });

  test("that is right ends the part, and the matter goes to another", async () => {
    const { matterId, lead, assist } = await dispatched(county);
    await step(county, lead, "return", "liaison");
    await step(county, lead, "takeBack");
    expect((await partRow(county, lead)).state).toBe("takenBack");
    const street = county.as("streetOfficer");
    const to = toBoth(county, { lead: county.units.power, assisting: [] });
    await dispatchMatter(street, { matterId, ...to });
    expect((await partsIn(county, matterId)).map(({ state }) => state)).toEqual([
      "takenBack",
      "assigned",
      "assigned",
    ]);
    await step(county, assist, "answer");
    const { timeline } = await matterPage(street, matterId);
    expect(timeline.some(({ title }) => title.includes("退回成立"))).toBe(true);
  });

  test("isn't answered by whoever returned", async () => {
    // Of another unit of the tree, which a person of the street may answer for.
    const { assist } = await dispatched(county, { lead: county.units.water });
    await returnAssignment(county.as("otherLiaison"), {
      assignmentId: assist,
      reason: "不属于本单位职责",
      note: "归水务局",
    });
    const own = county.as("otherLiaison");
    await expect(takeBackAssignment(own, { assignmentId: assist })).rejects.toBeInstanceOf(Forbidden);
    const both = { ...county.as("streetOfficer"), actor: { ...county.people.streetOfficer.actor } };
    const actor = {
      ...both.actor,
      accountId: county.people.otherLiaison.actor.accountId,
    } as typeof both.actor;
    await expect(takeBackAssignment({ ...both, actor }, { assignmentId: assist })).rejects.toBeInstanceOf(
      Conflict,
    );
  });

  test("goes up with a matter that is raised", async () => {
    const { matterId, assist } = await dispatched(county);
    await step(county, assist, "return");
    await raiseMatter(county.as("streetOfficer"), { matterId, reason: "街道办不了" });
    expect((await answerOf(assist))?.owner).toBe(county.org.root);
    await step(county, assist, "takeBack", "admin");
    expect((await partRow(county, assist)).state).toBe("takenBack");
  });

  test("isn't offered where the rules know none", async () => {
    const other = await newCounty();
    const { returns: _none, ...rule } = dispatchRule;
    await withDispatch(other, rule);
    const { assist } = await dispatched(other);
    const { offers } = await assignmentPage(other.as("otherLiaison"), assist);
    expect(offers.map(({ name }) => name)).toEqual(["accept", "answer"]);
    await expect(step(other, assist, "return")).rejects.toThrow("没有退回");
  });
});
