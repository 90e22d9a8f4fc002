import { expect, test } from "vitest";
import { newCounty } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";

test("a resident files a matter, the grid worker settles it, the resident confirms", async () => {
  const county = await newCounty();
  const resident = newVisitor();
  const worker = await county.visit("gridWorker");
  const filed = await resident.post(`${county.base}/matters`, {
    orgUnitId: county.org.grid,
    category: "lighting",
    body: "北关社区劳动街路口的路灯三天不亮了",
    place: "劳动街路口",
    reporterName: "李女士",
    reporterPhone: "13812345678",
    _key: "0123456789abcdef",
  });
  expect(filed.status).toBe(303);
  const receipt = filed.headers.get("location") ?? "";
  expect(receipt).toMatch(/\/receipts\/(\w{4}-){3}\w{4}$/);

  const list = await (await worker.get(`${county.base}/matters`)).text();
  const id = /\/matters\/([0-9a-f-]{36})/.exec(list)?.[1];
  expect(id).toBeDefined();
  expect((await worker.post(`${county.base}/matters/${id}/acceptance`)).status).toBe(303);
  expect((await worker.post(`${county.base}/matters/${id}/outcome`, { outcome: "已更换灯具" })).status).toBe(
    303,
  );
  expect(await (await resident.get(receipt)).text()).toContain("已更换灯具");
  expect((await resident.post(`${receipt}/evaluation`, { solved: "yes" })).status).toBe(303);
  expect(await (await resident.get(county.base)).text()).toContain("已更换灯具");
});
