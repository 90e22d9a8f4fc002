import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { events } from "../../../db/tenant/schema/work.ts";
import type { Instant } from "../../time/instants.ts";
import { insert, type RowChange } from "./changes.ts";
import type { Given } from "./context.ts";
import type { Ref } from "./record.ts";

/** A photo in a timeline; in pixels, as people see it. */
export interface ShownPhoto {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** What a line of a timeline says. The tone colours it; the title must say the same in words. */
export interface Told {
  readonly title: string;
  /** What was said about it: a reason, a result. */
  readonly note?: string | undefined;
  readonly photos?: readonly ShownPhoto[] | undefined;
  readonly tone?: "onTime" | "dueSoon" | "overdue" | "done" | "waiting" | undefined;
  /** Whoever did it isn't named, to staff neither: a resident. */
  readonly unnamed?: true;
  /** Said several times at one moment it stands once: a record's clocks that were reckoned anew together. */
  readonly once?: true;
}

/** One kind of event, with what a timeline says of it. `D` is what an event of this kind keeps. */
export interface Happening<D> {
  staff(detail: D, now: Instant): Told;
}

/** One that residents read too: which unit acted, never which person. */
export interface OpenHappening<D> extends Happening<D> {
  resident(detail: D, now: Instant): Told;
}

export const happening = <D extends object>(staff: Happening<D>["staff"]): Happening<D> => ({ staff });
export const openHappening = <D extends object>(words: OpenHappening<D>): OpenHappening<D> => words;

/** Kinds of events by name. */
export type Happenings = Readonly<Record<string, Happening<never>>>;

type OpenHappenings = Readonly<Record<string, OpenHappening<never>>>;

/** Every kind of event that commands say. */
export const kindsOf = (commands: readonly { readonly events: Happenings }[]): Happenings =>
  Object.assign({}, ...commands.map(({ events }) => events));

/** The same where residents read along: a kind without words for them doesn't type-check. */
export const openKindsOf = (commands: readonly { readonly events: OpenHappenings }[]): OpenHappenings =>
  Object.assign({}, ...commands.map(({ events }) => events));

/** What happened, by kind, in order: each with what its kind keeps. */
export type Said<E> = { readonly [K in keyof E]?: E[K] extends Happening<infer D> ? D : never };

/** For a write batch: what happened to a record, for its timeline. */
export const happened = (
  { newId, now, actor }: Pick<Given, "newId" | "now" | "actor">,
  { noun, id }: Ref,
  said: Said<Happenings>,
): RowChange[] =>
  Object.entries(said).map(([kind, detail]) =>
    insert(events, {
      id: newId(),
      noun,
      record: id,
      kind,
      at: now,
      actorName: actor.name,
      detail: detail as unknown as Record<string, unknown>,
    }),
  );

/** How many events of a record are shown at once. */
export const eventsAtOnce = 50;

/** For a read batch: what happened to a record, newest first, and one more than is shown; `before`: what was before an event. */
export const eventsOf = (orm: Builder, noun: string, record: string | SQL, before?: string) =>
  orm
    .select()
    .from(events)
    .where(
      and(
        eq(events.noun, noun),
        sql`${events.record} = ${record}`,
        before === undefined ? undefined : lt(events.id, before),
      ),
    )
    .orderBy(desc(events.id))
    .limit(eventsAtOnce + 1);

/** What of a record's past is shown, newest first, and the event before which the rest lies. */
export interface Past {
  readonly timeline: readonly Line[];
  readonly earlier: string | null;
  /** It doesn't begin with the newest. */
  readonly isEarlier: boolean;
}

/** Of the rows that `eventsOf` read; `tell` makes the lines of those that are shown. */
export function pastOf<E extends { readonly id: string }>(
  rows: readonly E[],
  before: string | undefined,
  tell: (events: readonly E[]) => Line[],
): Past & { readonly events: readonly E[] } {
  const events = rows.slice(0, eventsAtOnce);
  const earlier = rows.length > events.length ? (events.at(-1)?.id ?? null) : null;
  return { events, timeline: tell(events), earlier, isEarlier: before !== undefined };
}

export interface Happened {
  kind: string;
  at: string;
  actorName: string;
  detail: Record<string, unknown>;
}

export interface Line extends Told {
  readonly at: Instant;
  readonly by?: string | undefined;
}

/** A record's timeline as staff read it. */
export const toldToStaff = (kinds: Happenings, rows: readonly Happened[], now: Instant): Line[] =>
  once(
    rows.map(({ kind, at, actorName, detail }) => {
      const told = known(kinds, kind)?.staff(detail as never, now) ?? unreadable;
      return { ...told, at: at as Instant, by: told.unnamed ? undefined : actorName };
    }),
  );

/** What a resident reads of one event: its details stay inside, for staff write them to one another. */
export const toldToResident = (
  kinds: OpenHappenings,
  { kind, at, detail }: Omit<Happened, "actorName">,
  now: Instant,
): Line => ({ ...(known(kinds, kind)?.resident(detail as never, now) ?? unreadable), at: at as Instant });

/** The same as residents read it. */
export const toldToResidents = (
  kinds: OpenHappenings,
  rows: readonly Omit<Happened, "actorName">[],
  now: Instant,
): Line[] => once(rows.map((row) => toldToResident(kinds, row, now)));

const known = <H>(kinds: Readonly<Record<string, H>>, kind: string): H | undefined =>
  Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;

/** Written by a newer version of the product than this one. */
const unreadable: Told = { title: "这一条由更新的版本写下，现在无法显示" };

function once(lines: readonly Line[]): Line[] {
  const seen = new Set<string>();
  return lines.filter((line) => {
    const same = JSON.stringify(line);
    return !line.once || (!seen.has(same) && seen.add(same));
  });
}
