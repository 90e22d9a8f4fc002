import { beforeEach, describe, expect, test } from "vitest";
import { statementsOf } from "../../worker/domain/kernel/changes.ts";
import { type Listing, list } from "../../worker/domain/kernel/listings.ts";
import { mattersPage } from "../../worker/domain/matters/read.ts";
import { closeMeeting } from "../../worker/domain/meetings/close.ts";
import { meetingsPage } from "../../worker/domain/meetings/read.ts";
import { rollOf } from "../meetings/roll.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { everythingIn } from "./everything.ts";

let county: County;
beforeEach(async () => {
  county = await newCounty();
});

/** Lets a record be found in just these scopes, as a decision would. */
async function relisted(
  noun: Listing["noun"],
  record: string,
  scopes: readonly string[],
  active: boolean,
  sort: string,
): Promise<void> {
  const changes = list({ noun, record, scopes, active, state: active ? "open" : "over", sort, words: "字" });
  await county.db.write(changes.flatMap((change) => statementsOf(county.db.orm, change)));
}

const mattersOf = async (who: Who, active = true) =>
  (await mattersPage(county.as(who), { done: !active, order: "newest" })).matters.map(({ id }) => id);
const meetingsOf = async (who: Who, active = true) =>
  (await meetingsPage(county.as(who), { done: !active })).meetings.map(({ id }) => id);

describe("a record that concerns others now", () => {
  test("leaves the lists of the units it no longer concerns, comes into others', and stays in those of both", async () => {
    const { id } = await county.matter();
    const { root, street, otherCommunity, otherGrid } = county.org;
    expect([await mattersOf("gridWorker"), await mattersOf("otherWorker")]).toEqual([[id], []]);
    await relisted("matter", id, [root, street, otherCommunity, otherGrid], true, id);
    expect(await mattersOf("gridWorker")).toEqual([]);
    expect(await mattersOf("communityOfficer")).toEqual([]);
    expect(await mattersOf("otherWorker")).toEqual([id]);
    for (const who of ["streetOfficer", "admin", "inspector"] as const)
      expect(await mattersOf(who)).toEqual([id]);
    expect(await mattersOf("otherWorker", false)).toEqual([]);
  });

  test("is found by member units in the same way", async () => {
    const { id } = await county.meeting();
    const sort = `2030-01-15T01:30:00.000Z ${id}`;
    const { root, community } = county.org;
    const { power, housing } = county.units;
    await relisted("meeting", id, [root, power, housing], true, sort);
    expect([await meetingsOf("liaison"), await meetingsOf("otherLiaison")]).toEqual([[], [id]]);
    await relisted("meeting", id, [root, community, county.units.water], true, sort);
    expect([await meetingsOf("liaison"), await meetingsOf("otherLiaison")]).toEqual([[id], []]);
    expect(await meetingsOf("communityOfficer")).toEqual([id]);
  });

  test("is listed as running or finished as it is, to those who knew of it, too", async () => {
    const { id } = await county.meeting();
    const sort = `2030-01-15T01:30:00.000Z ${id}`;
    await closeMeeting(county.as("secretary"), { meetingId: id, ...rollOf(county) });
    await relisted("meeting", id, [county.org.root, county.org.community, county.units.water], false, sort);
    for (const who of ["admin", "communityOfficer", "liaison"] as const) {
      expect([await meetingsOf(who), await meetingsOf(who, false)]).toEqual([[], [id]]);
    }
  });

  test("keeps its place among the others", async () => {
    const first = await county.matter();
    const moved = await county.matter();
    const last = await county.matter();
    const { root, street, community, grid } = county.org;
    await relisted("matter", moved.id, [root], true, moved.id);
    await relisted("matter", moved.id, [root, street, community, grid], true, moved.id);
    for (const who of ["gridWorker", "admin"] as const)
      expect(await mattersOf(who)).toEqual([last.id, moved.id, first.id]);
  });
});

test("other records stay where they are, and the same again changes nothing", async () => {
  const { id: other } = await county.matter();
  const { id: meeting } = await county.meeting();
  const { id } = await county.matter();
  const again = () => relisted("matter", id, [county.org.root, county.org.otherGrid], true, id);
  await again();
  expect(await mattersOf("gridWorker")).toEqual([other]);
  expect(await meetingsOf("liaison")).toEqual([meeting]);
  const before = await everythingIn(county.db);
  await again();
  expect(await everythingIn(county.db)).toEqual(before);
});

test("what concerns nobody stands in no list", async () => {
  const { id } = await county.matter();
  await relisted("matter", id, [], true, id);
  for (const who of ["gridWorker", "admin"] as const) expect(await mattersOf(who)).toEqual([]);
});
