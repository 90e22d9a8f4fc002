import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { clocks } from "../../db/tenant/schema/work.ts";
import { reckonClock } from "../../worker/domain/clocks/reckon.ts";
import { saidOf } from "../../worker/domain/clocks/registry.ts";
import { deskPage } from "../../worker/domain/desk/desk.ts";
import { Conflict } from "../../worker/domain/errors.ts";
import { matterPage } from "../../worker/domain/matters/read.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { startDraft } from "../../worker/domain/rules/drafts.ts";
import { publicationPage } from "../../worker/domain/rules/publication.ts";
import { publishDraft } from "../../worker/domain/rules/publish.ts";
import { clocksOf } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { signedIn } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";
import { systemAt } from "./acting.ts";

/** A county that ran under a newer version of the product, and went back: two clocks are of kinds nobody knows here. */
let county: County;
let matter: { id: string; receiptCode: string };
let due: string;

beforeAll(async () => {
  county = await newCounty();
  matter = await reportMatter(county.as(null), {
    orgUnitId: county.org.grid,
    category: "drainage",
    body: "井盖破损",
    place: "路口",
  });
  const { orm } = county.db;
  const [step] = (await clocksOf(county, `matter:${matter.id}`)).filter(({ kind }) => kind === "step");
  if (!step) throw new Error("no clock");
  due = step.dueAt;
  await county.db.write([
    orm.update(clocks).set({ kind: "consent", caution: "放假安排未定" }).where(eq(clocks.id, step.id)),
    orm
      .insert(clocks)
      .values({ ...step, id: "of-a-later-noun", noun: "petition", title: "某件信访", record: "a1" }),
  ]);
});

const row = async () => {
  const found = (await clocksOf(county, `matter:${matter.id}`)).find(({ kind }) => kind === "consent");
  if (!found) throw new Error("no clock");
  return found;
};

describe("a clock of a kind that only a newer version describes", () => {
  test("stands on the desk with its record and time, under a plain name", async () => {
    const { todos } = await deskPage(county.as("gridWorker"));
    expect(todos.map(({ title, todo, page, dueAt }) => [title, todo, page, dueAt])).toEqual([
      ["井盖破损", "待办", `/matters/${matter.id}`, due],
      ["某件信访", "待办", "/desk", due],
    ]);
    const browser = await signedIn(county, "gridWorker");
    expect((await browser.get(`${county.base}/desk`)).status).toBe(200);
  });

  test("is shown on its record's page, and closes neither that nor the receipt", async () => {
    const { due: shown } = await matterPage(county.as("gridWorker"), matter.id);
    expect(shown.map(({ kind, called, basis, dueAt }) => [kind, called, basis, dueAt])).toContainEqual([
      "consent",
      "期限",
      "按规则第 1 版",
      due,
    ]);
    const browser = await signedIn(county, "gridWorker");
    expect((await browser.get(`${county.base}/matters/${matter.id}`)).status).toBe(200);
    expect((await newVisitor().get(`${county.base}/receipts/${matter.receiptCode}`)).status).toBe(200);
  });

  test("is moved by no publication, and holds none up", async () => {
    const before = await row();
    const { number } = await startDraft(county.as("admin"), {});
    const page = await publicationPage(county.as("admin"), number);
    expect(page.clocks.map(({ clock }) => clock.id)).not.toContain(before.id);
    await publishDraft(county.as("admin"), { number, revision: 1, note: "照旧", reason: "试行" });
    expect(await row()).toEqual(before);
  });

  test("is reckoned anew by nobody: it is refused by itself, as are others that can't be", async () => {
    const before = await row();
    const reckoned = reckonClock(systemAt(county, "2026-12-31T02:00:00.000Z"), { clockId: before.id });
    await expect(reckoned).rejects.toBeInstanceOf(Conflict);
    expect(await row()).toEqual(before);
  });
});

test("known kinds keep their own words", () => {
  expect(saidOf({ noun: "matter", kind: "step" }).called).toBe("本级期限");
  expect(saidOf({ noun: "resolution", kind: "review" }).todo).toBe("待验收");
});
