import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { finds, listings } from "../../db/tenant/schema/work.ts";
import { answerAssignment } from "../../worker/domain/assignments/answer.ts";
import { dispatchMatter } from "../../worker/domain/assignments/dispatch.ts";
import { deskPage, todos } from "../../worker/domain/desk/desk.ts";
import { NotFound } from "../../worker/domain/errors.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import type { Role } from "../../worker/domain/kernel/roles.ts";
import { listMissing } from "../../worker/domain/lists/missing.ts";
import { askExclusion } from "../../worker/domain/matters/ask-exclusion.ts";
import { grantExclusion, refuseExclusion } from "../../worker/domain/matters/decide-exclusion.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { matterPage, mattersPage } from "../../worker/domain/matters/read.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { residentHome } from "../../worker/domain/matters/resident-home.ts";
import { revokeExclusion } from "../../worker/domain/matters/revoke-exclusion.ts";
import { matterStates } from "../../worker/domain/matters/states.ts";
import { withdrawExclusion } from "../../worker/domain/matters/withdraw-exclusion.ts";
import { actOnTime } from "../../worker/domain/time.ts";
import { partsIn, streetsMatter, withDispatch } from "../assignments/stages.ts";
import { systemAt } from "../clocks/acting.ts";
import { counted as countedIn } from "../figures/counted.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { bearer, sessionOf, signedIn } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";
import { askFor, excluded, exclusionRule, requested, withExclusions } from "./exclusions.ts";
import {
  auditTail,
  clocksOf,
  type Filed,
  matterIn,
  move,
  rowOf,
  rulesSince2025,
  timelineOf,
  traceOf,
} from "./stages.ts";

let county: County;
const opened = async (reviewers = 1) => {
  county = await newCounty();
  await withExclusions(county, { ...exclusionRule, reviewers });
};

/** Another county admin than the one there is. */
const second = (): Context => withRole("inspector", "county_admin", county.org.root);
function withRole(who: Who, role: Role, scopeId: string): Context {
  const ctx = county.as(who);
  const grants = [{ role, scopeKind: "org" as const, scopeId, scopeName: "某地" }];
  return { ...ctx, actor: { ...ctx.actor, grants } };
}

const withdraw = (matterId: string, who: Who = "gridWorker") =>
  withdrawExclusion(county.as(who), { matterId });
const grant = (matterId: string, ctx = county.as("admin")) => grantExclusion(ctx, { matterId });
const refuse = (matterId: string, ctx = county.as("admin")) =>
  refuseExclusion(ctx, { matterId, reason: "本县可以先修路肩" });
const revoke = (matterId: string, ctx = county.as("admin")) =>
  revokeExclusion(ctx, { matterId, reason: "查明属本单位职责" });
const stands = async (matterId: string) => (await rowOf(county, matterId)).exclusion?.state ?? null;
const kindsOf = async (matterId: string) =>
  (await timelineOf(county, `matter:${matterId}`)).map(({ kind }) => kind).slice(4);
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: Error & { problems?: { message: string }[] }) => error.problems?.[0]?.message ?? error.message,
  );
const counted = (which: "closed" | "excluded") => countedIn(county, which);

