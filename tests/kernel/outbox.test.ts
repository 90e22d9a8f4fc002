import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { openDatabase } from "../../db/client.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { outbox } from "../../db/tenant/schema/work.ts";
import { Conflict, NotFound } from "../../worker/domain/errors.ts";
import { statementsOf, update } from "../../worker/domain/kernel/changes.ts";
import { command } from "../../worker/domain/kernel/command.ts";
import { type Channels, deliverOutbox, GivenUp, NotYet, send } from "../../worker/domain/kernel/outbox.ts";
import { scopesOfPath } from "../../worker/domain/kernel/rights.ts";
import { idMaker } from "../../worker/domain/kernel/secrets.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { instant, MINUTE, toMs } from "../../worker/time/instants.ts";
import { type County, newCounty } from "../support/county.ts";
import { meanwhile } from "../support/meanwhile.ts";
import { NOWHERE } from "../support/stack.ts";

const now = instant("2026-11-21T09:00:00.000Z");
const minute = (minutes: number) => instant(toMs(now) + minutes * MINUTE);

let county: County;
beforeEach(async () => {
  county = await newCounty();
});

async function entries() {
  const { orm } = county.db;
  const { rows } = await county.db.read({ rows: orm.select().from(outbox).orderBy(asc(outbox.id)) });
  return rows;
}

/** Writes entries as decisions do, one for each key, in this order. */
async function written(...keys: string[]): Promise<void> {
  const newId = idMaker(toMs(now));
  const rows = keys.map((key) => send({ now, newId }, "adminLinkUsed", key, { invitation: key }));
  await county.db.write(rows.flatMap((row) => statementsOf(county.db.orm, row)));
}

/** The channels that these entries don't take. */
const others = {
  handOver: async () => {},
  photos: async () => {},
  robot: async () => {},
  webhook: async () => {},
};

/** A channel that remembers what it was given, and fails for some of it. */
function channel(fails: (invitation: string) => boolean = () => false) {
  const given: string[] = [];
  const keys: string[] = [];
  const channels: Channels = {
    adminLinkUsed: async ({ invitation }, key) => {
      given.push(invitation);
      keys.push(key);
      if (fails(invitation)) throw new Error(`nobody takes ${invitation}`);
    },
    ...others,
  };
  return { given, keys, channels };
}

const deliver = (channels: Channels, at = now) => deliverOutbox(county.db, at, channels);

/** A command of this test's own, whose change wants something sent. */
const telling = command({
  right: acceptMatter.right,
  input: z.strictObject({ matterId: z.string(), key: z.string() }),
  taken: { "outbox.key": { path: "key", message: "已经发过" } },
  load: (orm, { matterId }) => ({ found: orm.select().from(matters).where(eq(matters.id, matterId)) }),
  state: ({ found: [matter] }) => {
    if (!matter) throw new NotFound("matter");
    return matter;
  },
  scopes: ({ orgPath }) => scopesOfPath(orgPath),
  decide: (matter, { key }, given) => {
    if (matter.state !== "reported") throw new Conflict("已经受理");
    return {
      result: { id: matter.id },
      on: { noun: "matter", id: matter.id },
      rows: [
        send(given, "adminLinkUsed", key, { invitation: key }),
        update(matters, matter, { state: "accepted" }),
      ],
    };
  },
});

describe("what is to be sent", () => {
  test("is written with the change that wants it sent, and waits for the next delivery", async () => {
    const { id: matterId } = await county.matter();
    const ctx = county.as("gridWorker", now);
    await telling(ctx, { matterId, key: "first" });
    await telling(ctx, { matterId, key: "first" });
    expect(await entries()).toMatchObject([
      {
        channel: "adminLinkUsed",
        key: "adminLinkUsed first",
        body: { invitation: "first" },
        writtenAt: now,
        nextAt: now,
        attempts: 0,
        deliveredAt: null,
        failure: null,
      },
    ]);
  });

  test("is not written where the change is not: not refused, not overtaken, not twice", async () => {
    const { id: matterId } = await county.matter();
    const slow = meanwhile(county.as("communityOfficer"), () =>
      acceptMatter(county.as("gridWorker"), { matterId }),
    );
    await expect(telling(slow, { matterId, key: "first" })).rejects.toBeInstanceOf(Conflict);
    await expect(telling(county.as("gridWorker"), { matterId, key: "first" })).rejects.toBeInstanceOf(
      Conflict,
    );
    expect(await entries()).toEqual([]);
    await written("first");
    const { id: other } = await county.matter();
    await expect(telling(county.as("gridWorker"), { matterId: other, key: "first" })).rejects.toThrow(
      "已经发过",
    );
    expect(await entries()).toHaveLength(1);
    const { found } = await county.db.read({
      found: county.db.orm.select().from(matters).where(eq(matters.id, other)),
    });
    expect(found).toMatchObject([{ state: "reported", revision: 1 }]);
  });
});

