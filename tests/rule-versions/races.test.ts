import { beforeAll, describe, expect, test } from "vitest";
import { presets } from "../../db/presets/index.ts";
import { Conflict } from "../../worker/domain/errors.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { setDraftAside, startDraft } from "../../worker/domain/rules/drafts.ts";
import { editItem, removeItem } from "../../worker/domain/rules/edit.ts";
import { publishDraft } from "../../worker/domain/rules/publish.ts";
import { withdrawVersion } from "../../worker/domain/rules/withdraw.ts";
import { fingerprint, itemAt } from "../../worker/rules/document/items.ts";
import type { RuleDocument } from "../../worker/rules/schema/document.ts";
import { everythingIn } from "../kernel/everything.ts";
import { rulesSince2025 } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { meanwhile } from "../support/meanwhile.ts";
import { bearer, sessionOf, signedIn } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";
import { auditOf, draft, draftRow, draftRows, publish, versionRow, versionRows } from "./drafting.ts";

const now = "2026-09-14T02:00:00.000Z";

let county: County;
beforeAll(async () => {
  county = await newCounty();
  await rulesSince2025(county);
});

/** A second admin of the county, with another name. */
function deputy(at = now): Context {
  const ctx = county.as("admin", at);
  return { ...ctx, actor: { ...ctx.actor, name: "副管理员" } };
}

const limit = (workdays: number) => ({ path: "handling.overall", value: { limit: { workdays } } });
const limitOf = async (number: number) => (await draftRow(county, number)).rules.handling.overall.limit;

const outcomes = async (acts: readonly Promise<unknown>[]) => {
  const settled = await Promise.allSettled(acts);
  return {
    done: settled.flatMap((each) => (each.status === "fulfilled" ? [each.value] : [])),
    failed: settled.flatMap((each) => (each.status === "rejected" ? [each.reason as Error] : [])),
  };
};

