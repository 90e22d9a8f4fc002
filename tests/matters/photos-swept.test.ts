import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tenants } from "../../db/catalog/schema.ts";
import { photos } from "../../db/tenant/schema/photos.ts";
import { Photo } from "../../worker/domain/photos/photo.ts";
import type { PhotoStore } from "../../worker/domain/photos/store.ts";
import { sweepPhotos } from "../../worker/domain/photos/sweep.ts";
import type { World as WorkerWorld } from "../../worker/world.ts";
import { sample } from "../photos/samples.ts";
import { type County, newCounty } from "../support/county.ts";
import { catalog, stack, startSite, stopEverything, workerWorld } from "../support/stack.ts";
import { upkeep } from "../support/upkeep.ts";

let worker: WorkerWorld;
let store: PhotoStore;
let photo: Photo;
let number = 0;
beforeAll(async () => {
  worker = await workerWorld(stack.vars, await startSite());
  store = worker.photos;
  photo = await Photo.from(sample("placed.jpg"));
});
afterAll(stopEverything);

const all = async (county: County) => (await store.names(county.slug, "", 1000)).names;

/** An object of a day, with a row that tells of it or without. */
async function object(county: County, day: string, { told = false, name = `${day}/${++number}` } = {}) {
  await store.put(county.slug, name, photo);
  if (told) {
    const { type, width, height, sha256 } = photo;
    const row = {
      matterId: "m",
      part: "note",
      audience: "staff",
      actorName: "甲",
      at: `${day}T00:00:00.000Z`,
    } as const;
    const { db } = county;
    await db.write([
      db.orm.insert(photos).values({ id: name, object: name, type, width, height, sha256, bytes: 1, ...row }),
    ]);
  }
  return name;
}

const swept = (county: County, at: string, atOnce?: number) =>
  sweepPhotos({ ...county.as(null, at), photos: store }, atOnce);

describe("a photo of which no row tells", () => {
  test("is deleted once its day and the next are over; told ones stay, and those of other counties", async () => {
    const [county, other] = [await newCounty(), await newCounty()];
    const told = await object(county, "2026-11-02", { told: true });
    await object(county, "2026-11-02");
    const young = await object(county, "2026-11-03");
    const theirs = await object(other, "2026-11-02");
    expect(await swept(county, "2026-11-03T23:59:59.999Z")).toBe("2026-11-04T00:00:00.000Z");
    expect(await all(county)).toHaveLength(3);
    expect(await swept(county, "2026-11-04T00:00:00.000Z")).toBe("2026-11-05T00:00:00.000Z");
    expect(await all(county)).toEqual([told, young].sort());
    expect(await swept(county, "2026-11-05T00:00:00.000Z")).toBeNull();
    expect(await swept(county, "2026-12-05T00:00:00.000Z")).toBeNull();
    expect([await all(county), await all(other)]).toEqual([[told], [theirs]]);
  });

  test("of many so many a run, going on where it stopped", async () => {
    const county = await newCounty();
    for (let index = 0; index < 5; index++) await object(county, "2026-11-02", { told: index === 1 });
    const at = "2026-11-09T00:00:00.000Z";
    for (const left of [4, 2, 1]) {
      // While there is more, the county is due at once.
      expect(await swept(county, at, 2)).toBe(left > 1 ? at : null);
      expect(await all(county)).toHaveLength(left);
    }
  });

  test("by the county's upkeep, which comes again when the next is due", async () => {
    const county = await newCounty();
    await object(county, "2026-11-02");
    await object(county, "2026-11-08");
    await upkeep({ world: stack as never, worker, county }, Date.parse("2026-11-08T10:00:00.000Z"));
    expect(await all(county)).toHaveLength(1);
    const db = catalog();
    const { rows } = await db.read({
      rows: db.orm.select().from(tenants).where(eq(tenants.slug, county.slug)),
    });
    const due = rows[0]?.dueAt ?? "";
    // Its own time of the day after, as for all that has served its time; at once where somebody may have written meanwhile.
    expect(due === "" || (due >= "2026-11-10T00:00:00.000Z" && due < "2026-11-11T00:00:00.000Z")).toBe(true);
    await upkeep({ world: stack as never, worker, county }, Date.parse("2026-11-11T10:00:00.000Z"));
    expect(await all(county)).toEqual([]);
  });
});
