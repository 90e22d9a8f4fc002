import { beforeAll, describe, expect, test } from "vitest";
import { grants } from "../../db/kernel/schema.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { meetings } from "../../db/tenant/schema/meetings.ts";
import { clocks, listings } from "../../db/tenant/schema/work.ts";
import { waitingLooked } from "../../worker/domain/desk/before.ts";
import { newId } from "../../worker/domain/kernel/secrets.ts";
import { countedTo } from "../../worker/domain/lists/counts.ts";
import { type County, newCounty } from "../support/county.ts";
import { signedIn } from "../support/sessions.ts";
import { costOf, type Visitor } from "../support/visitor.ts";

let county: County;
let made = 0;

/** Sits in two communities and a grid: each of their lists is long, and no index holds all three in order. */
let officer: Visitor;

beforeAll(async () => {
  county = await newCounty();
  const { db, org, people } = county;
  const accountId = people.communityOfficer.actor.accountId ?? "";
  for (const scopeId of [org.otherCommunity, org.grid]) {
    const grant = { id: newId(Date.now()), accountId, role: "community_officer", scopeId, scopeName: null };
    await db.write([
      db.orm.insert(grants).values({ ...grant, scopeKind: "org", grantedAt: "2026-11-02T01:00:00.000Z" }),
    ]);
  }
  officer = await signedIn(county, "communityOfficer");
  await fill(1100);
});

/** Puts as many matters and meetings again into both communities, each with its to-do. */
async function fill(many: number): Promise<void> {
  const { db, org, units } = county;
  const when = "2026-11-02T01:00:00.000Z";
  for (const end = made + many; made < end; made += 50) {
    const rows = Array.from({ length: 50 }, (_, index) => made + index).flatMap((number) => {
      const [community, grid] = number % 2 ? [org.community, org.grid] : [org.otherCommunity, org.otherGrid];
      const path = `/${org.root}/${org.street}/${community}/${grid}/`;
      const matter = `m-${String(number).padStart(9, "0")}`;
      const meeting = `s-${String(number).padStart(9, "0")}`;
      const startsAt = new Date(Date.UTC(2031, 0, 1) + number * 3_600_000).toISOString();
      const listed = (noun: "matter" | "meeting", record: string, sort: string, scopes: string[]) =>
        scopes.map((scope) =>
          db.orm.insert(listings).values({ noun, record, scope, active: true, sort, urgent: `9 ${sort}` }),
        );
      return [
        db.orm.insert(matters).values({
          id: matter,
          number: `2026-${number}`,
          receiptCode: matter,
          state: "reported",
          source: "resident",
          category: "lighting",
          body: "路灯不亮",
          place: "路口",
          orgUnitId: grid,
          orgPath: path,
          level: "grid",
          levelPath: path,
          ruleVersion: 1,
          reportedAt: when,
        }),
        ...listed("matter", matter, matter, [org.root, org.street, community, grid]),
        db.orm.insert(clocks).values({
          id: `o-${matter}`,
          noun: "matter",
          record: matter,
          kind: "step",
          title: "路灯不亮",
          ownerKind: "org",
          owner: number % 3 ? community : grid,
          startedAt: when,
          dueAt: startsAt,
          state: "running",
          ruleVersion: 1,
          rulePath: "handling.levels.grid",
          inputs: { level: "grid" },
          setBy: "rules",
        }),
        db.orm.insert(meetings).values({
          id: meeting,
          series: "threeParty",
          title: "三方联动议事会",
          orgUnitId: community,
          orgPath: `/${org.root}/${org.street}/${community}/`,
          startsAt,
          place: "社区",
          state: "scheduled",
          ruleVersion: 1,
        }),
        ...listed("meeting", meeting, `${startsAt} ${meeting}`, [
          org.root,
          org.street,
          community,
          units.water,
        ]),
      ];
    });
    await db.write(rows);
  }
}

describe("whoever sits in several places reads what their lists show, whatever the tables hold", () => {
  const counting = 4 * (countedTo + 1);
  // Three scopes, of which one lies in another: each is read by itself, has tallies, and is compared with the others.
  const scoped = 3 * (2 * 21 + 10);
  const lists: [string, string, number, number][] = [
    ["the matters", "/matters", 20, scoped],
    ["the matters further down", "/matters?order=newest&after=m-000000400", 20, scoped],
    ["the meetings", "/meetings", 20, counting],
    // Of each of the three places as many to-dos as are shown, of which the most urgent are.
    ["the desk", "/desk", 70, 0],
  ];

  test.each(lists)("%s", async (_what, path, shown, counted) => {
    const before = costOf(await officer.get(county.base + path)).rowsRead;
    // Session, tree, rules and tallies are read along with a list: a handful of rows. What may lie in several scopes at
    // once is counted one by one, up to a bound: by its index, in its table, and put in groups. The menu counts for each place.
    expect(before).toBeLessThanOrEqual(10 * shown + 60 + 3 * waitingLooked + counted);
    await fill(300);
    const after = costOf(await officer.get(county.base + path)).rowsRead;
    expect(after).toBeLessThanOrEqual(before + shown);
  });
});
