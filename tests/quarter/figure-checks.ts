import { dueOf } from "./dues.ts";
import { missing } from "./list-checks.ts";
import type { Sums } from "./reading.ts";
import { before, replay } from "./replay.ts";
import { type Event, type Kept, type Known, type Ran, type Stand, writtenAt } from "./stands.ts";
import { knownOf, type Matter, type World } from "./world.ts";

interface Told {
  readonly matter: Matter;
  readonly stand: Stand;
}

/** What a measure says of one matter: in which month, and whose doing it is, by their ids. */
interface Said {
  readonly measure: string;
  readonly at: string;
  readonly by?: readonly string[];
}

/** The figures beside what the events say of each matter, counted one by one. */
export function figureFaults(
  world: World,
  told: readonly Told[],
  { figures }: Pick<Sums, "figures">,
): string[] {
  const known = knownOf(world);
  const sums = new Map<string, number>();
  const add = (...key: string[]) => sums.set(key.join(" "), (sums.get(key.join(" ")) ?? 0) + 1);
  for (const one of told) {
    const { orgPath, source } = one.matter;
    const places = orgPath.split("/").filter(Boolean);
    for (const { measure, at, by = [] } of saidOf(world, known, one)) {
      const month = new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 7);
      if (measure === "reported") add("place", places.at(-1) ?? "", "all", "", month, "spot");
      for (const place of places) {
        add("place", place, "all", "", month, measure);
        add("place", place, "category", one.stand.of.category, month, measure);
        add("place", place, "source", source, month, measure);
      }
      for (const unit of new Set(by)) add(unit, "all", "", month, measure);
    }
  }
  const kept = figures.flatMap(({ of, scope, facet, value, month, place: _row, ...counts }) =>
    Object.entries(counts).flatMap(([measure, n]) =>
      n === 0 ? [] : [`${of} ${scope} ${facet} ${value} ${month} ${measure} ${n}`],
    ),
  );
  return missing(
    "counted",
    [...sums].map(([name, n]) => `${name} ${n}`),
    kept,
  );
}

const answers = ["accepted", "declined", "calledBack", "separated"];

function saidOf(world: World, known: Known, { matter, stand }: Told): Said[] {
  const happened = world.memory.events.get(matter.id) ?? [];
  const first = happened.find(({ kind }) => answers.includes(kind));
  return [
    { measure: "reported", at: stand.reportedAt },
    ...(first ? answered(world, known, happened, first) : []),
    ...(stand.state === "declined"
      ? [{ measure: "declined", at: stand.closedAt ?? "", by: [unitCalled(world, stand.unit)] }]
      : []),
    ...(stand.state === "closed" ? ended(world, known, happened, stand) : []),
  ];
}

/** `org 0192…`: each unit by its kind and id. */
function unitCalled(world: World, name: string): string {
  const unit = world.place.units.find((one) => one.name === name);
  return unit ? `org ${unit.id}` : `nobody called ${name}`;
}

function answered(world: World, known: Known, happened: readonly Event[], first: Event): Said[] {
  const { unit, clocks } = replay(before(happened, first), known);
  const by = [unitCalled(world, first.kind === "calledBack" ? (first.detail as unknown as Kept).to : unit)];
  const until = writtenAt(first);
  const late = clocks.some((ran) => binds(ran, clocks) && isLate(ran, happened, known, first.at, until));
  return [
    { measure: "responded", at: first.at, by },
    ...(late ? [] : [{ measure: "respondedInTime", at: first.at, by }]),
  ];
}

/** The time to accept; where a level has none, the level's own. */
const binds = ({ kind, level }: Ran, clocks: readonly Ran[]): boolean =>
  kind === "acceptance" ||
  (kind === "step" && !clocks.some((other) => other.kind === "acceptance" && other.level === level));

/** Over before it ended, or what sent the matter up by itself. */
function isLate(ran: Ran, happened: readonly Event[], known: Known, at: string, written: string): boolean {
  const left = happened.find(({ kind, at }) => kind === "raised" && at === ran.ended);
  if (left && (left.detail as unknown as Kept).cause !== "request") return true;
  return dueOf(ran, known, ran.settled ?? written) < (ran.ended ?? at);
}

function ended(world: World, known: Known, happened: readonly Event[], stand: Stand): Said[] {
  const last = happened.findLast(({ kind }) => kind === "resolved");
  if (!last || stand.closedAt === null) return [];
  const whole = replay(before(happened, last), known).clocks.find(
    ({ kind, ended }) => kind === "overall" && ended === null,
  );
  const inTime = whole !== undefined && dueOf(whole, known, writtenAt(last)) >= last.at;
  const said = stand.satisfied === null ? [] : [stand.satisfied ? "satisfied" : "dissatisfied"];
  const names = [
    stand.closure ?? "",
    ...(stand.closure === "unevaluated" ? [] : said),
    ...(inTime ? ["endedInTime"] : []),
    ...(happened.some(({ kind }) => kind === "reopened") ? ["reopened"] : []),
  ];
  const by = [unitCalled(world, stand.unit), ...leading(world, before(happened, last))];
  return names.map((measure) => ({ measure, at: stand.closedAt ?? "", by }));
}

/** Who answered last as the one that led. */
function leading(world: World, happened: readonly Event[]): string[] {
  const answer = happened.findLast(
    ({ kind, detail }) => kind === "partAnswered" && (detail as { role?: string }).role === "lead",
  );
  return answer ? [unitCalled(world, (answer.detail as { unit: string }).unit)] : [];
}
