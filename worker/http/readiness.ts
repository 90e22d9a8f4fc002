import { DatabaseUnavailable, openDatabase } from "../../db/client.ts";
import { type Readings, readingsOf, wrongIn } from "../domain/installation/readiness.ts";
import { toMs } from "../time/instants.ts";
import type { C } from "./app-env.ts";

/** How long what was found out is answered again, in milliseconds: strangers may ask, and each look is a write. */
const freshness = 5_000;

/**
 * Whether the installation can do its work, for whatever watches it: 503 when it takes no writes, otherwise `degraded`
 * with what needs care. Strangers read it, so it counts and names nothing.
 */
export async function readiness(c: C) {
  const readings = await lately(c);
  if (!readings)
    return c.json({ status: "down", wrong: ["catalog"] }, 503, {
      "retry-after": "30",
      "cache-control": "no-store",
    });
  const { writes, cronAt, queueAt, dead, counties } = readings;
  const wrong = wrongIn(readings, diskFree(c), c.var.now);
  const secondsSince = (at: typeof cronAt) => Math.max(0, Math.round((toMs(c.var.now) - toMs(at)) / 1000));
  const jobs = { cronAge: secondsSince(cronAt), queueAge: secondsSince(queueAt), dead };
  const status = !writes ? "down" : wrong.length > 0 ? "degraded" : "ready";
  return c.json({ status, wrong, jobs, counties }, writes ? 200 : 503, writes ? {} : { "retry-after": "30" });
}

let last: { at: number; readings: Readings | null } | undefined;

/** Looks again once the last look is old. Meanwhile everybody is answered by it. */
async function lately(c: C): Promise<Readings | null> {
  const now = Date.now();
  const { mode, catalog, provisioner } = c.env.world;
  if (last && now - last.at < freshness && mode !== "test") return last.readings;
  if (last) last = { ...last, at: now };
  const asked = readingsOf(openDatabase(catalog, c.var.meter), c.var.now, provisioner);
  const found = await asked.catch((error: unknown) => {
    if (error instanceof DatabaseUnavailable) return null;
    throw error;
  });
  last = { at: now, readings: found };
  return found;
}

/** In bytes, as the door tells it; elsewhere there is no disk to run full, and whoever sends the header made it up. */
export function diskFree(c: C): number | null {
  const told = c.env.PROVISIONER === "sqld" ? c.req.header("x-disk-free") : undefined;
  return told === undefined ? null : Number(told);
}
