import { and, eq, inArray, isNull } from "drizzle-orm";
import { clocks } from "../../../db/tenant/schema/work.ts";
import type { Instant } from "../../time/instants.ts";
import { type RowChange, updateWhere } from "../kernel/changes.ts";

/** The kinds of clocks that are requests, to be answered while the step's time runs; whatever ends the step ends them. */
export const requestKinds: readonly string[] = ["extension", "pauseRequest"];

/** With a step's time that of what waits for an answer moves. */
export const movedWith = (record: string, due: Instant): RowChange =>
  updateWhere(
    clocks,
    and(
      eq(clocks.noun, "matter"),
      eq(clocks.record, record),
      inArray(clocks.kind, [...requestKinds]),
      isNull(clocks.endedAt),
    ),
    { dueAt: due },
  );
