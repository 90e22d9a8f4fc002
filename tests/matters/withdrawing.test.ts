import { like } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { counters } from "../../db/tenant/schema/work.ts";
import { Conflict } from "../../worker/domain/errors.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { addToMatter } from "../../worker/domain/matters/add.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { mergeMatter } from "../../worker/domain/matters/merge.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { separateMatter } from "../../worker/domain/matters/separate.ts";
import { withdrawMatter } from "../../worker/domain/matters/withdraw.ts";
import { dispatched, partsIn, withDispatch } from "../assignments/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { formTo } from "../support/forms.ts";
import { newVisitor } from "../support/visitor.ts";
import {
  clocksOf,
  type Filed,
  mainIn,
  matterIn,
  move,
  rowOf,
  rulesSince2025,
  timelineOf,
  traceOf,
} from "./stages.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
  await withDispatch(county);
  await mainIn(county);
});

const withdraw = ({ receiptCode }: Filed, reason?: string, at?: string, where = county) =>
  withdrawMatter(where.as(null, at), { receiptCode, ...(reason && { reason }) });

const kindsOf = async ({ id }: Filed, where = county) =>
  (await timelineOf(where, `matter:${id}`)).map(({ kind }) => kind);

const receiptOf = ({ receiptCode }: Filed) => `${county.base}/receipts/${receiptCode}`;
const fresh = () => ({ headers: { "x-test-network": crypto.randomUUID() } });

/** The form of the step before, as a browser without JavaScript has it. */
async function formOf(matter: Filed) {
  const html = await (await newVisitor().get(`${receiptOf(matter)}/withdrawal`, fresh())).text();
  return { html, ...formTo(html, "/withdrawal") };
}

describe("withdrawn in two steps", () => {
  test("the receipt leads to a page that says what comes of it, and that it can't be undone", async () => {
    const matter = await matterIn(county, "accepted");
    const { number } = await rowOf(county, matter.id);
    expect(await (await newVisitor().get(receiptOf(matter))).text()).toContain(
      `${receiptOf(matter)}/withdrawal"`,
    );
    const { html, action, hidden } = await formOf(matter);
    for (const part of [`确定撤回 ${number} 吗`, "不再办理", "这一步不能撤销", "不，返回"])
      expect(html).toContain(part);
    expect((await rowOf(county, matter.id)).state).toBe("accepted");
    const browser = newVisitor();
    const done = await browser.post(action, { ...hidden, reason: "自己修好了" }, fresh());
    expect([done.status, done.headers.get("location")]).toEqual([303, receiptOf(matter)]);
    const after = await (await browser.follow(done)).text();
    for (const part of ["已撤回", "您撤回了这件事项", "自己修好了"]) expect(after).toContain(part);
    for (const gone of ['/withdrawal"', '/additions"', '/evaluation"']) expect(after).not.toContain(gone);
    expect(await kindsOf(matter)).toEqual(["reported", "accepted", "withdrawn"]);
  });

  test("without a reason as well; too long a one comes back beside its field", async () => {
    const matter = await county.matter();
    const { action, hidden } = await formOf(matter);
    const long = await newVisitor().post(action, { ...hidden, reason: "长".repeat(201) }, fresh());
    const html = await long.text();
    expect([long.status, html.includes("长".repeat(201)), html.includes("最多 200 个字")]).toEqual([
      422,
      true,
      true,
    ]);
    expect((await newVisitor().post(action, { ...hidden, reason: "" }, fresh())).status).toBe(303);
    expect((await timelineOf(county, `matter:${matter.id}`)).at(-1)?.detail).toEqual({});
  });

  test("a form sent twice, and two forms at once, have one effect", async () => {
    const [twice, two] = [await county.matter(), await county.matter()];
    const { action, hidden } = await formOf(twice);
    const same = await Promise.all([1, 2].map(() => newVisitor().post(action, hidden, fresh())));
    expect(same.map(({ status }) => status)).toEqual([303, 303]);
    expect(await kindsOf(twice)).toEqual(["reported", "withdrawn"]);
    const forms = [await formOf(two), await formOf(two)];
    const answers = await Promise.all(
      forms.map((form) => newVisitor().post(form.action, form.hidden, fresh())),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await kindsOf(two)).toEqual(["reported", "withdrawn"]);
  });

  test("on a page that was open while something came of it: that is said, and the reason can be read", async () => {
    const matter = await matterIn(county, "accepted");
    const { action, hidden } = await formOf(matter);
    await move(county, matter, "resolve");
    const answer = await newVisitor().post(action, { ...hidden, reason: "写了原因" }, fresh());
    const html = await answer.text();
    expect([answer.status, html.includes("写了原因"), html.includes("待评价")]).toEqual([409, true, true]);
    // Whoever has it in hand isn't named to residents.
    expect(html).not.toContain("gridWorker-");
    const gone = await newVisitor().get(`${receiptOf(matter)}/withdrawal`, fresh());
    expect([gone.status, gone.headers.get("location")]).toEqual([303, receiptOf(matter)]);
  });

  test("another county's receipt isn't known here, nor one that is none", async () => {
    const other = await newCounty();
    const theirs = await other.matter();
    for (const code of [theirs.receiptCode, "ABCD-EFGH-JKMN-PQRS", "..%2fmatters", "%00"]) {
      const path = `${county.base}/receipts/${code}/withdrawal`;
      expect((await newVisitor().get(path, fresh())).status).toBe(404);
      expect((await newVisitor().post(path, { reason: "x" }, fresh())).status).toBe(404);
    }
    expect((await rowOf(other, theirs.id)).state).toBe("reported");
  });
});

