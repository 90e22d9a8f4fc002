/** Short words for telling what happened to a matter; everything ends as plain data. */
import type { DemoMatter, DemoSource, MatterStep, When } from "./types.ts";

/** Days before the day of making, hour in Asia/Shanghai. */
export function at(daysAgo: number, hour: number): When {
  return { daysAgo, hour };
}

type Report = Omit<DemoMatter, "reporter" | "source" | "steps"> & {
  readonly source?: DemoSource;
  /** 示例· is put in front. */
  readonly reporter?: string;
};

/** A step waiting for the org key, from which follows who took it. */
type Step = (org: string) => MatterStep;

/** A matter from a resident unless told otherwise. Patrols and visits are reported by the grid's worker. */
export function matter(report: Report, ...steps: readonly Step[]): DemoMatter {
  const { source = "resident", reporter = "居民", ...rest } = report;
  const found = source === "patrol" || source === "visit";
  return {
    ...rest,
    source,
    reporter: found ? handler(report.org) : `示例·${reporter}`,
    steps: steps.map((step) => step(report.org)),
  };
}

export function accepted(daysAgo: number, hour: number): Step {
  return (org) => ({ kind: "accepted", when: at(daysAgo, hour), by: officer(org) });
}

export function declined(daysAgo: number, hour: number, reason: string): Step {
  return (org) => ({ kind: "declined", when: at(daysAgo, hour), by: officer(org), reason });
}

/** Resolved by the grid's worker (the community's officer where no grid is named). */
export function resolved(daysAgo: number, hour: number, result: string): Step {
  return (org) => ({ kind: "resolved", when: at(daysAgo, hour), by: handler(org), result });
}

export function solved(daysAgo: number, hour: number, comment: string): Step {
  return () => ({ kind: "evaluated", when: at(daysAgo, hour), solved: true, comment });
}

export function unsolved(daysAgo: number, hour: number, comment: string): Step {
  return () => ({ kind: "evaluated", when: at(daysAgo, hour), solved: false, comment });
}

/** A grid's key is its community's key and a number. */
function officer(org: string): string {
  return `officer-${org.replace(/-\d$/, "")}`;
}

function handler(org: string): string {
  return /-\d$/.test(org) ? `worker-${org}` : officer(org);
}