describe("two admins on one draft", () => {
  test("the second to save is told who was first, and nothing of the first is lost", async () => {
    const number = await draft(county, {}, { at: now });
    await editItem(deputy("2026-09-14T03:00:00.000Z"), { number, revision: 1, ...limit(41) });
    const late = editItem(county.as("admin", now), { number, revision: 1, ...limit(42) });
    await expect(late).rejects.toMatchObject({
      name: "Conflict",
      current: { changedBy: "副管理员", changedAt: "2026-09-14T03:00:00.000Z", revision: 2 },
    });
    expect(await limitOf(number)).toEqual({ workdays: 41 });
  });

  test("whoever saw the rule they change as it stands is in nobody's way, whatever else has changed", async () => {
    const number = await draft(county, {}, { at: now });
    const level = itemAt((await draftRow(county, number)).document as RuleDocument, "handling.levels.grid");
    await editItem(deputy(), { number, revision: 1, ...limit(41) });
    const value = { ...level?.value, limit: { workdays: 4 } };
    const own = { number, revision: 1, path: "handling.levels.grid", value };
    await editItem(county.as("admin", now), { ...own, seen: fingerprint(level?.value) });
    const { rules } = await draftRow(county, number);
    expect([rules.handling.overall.limit, rules.handling.levels[0]?.limit]).toEqual([
      { workdays: 41 },
      { workdays: 4 },
    ]);
    const stale = editItem(deputy(), { ...own, revision: 2, seen: fingerprint(level?.value) });
    await expect(stale).rejects.toMatchObject({ current: { revision: 3 } });
    await expect(editItem(deputy(), { ...own, revision: 2, seen: "x" })).rejects.toBeInstanceOf(Conflict);
  });

  test("even at the very same time: each is checked together with the other, and both are kept", async () => {
    const number = await draft(county, {}, { at: now });
    const document = (await draftRow(county, number)).document as RuleDocument;
    const seen = (path: string) => fingerprint(itemAt(document, path)?.value);
    const evaluation = itemAt(document, "handling.evaluation")?.value;
    const acts = [
      editItem(deputy(), { number, revision: 1, seen: seen("handling.overall"), ...limit(41) }),
      editItem(county.as("admin", now), {
        number,
        revision: 1,
        seen: seen("handling.evaluation"),
        path: "handling.evaluation",
        value: { ...evaluation, raise: 2 },
      }),
    ];
    expect((await outcomes(acts)).failed).toEqual([]);
    expect((await draftRow(county, number)).rules.handling).toMatchObject({
      overall: { limit: { workdays: 41 } },
      evaluation: { raise: 2 },
    });
  });

  test("a rule that another now needs can't be taken away by somebody who hasn't seen it", async () => {
    const number = await draft(county, {}, { at: now });
    const ctx = meanwhile(county.as("admin", now), () =>
      editItem(deputy(), { number, revision: 1, ...limit(41) }),
    );
    const other = { number, revision: 1, path: "handling.levels.county" };
    await expect(removeItem(ctx, other)).rejects.toBeInstanceOf(Conflict);
    expect((await draftRow(county, number)).rules.handling.levels.map(({ key }) => key)).toContain("county");
  });

  test("by pages: the second sees the notice, keeps what was typed, and can save it then", async () => {
    const number = await draft(county, {}, { at: now });
    const path = `${county.base}/rules/${number}/items/handling.overall`;
    const browser = await signedIn(county, "admin");
    const typed = (revision: number) => ({
      revision: String(revision),
      "limit.unit": "days",
      "limit.amount": "99",
    });
    await editItem(deputy(), { number, revision: 1, ...limit(41) });
    const clash = await browser.post(path, typed(1));
    const html = await clash.text();
    expect(clash.status).toBe(409);
    expect(html).toContain("副管理员");
    expect(html).toMatch(/name="limit\.amount"[^>]*value="99"/);
    expect(html).toContain('name="revision" value="2"');
    expect((await browser.post(path, typed(2))).status).toBe(303);
    expect(await limitOf(number)).toEqual({ days: 99 });
  });

  test("twenty saves at once on one state: exactly one is kept, and told of in the log once", async () => {
    const number = await draft(county, {}, { at: now });
    const acts = Array.from({ length: 20 }, (_, index) =>
      editItem(county.as("admin", now), { number, revision: 1, ...limit(100 + index) }),
    );
    const { done, failed } = await outcomes(acts);
    expect([done.length, failed.length]).toEqual([1, 19]);
    expect(failed.every((error) => error instanceof Conflict)).toBe(true);
    expect((await draftRow(county, number)).revision).toBe(2);
    expect(await auditOf(county, number)).toHaveLength(2);
  });

  test("putting it aside is refused after somebody changed it", async () => {
    const number = await draft(county, {}, { at: now });
    await editItem(deputy(), { number, revision: 1, ...limit(41) });
    const aside = setDraftAside(county.as("admin", now), { number, revision: 1, aside: true });
    await expect(aside).rejects.toMatchObject({ current: { changedBy: "副管理员" } });
    expect((await draftRow(county, number)).state).toBe("open");
  });

  test("publishing what somebody has just changed is refused, before and during", async () => {
    const number = await draft(county, {}, { at: now });
    await editItem(deputy(), { number, revision: 1, ...limit(41) });
    const entry = { number, note: "发布" };
    await expect(publishDraft(county.as("admin", now), { ...entry, revision: 1 })).rejects.toMatchObject({
      current: { changedBy: "副管理员", revision: 2 },
    });
    const ctx = meanwhile(county.as("admin", now), () =>
      editItem(deputy(), { number, revision: 2, ...limit(42) }),
    );
    await expect(publishDraft(ctx, { ...entry, revision: 2 })).rejects.toBeInstanceOf(Conflict);
    expect((await versionRows(county)).map((row) => row.version)).not.toContain(number);
  });
});

test("drafts begun at once have different numbers, and no number is left out", async () => {
  const last = Math.max(...(await draftRows(county)).map(({ number }) => number));
  const { done, failed } = await outcomes(
    Array.from({ length: 6 }, () => startDraft(county.as("admin", now), {})),
  );
  expect(failed).toEqual([]);
  const numbers = (done as { number: number }[])
    .map(({ number }) => number)
    .sort((one, other) => one - other);
  expect(numbers).toEqual(Array.from({ length: 6 }, (_, index) => last + 1 + index));
});

