import { and, eq, like } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { grants } from "../../db/kernel/schema.ts";
import { figures } from "../../db/tenant/schema/figures.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../db/tenant/schema/org.ts";
import { listings } from "../../db/tenant/schema/work.ts";
import { reckonClock } from "../../worker/domain/clocks/reckon.ts";
import { todos } from "../../worker/domain/desk/desk.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import type { Role } from "../../worker/domain/kernel/roles.ts";
import { askReview } from "../../worker/domain/matters/ask-review.ts";
import { grantExclusion } from "../../worker/domain/matters/decide-exclusion.ts";
import { overturnReview, upholdReview } from "../../worker/domain/matters/decide-review.ts";
import { mergeMatter } from "../../worker/domain/matters/merge.ts";
import { matterPage, mattersPage } from "../../worker/domain/matters/read.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { residentHome } from "../../worker/domain/matters/resident-home.ts";
import { receipt } from "../../worker/domain/matters/residents.ts";
import { matterStates } from "../../worker/domain/matters/states.ts";
import { closeOrgUnit } from "../../worker/domain/org/close.ts";
import { actOnTime } from "../../worker/domain/time.ts";
import { calendarWith, noticeOf, systemAt } from "../clocks/acting.ts";
import { counted as countedIn } from "../figures/counted.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { meanwhile } from "../support/meanwhile.ts";
import { bearer, sessionOf, signedIn } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";
import { askFor, exclusionRule } from "./exclusions.ts";
import { askAgain, reviewAsked, reviewRule, uphold, withReviews } from "./reviews.ts";
import {
  auditTail,
  clocksOf,
  type Filed,
  matterIn,
  move,
  publishRules,
  rowOf,
  rulesSince2025,
  timelineOf,
  traceOf,
} from "./stages.ts";

let county: County;
/** In which a verdict reopens nothing: whoever doesn't agree may have it looked at again. */
const opened = async (instances = reviewRule.instances) => {
  county = await newCounty();
  await publishRules(county, ({ handling }) => {
    handling.reviews = { instances };
    handling.exclusions = exclusionRule;
    handling.evaluation.reopenOn = [];
  });
};

function withRole(who: Who, role: Role, scopeId: string): Context {
  const ctx = county.as(who);
  const grants = [{ role, scopeKind: "org" as const, scopeId, scopeName: "某地" }];
  return { ...ctx, actor: { ...ctx.actor, grants } };
}

/** Closed by a verdict that it isn't solved. */
async function unagreed(who: Who = "gridWorker", at?: string, matter?: Filed): Promise<Filed> {
  const filed = matter ?? (await county.matter());
  for (const step of ["accept", "resolve"] as const) await move(county, filed, step, who, at);
  await move(county, filed, "reject", who, at);
  return filed;
}
const ask = (matter: Filed, at?: string) => askAgain(county, matter, at);
const asked = async () => {
  const matter = await unagreed();
  await ask(matter);
  return matter;
};
const opinion = "再查一次窨井";
const overturn = ({ id }: Filed, who: Who = "communityOfficer", at?: string) =>
  overturnReview(county.as(who, at), { matterId: id, opinion });
const stands = async ({ id }: Filed) => {
  const { review } = await rowOf(county, id);
  return review && [review.instance, review.state, review.to.name];
};
const kindsOf = async ({ id }: Filed, from = 4) =>
  (await timelineOf(county, `matter:${id}`)).map(({ kind }) => kind).slice(from);
const clockIn = async ({ id }: Filed, kind: string) =>
  (await clocksOf(county, `matter:${id}`)).filter((clock) => clock.kind === kind);
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: Error & { problems?: { message: string }[] }) => error.problems?.[0]?.message ?? error.message,
  );
const offers = async ({ id }: Filed, ctx: Context) =>
  (await matterPage(ctx, id)).moves.filter((name) => name.endsWith("Review")).sort();
const both = ["overturnReview", "upholdReview"];
const read = ({ receiptCode }: Filed) => receipt(county.as(null), receiptCode);
const counted = (which: "closed" | "excluded") => countedIn(county, which);
const nameOf = async (id: string) =>
  (await county.db.read({ rows: county.db.orm.select().from(orgUnits).where(eq(orgUnits.id, id)) })).rows[0]
    ?.name ?? "";

