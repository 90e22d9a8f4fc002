import { beforeAll, describe, expect, test } from "vitest";
import { Conflict, NotFound } from "../../worker/domain/errors.ts";
import { matterPage } from "../../worker/domain/matters/read.ts";
import { residentHome } from "../../worker/domain/matters/resident-home.ts";
import { receipt } from "../../worker/domain/matters/residents.ts";
import { showOutcomeAgain } from "../../worker/domain/matters/show-again.ts";
import { withholdOutcome } from "../../worker/domain/matters/withhold.ts";
import { type County, newCounty } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";
import { auditTail, matterIn, move, timelineOf } from "./stages.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const reason = "办理结果里写了住址";
const solvedHere = async () => (await residentHome(county.as(null))).solved.length;
const offered = async (id: string) => (await matterPage(county.as("gridWorker"), id)).moves;

describe("a public outcome that is taken down", () => {
  test("leaves the public page, on record with the reason; its reporter still reads what was done", async () => {
    const { id, receiptCode } = await matterIn(county, "closed");
    const before = await solvedHere();
    expect(await offered(id)).toEqual(["withhold"]);
    await withholdOutcome(county.as("gridWorker"), { matterId: id, reason });
    expect(await solvedHere()).toBe(before - 1);
    expect((await timelineOf(county, `matter:${id}`)).at(-1)).toMatchObject({
      kind: "withheld",
      detail: { reason },
    });
    expect(await auditTail(county, 1)).toMatchObject([
      { action: "matter.withhold", subject: `matter:${id}` },
    ]);
    const { outcome, timeline } = await receipt(county.as(null), receiptCode);
    expect(outcome).toBe("水管已更换");
    expect(timeline[0]?.title).toBe("办理结果不再在首页公布");
    expect(JSON.stringify(timeline)).not.toContain(reason);
    const page = await (await newVisitor().get(`${county.base}/receipts/${receiptCode}`)).text();
    expect(page).toContain("水管已更换");
  });

  test("from its page, once: then it says so and offers it no more", async () => {
    const { id } = await matterIn(county, "closed");
    const worker = await county.visit("gridWorker");
    const at = `${county.base}/matters/${id}`;
    expect(await (await worker.get(at)).text()).toContain("撤下后首页不再显示");
    const wordless = await worker.post(`${at}/withholding`, { reason: " " });
    expect(wordless.status).toBe(422);
    expect((await worker.post(`${at}/withholding`, { reason })).status).toBe(303);
    const html = await (await worker.get(at)).text();
    expect(html).toContain("已从本县首页撤下");
    expect(html).not.toContain("withholding");
    const again = withholdOutcome(county.as("gridWorker"), { matterId: id, reason });
    await expect(again).rejects.toThrow(Conflict);
  });

  test("is shown again with a reason, and both reasons stay with its staff", async () => {
    const { id, receiptCode } = await matterIn(county, "closed");
    const before = await solvedHere();
    const again = () =>
      showOutcomeAgain(county.as("gridWorker"), { matterId: id, reason: "住址已核实可以公开" });
    await expect(again()).rejects.toThrow("没有撤下");
    await withholdOutcome(county.as("gridWorker"), { matterId: id, reason });
    expect(await offered(id)).toEqual(["showAgain"]);
    const worker = await county.visit("gridWorker");
    const at = `${county.base}/matters/${id}`;
    expect((await worker.post(`${at}/publication`, { reason: "" })).status).toBe(422);
    expect((await worker.post(`${at}/publication`, { reason: "住址已核实可以公开" })).status).toBe(303);
    expect(await solvedHere()).toBe(before);
    expect(await offered(id)).toEqual(["withhold"]);
    await expect(again()).rejects.toThrow(Conflict);
    expect((await timelineOf(county, `matter:${id}`)).slice(-2)).toMatchObject([
      { kind: "withheld", detail: { reason } },
      { kind: "shownAgain", detail: { reason: "住址已核实可以公开" } },
    ]);
    expect(await auditTail(county, 1)).toMatchObject([
      { action: "matter.showAgain", subject: `matter:${id}` },
    ]);
    const { timeline } = await receipt(county.as(null), receiptCode);
    expect(timeline[0]?.title).toBe("办理结果重新在首页公布");
    expect(JSON.stringify(timeline)).not.toContain("核实");
    // Taken down anew, it is gone again.
    await withholdOutcome(county.as("gridWorker"), { matterId: id, reason });
    expect(await solvedHere()).toBe(before - 1);
  });

  test("isn't shown where it never was public, nor by whom it doesn't concern", async () => {
    const { id } = await matterIn(county, "resolved");
    await move(county, { id, receiptCode: "" }, "lapse");
    const never = showOutcomeAgain(county.as("gridWorker"), { matterId: id, reason });
    await expect(never).rejects.toThrow("不在公布之列");
    const elsewhere = showOutcomeAgain(county.as("otherWorker"), { matterId: id, reason });
    await expect(elsewhere).rejects.toThrow(NotFound);
  });

  test("can't be what never was public", async () => {
    const { id } = await matterIn(county, "resolved");
    const early = withholdOutcome(county.as("gridWorker"), { matterId: id, reason });
    await expect(early).rejects.toThrow(Conflict);
    await move(county, { id, receiptCode: "" }, "lapse");
    expect(await offered(id)).toEqual([]);
    const lapsed = withholdOutcome(county.as("gridWorker"), { matterId: id, reason });
    await expect(lapsed).rejects.toThrow("不在公布之列");
    const elsewhere = withholdOutcome(county.as("otherWorker"), { matterId: id, reason });
    await expect(elsewhere).rejects.toThrow(NotFound);
  });
});

test("whoever writes an outcome reads before sending that it will be public", async () => {
  const { id } = await matterIn(county, "accepted");
  const html = await (await (await county.visit("gridWorker")).get(`${county.base}/matters/${id}`)).text();
  expect(html).toMatch(
    /<p class="hint" id="field-outcome-outcome-hint">[^<]*公布在本县首页[^<]*请不要写姓名/,
  );
});

test("a matter that is dealt with anew shows nobody the result that was rejected as what comes of it", async () => {
  const { id, receiptCode } = await matterIn(county, "reopened");
  const officer = await county.token("admin");
  const headers = { headers: { authorization: `Bearer ${officer}` } };
  for (const _state of ["reopened", "accepted"]) {
    const inspector = await (
      await (await county.visit("inspector")).get(`${county.base}/matters/${id}`)
    ).text();
    expect(inspector).toContain("<h2>下一步</h2>");
    expect(inspector.split("<h2>办理进程</h2>")[0]).not.toContain("水管已更换");
    for (const path of [`matters/${id}`, `receipts/${receiptCode}`]) {
      const answer = await newVisitor().json("GET", `${county.base}/api/v1/${path}`, undefined, headers);
      expect(await answer.json()).toMatchObject({ outcome: null, resolvedAt: null });
    }
    await move(county, { id, receiptCode }, "accept", "admin").catch(() => {});
  }
  expect((await matterPage(county.as("admin"), id)).state).toBe("accepted");
  await move(county, { id, receiptCode }, "resolve", "admin");
  expect(await receipt(county.as(null), receiptCode)).toMatchObject({ outcome: "水管已更换" });
});