describe("delivery", () => {
  test("gives each entry to its channel once, oldest first, and says when", async () => {
    await written("a", "b", "c");
    const { given, keys, channels } = channel();
    await deliver(channels, minute(5));
    await deliver(channels, minute(6));
    expect(given).toEqual(["a", "b", "c"]);
    expect(keys).toEqual(["adminLinkUsed a", "adminLinkUsed b", "adminLinkUsed c"]);
    for (const entry of await entries()) {
      expect(entry).toMatchObject({ attempts: 1, deliveredAt: minute(5), nextAt: null, failure: null });
    }
  });

  test("takes as many as there are", async () => {
    const all = Array.from({ length: 120 }, (_, index) => `entry ${1000 + index}`);
    await written(...all);
    const { given, channels } = channel();
    await deliver(channels);
    expect(given).toEqual(all);
  });

  test("is not before its time", async () => {
    await written("a");
    const { given, channels } = channel();
    await deliver(channels, minute(-1));
    expect(given).toEqual([]);
  });

  test("by two at once reaches each channel at least once, by the same key, and counts as one", async () => {
    await written("a", "b");
    const { given, keys, channels } = channel();
    await Promise.all([deliver(channels), deliver(channels)]);
    expect(new Set(given)).toEqual(new Set(["a", "b"]));
    expect(new Set(keys).size).toBe(2);
    expect((await entries()).map(({ attempts, nextAt }) => [attempts, nextAt])).toEqual([
      [1, null],
      [1, null],
    ]);
  });

  test("that nobody could take note of is made again, by the same key", async () => {
    await written("a");
    const { keys, channels } = channel();
    const cutOff = { ...county.db, write: openDatabase({ url: NOWHERE }).write };
    await expect(deliverOutbox(cutOff, now, channels)).rejects.toThrow("no answer from the database");
    expect(await entries()).toMatchObject([{ attempts: 0, deliveredAt: null, nextAt: now }]);
    await deliver(channels, minute(10));
    expect(keys).toEqual(["adminLinkUsed a", "adminLinkUsed a"]);
    expect(await entries()).toMatchObject([{ attempts: 1, deliveredAt: minute(10) }]);
  });

  test("that was made meanwhile keeps its note, though another one failed", async () => {
    await written("a");
    const good = channel();
    const bad: Channels = {
      adminLinkUsed: async () => {
        await deliver(good.channels);
        throw new Error("too late");
      },
      ...others,
    };
    await deliver(bad, minute(1));
    expect(good.given).toEqual(["a"]);
    expect(await entries()).toMatchObject([{ attempts: 1, deliveredAt: now, nextAt: null, failure: null }]);
  });
});

