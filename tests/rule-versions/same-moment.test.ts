import { beforeEach, describe, expect, test } from "vitest";
import { currentRuleSet } from "../../worker/domain/county/county.ts";
import { Conflict } from "../../worker/domain/errors.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { publishDraft } from "../../worker/domain/rules/publish.ts";
import { rulesSince2025 } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { meanwhile } from "../support/meanwhile.ts";
import { bearer, sessionOf } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";
import { auditOf, draft, draftRow, edit, versionRows } from "./drafting.ts";

const now = "2026-09-14T02:00:00.000Z";
const soon = "2026-09-14T02:00:00.300Z";
const later = "2026-09-14T03:00:00.000Z";

let county: County;
/** Two drafts of the rules in force, each with a rule of its own. */
let one: number;
let other: number;
beforeEach(async () => {
  county = await newCounty();
  await rulesSince2025(county);
  const limited = async (workdays: number) => {
    const number = await draft(county, {}, { at: now });
    await edit(county, number, "handling.overall", (value) => ({ ...value, limit: { workdays } }), {
      at: now,
    });
    return number;
  };
  [one, other] = [await limited(41), await limited(42)];
});

const publish = (ctx: Context, number: number, more: object = {}) =>
  publishDraft(ctx, { number, revision: 2, note: "按县里的通知修改", ...more });

const inForce = async (at = later) => (await currentRuleSet(county.as("admin", at))).number;
const published = async () => (await versionRows(county)).map(({ version }) => version);
const publications = async (version: number) =>
  (await auditOf(county, version)).filter(({ action }) => action === "rules.publish").length;

/** Contexts whose first readings all come before any of them goes on. */
function together(...contexts: Context[]): Context[] {
  let waiting = contexts.length;
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return contexts.map((ctx) =>
    meanwhile(ctx, () => {
      waiting -= 1;
      if (waiting === 0) open();
      return gate;
    }),
  );
}

/** Whether the sender names the version they looked at the differences to. */
const named = [
  ["who names what they compared it with", { running: 1 }],
  ["who doesn't say what they compared it with", {}],
] as const;
const moments = [
  ["at the same instant", now],
  ["a moment later", soon],
  ["a moment before", "2026-09-14T01:59:59.700Z"],
] as const;
const cells = named.flatMap(([who, more]) => moments.map(([when, at]) => ({ who, more, when, at })));

describe("a publication that lands while another is being decided", () => {
  test.each(cells)("sent $when, is in force as it was compared; $who is told", async ({ more, at }) => {
    const slow = meanwhile(county.as("admin", now), () =>
      publish(county.as("admin", at), other, { running: 1 }),
    );
    const refused = await publish(slow, one, more).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Conflict);
    expect((refused as Conflict).message).toBe(`现行规则刚换成第 ${other} 版，请重新核对差别后再发布`);
    expect(await published()).toEqual([1, other]);
    expect(await inForce()).toBe(other);
    expect([await publications(one), await publications(other)]).toEqual([0, 1]);
    expect(await draftRow(county, one)).toMatchObject({ state: "open", revision: 2 });
    // Looked at again, it can be published over the other.
    await publish(county.as("admin", later), one, { running: other });
    expect(await inForce()).toBe(one);
  });

  test("for a later day changes nothing in force, and disturbs nobody", async () => {
    const slow = meanwhile(county.as("admin", now), () =>
      publish(county.as("admin", soon), other, { running: 1, effectiveOn: "2026-09-20" }),
    );
    await publish(slow, one, { running: 1 });
    expect((await published()).sort()).toEqual([1, one, other].sort());
    expect([await inForce(), await inForce("2026-09-21T00:00:00.000Z")]).toEqual([one, other]);
  });
});

describe("two that are decided at the same time", () => {
  test.each(named)("by somebody %s: one is in force, the other gets a conflict", async (_who, more) => {
    const [here, there] = together(county.as("admin", now), county.as("admin", now)) as [Context, Context];
    const settled = await Promise.allSettled([publish(here, one, more), publish(there, other, more)]);
    const won = settled.flatMap((each) => (each.status === "fulfilled" ? [each.value.number] : []));
    const lost = settled.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect([won.length, lost]).toEqual([1, [expect.any(Conflict)]]);
    expect(await inForce()).toBe(won[0]);
    expect(await published()).toEqual([1, won[0]]);
    expect((await publications(one)) + (await publications(other))).toBe(1);
  });
});

describe("one after the other", () => {
  test("two drafts become two versions, the later in force, also at one instant", async () => {
    await publish(county.as("admin", now), other, { running: 1 });
    await publish(county.as("admin", now), one);
    expect((await published()).sort()).toEqual([1, one, other].sort());
  });

  test("a request that was sent before the last publication, and came after it, is a conflict", async () => {
    await publish(county.as("admin", soon), other);
    await expect(publish(county.as("admin", now), one, { running: 1 })).rejects.toBeInstanceOf(Conflict);
    expect([await published(), await inForce()]).toEqual([[1, other], other]);
  });

  test("by the API: who looked at the version before is answered 409, with what is in force now", async () => {
    await publish(county.as("admin", now), other);
    const token = await sessionOf(county.as("admin"), "api");
    const path = `${county.base}/api/v1/rule-sets/${one}/publication`;
    const entry = { revision: 2, note: "按县里的通知修改", running: 1 };
    const answer = await newVisitor().json("POST", path, entry, { ...bearer(token), now: later });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([409, "application/problem+json"]);
    expect(await answer.json()).toMatchObject({
      type: "urn:lianzhi:problem:conflict",
      detail: expect.stringContaining(`第 ${other} 版`),
    });
    expect(await published()).toEqual([1, other]);
  });
});
