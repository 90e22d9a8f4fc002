import { readFileSync } from "node:fs";
import { writeWhole } from "./write-whole.ts";

const MINUTE = 60_000;
const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

/** Whether a five-field cron expression (as in wrangler.toml, UTC) names the minute of `at`. */
export function matches(cron: string, at: Date): boolean {
  const now = [at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCDay()];
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== RANGES.length) throw new Error(`not a cron expression: ${cron}`);
  return RANGES.every((range, index) => fieldMatches(fields[index] ?? "", now[index] ?? -1, range, cron));
}

function fieldMatches(
  field: string,
  value: number,
  [lowest, highest]: readonly [number, number],
  cron: string,
) {
  return field.split(",").some((part) => {
    const [, span, from, to, step] = /^(\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? [];
    if (span === undefined) throw new Error(`not a cron expression: ${cron}`);
    const first = from === undefined ? lowest : Number(from);
    const last = from === undefined ? highest : Number(to ?? (step ? highest : from));
    return value >= first && value <= last && (value - first) % Number(step ?? 1) === 0;
  });
}

/** The expression's last due minute in `(after, until]`, looking back a day at most. */
export function lastDue(cron: string, after: Date, until: Date): Date | undefined {
  const end = Math.floor(until.getTime() / MINUTE) * MINUTE;
  const start = Math.max(after.getTime(), end - 24 * 60 * MINUTE);
  for (let at = end; at > start; at -= MINUTE) {
    if (matches(cron, new Date(at))) return new Date(at);
  }
  return undefined;
}

export interface Cron {
  stop(): Promise<void>;
}

/**
 * Fires the crons of wrangler.toml, which no local runtime does. What was due while the machine was off, in the last
 * day, fires once at the start. `file` remembers when each one last fired; runs of the same cron never overlap.
 */
export function startCron(
  crons: readonly string[],
  file: string,
  fire: (cron: string, at: Date) => Promise<void>,
): Cron {
  const fired = remembered(file, crons);
  const running = new Map<string, Promise<void>>();
  const look = () => {
    const now = new Date();
    for (const cron of crons) {
      const due = lastDue(cron, fired.get(cron) ?? now, now);
      if (!due || running.has(cron)) continue;
      fired.set(cron, now);
      running.set(
        cron,
        fire(cron, due).finally(() => running.delete(cron)),
      );
      writeWhole(file, JSON.stringify(Object.fromEntries(fired)));
    }
  };
  const timer = setInterval(look, 5000);
  look();
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.allSettled(running.values());
    },
  };
}

/** A cron that has never fired counts as fired now. */
function remembered(file: string, crons: readonly string[]): Map<string, Date> {
  const now = new Date();
  let noted: Record<string, string> = {};
  try {
    noted = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // First start, or a damaged file: nothing is known to have been missed.
  }
  const fired = new Map(crons.map((cron) => [cron, validDate(noted[cron]) ?? now]));
  writeWhole(file, JSON.stringify(Object.fromEntries(fired)));
  return fired;
}

function validDate(written: string | undefined): Date | undefined {
  const date = new Date(written ?? "");
  return Number.isNaN(date.getTime()) || date > new Date() ? undefined : date;
}