describe("a matter that ended without its resident's agreement", () => {
  beforeAll(() => opened());

  test("is looked at again one level up, by a clock that goes by the instance's name; upheld, its end stands", async () => {
    const matter = await unagreed();
    const { review: none, revision: first, ...before } = await rowOf(county, matter.id);
    expect(none).toBeNull();
    const answer = await ask(matter);
    const waiting = async (who: Who) =>
      (await todos(county.as(who), null)).todos.filter(({ record }) => record === matter.id);
    expect((await waiting("communityOfficer")).map(({ todo }) => todo)).toEqual(["复查申请待答复"]);
    for (const who of ["gridWorker", "streetOfficer", "admin"] as const)
      expect(await waiting(who)).toEqual([]);
    const [clock] = await clockIn(matter, "review");
    expect(clock).toMatchObject({ owner: county.org.community, rulePath: "handling.reviews" });
    const community = await nameOf(county.org.community);
    expect(answer).toEqual({ id: matter.id, to: community, answerBy: clock?.dueAt });
    const page = await matterPage(county.as("streetOfficer"), matter.id);
    expect(page.due.map(({ called, basis }) => [called, basis])).toEqual([
      ["复查答复期限", "按规则第 2 版：自申请复查起 30 天内答复"],
    ]);
    await uphold(county, matter);
    const { review, revision, ...after } = await rowOf(county, matter.id);
    expect([after, revision]).toEqual([before, first + 2]);
    expect(review).toMatchObject({ instance: 0, state: "upheld", opinion: "已到现场看过，符合规定" });
    expect((await clockIn(matter, "review")).map(({ state }) => state)).toEqual(["met"]);
    expect(await kindsOf(matter)).toEqual(["reviewAsked", "reviewUpheld"]);
    expect(await waiting("communityOfficer")).toEqual([]);
    expect((await auditTail(county, 2)).map(({ action }) => action)).toEqual([
      "matter.askReview",
      "matter.upholdReview",
    ]);
  });

  test("goes up one level at each instance, each used once, and the last is final", async () => {
    const [community, street] = [await nameOf(county.org.community), await nameOf(county.org.street)];
    const matter = await asked();
    expect(await refusal(ask(matter))).toBe(`已经申请复查，正等${community}答复`);
    await uphold(county, matter);
    await ask(matter);
    expect(await stands(matter)).toEqual([1, "asked", street]);
    expect((await clockIn(matter, "review")).map(({ inputs }) => inputs.instance).sort()).toEqual([
      "复查",
      "复核",
    ]);
    expect(await refusal(uphold(county, matter))).not.toBe("done");
    await uphold(county, matter, "streetOfficer");
    expect(await refusal(ask(matter))).toBe("复核的答复是最终答复，不能再申请");
    const { title } = (await read(matter)).events[0] ?? {};
    expect(title).toBe(`${street}复核：维持原结果。这是最终答复`);
    expect(await refusal(uphold(county, matter, "streetOfficer"))).toBe("没有等着答复的复查申请");
  });

  test("isn't asked about once the time to evaluate is over, nor where the rules know no reviews", async () => {
    const late = await matterIn(county, "resolved");
    await move(county, late, "lapse");
    expect(await refusal(ask(late))).toContain("才能申请复查");
    const plain = await newCounty();
    const declined = await matterIn(plain, "declined");
    expect(await refusal(askAgain(plain, declined))).toBe("本县规则里没有复查");
    expect(await receipt(plain.as(null), declined.receiptCode)).toMatchObject({
      ...{ review: null, reviewable: null, noReview: null },
    });
  });

  test("that the highest level dealt with has nobody above, and its resident reads where else to turn", async () => {
    const matter = await county.matter();
    await county.db.write([
      county.db.orm
        .update(matters)
        .set({ level: "county", levelPath: `/${county.org.root}/` })
        .where(eq(matters.id, matter.id)),
    ]);
    await unagreed("admin", undefined, matter);
    const said = "再上面没有办理单位可以复查。仍有意见的，可以向上级机关反映，或拨打12345热线";
    expect(await refusal(ask(matter))).toBe(said);
    expect((await read(matter)).noReview).toBe(said);
    expect(await (await newVisitor().get(`${county.base}/receipts/${matter.receiptCode}`)).text()).toContain(
      said,
    );
  });

  test("is answered by the unit asked and nobody else, nor by whoever had it in hand", async () => {
    const first = await asked();
    const whos = ["admin", "streetOfficer", "gridWorker", "inspector"] as const;
    expect(await offers(first, county.as("communityOfficer"))).toEqual(both);
    for (const who of whos) expect([who, await offers(first, county.as(who))]).toEqual([who, []]);
    const before = await traceOf(county, first.id);
    for (const who of [...whos, "otherWorker", "liaison", "secretary"] as const)
      for (const answer of [() => uphold(county, first, who), () => overturn(first, who)])
        expect([who, await refusal(answer())]).not.toEqual([who, "done"]);
    expect(await traceOf(county, first.id)).toEqual(before);
    // Whoever had it in hand, and has come to the unit asked since.
    const own = withRole("gridWorker", "community_officer", county.org.community);
    const answers = [upholdReview, overturnReview];
    for (const answer of answers)
      expect(await refusal(answer(own, { matterId: first.id, opinion }))).toBe("事项由您经办，要由别人答复");
  });

  test("goes above whoever dealt with it, wherever it lay", async () => {
    const [street, top] = [await nameOf(county.org.street), await nameOf(county.org.root)];
    const risen = await unagreed("communityOfficer");
    await ask(risen);
    expect(await stands(risen)).toEqual([0, "asked", street]);
    expect(await refusal(uphold(county, risen))).not.toBe("done");
    await uphold(county, risen, "streetOfficer");
    const higher = await unagreed("streetOfficer");
    await ask(higher);
    expect(await stands(higher)).toEqual([0, "asked", top]);
    const highest = await unagreed("admin");
    expect(await refusal(ask(highest))).toContain("再上面没有办理单位可以复查");
  });

  test("goes above the unit that answered for one where nobody was, though whoever had it in hand has left", async () => {
    const own = await newCounty();
    await withReviews(own);
    await publishRules(own, ({ handling }) => {
      handling.evaluation.reopenOn = [];
    });
    const leave = (scope: string) =>
      own.db.write([
        own.db.orm
          .update(grants)
          .set({ revokedAt: new Date().toISOString() })
          .where(eq(grants.scopeId, scope)),
      ]);
    await leave(own.org.grid);
    const matter = await own.matter();
    for (const step of ["accept", "resolve"] as const) await move(own, matter, step, "communityOfficer");
    await move(own, matter, "reject", "communityOfficer");
    await leave(own.org.community);
    expect((await receipt(own.as(null), matter.receiptCode)).reviewable).toMatchObject({
      to: (
        await own.db.read({ rows: own.db.orm.select().from(orgUnits).where(eq(orgUnits.id, own.org.street)) })
      ).rows[0]?.name,
    });
  });

  test("goes by its instance's name where days that are announced move it", async () => {
    const after = calendarWith(noticeOf(2027, "01-01", "01-15"));
    const at = "2026-12-29T02:00:00.000Z";
    const own = await newCounty();
    await rulesSince2025(own, ({ handling }) => {
      handling.evaluation.reopenOn = [];
      handling.reviews = {
        instances: reviewRule.instances.map((each) => ({ ...each, answer: { workdays: 5 } })),
      };
    });
    const words = { orgUnitId: own.org.grid, category: "drainage", body: "井盖破损", place: "路口" };
    const matter = await reportMatter(own.as(null, at), words);
    for (const step of ["accept", "resolve", "reject"] as const)
      await move(own, matter, step, "gridWorker", at);
    await askAgain(own, matter, at);
    await uphold(own, matter, "communityOfficer", at);
    await askAgain(own, matter, at);
    const clock = (await clocksOf(own, `matter:${matter.id}`)).find(
      ({ kind, state }) => kind === "review" && state === "running",
    );
    await reckonClock(systemAt(own, at, after), { clockId: clock?.id ?? "" });
    const { events } = await receipt(own.as(null, at), matter.receiptCode);
    expect(events.map(({ title }) => title)).toContainEqual(
      expect.stringMatching(/^复核答复的期限按公布的节假日安排重新计算：由 .* 改为 /),
    );
  });

  test("is never told to its resident with who has it in hand", async () => {
    const matter = await matterIn(county, "accepted");
    const at = `${county.base}/api/v1/receipts/${matter.receiptCode}/review`;
    const told = await newVisitor().json("POST", at, { reason: "还没有办" });
    const text = await told.text();
    expect(told.status).toBe(409);
    for (const { actor } of Object.values(county.people)) expect(text).not.toContain(actor.name);
  });

  test("is told before: who asks what, and what follows", async () => {
    const matter = await asked();
    const { offers } = await matterPage(county.as("communityOfficer"), matter.id);
    const told = (name: string) => offers.find((offer) => offer.name === name)?.form.foretold;
    expect(told("upholdReview")).toBe("居民申请复查，理由：只填了一半，下雨又积水");
    expect(told("overturnReview")).toMatch(
      /^居民申请复查，理由：只填了一半，下雨又积水。责成后由.*网格重新办理，应于.* 前办理$/,
    );
  });

  test("is read by its resident with the opinion and without whose it was; by programs, too", async () => {
    const matter = await unagreed();
    const [community, street] = [await nameOf(county.org.community), await nameOf(county.org.street)];
    const at = `${county.base}/receipts/${matter.receiptCode}`;
    const page = async () => (await newVisitor().get(at)).text();
    expect(await page()).toContain(`由${community}核实，自申请起 30 天内答复您`);
    expect(await read(matter)).toMatchObject({
      review: null,
      reviewable: { name: "复查", to: community, within: "30 天" },
    });
    const reason = "只填了一半，下雨又积水";
    expect((await newVisitor().post(`${at}/review`, { reason })).status).toBe(303);
    expect(await page()).toContain("正在复查");
    expect(await page()).not.toContain("可以申请复查");
    await uphold(county, matter);
    expect(await page()).toContain("已到现场看过，符合规定");
    expect(await page()).toContain(`${community}复查后维持原结果。不同意的，可以在下面申请复核`);
    for (const inside of Object.values(county.people).map(({ actor }) => actor.name))
      expect(await page()).not.toContain(inside);
    const api = `${county.base}/api/v1`;
    const told = await (await newVisitor().json("GET", `${api}/receipts/${matter.receiptCode}`)).json();
    expect(told).toMatchObject({
      review: { name: "复查", state: "upheld", to: community, reason, answerBy: null },
      reviewable: { name: "复核", to: street, within: "20 天" },
    });
    const again = await newVisitor().json("POST", `${api}/receipts/${matter.receiptCode}/review`, { reason });
    expect([again.status, await again.json()]).toMatchObject([200, { to: street }]);
    const token = bearer(await sessionOf(county.as("gridWorker"), "api"));
    const staff = await newVisitor().json("GET", `${api}/matters/${matter.id}`, undefined, token);
    expect(await staff.json()).toMatchObject({ review: { name: "复核", state: "asked", to: street } });
  });

  test("a form without a reason is shown again, and what somebody else asked first isn't lost", async () => {
    const matter = await unagreed();
    const at = `${county.base}/receipts/${matter.receiptCode}/review`;
    const empty = await newVisitor().post(at, { reason: " " });
    expect([empty.status, await empty.text()]).toEqual([422, expect.stringContaining("请填写申请的理由")]);
    await ask(matter);
    const second = await newVisitor().post(at, { reason: "我也不同意" });
    const shown = await second.text();
    expect(second.status).toBe(409);
    expect(shown).toContain("已经申请复查");
    expect(shown).toContain("我也不同意");
  });

  test("staff find both answers on the matter's page, and leave one there", async () => {
    const matter = await asked();
    const visitor = await signedIn(county, "communityOfficer");
    const at = `${county.base}/matters/${matter.id}`;
    const page = await (await visitor.get(at)).text();
    for (const word of ["核实后维持原结果", "原结果不当，责成重新办理"]) expect(page).toContain(word);
    await visitor.post(`${at}/review-overturning`, { opinion });
    const inspected = await (await (await signedIn(county, "inspector")).get(at)).text();
    expect(inspected).toContain("正在重新办理。");
    expect((await rowOf(county, matter.id)).state).toBe("reopened");
  });
});

