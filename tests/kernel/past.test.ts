import { beforeAll, describe, expect, test } from "vitest";
import { events } from "../../db/tenant/schema/work.ts";
import { eventsAtOnce } from "../../worker/domain/kernel/happenings.ts";
import { newId } from "../../worker/domain/kernel/secrets.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { signedIn } from "../support/sessions.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";

/** As much happened to each of these records as fills two pages of its past and some of a third. */
const many = 2 * eventsAtOnce + 20;
let county: County;

interface Record {
  readonly noun: string;
  readonly id: string;
  readonly who: Who | null;
  readonly page: string;
  readonly api: string;
}
const records = new Map<string, Record>();
const names = ["matter", "receipt", "meeting", "resolution", "org", "unit", "account"] as const;

beforeAll(async () => {
  county = await newCounty();
  const { id, receiptCode } = await county.matter();
  const { id: meeting } = await county.meeting();
  const { id: resolution } = await county.resolution(meeting);
  const accountId = county.people.otherWorker.actor.accountId ?? "";
  const own = (noun: string, id: string, who: Who | null, page: string, api = page): Record => ({
    noun,
    id,
    who,
    page,
    api,
  });
  for (const [name, record] of [
    ["matter", own("matter", id, "gridWorker", `/matters/${id}`)],
    ["receipt", own("matter", id, null, `/receipts/${receiptCode}`)],
    ["meeting", own("meeting", meeting, "secretary", `/meetings/${meeting}`)],
    ["resolution", own("resolution", resolution, "secretary", `/resolutions/${resolution}`)],
    ["org", own("org", county.org.grid, "admin", `/org/${county.org.grid}`, `/org-units/${county.org.grid}`)],
    [
      "unit",
      own(
        "unit",
        county.units.water,
        "admin",
        `/units/${county.units.water}`,
        `/member-units/${county.units.water}`,
      ),
    ],
    ["account", own("account", accountId, "admin", `/people/${accountId}`)],
  ] as const)
    records.set(name, record);
  for (const { noun, id } of new Map([...records.values()].map((record) => [record.id, record])).values())
    await happen(noun, id);
});

/** Puts events behind those that are there, of a kind that only a newer version tells. */
async function happen(noun: string, record: string) {
  const rows = Array.from({ length: many }, (_, at) => {
    const when = Date.now() + 60_000 + at;
    return {
      id: newId(when),
      noun,
      record,
      kind: `later${at}`,
      at: new Date(when).toISOString(),
      actorName: "某人",
      detail: {},
    };
  });
  await county.db.write([county.db.orm.insert(events).values(rows)]);
}

const of = (name: string): Record => records.get(name) as Record;

describe.each(names)("the past of a %s", (name) => {
  const visitor = async (): Promise<Visitor> => {
    const { who } = of(name);
    return who === null ? newVisitor() : signedIn(county, who);
  };

  test("stands newest first for programs, and goes on where they are told until it has begun", async () => {
    const { who, api } = of(name);
    const headers = who === null ? {} : { authorization: `Bearer ${await county.token(who)}` };
    const read = async (before?: string) => {
      const address = `${county.base}/api/v1${api}${before === undefined ? "" : `?before=${before}`}`;
      const answer = await newVisitor().json("GET", address, undefined, { headers });
      expect(answer.status).toBe(200);
      return (await answer.json()) as { events: { kind: string }[]; earlier: string | null };
    };
    const kinds: string[] = [];
    for (let before: string | null | undefined; before !== null; ) {
      const { events, earlier } = await read(before);
      expect(events.length).toBeLessThanOrEqual(eventsAtOnce);
      kinds.push(...events.map(({ kind }) => kind));
      before = earlier;
    }
    expect(kinds.slice(0, many)).toEqual(Array.from({ length: many }, (_, at) => `later${many - 1 - at}`));
    expect(kinds.slice(many).every((kind) => !kind.startsWith("later"))).toBe(true);
  });

  test("stands so on its page, and leads to the older and back", async () => {
    const browser = await visitor();
    const read = async (path: string) => (await browser.get(path)).text();
    const lines = (html: string) => html.split("这一条由更新的版本写下").length - 1;
    const onward = (html: string) => />更早的</.test(html) && /href="([^"]*\?earlier=[^"]*)"/.exec(html)?.[1];
    const first = await read(county.base + of(name).page);
    expect([lines(first), first.includes("回到最新的")]).toEqual([eventsAtOnce, false]);
    const second = await read(onward(first) || "");
    expect([lines(second), second.includes("回到最新的")]).toEqual([eventsAtOnce, true]);
    const last = await read(onward(second) || "");
    expect([lines(last), onward(last)]).toEqual([20, false]);
  });

  test.each(["'", "x".repeat(3000), "%00", "-"])("takes %s for no event of it", async (before) => {
    const answer = await (await visitor()).get(
      `${county.base}${of(name).page}?earlier=${encodeURIComponent(before)}`,
    );
    expect(answer.status).toBe(200);
  });
});
