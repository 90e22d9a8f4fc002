import { matters } from "../../../db/tenant/schema/matters.ts";
import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import type { Clock } from "../clocks/clocks.ts";
import { endClocks } from "../clocks/end.ts";
import { clockMoved } from "../clocks/moved.ts";
import { Conflict } from "../errors.ts";
import { assertRevision, type RowChange } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { openHappening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { stayOpen } from "../org/left.ts";
import { deskIn, dueFrom, stepBegun, wholeBegins, wholeBegun } from "./begin.ts";
import { acceptance, contacts, step } from "./clocks.ts";
import type { Desk } from "./desks.ts";
import { runsOn, wholeGoesOn } from "./hand.ts";
import { endedLast, isDealtWith, mainOf } from "./linked.ts";
import { handedOver } from "./listing.ts";
import { handledBy, type LoadedMatter, onMatter, refOf } from "./matter.ts";
import { partedFromMain } from "./merge.ts";
import { limitedTo } from "./within.ts";

/** Deals with a duplicate as a matter of its own again, with the times it had. */
export const separateMatter = move(onMatter)({
  name: "separate",
  resource: "separation",
  label: "分开",
  logged: "分开已合并的事项",
  done: "已分开，由您经办",
  from: ["merged"],
  refuses: (state) => {
    const main = mainOf(state);
    if (isClosedFor(state)) return "原来办理的单位已经撤销，不能分开";
    return main && isDealtWith(main) ? undefined : "主事项已经有了结果，是否重新办理由上报人评价";
  },
  foretells: (state, given) =>
    `分开后由您单独办理，本级期限${stepHad(state) ? "接着算" : "现在起算"}：${formatDeadline(goesOn(state, given).due, given.now)}。${wholeBegins(state, given)}`,
  who: caseworkers,
  input: { reason: prose("分开的理由", 200, "为什么不是同一件事。居民看不到。") },
  form: { folded: "不是同一件事，要分开" },
  events: {
    separated: openHappening<{ number: string; due: string; reason: string }>({
      staff: ({ number, due, reason }, now) => ({
        title: `从 ${number} 分开，单独办理，本级期限 ${formatDeadline(due as Instant, now)}`,
        note: reason,
        tone: "waiting",
      }),
      resident: (handed, now) => ({ title: `改为单独办理，${limitedTo(handed, now)}` }),
    }),
    clockMoved,
  },
  decide: (state, { reason }, given) => {
    const { matter } = state;
    const main = mainOf(state);
    if (!main) throw new Conflict("这件事项没有合并");
    const { due, desk, says, rows } = goesOn(state, given);
    return {
      set: { state: "accepted", mergedInto: null, ...noVerdict, ...handledBy(given.actor) },
      says: { separated: { number: main.number, due, reason }, ...says },
      rows: [
        stayOpen(desk.unit.id, matter.orgUnitId),
        // Of two, one of whom settles the main matter, the second looks again.
        assertRevision(matters, main),
        endClocks(given.now, refOf(matter.id), "cancelled", [contacts.kind]),
        ...rows,
        ...begun(state, desk, given),
        ...partedFromMain(state, given),
        ...handedOver(matter, given.actor.accountId),
      ],
    };
  },
});

const noVerdict = { closedAt: null, satisfied: null } as const;

/** Whether the place it lies in, or the unit that had it, is there no more. */
const isClosedFor = (state: LoadedMatter): boolean =>
  [deskIn(state)?.unit, state.lineage.at(-1)].some((unit) => !unit || unit.closedAt !== null);

/** The level's time as it was merged; undefined where that hadn't begun since it came there. */
function stepHad({ clocks }: LoadedMatter): Clock | undefined {
  // Whichever had begun ended as it was merged: the time to accept alone where the level's own waited for that.
  const [own, accepting] = [endedLast(clocks, step), endedLast(clocks, acceptance)];
  return (own?.endedAt ?? "") >= (accepting?.endedAt ?? "") ? own : undefined;
}

/** For a write batch: what hadn't begun begins, as whoever takes it apart accepts it. */
const begun = (state: LoadedMatter, desk: Desk, given: Given): RowChange[] => [
  ...(stepHad(state) ? [] : [stepBegun(state, desk, state.matter, given)]),
  ...wholeBegun(state, desk, state.matter, given),
];

/** The times that a matter had as it was merged run on. */
function goesOn(state: LoadedMatter, given: Pick<Given, "now" | "calendar">) {
  const { matter } = state;
  const desk = deskIn(state);
  if (!desk) throw new Conflict("原来办理的层级已经没有了");
  const clock = stepHad(state);
  const level = clock && runsOn(state, { kind: step as never, clock, desk }, given);
  const { says, rows } = wholeGoesOn(state, desk, given);
  const due = level?.due ?? dueFrom(state, matter.level, matter, given);
  return { desk, due, says, rows: [...(level ? [level.row] : []), ...rows] };
}
