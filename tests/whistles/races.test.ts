import { beforeAll, expect, test } from "vitest";
import { Conflict } from "../../worker/domain/errors.ts";
import { blowWhistle } from "../../worker/domain/whistles/blow.ts";
import { finishCall } from "../../worker/domain/whistles/finish.ts";
import { signCall } from "../../worker/domain/whistles/sign.ts";
import { withdrawWhistle } from "../../worker/domain/whistles/withdraw.ts";
import { timelineOf } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { meanwhile } from "../support/meanwhile.ts";
import { blown, callRow, callsOf, step, streetCall, whistleRow, withWhistles } from "./stages.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
  await withWhistles(county);
});

test("of two who sign at once the second is told", async () => {
  const { water: callId } = await blown(county);
  const slow = meanwhile(county.as("liaison"), () => step(county, callId, "sign"));
  await expect(signCall(slow, { callId })).rejects.toBeInstanceOf(Conflict);
  expect((await timelineOf(county, `call:${callId}`)).map(({ kind }) => kind)).toEqual(["called", "signed"]);
});

test("who signs while the whistle is withdrawn learns of that; who withdraws takes along what was signed meanwhile", async () => {
  const first = await blown(county);
  const withdrawing = (whistleId: string) => () =>
    withdrawWhistle(county.as("streetOfficer"), { whistleId, reason: "已经解决" });
  const slow = meanwhile(county.as("liaison"), withdrawing(first.id));
  await expect(signCall(slow, { callId: first.water })).rejects.toBeInstanceOf(Conflict);
  expect((await callRow(county, first.water)).state).toBe("withdrawn");

  const second = await blown(county);
  const slowly = meanwhile(county.as("streetOfficer"), () => step(county, second.water, "sign"));
  await withdrawWhistle(slowly, { whistleId: second.id, reason: "已经解决" });
  expect((await callsOf(county, second.id)).map(({ state }) => state)).toEqual(["withdrawn", "withdrawn"]);
});

test("of two who finish last at once one ends the whistle", async () => {
  const { id, water, housing } = await blown(county);
  const slow = meanwhile(county.as("liaison"), () => step(county, housing, "finish", "otherLiaison"));
  await finishCall(slow, { callId: water, outcome: "换好了" });
  expect((await whistleRow(county, id)).state).toBe("done");
  const kinds = (await timelineOf(county, `whistle:${id}`)).map(({ kind }) => kind);
  expect(kinds).toEqual(["blown", "whistleEnded"]);
});

test("sent twice it is blown once", async () => {
  const ctx = { ...county.as("streetOfficer"), idempotencyKey: "one-and-the-same" };
  const [one, two] = await Promise.all([
    blowWhistle(ctx, streetCall(county)),
    blowWhistle(ctx, streetCall(county)),
  ]);
  expect(one).toEqual(two);
  expect(await callsOf(county, one.id)).toHaveLength(2);
});
