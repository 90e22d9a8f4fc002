import { readXlsx } from "hucre/xlsx";
import { beforeAll, expect, test } from "vitest";
import { type County, newCounty } from "../support/county.ts";
import type { Visitor } from "../support/visitor.ts";

let county: County;
let worker: Visitor;
beforeAll(async () => {
  county = await newCounty();
  await county.matter({ body: '=1+1 楼道漏水，"三单元"', place: "+8号楼" });
  await county.matter({ body: "路灯不亮", place: "@北门" });
  worker = await county.visit("gridWorker");
});

test("a list goes along as a file a spreadsheet knows, and nothing in it is a formula", async () => {
  const answer = await worker.get(`${county.base}/matters.csv`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = new TextDecoder().decode(bytes.slice(3)).split("\r\n");
  expect(lines[0]).toBe(
    "编号,类别,情况,具体位置,所在,来源,来件编号,经办,状态,上报时间,受理期限,办理期限,是否剔除",
  );
  expect(lines[1]).toContain(`"'=1+1 楼道漏水，""三单元""",'+8号楼,第一网格,居民上报`);
  expect(lines[2]).toContain("'@北门");
  expect(answer.headers.get("content-disposition")).toBe(
    `attachment; filename*=UTF-8''${encodeURIComponent("事项.csv")}`,
  );
  expect(lines.join("")).not.toContain("13812345678");
});

test("what is asked of the list is asked of the file", async () => {
  const answer = await worker.get(`${county.base}/matters.xlsx?search=路灯`);
  const { sheets } = await readXlsx(new Uint8Array(await answer.arrayBuffer()));
  expect(sheets[0]?.rows).toHaveLength(2);
  const [number, , body] = sheets[0]?.rows[1] ?? [];
  expect([number, body]).toEqual([expect.stringMatching(/^2\d{3}-000002$/), "路灯不亮"]);
});

test("a file holds what its reader's list holds, and no more", async () => {
  const other = await county.visit("otherWorker");
  const answer = await other.get(`${county.base}/matters.csv`);
  expect((await answer.text()).trim().split("\r\n")).toHaveLength(1);
  const liaison = await county.visit("liaison");
  expect((await liaison.get(`${county.base}/matters.csv`)).status).toBe(403);
});
