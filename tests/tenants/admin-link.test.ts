import { expect, test } from "vitest";
import { newCounty, newOperator } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";

test("a lapsed admin's link is replaced by another, and only the newest works", async () => {
  const county = await newCounty();
  const { username, password } = await newOperator();
  const operator = newVisitor();
  await operator.post("/session", { username, password });
  const page = `/operator/tenants/${county.slug}`;
  const linkOn = async () =>
    /\/t\/[^/]+\/invitations\/[\w-]+/.exec(await (await operator.get(page)).text())?.[0] ?? "";

  expect((await operator.post(`${page}/admin-link`)).status).toBe(303);
  const first = await linkOn();
  expect((await operator.post(`${page}/admin-link`)).status).toBe(303);
  const second = await linkOn();
  expect(second).not.toBe(first);

  const credentials = { username: "another.admin", password: "长满槐树的那条街一直通到河边" };
  const admin = newVisitor();
  expect((await admin.post(first, credentials)).status).toBe(422);
  expect((await admin.post(second, credentials)).status).toBe(303);
  expect((await admin.get(`${county.base}/people`)).status).toBe(200);
});
