import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Lane } from "../../db/lane.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const tooLong = () => new Error("too long");

/** Work that ends when it is told to. */
function job() {
  let end = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work: () => done, end };
}

/** Long enough for everybody near their turn to look. */
const settle = () => vi.advanceTimersByTimeAsync(50);

describe("a lane", () => {
  test("lets so many in at once, and the others in the order they came", async () => {
    const lane = new Lane(2);
    const began: number[] = [];
    const jobs = Array.from({ length: 6 }, job);
    const all = jobs.map(({ work }, at) =>
      lane.take(() => {
        began.push(at);
        return work();
      }, tooLong),
    );
    await settle();
    expect(began).toEqual([0, 1]);
    for (const [at, { end }] of jobs.entries()) {
      end();
      await settle();
      expect(began).toEqual([0, 1, 2, 3, 4, 5].slice(0, at + 3));
    }
    await Promise.all(all);
    expect(lane.idle).toBe(true);
  });

  test("passes a failure on and gives the turn back", async () => {
    const lane = new Lane(1);
    await expect(lane.take(() => Promise.reject(new Error("broken")), tooLong)).rejects.toThrow("broken");
    expect(await lane.take(async () => "next", tooLong)).toBe("next");
  });

  test("tells whoever waits too long", async () => {
    const lane = new Lane(1);
    const { work, end } = job();
    const first = lane.take(work, tooLong);
    const second = expect(lane.take(async () => "never", tooLong)).rejects.toThrow("too long");
    await vi.advanceTimersByTimeAsync(10_500);
    await second;
    end();
    await first;
    expect(lane.idle).toBe(true);
  });

  test("takes back a turn that nobody gave back", async () => {
    const lane = new Lane(1);
    void lane.take(() => new Promise(() => {}), tooLong);
    await vi.advanceTimersByTimeAsync(15_000);
    const later = lane.take(async () => "in", tooLong);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(await later).toBe("in");
  });

  test("passes over those who wait no more", async () => {
    const lane = new Lane(1);
    const { work, end } = job();
    const first = lane.take(work, tooLong);
    await settle();
    // A request that is cut off never wakes again: its timer is gone with it.
    // No spy: whoever restores all of them later in this thread would put this test's false timers back.
    const { setTimeout } = globalThis;
    globalThis.setTimeout = (() => 0) as never;
    void lane.take(async () => "cut off", tooLong);
    globalThis.setTimeout = setTimeout;
    const third = lane.take(async () => "in", tooLong);
    await vi.advanceTimersByTimeAsync(3_000);
    end();
    await first;
    await vi.advanceTimersByTimeAsync(500);
    expect(await third).toBe("in");
  });
});