describe("under rules that reopen", () => {
  beforeAll(async () => {
    county = await newCounty();
    await withReviews(county);
  });

  test.each(Object.keys(matterStates) as (keyof typeof matterStates)[])(
    "is asked about where it is %s",
    async (state) => {
      const matter = await matterIn(county, state);
      const before = await traceOf(county, matter.id);
      const made = await refusal(ask(matter));
      if (state === "declined") return expect(made).toBe("done");
      expect(made).toMatch(state === "closed" ? /评价没有解决的，和不予受理的/ : /不能这样操作/);
      expect(await traceOf(county, matter.id)).toEqual(before);
    },
  );
});

describe("sent back on review", () => {
  beforeEach(() => opened());
  const home = async () => {
    const { figures, exclusions } = await residentHome(county.as(null));
    return { figures, excluded: exclusions?.n ?? 0 };
  };
  const nothing = { solved: 0, unsolved: 0, unevaluated: 0, satisfied: 0, dissatisfied: 0 };

  test("it lies before the unit that had it, in nobody's hands, and hasn't ended", async () => {
    const matter = await asked();
    const before = await rowOf(county, matter.id);
    expect(await counted("closed")).toEqual({ unsolved: 1, [`unsolved ${county.org.community}`]: 1 });
    await overturn(matter);
    const after = await rowOf(county, matter.id);
    expect(after).toMatchObject({
      ...{ state: "reopened", level: "grid", levelPath: before.levelPath, handlerId: null },
      ...{ reopenings: before.reopenings, closure: null, closedAt: null, outcome: before.outcome },
    });
    expect(await counted("closed")).toEqual({});
    expect((await home()).figures).toEqual(nothing);
    expect(await kindsOf(matter, 5)).toEqual(["reviewOverturned", "reopened"]);
    const running = (await clocksOf(county, `matter:${matter.id}`)).filter(
      ({ state }) => state === "running",
    );
    expect(running.map(({ kind, owner }) => [kind, owner]).sort()).toEqual([
      ["overall", county.org.grid],
      ["step", county.org.grid],
    ]);
    expect((await mattersPage(county.as("gridWorker"), {})).matters.map(({ id }) => id)).toEqual([matter.id]);
    expect((await mattersPage(county.as("gridWorker"), { done: true })).matters).toEqual([]);
    expect((await read(matter)).outcome).toBeNull();
  });

  test("it may end without agreement again: the next instance is asked, above whoever was asked before", async () => {
    const matter = await asked();
    await overturn(matter);
    await unagreed("gridWorker", undefined, matter);
    expect(await counted("closed")).toEqual({ unsolved: 1, [`unsolved ${county.org.community}`]: 1 });
    expect((await read(matter)).reviewable).toMatchObject({ name: "复核" });
    await ask(matter);
    expect(await stands(matter)).toEqual([1, "asked", await nameOf(county.org.street)]);
    await overturn(matter, "streetOfficer");
    await unagreed("gridWorker", undefined, matter);
    expect(await refusal(ask(matter))).toBe("复核的答复是最终答复，不能再申请");
    const ended = await unagreed();
    expect((await counted("closed")).unsolved).toBe(2);
    expect(ended.id).not.toBe(matter.id);
  });

  test("what was excluded isn't any more, and what was asked to be is asked no more", async () => {
    const [granted, waiting] = [await asked(), await asked()];
    for (const { id } of [granted, waiting]) await askFor(county, id);
    await grantExclusion(county.as("admin"), { matterId: granted.id });
    expect(await counted("excluded")).toEqual({ unsolved: 1, [`unsolved ${county.org.community}`]: 1 });
    await overturn(granted);
    await overturn(waiting);
    expect([await counted("excluded"), await counted("closed")]).toEqual([{}, {}]);
    for (const { id } of [granted, waiting]) expect((await rowOf(county, id)).exclusion).toBeNull();
    expect((await clockIn(waiting, "exclusion")).map(({ state }) => state)).toEqual(["cancelled"]);
    const { rows } = await county.db.read({
      rows: county.db.orm.select().from(listings).where(like(listings.scope, "%!")),
    });
    expect(rows).toEqual([]);
    expect((await mattersPage(county.as("admin"), { excluded: true })).counts.all).toBe("0");
    const told = async (matter: Filed) =>
      (await matterPage(county.as("admin"), matter.id)).timeline.map(({ title }) => title);
    expect((await told(granted))[1]).toMatch(/复查：责成重新办理，剔除随之失效$/);
    expect((await told(waiting))[1]).toMatch(/复查：责成重新办理，剔除申请随之失效$/);
    // Ended anew it may be asked for again.
    await unagreed("gridWorker", undefined, granted);
    await askFor(county, granted.id);
    await grantExclusion(county.as("admin"), { matterId: granted.id });
    expect(await home()).toEqual({ figures: { ...nothing, unsolved: 1 }, excluded: 1 });
  });

  test("what was declined was counted nowhere, and waits to be accepted", async () => {
    const matter = await reviewAsked(county);
    await overturn(matter);
    expect(await rowOf(county, matter.id)).toMatchObject({
      state: "reopened",
      closedAt: null,
      closure: null,
    });
    expect(await counted("closed")).toEqual({});
    await unagreed("gridWorker", undefined, matter);
    expect((await read(matter)).outcome).toBe("水管已更换");
    expect((await read(matter)).reviewable).toMatchObject({ name: "复核" });
  });

  test("what was said before isn't taken off twice, nor from another month", async () => {
    const matter = await asked();
    await county.db.write([
      county.db.orm
        .update(matters)
        .set({ closedAt: "2026-03-05T02:00:00.000Z", satisfied: false })
        .where(eq(matters.id, matter.id)),
    ]);
    await overturn(matter);
    const { rows } = await county.db.read({
      rows: county.db.orm
        .select()
        .from(figures)
        .where(and(eq(figures.month, "2026-03"), eq(figures.scope, county.org.root))),
    });
    // In the row of all, in that of its category and in that of its source.
    expect(rows.map(({ unsolved, dissatisfied }) => [unsolved, dissatisfied])).toEqual([
      [-1, -1],
      [-1, -1],
      [-1, -1],
    ]);
  });

  test("where the unit that had it was closed meanwhile, the next above has it", async () => {
    const matter = await asked();
    await county.db.write([
      county.db.orm
        .update(orgUnits)
        .set({ closedAt: "2026-11-01T00:00:00.000Z" })
        .where(eq(orgUnits.id, county.org.grid)),
    ]);
    await overturn(matter);
    const { state, level, levelPath } = await rowOf(county, matter.id);
    expect([state, level, levelPath.endsWith(`/${county.org.community}/`)]).toEqual([
      "reopened",
      "community",
      true,
    ]);
  });

  test("a duplicate follows the main matter, and isn't looked at again by itself", async () => {
    const main = await county.matter();
    await move(county, main, "accept");
    const copy = await county.matter();
    const { number } = await rowOf(county, main.id);
    await mergeMatter(county.as("gridWorker"), { matterId: copy.id, main: number, reason: "同一处" });
    await move(county, main, "resolve");
    await move(county, main, "reject");
    expect(await refusal(ask(copy))).toContain("不能这样操作");
    await ask(main);
    expect(JSON.stringify(await read(copy))).not.toContain("只填了一半");
    expect((await read(copy)).due).toEqual([]);
    expect((await read(main)).due.map(({ kind }) => kind)).toEqual(["review"]);
    await overturn(main);
    expect((await rowOf(county, copy.id)).state).toBe("merged");
    expect(await read(copy)).toMatchObject({ state: "merged", outcome: null, mayEvaluate: false });
    await move(county, main, "accept");
    await move(county, main, "resolve");
    expect(await read(copy)).toMatchObject({ outcome: "水管已更换", mayEvaluate: true });
  });
});

