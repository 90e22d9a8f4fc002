/** Short words for telling what a joint meeting decided; everything ends as plain data. */
import type { Attendance, Completion, DemoMeeting, DemoResolution } from "./types.ts";

type Present = DemoMeeting["attendance"];
type Progress = DemoResolution["progress"][number];

/** Units called to a meeting that is not closed yet. */
export function invited(...units: readonly string[]): Present {
  return units.map((unit) => ({ unit, state: "invited" }));
}

/** Who came, by how they came. */
export function attended(roll: Partial<Record<Attendance, readonly string[]>>): Present {
  return Object.entries(roll).flatMap(([state, units]) =>
    units.map((unit) => ({ unit, state: state as Attendance })),
  );
}

export function decision(key: string, text: string): DemoResolution {
  return { key, text, completion: "decision", lead: null, assisting: [], dueDaysAgo: null, progress: [] };
}

/** A task for a lead unit; `dueDaysAgo` counts like `When.daysAgo`. */
export function task(
  key: string,
  text: string,
  lead: string,
  assisting: readonly string[],
  dueDaysAgo: number,
  completion: Exclude<Completion, "decision">,
  ...progress: readonly Progress[]
): DemoResolution {
  return { key, text, completion, lead, assisting, dueDaysAgo, progress };
}

/** A unit's report on a task. */
export function report(daysAgo: number, hour: number, by: string, text: string): Progress {
  return { when: { daysAgo, hour }, by, text };
}
