import { and, count, isNull, lt, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { type CountedOf, matters } from "../../../db/tenant/schema/matters.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import type { Countable } from "../../../worker/domain/figures/measures.ts";
import { newId } from "../../../worker/domain/kernel/secrets.ts";
import { listingOf } from "../../../worker/domain/matters/listing.ts";
import type { MatterState } from "../../../worker/domain/matters/states.ts";
import { searchable } from "../../../worker/text/searchable.ts";
import { DAY, type Instant, instant, toMs } from "../../../worker/time/instants.ts";
import { FiguresOfAll } from "./figures.ts";
import type { Node, Place } from "./place.ts";
import type { Size } from "./sizes.ts";
import { later, type Put, putListing } from "./tables.ts";
import { bodyOf, type Chance, categories, oneOf, placeName, rare, skewed } from "./words.ts";

/** Over so many years they came in. */
const years = 5;

/** Matters of years, the newest of which run; events are left out, for no list reads them. */
export function putMatters(put: Put, chance: Chance, size: Size, place: Place): void {
  const kinds = {
    grid: skewed(place.grids.length, size.crowded),
    category: skewed(categories.length - 1, 1.2),
    source: skewed(4, 2),
  };
  const seldom = Math.floor(size.matters / 6);
  const figures = new FiguresOfAll();
  for (let at = 0; at < size.matters; at++) {
    const age = at / size.matters;
    const made = later(place.now, (age - 1) * years * 365 * DAY);
    const said = at % seldom === seldom - 1 ? seldomSaid(place, age) : usual(chance, kinds, place);
    // The newer, the likelier that it runs.
    const state = stateOf(chance, said.running ?? size.running * 3 * age ** 2);
    figures.add(putMatter(put, chance, { at, made, place, ...said, state, overdue: size.overdue }));
  }
  figures.put(put);
}

interface Said {
  where: Node;
  category: string;
  source: string;
  body: string;
  running?: number;
}

/** In the first grid, so that everybody finds it; half of them run. */
const seldomSaid = ({ grids: [first], root }: Place, age: number): Said => ({
  where: first ?? root,
  category: rare.kind,
  source: rare.source,
  body: rare.text,
  running: age > 0.5 ? 1 : 0,
});

type Picks = Record<"grid" | "category" | "source", (chance: Chance) => number>;

function usual(chance: Chance, { grid, category, source }: Picks, place: Place): Said {
  const where = place.grids[grid(chance)] ?? place.root;
  const { key, said } = categories[category(chance)] ?? { key: "", said: [] };
  return { where, category: key, source: sources[source(chance)] ?? "", body: bodyOf(chance, said) };
}

/** From the most used down. */
const sources = ["resident", "hotline", "patrol", "visit"];

function stateOf(chance: Chance, running: number): MatterState {
  if (chance() >= running) return chance() < 0.04 ? "declined" : "closed";
  const which = chance();
  return which < 0.3 ? "reported" : which < 0.75 ? "accepted" : which < 0.95 ? "resolved" : "reopened";
}

interface Made extends Said {
  at: number;
  made: Instant;
  place: Place;
  state: MatterState;
  overdue: number;
}

/** Result: what of it is counted. */
function putMatter(put: Put, chance: Chance, made: Made): Countable {
  const row = rowOf(chance, made);
  put(matters, row);
  const running = row.state !== "resolved" ? putClock(put, chance, row, made) : null;
  const { id, number, body, place } = row;
  const unit = made.where.name;
  const listing = listingOf({ ...row, id, body, place }, unit);
  const figures = `${number.replace("-", " ")} ${number.slice(5).replace(/^0+/, "")}`;
  const words = `${figures} ${searchable(body, place, unit)}`;
  putListing(put, { ...listing, words }, row.closedAt ? null : running);
  return row;
}

function rowOf(chance: Chance, { at, made, where, place, state, category, source, body }: Made) {
  const id = newId(toMs(made), at % 4096);
  const ended = state === "closed" || state === "declined";
  const untouched = state === "reported" || state === "declined";
  const handler = untouched ? undefined : oneOf(chance, place.workers.get(where.id) ?? []);
  return {
    ...{ id, receiptCode: id, number: `${made.slice(0, 4)}-${String(at + 1).padStart(7, "0")}` },
    ...{ state, category, source, body, place: placeName(chance), reportedAt: made, ruleVersion: 1 },
    ...{ orgUnitId: where.id, orgPath: where.path, level: "grid", levelPath: where.path },
    ...{ handlerId: handler?.id ?? null, handlerName: handler?.name ?? null },
    ...{ closedAt: ended ? later(made, 3 * DAY) : null, outcome: ended ? "已处理" : null },
    ...{ closure: state === "closed" ? ("solved" as const) : null, satisfied: null },
    ...{ reopenings: 0, exclusion: null, counted: countedOf(state, made, where) },
  } satisfies typeof matters.$inferInsert;
}

/** All was answered and ended in time. */
const countedOf = (state: MatterState, made: Instant, where: Node): CountedOf => ({
  ...(state !== "reported" && { responded: { at: later(made, DAY), by: where.id, inTime: true } }),
  ...(state === "closed" && { ended: { inTime: true } }),
});

/** What the level must keep: met by what has ended. Result: when it runs out. */
function putClock(
  put: Put,
  chance: Chance,
  row: ReturnType<typeof rowOf>,
  { made, overdue, place }: Made,
): string {
  const days = chance() < overdue ? -20 * chance() : 15 * chance();
  const dueAt = row.closedAt ? later(made, 4 * DAY) : later(place.now, days * DAY);
  put(clocks, {
    ...{ id: `c${row.id}`, noun: "matter", record: row.id, kind: "step", title: row.body },
    ...{ ownerKind: "org", owner: row.orgUnitId, answeredBy: row.orgUnitId, startedAt: made, dueAt },
    ...{ state: row.closedAt ? "met" : "running", endedAt: row.closedAt ?? null },
    ...{ ruleVersion: 1, rulePath: "handling.levels.grid", inputs: { level: "grid" }, setBy: "rules" },
  });
  return dueAt;
}

/** Lets so many matters in all be overdue, as if nobody had worked for a while. */
export async function delayed({ orm, read, write }: Database, many: number): Promise<void> {
  const late = instant(Date.now() - DAY);
  const { counted } = await read({
    counted: orm
      .select({ n: count() })
      .from(clocks)
      .where(and(isNull(clocks.endedAt), lt(clocks.dueAt, instant(Date.now())))),
  });
  const next = sql`(select id from clocks where ended_at is null and due_at > ${late}
    order by due_at limit ${Math.max(0, many - (counted[0]?.n ?? 0))})`;
  await write([orm.update(clocks).set({ dueAt: late }).where(sql`${clocks.id} in ${next}`)]);
}