describe("published at once", () => {
  test("one draft becomes one version: one wins, the others are told", async () => {
    const number = await draft(county, {}, { at: now });
    const { done, failed } = await outcomes(
      Array.from({ length: 6 }, (_, index) =>
        publishDraft(county.as("admin", now), { number, revision: 1, note: `第${index}位` }),
      ),
    );
    expect([done.length, failed.length]).toEqual([1, 5]);
    expect(failed.every((error) => error instanceof Conflict)).toBe(true);
    expect((await versionRows(county)).filter((row) => row.version === number)).toHaveLength(1);
    expect((await auditOf(county, number)).filter(({ action }) => action === "rules.publish")).toHaveLength(
      1,
    );
  });
});

test("a version withdrawn by two at once is withdrawn once", async () => {
  const number = await draft(county, {}, { at: now });
  await publish(county, number, { effectiveOn: "2026-09-20" }, { at: now });
  const { done, failed } = await outcomes(
    Array.from({ length: 4 }, () => withdrawVersion(county.as("admin", now), { number })),
  );
  expect([done.length, failed.length]).toEqual([1, 3]);
  expect(failed.every((error) => error instanceof Conflict)).toBe(true);
  expect((await auditOf(county, number)).filter(({ action }) => action === "rules.withdraw")).toHaveLength(1);
});

describe("the same request again", () => {
  test("does what it did once, and answers alike", async () => {
    const key = crypto.randomUUID();
    const ctx = (): Context => ({ ...county.as("admin", now), idempotencyKey: key });
    const first = await startDraft(ctx(), { preset: "yulin" });
    const once = await everythingIn(county.db);
    expect(await startDraft(ctx(), { preset: "yulin" })).toEqual(first);
    expect(await everythingIn(county.db)).toEqual(once);
    await expect(startDraft(ctx(), { preset: "xinye" })).rejects.toThrow("已经提交过");
  });

  test("of a file, by a double click, is one draft", async () => {
    const browser = await signedIn(county, "admin");
    const form = new FormData();
    form.set("file", new File([JSON.stringify(presets.yulin.rules)], "rules.json"));
    form.set("_key", crypto.randomUUID());
    const before = (await draftRows(county)).length;
    const upload = async () =>
      (await browser.post(`${county.base}/rules/imports`, form)).headers.get("location");
    const [first, second] = await Promise.all([upload(), upload()]);
    expect(first).toMatch(/\/rules\/\d+$/);
    expect([second, await upload()]).toEqual([first, first]);
    expect(await draftRows(county)).toHaveLength(before + 1);
  });

  test("of a publication, sent six times at once by the API, is one publication", async () => {
    const number = await draft(county, {}, { at: now });
    const token = await sessionOf(county.as("admin"), "api");
    const headers = { ...bearer(token).headers, "idempotency-key": crypto.randomUUID() };
    const path = `${county.base}/api/v1/rule-sets/${number}/publication`;
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        newVisitor().json("POST", path, { revision: 1, note: "发布" }, { headers }),
      ),
    );
    expect(await Promise.all(answers.map(async (answer) => [answer.status, await answer.json()]))).toEqual(
      Array(6).fill([200, { number }]),
    );
    expect(await versionRow(county, number)).toMatchObject({ note: "发布" });
    expect((await auditOf(county, number)).filter(({ action }) => action === "rules.publish")).toHaveLength(
      1,
    );
  });

  test("of a publication some time later is answered from memory, though the draft is gone", async () => {
    const number = await draft(county, {}, { at: now });
    const key = crypto.randomUUID();
    const again = () =>
      publishDraft(
        { ...county.as("admin", now), idempotencyKey: key },
        { number, revision: 1, note: "发布" },
      );
    const first = await again();
    const once = await everythingIn(county.db);
    expect(await again()).toEqual(first);
    expect(await everythingIn(county.db)).toEqual(once);
  });
});