describe("at one moment", () => {
  beforeAll(() => opened());

  test("of upholding and sending back one is done", async () => {
    for (let round = 0; round < 4; round += 1) {
      const matter = await asked();
      const other = withRole("inspector", "community_officer", county.org.community);
      const made = await Promise.all(
        [uphold(county, matter), overturn(matter), upholdReview(other, { matterId: matter.id, opinion })].map(
          refusal,
        ),
      );
      expect(made.filter((said) => said === "done")).toHaveLength(1);
    }
  });

  test("many requests make one, and what is sent twice is done once", async () => {
    const matter = await unagreed();
    await Promise.all([1, 2, 3].map(() => refusal(ask(matter))));
    expect(await kindsOf(matter)).toEqual(["reviewAsked"]);
    const ctx = { ...county.as("communityOfficer"), idempotencyKey: crypto.randomUUID() };
    const before = await counted("closed");
    const send = () => overturnReview(ctx, { matterId: matter.id, opinion });
    expect(await send()).toEqual(await send());
    expect((await counted("closed")).unsolved ?? 0).toBe((before.unsolved ?? 0) - 1);
    const next = await unagreed();
    const asking = { ...county.as(null), idempotencyKey: crypto.randomUUID() };
    const wish = { receiptCode: next.receiptCode, reason: "还积水" };
    expect(await askReview(asking, wish)).toEqual(await askReview(asking, wish));
  });

  test("whatever is sent back, excluded and upheld at once, the figures agree with the rows", async () => {
    await opened();
    const all = await Promise.all(Array.from({ length: 8 }, () => asked()));
    await Promise.all(all.map(({ id }) => askFor(county, id)));
    await Promise.all(
      all.flatMap((matter, index) => [
        refusal(grantExclusion(county.as("admin"), { matterId: matter.id })),
        refusal(index % 4 === 0 ? uphold(county, matter) : overturn(matter)),
        refusal(overturn(matter)),
      ]),
    );
    const rows = await Promise.all(all.map(({ id }) => rowOf(county, id)));
    const closed = rows.filter(({ state }) => state === "closed");
    const excluded = closed.filter(({ exclusion }) => exclusion?.state === "granted");
    expect(closed.length).toBeLessThan(8);
    expect((await counted("closed")).unsolved ?? 0).toBe(closed.length);
    expect((await counted("excluded")).unsolved ?? 0).toBe(excluded.length);
    const page = await mattersPage(county.as("admin"), { done: true });
    expect([page.counts.all, page.excluded]).toEqual([String(closed.length), excluded.length]);
    for (const { state, exclusion } of rows) if (state === "reopened") expect(exclusion).toBeNull();
  });
});

