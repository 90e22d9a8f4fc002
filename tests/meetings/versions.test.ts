import { beforeAll, describe, expect, test } from "vitest";
import { waitingLooked } from "../../worker/domain/desk/before.ts";
import { Invalid } from "../../worker/domain/errors.ts";
import { closeMeeting } from "../../worker/domain/meetings/close.ts";
import { scheduleForm } from "../../worker/domain/meetings/form.ts";
import { meetingPage, meetingsPage } from "../../worker/domain/meetings/read.ts";
import type { RuleSet, Series } from "../../worker/rules/schema/rule-set.ts";
import { publishRules } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { costOf, knownMoment } from "../support/visitor.ts";
import { rollOf } from "./roll.ts";

const joint = "县城市基层治理联席会议";

const changed = (change: Partial<Series>) => (rules: RuleSet) => {
  const { meetings } = rules;
  meetings.series = meetings.series.map((one) => (one.key === "countyJoint" ? { ...one, ...change } : one));
};

function withoutJoint(rules: RuleSet): void {
  rules.meetings.series = rules.meetings.series.filter(({ key }) => key !== "countyJoint");
}

describe("after a series was renamed, made stricter and then removed", () => {
  let county: County;
  let first: string;
  let second: string;
  beforeAll(async () => {
    county = await newCounty();
    first = (await county.meeting()).id;
    await publishRules(
      county,
      changed({ name: "县基层治理联席会", quorum: { atLeast: "1/1" }, proxiesCount: false }),
    );
    second = (await county.meeting()).id;
    await publishRules(county, withoutJoint);
  });

  const page = (id: string) => meetingPage(county.as("secretary"), id);
  const listed = async (active: boolean) => {
    const { meetings } = await meetingsPage(county.as("secretary"), { done: !active });
    return new Map(meetings.map(({ id, seriesName }) => [id, seriesName]));
  };
  const names = () =>
    new Map([
      [first, joint],
      [second, "县基层治理联席会"],
    ]);

  test("the list and the page name each meeting as when it was called", async () => {
    expect(await listed(true)).toEqual(names());
    expect((await page(first)).seriesName).toBe(joint);
    expect((await page(second)).seriesName).toBe("县基层治理联席会");
  });

  test("no new meeting of it is offered or taken", async () => {
    const { series } = await scheduleForm(county.as("secretary"), {
      orgUnitId: county.org.root,
      series: null,
    });
    expect(series.map(({ key }) => key)).not.toContain("countyJoint");
    const failure = await county.meeting().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Invalid);
    expect((failure as Invalid).problems).toMatchObject([{ path: "series" }]);
  });

  test("each has the quorum, and counts proxies, by the rules it was called under", async () => {
    const { water, power, housing } = county.units;
    const came = { present: [water, power], proxy: [housing] };
    for (const meetingId of [first, second]) {
      await closeMeeting(county.as("secretary"), { meetingId, ...rollOf(county, came) });
    }
    expect((await page(first)).quorum).toEqual({ came: 3, required: 3, reached: true });
    expect((await page(second)).quorum).toEqual({ came: 2, required: 4, reached: false });
    expect(await listed(false)).toEqual(names());
  });
});

describe("pages over many versions", () => {
  const versions = 20;
  let county: County;
  let last: string;
  beforeAll(async () => {
    county = await newCounty();
    for (let version = 1; version <= versions; version++) {
      if (version > 1) await publishRules(county, changed({ name: `联席会议 ${version}` }));
      last = (await county.meeting()).id;
    }
  });

  test.each([
    ["the list", () => "/meetings", versions],
    ["one meeting", () => `/meetings/${last}`, 4],
  ])("cost no more round trips, and rows by what they show: %s", async (_what, path, shown) => {
    const secretary = await county.visit("secretary");
    const now = await knownMoment(county);
    const { trips, rowsRead } = costOf(await secretary.get(county.base + path(), { now }));
    expect(trips).toBeLessThanOrEqual(2);
    expect(rowsRead).toBeLessThanOrEqual(10 * shown + waitingLooked);
  });
});
