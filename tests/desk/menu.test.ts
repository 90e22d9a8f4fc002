import { beforeAll, expect, test } from "vitest";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { type County, newCounty } from "../support/county.ts";
import { costOf, type Visitor } from "../support/visitor.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

/** What a page says in its menu to wait: in the rail, and in the bar at a phone's foot. */
const waitingOn = (html: string) =>
  [...html.matchAll(/<b class="entry-count numeric" id="(waiting-\w+)">([^<]*)<\/b>/g)].map(([, at, n]) => [
    at,
    n,
  ]);

const both = (n: string) => [
  ["waiting-rail", n],
  ["waiting-dock", n],
];

const said = async (visitor: Visitor, path: string) => {
  const answer = await visitor.get(county.base + path);
  expect(costOf(answer).trips).toBe(1);
  return waitingOn(await answer.text());
};

test("each page of the staff says how much waits for them, and nothing where nothing does", async () => {
  const worker = await county.visit("gridWorker");
  await worker.get(`${county.base}/account`);
  for (const path of ["/desk", "/matters", "/account"]) expect(await said(worker, path)).toEqual(both(""));
  const { id } = await county.matter({ body: "路灯不亮" });
  await county.matter({ body: "水管漏水" });
  for (const path of ["/desk", "/matters", `/matters/${id}`])
    expect(await said(worker, path)).toEqual(both("2"));
  await acceptMatter(county.as("gridWorker"), { matterId: id });
  await resolveMatter(county.as("gridWorker"), { matterId: id, outcome: "已修好" });
  expect(await said(worker, "/matters")).toEqual(both("1"));
  // A form that comes back to be mended says nothing of it, rather than that nothing waits: what stood there stays.
  const refused = await worker.htmx("POST", `${county.base}/matters/${id}/refusal`, {});
  expect(refused.ok).toBe(false);
  expect(waitingOn(await refused.text())).toEqual([]);
});
