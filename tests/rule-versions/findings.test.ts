import { beforeAll, describe, expect, test } from "vitest";
import { burdenOf } from "../../worker/rules/review/burden.ts";
import { type County, newCounty } from "../support/county.ts";
import { bearer, sessionOf, signedIn } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";
import { auditOf, draft, draftRow, edit, publish, versionRow, versionRows } from "./drafting.ts";

let county: County;
let number: number;
beforeAll(async () => {
  county = await newCounty();
  number = await draft(county);
  await edit(county, number, "duty.rosters.serviceCentre", (value) => ({ ...value, checkIn: true }));
});

const found = async () => burdenOf((await draftRow(county, number)).rules);

test("a draft may be saved with them; each says what, where and by which document", async () => {
  const [finding, ...more] = await found();
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    rule: "check-in",
    at: "duty.rosters.serviceCentre",
    name: expect.stringMatching(/\p{Script=Han}/u),
    message: expect.stringMatching(/\p{Script=Han}/u),
    citation: expect.stringMatching(/\p{Script=Han}/u),
  });
});

describe("rules with findings", () => {
  test.each([{}, { reason: "" }, { reason: "  \n\u3000\u200b" }])(
    "are not published without a reason: %j",
    async (more) => {
      const problem = expect.objectContaining({
        path: "reason",
        message: expect.stringMatching(/减负检查还有 1 处提示|请填写保留的理由/),
      });
      await expect(publish(county, number, more)).rejects.toMatchObject({ problems: [problem] });
      expect(await versionRows(county)).toHaveLength(1);
    },
  );

  test("show them on the page before publication, and ask for the reason in a field", async () => {
    const browser = await signedIn(county, "admin");
    const path = `${county.base}/rules/${number}/publication`;
    const html = await (await browser.get(path)).text();
    expect(html).toContain("减负检查（1 处提示）");
    expect(html).toMatch(/<textarea[^>]*name="reason"/);
    const answer = await browser.post(path, { revision: "2", note: "加签到", reason: "" });
    expect([
      answer.status,
      (await answer.text()).includes("减负检查还有 1 处提示，请改正，或写明保留的理由"),
    ]).toEqual([422, true]);
  });

  test("are published with one, which stays with what was found in the version and is counted in the log", async () => {
    const findings = await found();
    await publish(county, number, { reason: " 县里试行三个月，期满取消 " });
    expect(await versionRow(county, number)).toMatchObject({
      findings: findings.map(({ rule, at, message }) => ({ rule, at, message })),
      reason: "县里试行三个月，期满取消",
    });
    expect((await auditOf(county, number)).at(-1)).toMatchObject({
      action: "rules.publish",
      detail: { findings: 1 },
    });
    const token = bearer(await sessionOf(county.as("inspector"), "api"));
    const path = `${county.base}/api/v1/rule-sets/${number}`;
    const answer = await newVisitor().json("GET", path, undefined, token);
    expect(await answer.json()).toMatchObject({
      reason: "县里试行三个月，期满取消",
      findings: [{ rule: "check-in", at: "duty.rosters.serviceCentre" }],
    });
    const inspector = await signedIn(county, "inspector");
    expect(await (await inspector.get(`${county.base}/rules/${number}`)).text()).toContain("县里试行三个月");
    expect(await (await inspector.get(`${county.base}/rules/versions`)).text()).toContain("县里试行三个月");
  });
});

test("rules without findings need no reason, and keep none", async () => {
  const plain = await draft(county, { basedOn: 1 });
  await publish(county, plain, { reason: "多余的理由" });
  expect(await versionRow(county, plain)).toMatchObject({ findings: [], reason: null });
});

test("what is only doubted is shown wherever the draft is read, and published without a reason", async () => {
  const doubted = await draft(county, { basedOn: 1 });
  await edit(county, doubted, "reminders", (value) => ({ ...value, workdaysBefore: [10, 1] }));
  const browser = await signedIn(county, "admin");
  const read = async (path: string) => (await browser.get(`${county.base}/rules/${doubted}${path}`)).text();
  expect(await read("")).toContain("有 1 处规定可能不是本意");
  expect(await read("/sections/hours")).toContain("到期前 10 个工作日的提醒");
  const page = await read("/publication");
  expect(page).toContain("请核对（1 处）");
  expect(page).not.toMatch(/<textarea[^>]*name="reason"/);
  await publish(county, doubted, {});
  expect(await versionRow(county, doubted)).toMatchObject({ findings: [], reason: null });
});
