import { Refusal } from "../runtime/refusal.ts";

const DAY = 24 * 60 * 60 * 1000;

/** A backup is named by its moment: `2026-11-29T02-33-16Z`. */
export const nameFor = (at: Date): string => `${at.toISOString().slice(0, 19).replaceAll(":", "-")}Z`;

export const momentOf = (name: string): Date =>
  new Date(name.replace(/T(\d\d)-(\d\d)-(\d\d)Z$/, "T$1:$2:$3Z"));

/** How many days and weeks that have a backup keep their newest. */
export interface Keeping {
  daily: number;
  weekly: number;
}

/** What BACKUP_KEEP_DAILY and BACKUP_KEEP_WEEKLY say. @throws Refusal: what can't be read must let no backup go */
export const keepingFrom = (environment: NodeJS.ProcessEnv): Keeping => ({
  daily: count("BACKUP_KEEP_DAILY", environment, 7),
  weekly: count("BACKUP_KEEP_WEEKLY", environment, 5),
});

function count(name: string, environment: NodeJS.ProcessEnv, otherwise: number): number {
  const written = environment[name] || String(otherwise);
  if (/^\d{1,5}$/.test(written)) return Number(written);
  throw new Refusal(`${name}=${written} 不是份数，应为整数，例如 ${otherwise}。没有备份，旧备份全部保留。`);
}

/** Which of the backups have served their time. The newest of all stays, whatever is asked. */
export function outlived(names: readonly string[], { daily, weekly }: Keeping): string[] {
  const newestFirst = [...names].sort().reverse();
  const dayOf = (name: string) => name.slice(0, 10);
  // Weeks begin on Monday; 1970 began on a Thursday.
  const weekOf = (name: string) => String(Math.floor((momentOf(name).getTime() / DAY + 3) / 7));
  const kept = new Set([
    ...newestFirst.slice(0, 1),
    ...newestOfEach(newestFirst, dayOf).slice(0, daily),
    ...newestOfEach(newestFirst, weekOf).slice(0, weekly),
  ]);
  return newestFirst.filter((name) => !kept.has(name));
}

function newestOfEach(newestFirst: readonly string[], groupOf: (name: string) => string): string[] {
  const seen = new Set<string>();
  return newestFirst.filter((name) => !seen.has(groupOf(name)) && seen.add(groupOf(name)));
}