describe("units", () => {
  beforeEach(() => opened());

  test("that must answer aren't closed before, and the page says what is left", async () => {
    const matter = await county.matter({ orgUnitId: county.org.otherGrid });
    await unagreed("otherWorker", undefined, matter);
    await ask(matter);
    const close = closeOrgUnit(county.as("admin"), { orgUnitId: county.org.otherCommunity, reason: "撤并" });
    const failure = await close.catch((error: Error & { links?: { href: string }[] }) => error);
    expect((failure as Error).message).toContain("没有答复的复查申请");
    expect(JSON.stringify(failure)).toContain(`/matters/${matter.id}`);
  });

  test("that are closed are passed over upwards", async () => {
    const matter = await unagreed();
    await county.db.write([
      county.db.orm
        .update(orgUnits)
        .set({ closedAt: "2026-11-01T00:00:00.000Z" })
        .where(eq(orgUnits.id, county.org.community)),
    ]);
    await ask(matter);
    expect(await stands(matter)).toEqual([0, "asked", await nameOf(county.org.street)]);
    await uphold(county, matter, "streetOfficer");
    await ask(matter);
    expect(await stands(matter)).toEqual([1, "asked", await nameOf(county.org.root)]);
  });

  test("that close at that very moment aren't asked, nor given a matter anew", async () => {
    const { community, grid } = county.org;
    const closing = (id: string) =>
      county.db.write([
        county.db.orm
          .update(orgUnits)
          .set({ closedAt: "2026-11-01T00:00:00.000Z" })
          .where(eq(orgUnits.id, id)),
      ]);
    const [first, second] = [await asked(), await unagreed()];
    const sending = meanwhile(county.as("communityOfficer"), () => closing(grid));
    await overturnReview(sending, { matterId: first.id, opinion });
    expect((await rowOf(county, first.id)).level).toBe("community");
    const asking = meanwhile(county.as(null), () => closing(community));
    await askReview(asking, { receiptCode: second.receiptCode, reason: "还积水" });
    expect(await stands(second)).toEqual([0, "asked", await nameOf(county.org.street)]);
  });

  test("where nobody is: it rises, whoever has it then answers, and the next instance is above them", async () => {
    const matter = await asked();
    await county.db.write([
      county.db.orm
        .update(grants)
        .set({ revokedAt: "2026-11-01T00:00:00.000Z" })
        .where(eq(grants.scopeId, county.org.community)),
    ]);
    const [clock] = await clockIn(matter, "review");
    expect([clock?.owner, clock?.answeredBy]).toEqual([county.org.community, county.org.street]);
    expect(await offers(matter, county.as("streetOfficer"))).toEqual(both);
    expect(await offers(matter, county.as("admin"))).toEqual([]);
    await uphold(county, matter, "streetOfficer");
    expect(await stands(matter)).toEqual([0, "upheld", await nameOf(county.org.street)]);
    await ask(matter);
    expect(await stands(matter)).toEqual([1, "asked", await nameOf(county.org.root)]);
    expect(await offers(matter, county.as("admin"))).toEqual(both);
  });
});