describe("a request that a closed matter isn't counted", () => {
  beforeAll(() => opened());

  test("stands before the top of the county, by a clock, and excludes once it is granted there", async () => {
    const { id } = await matterIn(county, "closed");
    await askFor(county, id);
    const before = await rowOf(county, id);
    expect(before.exclusion).toMatchObject({ state: "asked", reason: "恶意重复反映", agreed: [] });
    const waiting = async (who: Who) =>
      (await todos(county.as(who), null)).todos.filter(({ record }) => record === id);
    expect((await waiting("admin")).map(({ todo }) => todo)).toEqual(["剔除申请待审核"]);
    for (const who of ["gridWorker", "communityOfficer", "streetOfficer"] as const)
      expect(await waiting(who)).toEqual([]);
    await grant(id);
    const { exclusion, revision, ...after } = await rowOf(county, id);
    const { exclusion: _asked, revision: earlier, ...as } = before;
    expect([exclusion?.state, revision, after]).toEqual(["granted", earlier + 1, as]);
    expect(await waiting("admin")).toEqual([]);
    const clock = (await clocksOf(county, `matter:${id}`)).find(({ kind }) => kind === "exclusion");
    expect(clock).toMatchObject({ state: "met", owner: county.org.root, rulePath: "handling.exclusions" });
    expect(await kindsOf(id)).toEqual(["exclusionAsked", "excluded"]);
    expect((await auditTail(county, 2)).map(({ action }) => action)).toEqual([
      "matter.askExclusion",
      "matter.grantExclusion",
    ]);
  });

  test("can be withdrawn and made again, but not where it was refused or revoked", async () => {
    const { id } = await requested(county);
    expect(await refusal(askFor(county, id))).toBe("已经申请剔除，正等审核");
    await withdraw(id);
    expect([await stands(id), await refusal(withdraw(id))]).toEqual([null, "没有等着审核的剔除申请"]);
    await askFor(county, id);
    await refuse(id);
    expect([await stands(id), await refusal(askFor(county, id))]).toEqual([
      "refused",
      "已经答复不予剔除，不能再申请",
    ]);
    expect(await refusal(grant(id))).toBe("没有等着审核的剔除申请");
    const other = await excluded(county);
    expect(await refusal(askFor(county, other.id))).toBe("这件事项已经剔除");
    await revoke(other.id);
    expect([await stands(other.id), await refusal(askFor(county, other.id))]).toEqual([
      "revoked",
      "剔除已经撤销，不能再申请",
    ]);
    expect(await refusal(revoke(other.id))).toBe("这件事项没有剔除");
    expect(await kindsOf(other.id)).toEqual(["exclusionAsked", "excluded", "exclusionRevoked"]);
  });

  test.each(Object.keys(matterStates) as (keyof typeof matterStates)[])(
    "is made of one that is %s",
    async (state) => {
      const { id } = await matterIn(county, state);
      const before = await traceOf(county, id);
      const made = await refusal(askFor(county, id, "streetOfficer"));
      if (state === "closed") expect(made).toBe("done");
      else {
        expect(made).toContain("不能这样操作");
        expect(await traceOf(county, id)).toEqual(before);
      }
    },
  );

  test("needs one of the rules' reasons, and rules that know any", async () => {
    const { id } = await matterIn(county, "closed");
    const asked = (reason: string) =>
      refusal(askExclusion(county.as("gridWorker"), { matterId: id, reason, note: "说明" }));
    expect(await asked("看着不好看")).toBe("请选择列出的一项");
    const plain = await newCounty();
    const theirs = await matterIn(plain, "closed");
    expect(await refusal(askFor(plain, theirs.id))).toBe("本县规则里没有剔除");
    expect((await matterPage(plain.as("gridWorker"), theirs.id)).moves).not.toContain("askExclusion");
  });

  test("is told before: until when, by whom; and to whoever reviews: who asks and why", async () => {
    const matter = await matterIn(county, "closed");
    const foretold = async (who: Who, name: string) =>
      (await matterPage(county.as(who), matter.id)).offers.find((offer) => offer.name === name)?.form
        .foretold;
    expect(await foretold("gridWorker", "askExclusion")).toMatch(
      /前可以提出，由测试县c-[0-9a-f]+审核。剔除前后的数字一并显示。$/,
    );
    await askFor(county, matter.id);
    expect(await foretold("admin", "grantExclusion")).toMatch(
      /申请剔除，理由：恶意重复反映。一天反映十二次，已逐次答复（同意后剔除）$/,
    );
    expect((await matterPage(county.as("gridWorker"), matter.id)).exclusion).toEqual({
      state: "asked",
      reason: "恶意重复反映",
      note: "一天反映十二次，已逐次答复",
    });
  });

  test("is read by residents without whose it was, and why", async () => {
    const matter = await excluded(county);
    await revoke(matter.id);
    const page = await (await newVisitor().get(`${county.base}/receipts/${matter.receiptCode}`)).text();
    expect(page).toContain("办理单位申请不把这件事项计入统计");
    expect(page).toContain("这件事项不计入剔除后的统计");
    expect(page).toContain("这件事项恢复计入统计");
    for (const inside of [
      "恶意重复",
      "十二次",
      "查明属本单位",
      "剔除申请",
      county.people.gridWorker.actor.name,
    ])
      expect(page).not.toContain(inside);
  });
});

