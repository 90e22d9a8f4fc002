import { expect, test } from "vitest";
import { newCounty } from "../support/county.ts";
import { dispatched, withDispatch } from "./stages.ts";

test("the menu leads to what was dispatched once something was, and the page itself always", async () => {
  const county = await newCounty();
  await withDispatch(county);
  const officer = await county.visit("streetOfficer");
  const leads = async (path: string) =>
    (await (await officer.get(`${county.base}${path}`)).text()).includes(`href="${county.base}/assignments"`);
  expect([await leads("/desk"), await leads("/assignments")]).toEqual([false, true]);
  await dispatched(county);
  expect([await leads("/desk"), await leads("/matters")]).toEqual([true, true]);
});
