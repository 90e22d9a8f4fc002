import { expect, test } from "vitest";
import { newCounty } from "../support/county.ts";

test("a disabled account is signed out at once and can't sign in again; nobody disables themselves", async () => {
  const county = await newCounty();
  const admin = await county.visit("admin");
  const worker = await county.visit("gridWorker");
  const closure = (who: "admin" | "gridWorker") =>
    admin.post(`${county.base}/people/${county.people[who].actor.accountId}/closure`);

  expect((await worker.get(`${county.base}/desk`)).status).toBe(200);
  expect((await closure("gridWorker")).status).toBe(303);
  expect((await worker.get(`${county.base}/desk`)).status).toBe(303);
  await expect(county.visit("gridWorker")).rejects.toThrow("422");

  expect((await closure("gridWorker")).status).toBe(409);
  expect((await closure("admin")).status).toBe(409);
  expect((await admin.get(`${county.base}/people`)).status).toBe(200);
});
