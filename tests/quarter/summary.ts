import type { Found } from "./checks.ts";
import type { World } from "./world.ts";

/** What a quarter came to. */
export function summary(
  { tried, now }: World,
  { told, whistled, parted, clocks, events }: Found,
): Record<string, number> {
  const stands = told.map(({ stand }) => stand);
  const those = (is: (stand: (typeof stands)[number]) => boolean) => stands.filter(is).length;
  const ended = (closure: string) => those((stand) => stand.closure === closure);
  const open = told.filter(({ stand }) => !["closed", "declined"].includes(stand.state));
  return {
    reported: told.length,
    declined: those(({ state }) => state === "declined"),
    accepted: tried.get("accept") ?? 0,
    ...sums(stands),
    solved: ended("solved"),
    unsolved: ended("unsolved"),
    unevaluated: ended("unevaluated"),
    open: open.length,
    late: told.filter(({ dues }) => dues.some((due) => due < now)).length,
    whistles: whistled.whistles,
    calls: whistled.calls.length,
    excused: whistled.calls.filter(({ state }) => state === "excused").length,
    parts: parted.parts.length,
    partsTakenBack: parted.parts.filter(({ state }) => state === "takenBack").length,
    partsReturned: parted.parts.reduce((sum, { returns }) => sum + returns, 0),
    moved: tried.get("moved") ?? 0,
    left: tried.get("left") ?? 0,
    runs: tried.get("system") ?? 0,
    refused: [...tried].reduce((sum, [what, n]) => sum + (what.endsWith("refused") ? n : 0), 0),
    clocks,
    events,
  };
}

/** What happened how often, by the names of replay.ts. */
function sums(stands: readonly Found["told"][number]["stand"][]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const { seen } of stands) for (const [name, n] of seen) all[name] = (all[name] ?? 0) + n;
  return all;
}
