import { asc, eq, sql } from "drizzle-orm";
import type { Results } from "../../../db/client.ts";
import { meetings } from "../../../db/tenant/schema/meetings.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import { dayOf, HOUR, instant, instantOf, toMs } from "../../time/instants.ts";
import { assignment } from "../assignments/assignment.ts";
import { unattended } from "../clocks/answering.ts";
import { knownKind, saidOf } from "../clocks/registry.ts";
import { filing } from "../filings/filing.ts";
import type { Context } from "../kernel/context.ts";
import { mayEver } from "../kernel/rights.ts";
import { cellsFor } from "../lists/cells.ts";
import { countedTo, totalOf } from "../lists/counts.ts";
import { pageFor } from "../lists/page.ts";
import { scanOf } from "../lists/scan.ts";
import { type DueBucket, dues } from "../lists/words.ts";
import { matterList } from "../matters/listing.ts";
import { matter } from "../matters/matter.ts";
import { registerMatter } from "../matters/register.ts";
import { meetingList } from "../meetings/read.ts";
import { approveResolution } from "../resolutions/approve.ts";
import { resolutionList } from "../resolutions/list.ts";
import { resolution } from "../resolutions/resolution.ts";
import { call } from "../whistles/call.ts";
import { countsBefore, placed, type Show, shows, todoPage, urgent, type Wanted } from "./before.ts";
import { countyFor, countyOf, overseen } from "./county.ts";
import { type Counted, type Figure, figureOf } from "./figures.ts";

/** Among those that run out at one moment. */
const inPlace = sql<number>`${clocks}.rowid`;

/** For a read batch: the clocks that stand before a person, the most urgent first. */
function ownClocks(ctx: Context, wanted: Wanted) {
  return ctx.db.orm
    .select({
      id: clocks.id,
      noun: clocks.noun,
      record: clocks.record,
      kind: clocks.kind,
      title: clocks.title,
      inputs: clocks.inputs,
      owner: clocks.owner,
      answeredBy: clocks.answeredBy,
      unattended,
      startedAt: clocks.startedAt,
      dueAt: clocks.dueAt,
      row: inPlace.mapWith(Number),
    })
    .from(clocks)
    .where(sql`${clocks.id} in (${urgent(ctx, wanted)})`)
    .orderBy(asc(clocks.dueAt), inPlace)
    .limit(todoPage + 1);
}

type OwnClock = Awaited<ReturnType<typeof ownClocks>>[number];

/**
 * What stands before a person and by when: where several clocks run on a record, the one that runs out first; of those that do
 * together the one that asks for an answer.
 */
function todosOf(rows: readonly OwnClock[]) {
  const shown = rows.slice(0, todoPage);
  const first = new Map<string, OwnClock>();
  for (const row of shown) {
    const before = first.get(recordOf(row));
    if (!before || (before.dueAt === row.dueAt && knownKind(row)?.asks)) first.set(recordOf(row), row);
  }
  return shown
    .filter((row) => first.get(recordOf(row)) === row)
    .map(({ row: _place, inputs, ...row }) => ({
      ...row,
      todo: saidOf({ ...row, inputs }).todo ?? "",
      page: pageOf(row),
    }));
}

const recordOf = ({ noun, record }: OwnClock): string => `${noun} ${record}`;

/** Where the next page begins, if there is one. */
function nextOf(rows: readonly OwnClock[]): string | null {
  const last = rows[todoPage - 1];
  return rows.length > todoPage && last ? placed(last) : null;
}

const pages: Readonly<Record<string, string>> = {
  matter: matter.page,
  resolution: resolution.page,
  call: call.page,
  assignment: assignment.page,
  filing: filing.page,
};

/** Where the record of a clock is dealt with; one that only a newer version of the product has leads nowhere else. */
const pageOf = ({ noun, record }: Pick<OwnClock, "noun" | "record">): string =>
  pages[noun] === undefined ? "/desk" : `${pages[noun]}${encodeURIComponent(record)}`;