describe("what comes of it", () => {
  test("all clocks end, what was late stays late, and assignments end", async () => {
    const { matterId: id, receiptCode } = await dispatched(county);
    await withdraw({ id, receiptCode });
    const parts = await partsIn(county, id);
    expect(parts.map(({ state }) => state)).toEqual(["ended", "ended"]);
    for (const part of parts) {
      expect((await clocksOf(county, `assignment:${part.id}`)).every(({ endedAt }) => endedAt !== null)).toBe(
        true,
      );
      expect((await timelineOf(county, `assignment:${part.id}`)).at(-1)?.kind).toBe("partEnded");
    }
    const clocks = await clocksOf(county, `matter:${id}`);
    expect(clocks.every(({ endedAt }) => endedAt !== null)).toBe(true);
    const late = await matterIn(county, "accepted");
    await withdraw(late, undefined, new Date(Date.now() + 200 * 86_400_000).toISOString());
    const kinds = (await clocksOf(county, `matter:${late.id}`)).map(({ kind, state }) => [kind, state]);
    expect(kinds).toContainEqual(["step", "lapsed"]);
    expect(kinds).toContainEqual(["overall", "lapsed"]);
    const paused = await matterIn(county, "paused");
    await withdraw(paused, undefined, new Date(Date.now() + 5 * 86_400_000).toISOString());
    const ended = await clocksOf(county, `matter:${paused.id}`);
    expect(ended.filter(({ endedAt }) => endedAt === null)).toEqual([]);
    expect(ended.filter(({ kind }) => kind === "step").map(({ state }) => state)).toEqual(["cancelled"]);
  });

  test("it is counted in no figure of what ended, and listed among what has", async () => {
    const where = await newCounty();
    const figures = async () =>
      (
        await where.db.read({
          rows: where.db.orm.select().from(counters).where(like(counters.name, "closed %")),
        })
      ).rows;
    const matter = await where.matter();
    await acceptMatter(where.as("gridWorker"), { matterId: matter.id });
    await withdraw(matter, undefined, undefined, where);
    expect(await figures()).toEqual([]);
    const row = await rowOf(where, matter.id);
    expect(row).toMatchObject({ state: "withdrawn", closure: null, outcome: null });
    const worker = await where.visit("gridWorker");
    const list = async (query: string) =>
      (await (await worker.get(`${where.base}/matters${query}`)).text()).includes(row.number);
    expect([await list(""), await list("?done=1"), await list("?done=1&state=withdrawn")]).toEqual([
      false,
      true,
      true,
    ]);
    expect(await (await worker.get(`${where.base}/matters/${matter.id}`)).text()).toContain(
      "居民撤回了这件事项，不再办理",
    );
    const home = await (await newVisitor().get(where.base)).text();
    expect(home).not.toContain(row.number);
  });

  test("nothing waits before anybody any more", async () => {
    const matter = await county.matter();
    await addToMatter(county.as(null), { receiptCode: matter.receiptCode, text: "还有一处" });
    await withdraw(matter);
    expect((await rowOf(county, matter.id)).added?.waits).toBe(false);
  });

  test("name and number are kept from then on as long as the rules say", async () => {
    const where = await newCounty();
    await rulesSince2025(where, ({ intake }) => {
      intake.contactsFor = { days: 30 };
    });
    const matter = await where.matter({ reporterName: "王女士", reporterPhone: "13812345678" });
    await withdraw(matter, undefined, undefined, where);
    const kept = (await clocksOf(where, `matter:${matter.id}`)).find(({ kind }) => kind === "contacts");
    expect(kept).toMatchObject({ state: "running" });
  });
});