describe("by the clock", () => {
  /** A Monday; thirty days later is a Wednesday, at 18:00. */
  const closed = "2026-08-24T02:00:00.000Z";
  const last = "2026-09-23T10:00:00.000Z";
  const tooLate = "2026-09-23T10:00:00.001Z";
  /** A Wednesday: thirty days after the last moment end in a holiday's wake on Friday, 23 October. */
  const answered = "2026-10-14T02:00:00.000Z";
  const endedThen = async (reporter = {}) => {
    const words = { orgUnitId: county.org.grid, category: "drainage", body: "井盖破损", place: "路口" };
    const filed = await reportMatter(county.as(null, closed), { ...words, ...reporter });
    return unagreed("gridWorker", closed, filed);
  };
  beforeEach(async () => {
    county = await newCounty();
    await rulesSince2025(county, ({ handling }) => {
      handling.reviews = reviewRule;
      handling.evaluation.reopenOn = [];
    });
  });

  test("it is asked for as long as the rules give after the end, and due by their time to answer", async () => {
    const matter = await endedThen();
    expect(await refusal(ask(matter, tooLate))).toBe("申请复查的期限到今天 18:00为止，已经过了");
    expect(await receipt(county.as(null, tooLate), matter.receiptCode)).toMatchObject({
      ...{ reviewable: null, noReview: "申请复查的期限到今天 18:00为止，已经过了" },
    });
    await ask(matter, last);
    expect((await clockIn(matter, "review"))[0]?.dueAt).toBe("2026-10-23T10:00:00.000Z");
  });

  test("the next is asked for after the answer, and not after the end", async () => {
    const matter = await endedThen();
    await ask(matter, last);
    await uphold(county, matter, "communityOfficer", answered);
    // Fifteen days after Wednesday the 14th: Thursday the 29th.
    const next = "2026-10-29T10:00:00.000Z";
    expect((await receipt(county.as(null, answered), matter.receiptCode)).reviewable?.until).toBe(next);
    expect(await refusal(ask(matter, "2026-10-29T10:00:00.001Z"))).toContain("申请复核的期限");
    await ask(matter, next);
    const due = (await clockIn(matter, "review")).find(({ inputs }) => inputs.instance === "复核")?.dueAt;
    // Twenty days after Thursday, 29 October: Wednesday, 18 November.
    expect(due).toBe("2026-11-18T10:00:00.000Z");
  });

  test("dealt with anew, the next is asked for after the new end", async () => {
    const matter = await endedThen();
    await ask(matter, last);
    await overturn(matter, "communityOfficer", answered);
    const again = "2026-11-02T02:00:00.000Z";
    await unagreed("gridWorker", again, matter);
    expect((await receipt(county.as(null, again), matter.receiptCode)).reviewable).toMatchObject({
      ...{ name: "复核", until: "2026-11-17T10:00:00.000Z" },
    });
  });

  test("nothing comes of it by itself: no silence upholds, and it is overdue", async () => {
    const matter = await endedThen();
    await ask(matter, closed);
    const long = "2027-03-01T02:00:00.000Z";
    await actOnTime(systemAt(county, long));
    expect((await stands(matter))?.[1]).toBe("asked");
    const [late] = (await todos(county.as("communityOfficer", long), null)).todos;
    expect(late?.record).toBe(matter.id);
    expect(`${late?.dueAt}` < long).toBe(true);
    const page = await (
      await newVisitor().get(`${county.base}/receipts/${matter.receiptCode}`, { now: long })
    ).text();
    expect(page).toContain("已经超过时限");
    await overturn(matter, "communityOfficer", long);
    // Taken off the month in which it ended.
    expect(await counted("closed")).toEqual({});
  });

  test("what was kept of its reporter goes on being kept while it is dealt with anew", async () => {
    await rulesSince2025(county, ({ handling, intake }) => {
      handling.reviews = reviewRule;
      handling.evaluation.reopenOn = [];
      intake.contactsFor = { days: 100 };
    });
    const matter = await endedThen({ reporterName: "王女士", reporterPhone: "13812345678" });
    const contacts = async () => (await clockIn(matter, "contacts")).map(({ state }) => state);
    await ask(matter, last);
    expect(await contacts()).toEqual(["running"]);
    await overturn(matter, "communityOfficer", answered);
    expect(await contacts()).toEqual(["cancelled"]);
  });
});
