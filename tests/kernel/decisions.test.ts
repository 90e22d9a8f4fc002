import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Database } from "../../db/client.ts";
import { invitePerson, inviteToReset } from "../../worker/domain/accounts/invite.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { declineMatter } from "../../worker/domain/matters/decline.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { closeMeeting } from "../../worker/domain/meetings/close.ts";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { approveResolution } from "../../worker/domain/resolutions/approve.ts";
import { completeResolution } from "../../worker/domain/resolutions/complete.ts";
import { editResolution } from "../../worker/domain/resolutions/edit.ts";
import { logResolution } from "../../worker/domain/resolutions/log.ts";
import { reportProgress } from "../../worker/domain/resolutions/progress.ts";
import { sendBackResolution } from "../../worker/domain/resolutions/send-back.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { rollOf } from "../meetings/roll.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { meetingDay } from "../support/days.ts";

const now = "2026-11-20T01:30:00.000Z";

/** What a command would have written: nothing is. */
class Withheld extends Error {
  override readonly name = "Withheld";
  readonly statements: unknown[];
  constructor(statements: unknown[]) {
    super("withheld");
    this.statements = statements;
  }
}

/** The real database, but what is read can't be altered and what would be written is shown instead. */
function withheld(db: Database): Database {
  return {
    ...db,
    read: async (queries) => frozen(await db.read(queries)),
    write: (statements) => {
      const shown = statements.map((each) => (each as unknown as { toSQL(): unknown }).toSQL());
      return Promise.reject(new Withheld(shown));
    },
  };
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}

const bare = /[0-9a-f]{32}/g;
const hyphens = /^(.{8})(.{4})(.{4})(.{4})/;

/** Statements with what is made by chance replaced by where it first appears: ids, codes, fingerprints. */
function withoutChance(statements: readonly unknown[], known: ReadonlySet<string>): string[] {
  const seen = new Map<string, string>();
  const chance =
    /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}|\b[0-9a-f]{64}\b/g;
  return statements.map((statement) =>
    JSON.stringify(statement)
      .replace(chance, (made) => {
        if (known.has(made)) return made;
        if (!seen.has(made)) seen.set(made, `#${seen.size}`);
        return seen.get(made) ?? "";
      })
      // As the full-text index knows them.
      .replace(bare, (made) => seen.get(made.replace(hyphens, "$1-$2-$3-$4-")) ?? made),
  );
}

let county: County;
let known: Set<string>;
const ids = { matter: "", accepted: "", resolved: "", receiptCode: "", meeting: "", task: "", done: "" };

beforeAll(async () => {
  county = await newCounty();
  const matter = async () => (await county.matter()).id;
  ids.matter = await matter();
  ids.accepted = await matter();
  await acceptMatter(county.as("gridWorker"), { matterId: ids.accepted });
  const settled = await county.matter();
  await acceptMatter(county.as("gridWorker"), { matterId: settled.id });
  await resolveMatter(county.as("gridWorker"), { matterId: settled.id, outcome: "已修好" });
  Object.assign(ids, { resolved: settled.id, receiptCode: settled.receiptCode });
  ids.meeting = (await county.meeting()).id;
  ids.task = (await county.resolution(ids.meeting)).id;
  ids.done = (await county.resolution(ids.meeting)).id;
  await completeResolution(county.as("liaison"), { resolutionId: ids.done, text: "办完了" });
  const { org, units } = county;
  const accounts = Object.values(county.people).map(({ actor }) => actor.accountId ?? "");
  known = new Set([...Object.values(ids), ...Object.values(org), ...Object.values(units), ...accounts]);
});

const task = () => ({ kind: "task", body: "更换水管", leadId: county.units.water });