describe("who may", () => {
  const whos = [
    "admin",
    "streetOfficer",
    "communityOfficer",
    "gridWorker",
    "otherWorker",
    "inspector",
  ] as const;
  /** By what stands: what each of these is offered, besides taking down the outcome. Who isn't named is offered nothing. */
  const table: Record<string, Partial<Record<Who, string>>> = {
    nothing: {
      admin: "askExclusion",
      streetOfficer: "askExclusion",
      communityOfficer: "askExclusion",
      gridWorker: "askExclusion",
    },
    asked: {
      admin: "grantExclusion refuseExclusion",
      streetOfficer: "withdrawExclusion",
      communityOfficer: "withdrawExclusion",
      gridWorker: "withdrawExclusion",
    },
    granted: { admin: "revokeExclusion" },
    refused: {},
    revoked: {},
  };
  const all = ["askExclusion", "withdrawExclusion", "grantExclusion", "refuseExclusion", "revokeExclusion"];
  const made: Record<string, (id: string, ctx: Context) => Promise<unknown>> = {
    withdrawExclusion: (matterId, ctx) => withdrawExclusion(ctx, { matterId }),
    grantExclusion: (id, ctx) => grant(id, ctx),
    refuseExclusion: (id, ctx) => refuse(id, ctx),
    revokeExclusion: (id, ctx) => revoke(id, ctx),
  };
  const matters: Record<string, Filed> = {};
  beforeAll(async () => {
    await opened();
    matters.nothing = await matterIn(county, "closed");
    matters.asked = await requested(county);
    matters.granted = await excluded(county);
    matters.refused = await requested(county);
    await refuse(matters.refused.id);
    matters.revoked = await excluded(county);
    await revoke(matters.revoked.id);
  });

  test.each(Object.keys(table).flatMap((state) => whos.map((who) => [state, who] as const)))(
    "%s: %s",
    async (state, who) => {
      const id = matters[state]?.id ?? "";
      const may = table[state]?.[who]?.split(" ") ?? [];
      const offered = await matterPage(county.as(who), id).then(
        ({ moves }) => moves.filter((name) => all.includes(name)).sort(),
        () => [],
      );
      expect(offered).toEqual([...may].sort());
      const before = await traceOf(county, id);
      for (const [name, verb] of Object.entries(made))
        if (!may.includes(name))
          expect([name, await refusal(verb(id, county.as(who)))]).not.toEqual([name, "done"]);
      if (!may.includes("askExclusion")) expect(await refusal(askFor(county, id, who))).not.toBe("done");
      expect(await traceOf(county, id)).toEqual(before);
    },
  );

  test("nobody decides what they asked for, nor on what was in their own hands", async () => {
    const own = await matterIn(county, "closed");
    await askFor(county, own.id, "admin");
    expect(await refusal(grant(own.id))).toBe("自己申请的，要由别人审核");
    expect(await refusal(refuse(own.id))).toBe("自己申请的，要由别人审核");
    expect(await refusal(withdraw(own.id, "admin"))).toBe("done");
    await askFor(county, own.id, "admin");
    expect(await refusal(grant(own.id, second()))).toBe("done");
    const handled = await county.matter();
    for (const step of ["accept", "resolve"] as const) await move(county, handled, step, "admin");
    await move(county, handled, "confirm");
    await askFor(county, handled.id);
    expect(await refusal(grant(handled.id))).toBe("事项由您经办，申请要由别人审核");
    expect(await refusal(grant(handled.id, second()))).toBe("done");
  });

  test("those below where it lay don't ask, those beside don't know of it", async () => {
    const { id, receiptCode } = await streetsMatter(county);
    await move(county, { id, receiptCode }, "resolve", "streetOfficer");
    await move(county, { id, receiptCode }, "confirm");
    expect((await matterPage(county.as("gridWorker"), id)).moves).not.toContain("askExclusion");
    expect(await refusal(askFor(county, id, "communityOfficer"))).not.toBe("done");
    await expect(askFor(county, id, "otherWorker")).rejects.toThrow(NotFound);
    await expect(askFor(county, id, "liaison")).rejects.toThrow(NotFound);
    expect(await refusal(askFor(county, id, "streetOfficer"))).toBe("done");
  });

  test("the unit that led asks, and one that assisted doesn't", async () => {
    await withDispatch(county);
    const { id, receiptCode } = await streetsMatter(county);
    const { water, housing } = county.units;
    const given = { matterId: id, lead: water, assisting: [housing], body: "查漏点" };
    await dispatchMatter(county.as("streetOfficer"), given);
    const parts = await partsIn(county, id);
    const answer = (role: string, who: Who) => {
      const assignmentId = parts.find((part) => part.role === role)?.id ?? "";
      return answerAssignment(county.as(who), { assignmentId, answer: "已查" });
    };
    await answer("assist", "otherLiaison");
    await answer("lead", "liaison");
    await move(county, { id, receiptCode }, "resolve", "streetOfficer");
    await move(county, { id, receiptCode }, "confirm");
    await expect(askFor(county, id, "otherLiaison")).rejects.toThrow(NotFound);
    expect((await matterPage(county.as("liaison"), id)).moves).toEqual(["askExclusion"]);
    await askFor(county, id, "liaison");
    await expect(grant(id, county.as("liaison"))).rejects.toThrow(NotFound);
    await grant(id);
    expect(await stands(id)).toBe("granted");
  });
});

