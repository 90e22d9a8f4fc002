import { expect, test } from "vitest";
import { newCounty } from "../support/county.ts";
import { costOf, newVisitor } from "../support/visitor.ts";

const start = Date.parse("2026-11-21T09:00:00.000Z");

/** A page's round trips at each moment, in milliseconds after the first; one of them is the page's own. */
async function tripsAt(base: string, moments: readonly number[]): Promise<number[]> {
  const trips = [];
  for (const after of moments) {
    const now = new Date(start + after).toISOString();
    trips.push(costOf(await newVisitor().get(`${base}/receipts`, { now })).trips);
  }
  return trips;
}

test("a county is remembered for fifteen seconds by the clock of the requests, and no longer", async () => {
  const { base } = await newCounty();
  const own = (await tripsAt(base, [0, 1]))[1] ?? 0;
  const moments = [0, 14_999, 15_000, 29_999, 30_000];
  expect(await tripsAt(base, [100_000, ...moments.map((after) => 200_000 + after)])).toEqual([
    own + 1,
    ...[own + 1, own, own + 1, own, own + 1],
  ]);
});

test("what a later request found out is not used for an earlier one: clocks are set back", async () => {
  const { base } = await newCounty();
  await tripsAt(base, [500_000]);
  const [first = 0, again, earlier] = await tripsAt(base, [1000, 1000, 999]);
  expect([again, earlier]).toEqual([first - 1, first]);
});

test("that a database is its county's is seen once, with the first page", async () => {
  const { base } = await newCounty();
  const [first = 0, later] = await tripsAt(base, [0, 20_000]);
  expect(later).toBe(first - 1);
});