type Deed = [string, Who | null, (ctx: Context) => Promise<unknown>];
const deeds: Deed[] = [
  [
    "reporting a matter",
    null,
    (ctx) =>
      reportMatter(ctx, {
        orgUnitId: county.org.grid,
        category: "lighting",
        body: "路灯不亮",
        place: "路口",
        reporterPhone: "13812345678",
      }),
  ],
  ["accepting it", "gridWorker", (ctx) => acceptMatter(ctx, { matterId: ids.matter })],
  ["declining it", "gridWorker", (ctx) => declineMatter(ctx, { matterId: ids.matter, reason: "请起诉" })],
  ["resolving it", "gridWorker", (ctx) => resolveMatter(ctx, { matterId: ids.accepted, outcome: "已修好" })],
  [
    "being content with it",
    null,
    (ctx) => evaluateMatter(ctx, { receiptCode: ids.receiptCode, solved: true }),
  ],
  [
    "not being content with it",
    null,
    (ctx) => evaluateMatter(ctx, { receiptCode: ids.receiptCode, solved: false }),
  ],
  [
    "scheduling a meeting",
    "secretary",
    (ctx) =>
      scheduleMeeting(ctx, {
        series: "countyJoint",
        orgUnitId: county.org.root,
        title: "联席会议",
        date: meetingDay,
        time: "09:00",
        place: "会议室",
        members: Object.values(county.units),
      }),
  ],
  [
    "closing it",
    "secretary",
    (ctx) =>
      closeMeeting(ctx, { meetingId: ids.meeting, ...rollOf(county, { present: [county.units.water] }) }),
  ],
  [
    "logging a resolution",
    "secretary",
    (ctx) => logResolution(ctx, { meetingId: ids.meeting, ...task(), assistantIds: [county.units.power] }),
  ],
  [
    "editing it",
    "secretary",
    (ctx) => editResolution(ctx, { resolutionId: ids.task, revision: 1, ...task() }),
  ],
  [
    "telling of progress",
    "liaison",
    (ctx) => reportProgress(ctx, { resolutionId: ids.task, text: "已进场" }),
  ],
  ["completing it", "liaison", (ctx) => completeResolution(ctx, { resolutionId: ids.task, text: "已完成" })],
  ["accepting what was done", "secretary", (ctx) => approveResolution(ctx, { resolutionId: ids.done })],
  [
    "sending it back",
    "secretary",
    (ctx) => sendBackResolution(ctx, { resolutionId: ids.done, reason: "还有渗水" }),
  ],
  [
    "adding an org unit",
    "admin",
    (ctx) => addOrgUnit(ctx, { parentId: county.org.street, level: "community", name: "西关社区" }),
  ],
  [
    "adding a member unit",
    "admin",
    (ctx) => addUnit(ctx, { name: "第一中学", kind: "localUnit", orgUnitId: county.org.root }),
  ],
  [
    "inviting a person",
    "admin",
    (ctx) => invitePerson(ctx, { name: "新同事", role: "inspector", scope: county.org.root }),
  ],
  [
    "inviting to a new password",
    "admin",
    (ctx) => inviteToReset(ctx, { accountId: county.people.liaison.actor.accountId ?? "" }),
  ],
];

async function decided([, who, deed]: Deed, ctx: Partial<Context> = {}): Promise<string[]> {
  const given = { ...county.as(who, now), requestId: "the request", idempotencyKey: "the-key-of-it", ...ctx };
  const outcome = await deed({ ...given, db: withheld(county.db) }).catch((error: unknown) => error);
  if (!(outcome instanceof Withheld)) throw outcome;
  return withoutChance(outcome.statements, known);
}

describe("a decision follows from state, input and what is given, and from nothing else", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
  afterEach(() => void vi.useRealTimers());

  test.each(deeds)("%s", async (...deed) => {
    vi.setSystemTime(new Date(now));
    const first = await decided(deed);
    expect(first.length).toBeGreaterThan(2);
    vi.setSystemTime(new Date("2031-07-05T23:59:59.999Z"));
    expect(await decided(deed)).toEqual(first);
  });
});

describe("and changes only rows of the moment it was given", () => {
  test.each(deeds)("%s", async (...deed) => {
    const text = (await decided(deed)).join("\n");
    const stamps = text.match(/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g) ?? [];
    expect(stamps).toContain(now);
    expect(stamps.filter((stamp) => stamp < now)).toEqual([]);
  });
});