export async function todos(ctx: Context, after: Wanted["after"]) {
  const { rows } = await ctx.db.read({ rows: ownClocks(ctx, { show: null, after }) });
  return { todos: todosOf(rows), next: nextOf(rows) };
}

/** How many meetings are shown at once. */
const meetingsShown = 10;

/** For a read batch: the meetings of the next seven days, and of the last twelve hours. */
function nearMeetings(ctx: Context) {
  const fromNow = { after: instant(toMs(ctx.now) - 12 * HOUR), size: meetingsShown };
  const coming = pageFor(ctx, scanOf(ctx, meetingList, fromNow));
  return ctx.db.orm
    .select({
      id: meetings.id,
      title: meetings.title,
      startsAt: meetings.startsAt,
      place: meetings.place,
      host: orgUnits.name,
    })
    .from(coming.table)
    .innerJoin(meetings, eq(meetings.id, coming.record))
    .innerJoin(orgUnits, eq(orgUnits.id, meetings.orgUnitId))
    .where(sql`${meetings.startsAt} < ${instantOf(dayOf(ctx.now) + 8, 0)}`)
    .orderBy(coming.inOrder)
    .limit(meetingsShown);
}

/** What waits for somebody who approves nothing: what is to be accepted, or else what was reported and is to be approved. */
const waiting = ({ grants }: Context["actor"]) =>
  mayEver(grants, matter.rights.list)
    ? { key: "acceptance" as const, list: matterList, state: "reported", href: "/matters?state=reported" }
    : { key: "review" as const, list: resolutionList, state: "done", href: "/resolutions?state=done" };

/** For a read batch: what the figures of a person count. */
function countsOf(ctx: Context, what: readonly Show[]) {
  const { list } = waiting(ctx.actor);
  return { before: countsBefore(ctx, what), waits: cellsFor(ctx, scanOf(ctx, list, {})) };
}

/** What a person must do and by when, and where to be; for who looks after a whole county or a part of it, how that stands. */
export async function deskPage(ctx: Context, show: Show | null = null, after: Wanted["after"] = null) {
  const here = overseen(ctx.actor);
  const counted = countsOf(ctx, here.length === 0 ? shows : ["approval"]);
  const county = here.length === 0 ? null : countyFor(ctx, here);
  const own = { rows: ownClocks(ctx, { show, after }), near: nearMeetings(ctx), ...counted };
  const read = await ctx.db.read({ ...own, ...county });
  const { rows, near, before, waits } = read as Results<typeof own>;
  const counts = { before, waits: totalOf(waits[0]?.cells ?? [], { state: waiting(ctx.actor).state }) };
  const whole = county && countyOf(read as Results<typeof county>, ctx.now);
  return {
    show,
    mayRegister: mayEver(ctx.actor.grants, registerMatter.right),
    turned: after !== null,
    todos: todosOf(rows),
    next: nextOf(rows),
    meetings: near,
    figures: [...(whole?.figures ?? ownDues(counts)), fourth(ctx, counts)],
    county: whole,
  };
}

interface Counts {
  readonly before: readonly { what: Show; n: number }[];
  readonly waits: Pick<Counted, "n" | "more">;
}

function beforeMe({ before }: Counts, what: Show): Counted {
  const n = before.find((row) => row.what === what)?.n ?? 0;
  return { n, more: n > countedTo, called: "待办", href: `/desk?show=${what}` };
}

const ownDues = (counts: Counts): Figure[] =>
  (Object.keys(dues) as DueBucket[]).map((bucket) => figureOf(bucket, [beforeMe(counts, bucket)]));

/** What waits for a person: to be approved, where they may; or else accepted. */
function fourth({ actor }: Context, counts: Counts): Figure {
  if (mayEver(actor.grants, approveResolution.right))
    return figureOf("approval", [beforeMe(counts, "approval")]);
  const { key, href } = waiting(actor);
  return figureOf(key, [{ ...counts.waits, called: "", href }]);
}