describe("it isn't taken", () => {
  test("of a main matter that others follow, whose reporter reads so; once they are apart it is", async () => {
    const [main, copy] = [await matterIn(county, "accepted"), await county.matter()];
    const { number } = await rowOf(county, main.id);
    await mergeMatter(county.as("gridWorker"), { matterId: copy.id, main: number, reason: "同一处" });
    const before = await traceOf(county, main.id);
    await expect(withdraw(main)).rejects.toThrow("还有别人反映同一件事");
    await expect(withdraw(copy)).rejects.toThrow(Conflict);
    expect(await traceOf(county, main.id)).toEqual(before);
    const html = await (await newVisitor().get(receiptOf(main), fresh())).text();
    expect([html.includes("要为他们接着办，不能撤回"), html.includes('/withdrawal"')]).toEqual([true, false]);
    await separateMatter(county.as("gridWorker"), { matterId: copy.id, reason: "不是同一处" });
    await withdraw(main);
    expect((await rowOf(county, copy.id)).state).toBe("accepted");
  });

  test("at the same moment as somebody's matter is merged into it: one of the two", async () => {
    for (let round = 0; round < 3; round++) {
      const [main, copy] = [await matterIn(county, "accepted"), await county.matter()];
      const { number } = await rowOf(county, main.id);
      const merge = mergeMatter(county.as("gridWorker"), {
        matterId: copy.id,
        main: number,
        reason: "同一处",
      });
      await Promise.allSettled([withdraw(main), merge]);
      const [one, other] = [await rowOf(county, main.id), await rowOf(county, copy.id)];
      expect([one.state, other.state]).toEqual(
        one.state === "withdrawn" ? ["withdrawn", "reported"] : ["accepted", "merged"],
      );
    }
  });

  test("at the same moment as it is resolved: one of the two", async () => {
    const matter = await matterIn(county, "accepted");
    const resolve = resolveMatter(county.as("gridWorker"), { matterId: matter.id, outcome: "修好了" });
    const both = await Promise.allSettled([withdraw(matter), resolve]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(["withdrawn", "resolved"]).toContain((await rowOf(county, matter.id)).state);
  });

  test("once there was an outcome, also while it is dealt with anew", async () => {
    const matter = await matterIn(county, "accepted");
    await move(county, matter, "resolve");
    await evaluateMatter(county.as(null), { receiptCode: matter.receiptCode, solved: false });
    await expect(withdraw(matter)).rejects.toThrow(Conflict);
    await move(county, matter, "accept", "streetOfficer").catch(() =>
      move(county, matter, "accept", "communityOfficer"),
    );
    expect((await rowOf(county, matter.id)).state).toBe("accepted");
    await expect(withdraw(matter)).rejects.toThrow("已经有过结果");
    const html = await (await newVisitor().get(receiptOf(matter), fresh())).text();
    expect(html).toContain("正在重新办理，不能撤回");
  });

  test("nor does anything else become of it afterwards", async () => {
    const matter = await matterIn(county, "withdrawn");
    const before = await traceOf(county, matter.id);
    await expect(
      evaluateMatter(county.as(null), { receiptCode: matter.receiptCode, solved: true }),
    ).rejects.toThrow(Conflict);
    await expect(
      addToMatter(county.as(null), { receiptCode: matter.receiptCode, text: "x" }),
    ).rejects.toThrow(Conflict);
    const { number } = await rowOf(county, matter.id);
    const copy = await county.matter();
    const into = { matterId: copy.id, main: number, reason: "同一处" };
    await expect(mergeMatter(county.as("gridWorker"), into)).rejects.toThrow("已撤回");
    expect(await traceOf(county, matter.id)).toMatchObject({
      row: before.row,
      events: before.events,
      clocks: before.clocks,
    });
  });
});

test("by the API as well: once under a key, and the receipt says whether it can be", async () => {
  const matter = await county.matter();
  const api = `${county.base}/api/v1/receipts/${matter.receiptCode}`;
  const read = async () => (await newVisitor().json("GET", api, undefined, fresh())).json();
  expect(await read()).toMatchObject({ state: "reported", mayWithdraw: true, noWithdrawal: null });
  const headers = { "idempotency-key": crypto.randomUUID(), ...fresh().headers };
  const send = (body: object) => newVisitor().json("POST", `${api}/withdrawal`, body, { headers });
  expect((await send({ other: "x" })).status).toBe(422);
  for (let time = 0; time < 2; time++) {
    const answer = await send({ reason: "不需要了" });
    expect([answer.status, await answer.json()]).toEqual([200, { state: "withdrawn" }]);
  }
  expect(await read()).toMatchObject({
    state: "withdrawn",
    mayWithdraw: false,
    noWithdrawal: null,
    mayAdd: false,
  });
  expect(await kindsOf(matter)).toEqual(["reported", "withdrawn"]);
});