describe("two reviewers", () => {
  beforeAll(() => opened(2));

  test("are two different people, and one refusal ends it", async () => {
    const { id } = await requested(county);
    await grant(id);
    expect(await stands(id)).toBe("asked");
    expect(await refusal(grant(id))).toBe("您已经同意过，还要由另一人审核");
    expect((await matterPage(county.as("admin"), id)).moves).not.toContain("grantExclusion");
    expect(await counted("excluded")).toEqual({});
    await grant(id, second());
    expect(await stands(id)).toBe("granted");
    expect(await kindsOf(id)).toEqual(["exclusionAsked", "exclusionAgreed", "excluded"]);
    const refused = await requested(county);
    await grant(refused.id);
    await refuse(refused.id, second());
    expect(await stands(refused.id)).toBe("refused");
    expect(await counted("excluded")).toMatchObject({ solved: 1 });
  });

  test("agree at one moment: both count, once", async () => {
    const { id } = await requested(county);
    const before = (await counted("excluded")).solved ?? 0;
    const made = await Promise.all(
      [grant(id), grant(id, second()), grant(id), grant(id, second())].map(refusal),
    );
    expect(made.filter((said) => said === "done")).toHaveLength(2);
    expect((await rowOf(county, id)).exclusion?.agreed).toHaveLength(2);
    expect([await stands(id), (await counted("excluded")).solved]).toEqual(["granted", before + 1]);
  });
});

describe("at one moment", () => {
  beforeAll(() => opened());

  test("of withdrawing, granting and refusing one is done", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { id } = await requested(county);
      const made = await Promise.all([withdraw(id), grant(id), refuse(id, second())].map(refusal));
      expect(made.filter((said) => said === "done")).toHaveLength(1);
      expect(await kindsOf(id)).toHaveLength(2);
    }
  });

  test("many requests make one, and what is sent twice is done once", async () => {
    const { id } = await matterIn(county, "closed");
    await Promise.all([1, 2, 3].map(() => refusal(askFor(county, id))));
    expect(await kindsOf(id)).toEqual(["exclusionAsked"]);
    const before = (await counted("excluded")).solved ?? 0;
    const ctx = { ...county.as("admin"), idempotencyKey: crypto.randomUUID() };
    const answers = [await grant(id, ctx), await grant(id, ctx)];
    expect(answers[1]).toEqual(answers[0]);
    expect((await counted("excluded")).solved).toBe(before + 1);
    const undo = { ...county.as("admin"), idempotencyKey: crypto.randomUUID() };
    await revoke(id, undo);
    await revoke(id, undo);
    expect((await counted("excluded")).solved).toBe(before || undefined);
  });
});