describe("a channel that fails", () => {
  test("holds up no other entry, and says why", async () => {
    await written("a", "b", "c");
    const { given, channels } = channel((invitation) => invitation === "b");
    await deliver(channels);
    expect(given).toEqual(["a", "b", "c"]);
    expect((await entries()).map(({ deliveredAt, failure }) => [deliveredAt, failure])).toEqual([
      [now, null],
      [null, "Error: nobody takes b"],
      [now, null],
    ]);
  });

  test("holds up none either where it fails before it begins, or where nobody knows the channel", async () => {
    await written("a", "b", "c");
    const { orm } = county.db;
    await county.db.write([
      orm.update(outbox).set({ channel: "pigeons" }).where(eq(outbox.key, "adminLinkUsed a")),
    ]);
    const given: string[] = [];
    await deliver({
      adminLinkUsed: ({ invitation }) => {
        if (invitation === "b") throw new Error("not even begun");
        given.push(invitation);
        return Promise.resolve();
      },
      ...others,
    });
    expect(given).toEqual(["c"]);
    expect((await entries()).map(({ nextAt, failure }) => [nextAt, failure])).toEqual([
      [minute(2), expect.stringContaining("pigeons")],
      [minute(2), "Error: not even begun"],
      [null, null],
    ]);
  });

  test("is tried again after two minutes, then after twice as long each time, at most an hour", async () => {
    await written("a");
    const { given, channels } = channel(() => true);
    let at = 0;
    for (const [index, pause] of [2, 4, 8, 16, 32, 60, 60].entries()) {
      await deliver(channels, minute(at));
      expect(await entries()).toMatchObject([{ attempts: index + 1, nextAt: minute(at + pause) }]);
      await deliver(channels, instant(toMs(minute(at + pause)) - 1));
      expect(given).toHaveLength(index + 1);
      at += pause;
    }
  });

  test("works again: the entry is delivered, and its failure forgotten", async () => {
    await written("a");
    await deliver(channel(() => true).channels);
    const { given, channels } = channel();
    await deliver(channels, minute(2));
    expect(given).toEqual(["a"]);
    expect(await entries()).toMatchObject([
      { attempts: 2, deliveredAt: minute(2), nextAt: null, failure: null },
    ]);
  });

  test("for three days has its entry given up, which stays with the reason", async () => {
    await written("a");
    const { given, channels } = channel(() => true);
    let last = now;
    for (let [entry] = await entries(); entry?.nextAt; [entry] = await entries()) {
      last = entry.nextAt as typeof now;
      await deliver(channels, last);
    }
    expect(given).toHaveLength(78);
    const days = (toMs(last) - toMs(now)) / (24 * 60 * MINUTE);
    expect([days > 3, days < 3.1]).toEqual([true, true]);
    await deliver(channels, minute(100_000));
    expect(given).toHaveLength(78);
    expect(await entries()).toMatchObject([
      { attempts: 78, deliveredAt: null, nextAt: null, failure: "Error: nobody takes a" },
    ]);
  });
});

describe("a channel that says more", () => {
  const saying = (error: () => Error): Channels => ({
    ...others,
    adminLinkUsed: async () => {
      throw error();
    },
  });

  test("has its entry wait until a moment, however often, without an attempt", async () => {
    await written("a");
    for (const at of [0, 10, 20])
      await deliver(
        saying(() => new NotYet(minute(at + 10))),
        minute(at),
      );
    expect(await entries()).toMatchObject([{ attempts: 0, nextAt: minute(30), failure: null }]);
    const { given, channels } = channel();
    await deliver(channels, minute(29));
    expect(given).toEqual([]);
    await deliver(channels, minute(30));
    expect(given).toEqual(["a"]);
  });

  test("without a moment leaves it due as it was", async () => {
    await written("a", "b");
    await deliver(
      saying(() => new NotYet(null)),
      minute(5),
    );
    expect((await entries()).map(({ attempts, nextAt }) => [attempts, nextAt])).toEqual([
      [0, now],
      [0, now],
    ]);
  });

  test("doesn't keep it waiting for more than three days", async () => {
    await written("a");
    const threeDays = 3 * 24 * 60;
    await deliver(
      saying(() => new NotYet(minute(threeDays + 1))),
      minute(threeDays),
    );
    expect(await entries()).toMatchObject([{ nextAt: minute(threeDays + 1) }]);
    await deliver(
      saying(() => new NotYet(minute(threeDays + 2))),
      minute(threeDays + 1),
    );
    expect(await entries()).toMatchObject([
      { nextAt: null, deliveredAt: null, failure: expect.stringContaining("三天") },
    ]);
  });

  test("gives it up at once, in words", async () => {
    await written("a");
    await deliver(saying(() => new GivenUp("群已经解散")));
    expect(await entries()).toMatchObject([
      { attempts: 1, nextAt: null, deliveredAt: null, failure: "群已经解散" },
    ]);
  });

  test("has the last word only if nobody delivered it meanwhile", async () => {
    await written("a");
    const good = channel();
    await deliver({
      ...others,
      adminLinkUsed: async () => {
        await deliver(good.channels);
        throw new NotYet(minute(60));
      },
    });
    expect(await entries()).toMatchObject([{ attempts: 1, deliveredAt: now, nextAt: null }]);
  });
});
