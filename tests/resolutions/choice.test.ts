import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { clocks } from "../../db/tenant/schema/work.ts";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { resolutionPage } from "../../worker/domain/resolutions/read.ts";
import { rulesSince2025 } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import type { Visitor } from "../support/visitor.ts";

/** Wednesday; offices close at 18:00. */
const now = "2026-11-25T02:00:00.000Z";

let county: County;
let secretary: Visitor;
let meetingId: string;
let body = 0;
beforeAll(async () => {
  county = await newCounty();
  await rulesSince2025(county);
  secretary = await county.visit("secretary");
  const meeting = (date: string) =>
    scheduleMeeting(county.as("secretary", now), {
      series: "countyJoint",
      orgUnitId: county.org.root,
      title: "联席会议",
      date,
      time: "09:30",
      place: "会议室",
      members: Object.values(county.units),
    });
  meetingId = (await meeting("2026-11-25")).id;
  await meeting("2027-01-12");
});

const at = () => `${county.base}/meetings/${meetingId}`;
const page = async () => (await secretary.get(at(), { now })).text();
const task = (more: Record<string, string>) => ({
  kind: "task",
  body: `第 ${++body} 件`,
  leadId: county.units.water,
  ...more,
});
const log = (more: Record<string, string>) => secretary.post(`${at()}/resolutions`, task(more), { now });
const lastDue = async () => {
  const { rows } = await county.db.read({
    rows: county.db.orm
      .select()
      .from(clocks)
      .where(eq(clocks.title, `第 ${body} 件`)),
  });
  return rows[0] && [rows[0].dueAt, rows[0].setBy];
};
const values = (html: string, name: string) =>
  [
    ...html.matchAll(new RegExp(`<input type="radio"[^>]* name="${name}" value="([^"]*)"( checked)?`, "g")),
  ].map(([, value, checked]) => `${value}${checked ?? ""}`);

describe("the form of a task", () => {
  test("shows when it is due by the rules and why, and days that are quick to choose", async () => {
    const html = await page();
    expect(values(html, "due")).toEqual(["stands checked", "2026-11-30", "2026-12-02"]);
    expect(html).toContain("2027年1月11日 18:00 前（星期一）");
    expect(html).toContain("按规则：下次会议之前；下次会议定于 2027年1月12日 09:30");
    expect(html).toMatch(/3天：11月30日 星期一，11月28日休息，顺延/);
    expect(html).toContain("1周：12月2日 星期三");
  });

  test("that is left as it is sets no day: the time is the rules'", async () => {
    expect((await log({ due: "stands", dueDate: "" })).status).toBe(303);
    expect(await lastDue()).toEqual(["2027-01-11T10:00:00.000Z", "rules"]);
  });

  test("takes a quick choice, and before it a day that was written out", async () => {
    expect((await log({ due: "2026-12-02", dueDate: "" })).status).toBe(303);
    expect(await lastDue()).toEqual(["2026-12-02T10:00:00.000Z", "person"]);
    expect((await log({ due: "2026-12-02", dueDate: "12月4日" })).status).toBe(303);
    expect(await lastDue()).toEqual(["2026-12-04T10:00:00.000Z", "person"]);
  });

  const odd: [string, string, string][] = [
    ["a day off", "2026-12-05", "12月5日（星期六）是休息日"],
    ["a holiday", "2027-01-01", "2027年1月1日（星期五）是休息日"],
  ];
  test.each(odd)("asks about %s before it saves it, with all that was typed", async (_what, day, words) => {
    const asked = await log({ due: "stands", dueDate: day });
    expect(asked.status).toBe(422);
    const html = await asked.text();
    for (const said of [words, "还没有保存，请再看一眼", `第 ${body} 件`]) expect(html).toContain(said);
    expect(html).toContain(`name="confirmed" value="${day}"`);
    expect(await lastDue()).toBeUndefined();
    body -= 1;
    expect((await log({ dueDate: day, confirmed: day })).status).toBe(303);
    expect(await lastDue()).toEqual([`${day}T10:00:00.000Z`, "person"]);
  });

  test("asks again about another odd day than the one that was confirmed", async () => {
    expect((await log({ dueDate: "2026-12-06", confirmed: "2026-12-05" })).status).toBe(422);
  });

  test("asks about today once offices have closed, and about nothing while they are open", async () => {
    const evening = "2026-11-25T11:00:00.000Z";
    const late = await secretary.post(`${at()}/resolutions`, task({ dueDate: "2026-11-25" }), {
      now: evening,
    });
    expect(late.status).toBe(422);
    expect(await late.text()).toContain("任务一记录就超期");
    expect((await log({ dueDate: "2026-11-25" })).status).toBe(303);
  });

  test.each([["before today", "2026-11-24", "完成日期不能早于今天"]])(
    "refuses a day %s, confirmed or not",
    async (_what, day, words) => {
      const refused = await log({ dueDate: day, confirmed: day });
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain(words);
    },
  );

  test("for editing stands as it is until a day is chosen, and asks in the same way", async () => {
    await log({ due: "2026-12-02" });
    const { rows } = await county.db.read({
      rows: county.db.orm
        .select()
        .from(clocks)
        .where(eq(clocks.title, `第 ${body} 件`)),
    });
    const resolutionId = rows[0]?.record ?? "";
    const edit = `${county.base}/resolutions/${resolutionId}`;
    const html = await (await secretary.get(`${edit}/edit`, { now })).text();
    expect(html).toContain("不变：12月2日 18:00 前");
    const changed = (more: object) => ({ ...task({}), body: "改过的", revision: "1", ...more });
    const asked = await secretary.post(edit, changed({ dueDate: "2026-12-05" }), { now });
    expect(asked.status).toBe(422);
    expect(await asked.text()).toContain('name="confirmed" value="2026-12-05"');
    expect((await secretary.post(edit, changed({ due: "stands" }), { now })).status).toBe(303);
    const { dueAt } = await resolutionPage(county.as("secretary", now), resolutionId);
    expect(dueAt).toBe("2026-12-02T10:00:00.000Z");
  });
});

test("programs are told what is odd, with the answer, and refused what can't be", async () => {
  const headers = { now, headers: { authorization: `Bearer ${await county.token("secretary")}` } };
  const sent = (more: Record<string, string>) =>
    secretary.json("POST", `${county.base}/api/v1/meetings/${meetingId}/resolutions`, task(more), headers);
  const odd = await sent({ dueDate: "2026-12-05" });
  expect(odd.status).toBe(201);
  expect(await odd.json()).toMatchObject({ warnings: ["12月5日（星期六）是休息日，不上班"] });
  expect(await (await sent({})).json()).toMatchObject({ warnings: [] });
  expect((await sent({ dueDate: "2026-11-24" })).status).toBe(422);
  expect((await sent({ askFirst: "yes" })).status).toBe(422);
});