describe("by the clock", () => {
  /** A Monday; ten working days later is a Monday again, at 18:00. */
  const closed = "2026-08-24T02:00:00.000Z";
  const last = "2026-09-07T10:00:00.000Z";
  const tooLate = "2026-09-07T10:00:00.001Z";
  const endedThen = async () => {
    const words = { orgUnitId: county.org.grid, category: "drainage", body: "井盖破损", place: "路口" };
    const matter = await reportMatter(county.as(null, closed), words);
    for (const step of ["accept", "resolve"] as const) await move(county, matter, step, "gridWorker", closed);
    await move(county, matter, "confirm", "gridWorker", closed);
    return matter;
  };
  beforeEach(async () => {
    county = await newCounty();
    await rulesSince2025(county, ({ handling }) => {
      handling.exclusions = exclusionRule;
    });
  });

  test("it is asked for as long as the rules give after the end, and due by the rules' time to answer", async () => {
    const { id } = await endedThen();
    expect(await refusal(askFor(county, id, "gridWorker", tooLate))).toBe(
      "提出期限到今天 18:00为止，已经过了",
    );
    await askFor(county, id, "gridWorker", last);
    const clock = (await clocksOf(county, `matter:${id}`)).find(({ kind }) => kind === "exclusion");
    expect(clock?.dueAt).toBe("2026-09-14T10:00:00.000Z");
  });

  test("nothing comes of it by itself: no silence excludes", async () => {
    const { id } = await endedThen();
    await askFor(county, id, "gridWorker", closed);
    await actOnTime(systemAt(county, "2027-06-01T02:00:00.000Z"));
    expect(await stands(id)).toBe("asked");
    await grantExclusion(county.as("admin", "2027-06-01T02:00:00.000Z"), { matterId: id });
    expect(await counted("excluded")).toMatchObject({ solved: 1 });
    // Of the month in which it ended, not of that in which it was decided.
    const home = (at: string) => residentHome(county.as(null, at));
    expect((await home("2026-08-31T02:00:00.000Z")).exclusions?.n).toBe(1);
    expect((await home("2027-06-01T02:00:00.000Z")).exclusions).toBeNull();
  });

  test("what was said before it was dealt with anew isn't taken off what closed without a verdict", async () => {
    const words = { orgUnitId: county.org.grid, category: "drainage", body: "井盖破损", place: "路口" };
    const matter = await reportMatter(county.as(null, closed), words);
    for (const step of ["accept", "resolve"] as const) await move(county, matter, step, "gridWorker", closed);
    const verdict = { receiptCode: matter.receiptCode, solved: true, satisfied: false };
    await evaluateMatter(county.as(null, closed), verdict);
    for (const step of ["accept", "resolve"] as const) await move(county, matter, step, "admin", closed);
    await move(county, matter, "lapse", "admin", "2026-10-01T02:00:00.000Z");
    const { closedAt, satisfied, closure } = await rowOf(county, matter.id);
    expect([satisfied, closure]).toEqual([false, "unevaluated"]);
    await askFor(county, matter.id, "communityOfficer", closedAt ?? "").catch(() =>
      askFor(county, matter.id, "streetOfficer", closedAt ?? ""),
    );
    await grant(matter.id, second());
    expect(await counted("excluded")).toEqual(await counted("closed"));
  });
});

