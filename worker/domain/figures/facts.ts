import type { CountedOf, matters } from "../../../db/tenant/schema/matters.ts";
import type { Instant } from "../../time/instants.ts";
import { type Clock, runningIn } from "../clocks/clocks.ts";
import type { RowChange } from "../kernel/changes.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { acceptance, overall, step } from "../matters/clocks.ts";
import type { Part } from "../matters/parts.ts";
import type { MatterState } from "../matters/states.ts";
import { changedFigures } from "./counting.ts";

type Matter = typeof matters.$inferSelect;

interface Before {
  readonly matter: Matter;
  readonly clocks: readonly Clock[];
  readonly parts: readonly Part[];
}

/** From these it may be answered for the first time: it waits, or was merged while it did and perhaps taken up by itself. */
const waiting: readonly MatterState[] = ["reported", "merged", "reopened"];
/** In these a matter was answered: somebody deals with it, or says why nobody does. */
const answered: readonly MatterState[] = ["accepted", "declined"];

/**
 * Whether whoever had a matter before it was answered kept the time to accept; where a level's rules set none, that level's own limit.
 * What went up by itself was late; at the very moment it is due it is in time.
 */
export function answeredInTime(clocks: readonly Clock[], at: string): boolean {
  const own = clocks.filter(({ startedAt, kind }) => startedAt <= at && kinds.includes(kind));
  const accepting = new Set(
    own.flatMap(({ kind, inputs }) => (kind === acceptance.kind ? [inputs.level] : [])),
  );
  return own
    .filter(({ kind, inputs }) => kind === acceptance.kind || !accepting.has(inputs.level))
    .every(({ endedAt, dueAt, state }) =>
      endedAt === null || endedAt > at ? dueAt >= at : state !== "lapsed",
    );
}

const kinds = [acceptance.kind, step.kind];

/** Who led last and answered, of those among whom a matter was dispatched. */
export function leadOf(parts: readonly Pick<Part, "role" | "state" | "assignee" | "assigneeKind">[]) {
  const lead = parts.findLast(({ role, state }) => role === "lead" && state === "answered");
  if (!lead) return {};
  return { lead: { of: lead.assigneeKind === "unit" ? "member" : "org", id: lead.assignee } } as const;
}

/** What figures keep of a matter once a move has changed its row. */
function factsAfter(before: Before, after: Matter, now: Instant): CountedOf {
  const { matter, clocks, parts } = before;
  const counted = matter.counted ?? {};
  const isAnswered = !counted.responded && waiting.includes(matter.state) && answered.includes(after.state);
  const by = scopesOfPath(after.levelPath).at(-1) ?? "";
  const isResolved = after.state === "resolved" && matter.state !== "resolved";
  const isOverturned = after.review?.state === "overturned" && matter.review?.state === "asked";
  return {
    ...counted,
    ...(isAnswered ? { responded: { at: now, by, inTime: answeredInTime(clocks, now) } } : {}),
    ...(isResolved
      ? { ended: { inTime: (runningIn(clocks, overall)?.dueAt ?? now) >= now, ...leadOf(parts) } }
      : {}),
    ...(isOverturned ? { overturned: (counted.overturned ?? 0) + 1 } : {}),
  };
}

/**
 * What goes with every move of a matter: its figures follow its row, whatever the move is. One that isn't counted yet (`missing.ts`)
 * is counted as it then stands.
 */
export function countedWith(before: Before, set: Partial<Matter>, { now }: { now: Instant }) {
  const { matter } = before;
  if (matter.counted === null) return { set: {}, rows: [] as RowChange[] };
  const moved = { ...matter, ...set };
  const counted = factsAfter(before, moved, now);
  const isSame = JSON.stringify(counted) === JSON.stringify(matter.counted);
  return {
    set: isSame ? {} : { counted },
    rows: changedFigures([{ ...moved, counted }], [{ ...matter, counted: matter.counted }]),
  };
}

/** What goes with a matter that is reported, or split off another. */
export const firstFigures = (
  matter: Omit<Parameters<typeof changedFigures>[0][number], "counted" | NotYet>,
) => changedFigures([{ ...matter, ...fresh }]);

type NotYet = keyof typeof fresh;
const fresh = { closure: null, satisfied: null, reopenings: 0, exclusion: null, closedAt: null, counted: {} };
