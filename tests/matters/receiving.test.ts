import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { matters } from "../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../db/tenant/schema/org.ts";
import { matterPage, mattersPage } from "../../worker/domain/matters/read.ts";
import { receiveMatter } from "../../worker/domain/matters/receive.ts";
import { receipt } from "../../worker/domain/matters/residents.ts";
import { type Client, newClient } from "../api/client.ts";
import { changesBetween, everythingIn } from "../kernel/everything.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { signedIn } from "../support/sessions.ts";
import { publishRules } from "./stages.ts";

let county: County;
let program: Client;
beforeAll(async () => {
  county = await newCounty();
  program = await (await newClient()).signIn(`${county.base}/api/v1`, county.people.admin);
});

let numbers = 0;
const number = () => `YL2026${String(++numbers).padStart(6, "0")}`;
const said = (externalNumber: string, more: object = {}) => ({
  ...{ source: "hotline", externalNumber, orgUnitId: county.org.grid, category: "drainage" },
  ...{ body: "井盖破损", place: "路口", ...more },
});
const receive = (externalNumber: string, more: object = {}, who: Who = "admin") =>
  receiveMatter(county.as(who), said(externalNumber, more));
const rowsOf = async (externalNumber: string) => {
  const { orm } = county.db;
  const { rows } = await county.db.read({
    rows: orm.select().from(matters).where(eq(matters.externalNumber, externalNumber)),
  });
  return rows;
};

describe("another system's number", () => {
  test("is received once: the same again gives the same matter, no code, and changes nothing of it", async () => {
    const own = number();
    const first = await receive(own, { reporterPhone: "13812345678" });
    expect(first).toMatchObject({ isNew: true, receiptCode: expect.stringMatching(/^[0-9A-Z-]{19}$/) });
    const before = await rowsOf(own);
    const stood = await everythingIn(county.db);
    for (const more of [
      { reporterPhone: "13812345678" },
      {},
      { category: "lighting" },
      { orgUnitId: county.org.street },
    ])
      expect(await receive(own, more)).toEqual({ id: first.id, receiptCode: null, isNew: false });
    expect(await rowsOf(own)).toEqual(before);
    const changed = Object.keys(changesBetween(stood, await everythingIn(county.db)));
    // That it was sent again is on record.
    expect(changed.filter((table) => !/^(audit|idempotency)/.test(table))).toEqual([]);
  });

  test("with other words is refused, and told which matter has it", async () => {
    const own = number();
    const { id } = await receive(own);
    const called = (await matterPage(county.as("admin"), id)).number;
    for (const more of [{ body: "另一处井盖" }, { place: "桥头" }])
      await expect(receive(own, more)).rejects.toThrow(`是事项 ${called}`);
    expect(await rowsOf(own)).toHaveLength(1);
    const answer = await program.send(
      "POST",
      `${county.base}/api/v1/matters/receptions`,
      said(own, { body: "又一处" }),
    );
    expect(answer.status).toBe(409);
  });

  test("sent by many at once makes one matter", async () => {
    const own = number();
    const made = await Promise.all(Array.from({ length: 6 }, () => receive(own)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await rowsOf(own)).toHaveLength(1);
  });

  test("of another source is another matter, and of a matter that is over still the same", async () => {
    const own = number();
    await publishRules(county, ({ intake }) => {
      intake.sources.push({ key: "platform", name: "网络平台", channels: ["system"] });
    });
    const [one, other] = [await receive(own), await receive(own, { source: "platform" })];
    expect(one.id).not.toBe(other.id);
    const { orm, write } = county.db;
    await write([
      orm.update(matters).set({ state: "closed" }).where(eq(matters.id, one.id)),
      orm
        .update(orgUnits)
        .set({ closedAt: "2026-01-01T00:00:00.000Z" })
        .where(and(eq(orgUnits.id, county.org.otherGrid))),
    ]);
    expect(await receive(own)).toMatchObject({ id: one.id, isNew: false });
    // Where it is said to be may have closed since.
    expect(await receive(own, { orgUnitId: county.org.otherGrid })).toMatchObject({
      id: one.id,
      isNew: false,
    });
  });

  test("tells nothing of a matter to whoever may not see it", async () => {
    const own = number();
    await receive(own, { orgUnitId: county.org.otherCommunity });
    await expect(receive(own, {}, "communityOfficer")).rejects.toMatchObject({ name: "NotFound" });
    await expect(
      receive(number(), { orgUnitId: county.org.otherCommunity }, "communityOfficer"),
    ).rejects.toMatchObject({
      name: "NotFound",
    });
  });

  test("is found by search, and stands on the page, in the first line, the API and the file", async () => {
    const own = number();
    const { id, receiptCode } = await receive(own, { reporterName: "王女士" });
    const found = (await mattersPage(county.as("gridWorker"), { search: own })).matters;
    expect(found.map((row) => row.id)).toEqual([id]);
    const visitor = await signedIn(county, "gridWorker");
    const page = await (await visitor.get(`${county.base}/matters/${id}`)).text();
    expect(page).toContain(own);
    expect(page).not.toContain(receiptCode);
    const { timeline } = await matterPage(county.as("gridWorker"), id);
    expect(timeline.at(-1)?.title).toMatch(new RegExp(`^12345热线，来件编号 ${own}，转到`));
    expect(await program.get(`${county.base}/api/v1/matters/${id}`)).toMatchObject({ externalNumber: own });
    const sheet = await (await visitor.get(`${county.base}/matters.csv?search=${own}`)).text();
    expect(sheet.split("\r\n")[1]).toContain(own);
    expect(JSON.stringify(await receipt(county.as(null), receiptCode ?? ""))).not.toContain(own);
  });

  test.each([
    ["a source of staff alone", { source: "patrol" }, "source"],
    ["a source that isn't there", { source: "moon" }, "source"],
    ["no number", { externalNumber: " " }, "externalNumber"],
    ["a number without an end", { externalNumber: "1".repeat(61) }, "externalNumber"],
    ["no words", { body: "" }, "body"],
    ["a unit that isn't there", { orgUnitId: "nowhere" }, "orgUnitId"],
    ["a code of its own", { receiptCode: "7K3M-9QXT-2VPD-8HRW" }, "receiptCode"],
  ])("is refused: %s", async (_, more, path) => {
    await expect(receive(number(), more)).rejects.toMatchObject({ problems: [{ path }] });
  });
});

test("a program gets 201 with where it is, the first time and again", async () => {
  const own = number();
  const path = `${county.base}/api/v1/matters/receptions`;
  const [first, again] = [
    await program.send("POST", path, said(own)),
    await program.send("POST", path, said(own)),
  ];
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.headers.get("location")).toBe(first.headers.get("location"));
  expect([first.body, again.body]).toMatchObject([{ isNew: true }, { isNew: false }]);
});