describe("figures", () => {
  beforeEach(() => opened());
  const none = { solved: 0, unsolved: 0, unevaluated: 0, satisfied: 0, dissatisfied: 0 };
  const ended = async (more: object, orgUnitId = county.org.grid) => {
    const matter = await county.matter({ orgUnitId });
    for (const step of ["accept", "resolve"] as const)
      await move(county, matter, step, "communityOfficer").catch(() =>
        move(county, matter, step, "streetOfficer"),
      );
    await evaluateMatter(county.as(null), { receiptCode: matter.receiptCode, solved: true, ...more });
    return matter;
  };

  test("of the county and its communities stay as they were, with what is left beside them", async () => {
    const { community, otherCommunity } = county.org;
    const { id } = await ended({ satisfied: true });
    await ended({});
    await ended({ satisfied: true }, county.org.otherGrid);
    const home = async (near: string | null = null) => {
      const { figures, exclusions } = await residentHome(county.as(null), near);
      return { figures, exclusions };
    };
    const before = await home();
    expect(before).toEqual({ figures: { ...none, solved: 3, satisfied: 2 }, exclusions: null });
    await askFor(county, id);
    expect(await home()).toEqual(before);
    await grant(id);
    expect(await home()).toEqual({
      figures: before.figures,
      exclusions: { n: 1, left: { ...none, solved: 2, satisfied: 1 } },
    });
    expect((await home(community)).exclusions).toEqual({ n: 1, left: { ...none, solved: 1 } });
    expect((await home(otherCommunity)).exclusions).toBeNull();
    expect(await (await newVisitor().get(county.base)).text()).toContain("其中 1 件经审核剔除");
    const desk = async () => (await deskPage(county.as("admin"))).county;
    expect((await desk())?.closed).toEqual({ this: 3, last: 0, excluded: { this: 1, last: 0 } });
    const unit = (await desk())?.units.find(({ closed }) => closed.excluded.this > 0);
    expect(unit?.closed.excluded).toEqual({ this: 1, last: 0 });
    expect(await (await (await signedIn(county, "admin")).get(`${county.base}/desk`)).text()).toMatch(
      /本月办结 <b class="numeric">3<\/b> 件（剔除 1，剔除后 2）/,
    );
    await revoke(id);
    expect(await home()).toEqual(before);
    expect((await desk())?.closed.excluded).toEqual({ this: 0, last: 0 });
  });

  test("agree with the rows, whatever is granted and revoked at once", async () => {
    const matters = await Promise.all(Array.from({ length: 6 }, () => ended({ satisfied: true })));
    await Promise.all(matters.map(({ id }) => askFor(county, id)));
    await Promise.all(matters.flatMap(({ id }) => [grant(id), grant(id)].map(refusal)));
    await Promise.all(matters.slice(0, 2).flatMap(({ id }) => [revoke(id), revoke(id)].map(refusal)));
    const left = { solved: 4, satisfied: 4 };
    const near = Object.fromEntries(
      Object.entries(left).map(([name, n]) => [`${name} ${county.org.community}`, n]),
    );
    expect(await counted("excluded")).toEqual({ ...left, ...near });
    expect(await counted("closed")).toMatchObject({ solved: 6, satisfied: 6 });
  });
});

