import { and, eq, getTableColumns, isNull, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { type Clock, runningIn } from "../clocks/clocks.ts";
import { endClocks } from "../clocks/end.ts";
import { Invalid } from "../errors.ts";
import { insert, type RowChange, update } from "../kernel/changes.ts";
import type { Context, Given } from "../kernel/context.ts";
import { happened, openHappening } from "../kernel/happenings.ts";
import { line, prose } from "../kernel/input.ts";
import { type Movable, move } from "../kernel/move.ts";
import { scopesOfPath, verdict } from "../kernel/rights.ts";
import { caseworkers } from "../kernel/roles.ts";
import { acceptMatter } from "./accept.ts";
import { deskIn, wholeBegun } from "./begin.ts";
import { overall } from "./clocks.ts";
import { contactsKept } from "./forget-reporter.ts";
import { endLevel } from "./hand.ts";
import { refusedByFollowers } from "./linked.ts";
import { handedOver } from "./listing.ts";
import {
  handledBy,
  type LoadedMatter,
  loadedMatter,
  onMatter,
  refOf,
  scopesOfMatter,
  withRules,
} from "./matter.ts";
import { meantBy, theOneMeant } from "./meant.ts";
import { refusedByParts } from "./parts.ts";
import { dealtWith, matterStates } from "./states.ts";

/** For a read batch: those that may be meant by the main one, each with its overall clock. */
const mainsMeant = (orm: Builder, meant: SQL, matterId: string) =>
  orm
    .select({
      ...getTableColumns(matters),
      whole: { id: clocks.id, revision: clocks.revision, dueAt: clocks.dueAt },
    })
    .from(matters)
    .leftJoin(
      clocks,
      and(
        eq(clocks.noun, "matter"),
        eq(clocks.record, matters.id),
        eq(clocks.kind, overall.kind),
        isNull(clocks.endedAt),
      ),
    )
    .where(sql`${matters.id} in ${meant} and ${matters.id} <> ${matterId}`);

type Main = ReturnType<typeof mainsMeant>["_"]["result"][number];
interface Merging extends LoadedMatter {
  /** On a page nothing is meant yet. */
  readonly mains?: readonly Main[];
}

const withMains = (orm: Builder, id: string, ctx: Context, input: Readonly<Record<string, unknown>>) => ({
  ...withRules(orm, eq(matters.id, id)),
  mains: mainsMeant(orm, meantBy(ctx, String(input.main ?? "")), id),
});

const onDuplicate: Movable<ReturnType<typeof withMains>, Merging, typeof matters> = {
  ...onMatter,
  load: withMains,
  state: ({ mains, ...rows }) => ({ ...loadedMatter(rows), mains }),
};

/** What the main matter's timeline keeps: by when all of it must be done, where that is sooner now, or `begins` with the duplicate's. */
type Joined = { number: string; due?: string; begins?: true };

/** What is said of the main matter, of one that follows it or doesn't any more. */
export const mainEvents = {
  joined: openHappening<Joined>({
    staff: ({ number, ...joined }, now) => ({ title: `${number} 并入这件，一起办理${sooner(joined, now)}` }),
    resident: (joined, now) => ({ title: `还有人反映同一件事，一起办理${sooner(joined, now)}` }),
  }),
  parted: openHappening<{ number: string }>({
    staff: ({ number }) => ({ title: `${number} 不再并入这件，单独办理` }),
    resident: () => ({ title: "别人反映的事项改为单独办理" }),
  }),
};

/** For a write batch: the main matter's timeline says that this one follows it no more. */
export const partedFromMain = ({ matter }: LoadedMatter, given: Given): RowChange[] =>
  matter.mergedInto === null
    ? []
    : happened(given, refOf(matter.mergedInto), { parted: { number: matter.number } } as never);

function sooner({ due, begins }: Omit<Joined, "number">, now: Instant): string {
  if (!due) return "";
  const until = formatDeadline(due as Instant, now);
  return begins ? `，总期限从先受理的那一件起算：${until}` : `，总期限提前到 ${until}`;
}

/** Ends a matter as a duplicate of another, which goes on for both. */
export const mergeMatter = move(onDuplicate)({
  name: "merge",
  resource: "merger",
  label: "合并",
  logged: "合并事项",
  done: "已合并，上报人凭回执查看主事项的进展",
  from: ["reported", "accepted"],
  refuses: (state) => refusedByParts(state) ?? refusedByFollowers(state),
  who: caseworkers,
  input: {
    main: line("并入哪一件", 60, "正在办理的主事项的编号，或其中的几个词。"),
    reason: prose("合并的理由", 200, "为什么是同一件事。居民看不到。"),
  },
  form: {
    folded: "和另一件是同一件事，要合并",
    above:
      "合并后这一件不再单独办理，由主事项的办理单位一起办；两件中较早的总期限作数。上报人凭自己的回执看主事项办到哪一步，有了结果可以评价，不满意的按规则单独重新办理。",
  },
  events: {
    merged: openHappening<{ number: string; reason: string }>({
      staff: ({ number, reason }) => ({ title: `并入 ${number}，一起办理`, note: reason, tone: "waiting" }),
      resident: ({ number }) => ({ title: `已有人反映同一件事（${number}），一起办理` }),
    }),
  },
  decide: (state, { main: typed, reason }, given) => {
    const { matter } = state;
    const main = mainAmong(state, typed, given);
    const { says: due, rows } = joined(state, main, given);
    const says: Joined = { number: matter.number, ...due };
    return {
      set: { state: "merged", mergedInto: main.id, ...handledBy(given.actor) },
      says: { merged: { number: main.number, reason } },
      detail: { main: main.id },
      rows: [
        ...rows,
        ...contactsKept(state, given.now, given),
        ...happened(given, refOf(main.id), { joined: says } as never),
        ...handedOver(matter, given.actor.accountId),
      ],
    };
  },
});

/** @throws Invalid where it isn't dealt with, or by others. */
function mainAmong({ mains = [] }: Merging, typed: string, { actor }: Given): Main {
  const main = theOneMeant("main", typed, mains);
  const refuse = (message: string) => new Invalid([{ path: "main", message }]);
  if (!(dealtWith as readonly string[]).includes(main.state))
    throw refuse(`${main.number} 现在是“${matterStates[main.state]}”，只能并入正在办理的事项`);
  // Whoever may accept something may deal with it.
  if (verdict(actor, acceptMatter.right, scopesOfMatter(main)) !== "allowed")
    throw refuse(`${main.number} 不由您的单位办理，请上级合并`);
  return main;
}

/** Its clocks end; the main one has the sooner of both times for the whole, reckoned as that was. Both have another revision: of two that cross the second looks again. */
function joined(state: Merging, { whole, ...main }: Main, given: Given) {
  const { now } = given;
  const desk = deskIn(state);
  const own = runningIn(state.clocks, overall);
  const isSooner = own && (!whole || own.dueAt < whole.dueAt);
  const late = own && own.dueAt < now;
  const rows: RowChange[] = [
    update(matters, main, {}),
    ...endLevel(state, now),
    // Whoever merges it has it in hand: taken apart or dealt with anew, it has had its time from now on.
    ...(desk ? wholeBegun(state, desk, state.matter, given) : []),
    endClocks(now, refOf(state.matter.id), late ? "lapsed" : "cancelled", [overall.kind]),
  ];
  if (!isSooner) return { says: {}, rows };
  const { startedAt, dueAt, pauses, inputs, setBy, reason, ruleVersion, caution } = own;
  const set = { startedAt, dueAt, pauses, inputs, setBy, reason, ruleVersion, caution };
  return {
    says: whole ? { due: dueAt } : { due: dueAt, begins: true as const },
    rows: [...rows, whole ? update(clocks, whole, set) : takenOver(own, main, set, given)],
  };
}

/** For a write batch: a main matter that nobody has accepted yet, whose whole time would begin with that, has the duplicate's. */
const takenOver = (
  own: Clock,
  { id: record, body: title, levelPath }: Omit<Main, "whole">,
  set: object,
  given: Given,
) =>
  insert(clocks, {
    ...own,
    ...set,
    ...{ id: given.newId(), record, title, revision: 1 },
    ...{ owner: scopesOfPath(levelPath).at(-1) ?? null, answeredBy: null },
  });
