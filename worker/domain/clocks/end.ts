import { and, eq, isNull } from "drizzle-orm";
import { clocks } from "../../../db/tenant/schema/work.ts";
import type { Instant } from "../../time/instants.ts";
import { type RowChange, updateWhere } from "../kernel/changes.ts";
import type { Ref } from "../kernel/record.ts";
import { type Clock, oneMore, runningOf } from "./clocks.ts";

/** Ends a record's running clocks, of some kinds or all. */
export const endClocks = (
  now: Instant,
  on: Ref,
  state: "met" | "cancelled" | "lapsed",
  kinds?: readonly string[],
): RowChange =>
  updateWhere(clocks, runningOf(on, kinds), { state, endedAt: now, actsAt: null, revision: oneMore });

/** Ends one clock if it runs, and none of its kind that this batch begins. */
export const endClock = (now: Instant, { id }: Clock, state: "met" | "cancelled" | "lapsed"): RowChange =>
  updateWhere(clocks, and(eq(clocks.id, id), isNull(clocks.endedAt)), {
    ...{ state, endedAt: now, actsAt: null },
    revision: oneMore,
  });