describe("in lists", () => {
  let out: Filed;
  let back: Filed;
  beforeAll(async () => {
    await opened();
    await matterIn(county, "closed");
    await matterIn(county, "declined");
    out = await excluded(county);
    back = await excluded(county);
    await revoke(back.id);
  });
  const page = (who: Who, asked: object) => mattersPage(county.as(who), asked);

  test("what is excluded is a filter of what has ended, counted as exactly; the number of all stays raw", async () => {
    const all = await page("admin", { done: true });
    expect([all.counts.all, all.excluded, all.matters.length]).toEqual(["4", 1, 4]);
    expect(all.matters.filter(({ isExcluded }) => isExcluded).map(({ id }) => id)).toEqual([out.id]);
    for (const asked of [{ done: true, excluded: true }, { excluded: true }]) {
      const some = await page("admin", asked);
      expect([some.counts.all, some.matters.map(({ id }) => id)]).toEqual(["1", [out.id]]);
      expect(some.below.filter(({ n }) => n > 0).map(({ n }) => n)).toEqual([1]);
    }
    expect((await page("admin", { done: true, state: "declined" })).excluded).toBe(0);
    expect((await page("admin", {})).excluded).toBeNull();
  });

  test("of a unit, of a person, by words, and of several posts", async () => {
    const { community, otherCommunity, root, grid } = county.org;
    const found = async (who: Who, asked: object) =>
      (await page(who, { excluded: true, ...asked })).matters.map(({ id }) => id);
    const handler = county.people.gridWorker.actor.accountId ?? "";
    expect(await found("admin", { within: community })).toEqual([out.id]);
    expect((await page("admin", { excluded: true, within: community })).counts.all).toBe("1");
    expect(await found("admin", { within: otherCommunity })).toEqual([]);
    expect(await found("admin", { within: handler })).toEqual([out.id]);
    expect(await found("gridWorker", {})).toEqual([out.id]);
    expect(await found("otherWorker", {})).toEqual([]);
    // Nobody learns of a unit that isn't their own or below it.
    expect(await found("otherWorker", { within: community })).toEqual([]);
    expect((await page("otherWorker", { excluded: true, within: community })).counts.all).toBe("0");
    expect(await found("admin", { search: "水管漏水" })).toEqual([out.id]);
    expect(await found("admin", { search: "没有这样的词" })).toEqual([]);
    const ctx = county.as("communityOfficer");
    const grants = [grid, community].map((scopeId) => ({
      ...{ role: "community_officer" as const, scopeKind: "org" as const, scopeId, scopeName: "某地" },
    }));
    const both = { ...ctx, actor: { ...ctx.actor, grants } };
    const merged = await mattersPage(both, { excluded: true });
    expect([merged.counts.all, merged.matters.map(({ id }) => id)]).toEqual(["1", [out.id]]);
    expect(root).not.toBe(community);
  });

  test("a revoked exclusion leaves no trace in them, and a search finds it as before", async () => {
    const { rows } = await county.db.read({
      rows: county.db.orm.select().from(listings).where(eq(listings.record, back.id)),
    });
    expect(rows.filter(({ scope }) => scope.endsWith("!"))).toEqual([]);
    const { matters } = await page("admin", { done: true, search: "水管漏水" });
    expect(matters.map(({ id }) => id)).toContain(back.id);
  });

  test("what is listed again after a loss stands in them as before", async () => {
    const read = async () => {
      const { orm } = county.db;
      const { rows, words } = await county.db.read({
        rows: orm.select().from(listings).where(eq(listings.record, out.id)).orderBy(listings.scope),
        words: orm.select({ scopes: finds.scopes }).from(finds).where(eq(finds.record, out.id)),
      });
      return { rows, words: words.flatMap(({ scopes }) => scopes.split(" ").sort()) };
    };
    const before = await read();
    expect(before.words).toContain("excluded");
    await county.db.script([
      `DELETE FROM listings WHERE record = '${out.id}'`,
      `DELETE FROM finds WHERE record = '${out.id}'`,
    ]);
    expect(await listMissing(county.db)).toBe(1);
    expect(await read()).toEqual(before);
  });

  test("page, file and API tell it alike", async () => {
    const visitor = await signedIn(county, "admin");
    const html = await (await visitor.get(`${county.base}/matters?done=1`)).text();
    expect(html).toContain("4 件，剔除 1 件，剔除后 3 件");
    expect(html).toMatch(/href="[^"]*done=1&amp;excluded=1"|href="[^"]*excluded=1/);
    const csv = await (await visitor.get(`${county.base}/matters.csv?done=1&excluded=1`)).text();
    expect(csv.trim().split("\n")).toHaveLength(2);
    expect(csv).toContain("已剔除");
    const token = await sessionOf(county.as("admin"), "api");
    const asked = `${county.base}/api/v1/matters?excluded=true`;
    const answer = await (await newVisitor().json("GET", asked, undefined, bearer(token))).json();
    expect(answer).toMatchObject({ excluded: 1, matters: [{ id: out.id, isExcluded: true }] });
    const one = `${county.base}/api/v1/matters/${out.id}`;
    const told = await (await newVisitor().json("GET", one, undefined, bearer(token))).json();
    expect(told).toMatchObject({ exclusion: { state: "granted", reason: "恶意重复反映" } });
    expect(JSON.stringify(told)).not.toContain(county.people.gridWorker.actor.accountId);
  });
});
