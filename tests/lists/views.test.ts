import { beforeAll, expect, test } from "vitest";
import { NotFound } from "../../worker/domain/errors.ts";
import { dropView, keepView } from "../../worker/domain/lists/views.ts";
import { listPaths } from "../../worker/domain/lists/words.ts";
import { mattersPage } from "../../worker/domain/matters/read.ts";
import { meetingsPage } from "../../worker/domain/meetings/read.ts";
import { type County, newCounty, type Who } from "../support/county.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const viewsOf = async (who: Who) =>
  (await mattersPage(county.as(who), {})).views.map(({ name, query }) => [name, query]);

test("a view is its keeper's, or their role's, and only of its list", async () => {
  await keepView(county.as("gridWorker"), {
    noun: "matter",
    name: "漏水的",
    query: "search=漏水&after=x&nonsense=1",
  });
  await keepView(county.as("gridWorker"), {
    noun: "matter",
    name: "超期的",
    query: "due=overdue",
    shared: "yes",
  });
  await keepView(county.as("gridWorker"), { noun: "meeting", name: "开过的", query: "done=1" });
  const searched = ["漏水的", new URLSearchParams({ search: "漏水" }).toString()];
  expect((await viewsOf("gridWorker")).sort()).toEqual([searched, ["超期的", "due=overdue"]].sort());
  expect(await viewsOf("otherWorker")).toEqual([["超期的", "due=overdue"]]);
  expect(await viewsOf("admin")).toEqual([]);
  expect((await meetingsPage(county.as("gridWorker"), {})).views.map(({ name }) => name)).toEqual(["开过的"]);
});

test("nobody takes back another's, shared or not", async () => {
  const { id } = await keepView(county.as("gridWorker"), {
    noun: "matter",
    name: "一",
    query: "",
    shared: "yes",
  });
  await expect(dropView(county.as("otherWorker"), { viewId: id })).rejects.toThrow(NotFound);
  await dropView(county.as("gridWorker"), { viewId: id });
  expect((await viewsOf("otherWorker")).flat()).not.toContain("一");
});

test("the form keeps what the list is asked for, and leads back to it", async () => {
  const worker = await county.visit("gridWorker");
  await worker.get(`${county.base}/matters?state=reported`);
  const sent = { noun: "matter", name: "待受理的", query: "state=reported" };
  const answer = await worker.post(`${county.base}/views`, sent);
  expect([answer.status, answer.headers.get("location")]).toEqual([
    303,
    `${county.base}/matters?state=reported`,
  ]);
  const page = await (await worker.get(`${county.base}/matters?state=reported`)).text();
  expect(page).toContain("待受理的");
  const hostile = await worker.post(`${county.base}/views`, { ...sent, noun: "//elsewhere" });
  expect(hostile.status).toBe(422);
});

/** A word that each list is asked, and whether its page shows what was kept of it. */
const lists: Record<keyof typeof listPaths, string> = {
  matter: "state=reported",
  meeting: "done=1",
  resolution: "due=week",
  post: "kind=grid_worker",
  unit: "kind=localUnit",
  org: "kind=grid",
  invitation: "state=revoked&done=1",
  whistle: "state=blown",
  assignment: "kind=lead",
  filing: "source=2026-11",
  audit: "action=matter.accept&by=p1&about=matter%3Am1&from=2026-11-01",
  rules: "kind=version&search=x",
};

test.each(Object.entries(lists))(
  "a view of %s is kept with all that its list is asked",
  async (noun, asked) => {
    const admin = await county.visit("admin");
    const query = `${asked}&nonsense=1&after=7`;
    const answer = await admin.post(`${county.base}/views`, { noun, name: `视图${noun}`, query });
    const path = listPaths[noun as keyof typeof listPaths];
    const location = new URL(answer.headers.get("location") ?? "", "http://here");
    expect([location.pathname, location.search.slice(1).split("&").sort()]).toEqual([
      county.base + path,
      asked.split("&").sort(),
    ]);
    expect((await admin.get(`${location.pathname}${location.search}`)).status).toBe(200);
  },
);

test("the log's views stand on its page, its days as they were typed", async () => {
  const admin = await county.visit("admin");
  const kept = { noun: "audit", name: "登录的", query: "action=session.open&from=2026.11.3&days=7" };
  const location = (await admin.post(`${county.base}/views`, kept)).headers.get("location") ?? "";
  expect(location).toBe(`${county.base}/audit?action=session.open&from=2026-11-03`);
  expect(await (await admin.get(location)).text()).toContain("登录的");
});
