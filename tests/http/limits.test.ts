import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { newCounty } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";

test("whoever signs in from county to county is stopped as in one", async () => {
  const counties = await Promise.all(Array.from({ length: 5 }, () => newCounty()));
  const headers = { "x-test-network": randomUUID() };
  const sent = new Map<string, number>();
  // Of 245 within a minute, 120 or more lie in one of the limit's windows, and no county got as many as its own takes.
  for (let round = 0; round < 49; round++) {
    for (const { base, slug } of counties) {
      sent.set(slug, (sent.get(slug) ?? 0) + 1);
      const { status } = await newVisitor().post(`${base}/session`, {}, { headers });
      if (status === 429) {
        expect(Math.max(...sent.values())).toBeLessThan(60);
        const elsewhere = await newVisitor().post(
          `${base}/session`,
          {},
          { headers: { "x-test-network": "else" } },
        );
        expect(elsewhere.status).toBe(422);
        return;
      }
      expect(status).toBe(422);
    }
  }
  expect.unreachable();
});
