import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { checks } from "../../../worker/domain/installation/checks.ts";
import { momentOf } from "../../backups/rotate.ts";
import { freeBytes } from "../folder.ts";
import { type Family, gauge, only, type Sample } from "./exposition.ts";

/** What `/readyz` answers; of one that is down only `wrong`. */
const Readiness = z.object({
  wrong: z.array(z.string()),
  jobs: z.object({ cronAge: z.number(), queueAge: z.number(), dead: z.number() }).optional(),
  counties: z.record(z.string(), z.number()).optional(),
});

/** How the installation stands: what its worker tells, and what the folder does. */
export async function standing(folder: string, worker: string | undefined): Promise<Family[]> {
  const free = freeBytes(folder);
  const readiness = worker === undefined ? null : await readinessOf(worker, free);
  return [
    gauge("lianzhi_up", "1 when the worker answers", only(readiness ? 1 : 0)),
    ...(readiness ? told(readiness) : []),
    gauge("lianzhi_disk_free_bytes", "what may still be written where the data lie", only(free)),
    gauge("lianzhi_backup_age_seconds", "since the last whole backup", backupAge(folder)),
  ];
}

async function readinessOf(worker: string, free: number) {
  try {
    const headers = { "x-disk-free": String(free) };
    const answer = await fetch(`${worker}/readyz`, { headers, signal: AbortSignal.timeout(5000) });
    return Readiness.parse(await answer.json());
  } catch {
    return null;
  }
}

function told({ wrong, jobs, counties = {} }: z.output<typeof Readiness>): Family[] {
  const each = ["catalog", ...checks].map((check) => ({
    labels: { check },
    value: wrong.includes(check) ? 1 : 0,
  }));
  const ages = jobs && [
    { labels: { part: "cron" }, value: jobs.cronAge },
    { labels: { part: "queue" }, value: jobs.queueAge },
  ];
  const dead = jobs && only(jobs.dead);
  const byStanding = Object.entries(counties).map(([standing, value]) => ({ labels: { standing }, value }));
  return [
    gauge("lianzhi_wrong", "1 for each thing that needs care", each),
    gauge("lianzhi_pulse_age_seconds", "since cron and queue last came", ages ?? []),
    gauge("lianzhi_dead_jobs", "counties whose upkeep was given up", dead ?? []),
    gauge("lianzhi_counties", "counties by how they stand", byStanding),
  ];
}

/** Nothing before the first. */
function backupAge(folder: string): Sample[] {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, "backup.json"), "utf8"));
    return only(Math.round((Date.now() - momentOf(name).getTime()) / 1000));
  } catch {
    return [];
  }
}
