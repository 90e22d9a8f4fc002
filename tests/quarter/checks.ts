import { figureFaults } from "./figure-checks.ts";
import { counterFaults, listFaults, tallyFaults } from "./list-checks.ts";
import { clockFaults, ownerFaults, rowFaults } from "./matter-checks.ts";
import { type Parted, partsChecked } from "./part-checks.ts";
import { readAll } from "./reading.ts";
import { replay } from "./replay.ts";
import type { Stand } from "./stands.ts";
import { type Whistled, whistlesChecked } from "./whistle-checks.ts";
import { knownOf, type Matter, type World } from "./world.ts";

/** What a check found, and how much it looked at. */
export interface Found {
  readonly faults: string[];
  /** Each matter beside what its events say. */
  readonly told: readonly { readonly matter: Matter; readonly stand: Stand; readonly dues: string[] }[];
  readonly whistled: Whistled;
  readonly parted: Parted;
  readonly clocks: number;
  readonly events: number;
}

/** Compares a county with what its events, rules and notices say; in the end all of it, before what may have changed. */
export async function checked(world: World, isLast: boolean): Promise<Found> {
  const read = await readAll(world, isLast);
  const known = knownOf(world);
  const clocksOf = Map.groupBy(read.clocks, ({ record }) => record);
  const faults = [...world.wrong];
  const told = read.all.map((matter) => {
    const stand = replay(world.memory.events.get(matter.id) ?? [], known);
    const own = clocksOf.get(matter.id) ?? [];
    const told = { world, known, matter, stand, own, manned: read.posts };
    const found = [...stand.faults, ...rowFaults(told), ...clockFaults(told), ...ownerFaults(told)];
    faults.push(...found.map((fault) => `${world.now} ${matter.number}: ${fault}`));
    const running = own.filter(({ state, owner }) => state === "running" && owner !== null);
    return { matter, stand, dues: running.map(({ dueAt }) => dueAt) };
  });
  faults.push(...listFaults(read));
  if (read.sums) faults.push(...tallyFaults(read.listed, read.sums), ...counterFaults(read.all, read.sums));
  if (read.sums) faults.push(...figureFaults(world, told, read.sums));
  const whistled = await whistlesChecked(world, read.posts);
  const parted = await partsChecked(world, told, read.posts);
  faults.push(...whistled.faults, ...parted.faults);
  const events = told.reduce((sum, { matter }) => sum + (world.memory.events.get(matter.id)?.length ?? 0), 0);
  const ran = read.clocks.length + whistled.clocks + parted.clocks;
  return { faults, told, whistled, parted, clocks: ran, events };
}
