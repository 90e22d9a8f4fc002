import { beforeAll, expect, test } from "vitest";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { mattersPage } from "../../worker/domain/matters/read.ts";
import { type County, newCounty } from "../support/county.ts";
import type { Visitor } from "../support/visitor.ts";

let county: County;
let worker: Visitor;
beforeAll(async () => {
  county = await newCounty();
  worker = await county.visit("gridWorker");
});

const chosen = async (visitor: Visitor, fields: Record<string, string | string[]>) => {
  await visitor.get(`${county.base}/matters`);
  const answer = await visitor.post(`${county.base}/matters/acceptances`, fields);
  return { status: answer.status, text: await answer.text() };
};

test("what was chosen is done one by one, and each says how that went", async () => {
  const [one, other, taken] = [await county.matter(), await county.matter(), await county.matter()];
  await acceptMatter(county.as("gridWorker"), { matterId: taken.id });
  const selected = [one.id, other.id, taken.id, one.id, "nothing"];
  const { status, text } = await chosen(worker, { selected });
  expect(status).toBe(200);
  expect(text).toContain("2 项办好了，2 项没有办成");
  expect(text).toContain("这件事项现在是“办理中”");
  expect(text).toContain("找不到的一项");
  const { matters } = await mattersPage(county.as("gridWorker"), { state: "accepted" });
  expect(matters.map(({ id }) => id).sort()).toEqual([one.id, other.id, taken.id].sort());
});

test("sent twice it is done once and answers alike", async () => {
  const { id } = await county.matter();
  await worker.get(`${county.base}/matters`);
  const fields = { selected: id, _key: crypto.randomUUID() };
  const answers = [];
  for (let time = 0; time < 2; time++) {
    const answer = await worker.post(`${county.base}/matters/acceptances`, fields);
    answers.push((await answer.text()).includes("1 项办好了"));
  }
  expect(answers).toEqual([true, true]);
});

test("nobody reaches beyond their scopes, nor learns what lies there", async () => {
  const { id } = await county.matter({ body: "别人网格里的事" });
  const { text } = await chosen(await county.visit("otherWorker"), { selected: id });
  expect(text).toContain("0 项办好了，1 项没有办成");
  expect(text).not.toContain("别人网格里的事");
  const { matters } = await mattersPage(county.as("gridWorker"), { state: "reported", search: "别人网格" });
  expect(matters).toHaveLength(1);
});

test("is offered where something of the page can be accepted, and nowhere else", async () => {
  const { id } = await county.matter();
  await acceptMatter(county.as("gridWorker"), { matterId: id });
  const textOf = async (query: string) => (await worker.get(`${county.base}/matters${query}`)).text();
  expect(await textOf("?state=reported")).toContain("受理所选");
  const accepted = await textOf("?state=accepted");
  expect(accepted).toContain(id);
  expect(accepted).not.toContain("受理所选");
});

test("nothing chosen says so", async () => {
  expect((await chosen(worker, {})).text).toContain("没有选中任何一项");
});

test("more than a page holds is refused, and nothing of it is done", async () => {
  const { id } = await county.matter();
  const selected = [id, ...Array.from({ length: 100 }, (_, each) => `m-${each}`)];
  const { status, text } = await chosen(worker, { selected });
  expect([status, text.includes("一次最多办理 100 项")]).toEqual([422, true]);
  expect(
    (await mattersPage(county.as("gridWorker"), { state: "reported" })).matters.map((row) => row.id),
  ).toContain(id);
});
