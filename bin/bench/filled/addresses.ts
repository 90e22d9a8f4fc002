import type { Filled } from "./county.ts";
import { type Who, whos } from "./place.ts";
import { categories, rare, searches } from "./words.ts";

/** A list as somebody asks for it. */
export interface Address {
  name: string;
  who: Who;
  path: string;
  /** What its budget is reckoned by. */
  size: number;
}

type Query = Readonly<Record<string, string>>;

/** Which list is asked for in which way: as it opens, narrowed, searched, or from its other end. */
export function wayOf({ path }: Pick<Address, "path">): string {
  const { pathname, searchParams } = new URL(path, "http://here");
  const has = (...names: string[]) => names.some((name) => searchParams.has(name));
  if (has("search")) return `${pathname}, searched`;
  if (has("before", "order")) return `${pathname}, from its end`;
  return `${pathname}, ${searchParams.size > 0 ? "filtered" : "first page"}`;
}

/** Before all there is in any order, and behind it. */
const [least, most] = ["0", "~"];

const common = categories[0]?.key ?? "";
const words = searches["two characters"];

/** What is asked of the matters. */
const ofMatters: Readonly<Record<string, Query>> = {
  "first page": {},
  "a state": { state: "accepted" },
  "a common category": { kind: common },
  "a rare category": { kind: rare.kind },
  "a source": { source: "hotline" },
  "a rare source": { source: rare.source },
  "category and state": { kind: common, state: "reported" },
  "rare category and state": { kind: rare.kind, state: "reported" },
  "state and rare source": { state: "accepted", source: rare.source },
  overdue: { due: "overdue" },
  "overdue of a state": { due: "overdue", state: "accepted" },
  "due in a week, by source": { due: "week", source: "hotline" },
  ended: { done: "1" },
  "ended, a state": { done: "1", state: "declined" },
  "ended, rare category": { done: "1", kind: rare.kind },
  "ended, two filters": { done: "1", kind: common, source: "visit" },
  "the oldest": { done: "1", order: "first" },
  "last page, turned back to": { done: "1", before: least },
  "last page of what runs": { before: most },
  ...Object.fromEntries(Object.entries(searches).map(([name, search]) => [`search: ${name}`, { search }])),
  "search, a state": { search: words, state: "reported" },
  "search, a rare source": { search: words, source: rare.source },
};

/** What is asked of them within a unit that isn't the person's own. */
const within = (place: string): Readonly<Record<string, Query>> => ({
  "within a place": { within: place },
  "within a place, overdue": { within: place, due: "overdue" },
  "within a place, ended": { within: place, done: "1" },
  "within a place, a search": { within: place, search: words },
});

/** Lists besides: who opens them, where they stand, and how much they show at once. */
const others: readonly (readonly [string, Who, string, number])[] = [
  ["meetings", "admin", "/meetings", 20],
  ["meetings", "communityOfficer", "/meetings", 20],
  ["meetings held", "admin", "/meetings?done=1", 20],
  ["meetings held, the first", "admin", "/meetings?done=1&order=first", 20],
  ["meetings, search", "admin", "/meetings?search=议事", 20],
  ["meetings of a series", "admin", "/meetings?kind=threeParty", 20],
  ["resolutions", "admin", "/resolutions", 20],
  ["resolutions", "communityOfficer", "/resolutions", 20],
  ["resolutions, overdue", "admin", "/resolutions?due=overdue", 20],
  ["resolutions that have ended", "admin", "/resolutions?done=1", 20],
  ["resolutions, last page", "admin", "/resolutions?done=1&before=0", 20],
  ["resolutions, search", "admin", "/resolutions?search=水管", 20],
  ["people", "admin", "/people", 20],
  ["people of a role", "admin", "/people?kind=unit_liaison", 20],
  ["people, last page", "admin", "/people?before=~", 20],
  ["people, a name", "admin", "/people?search=王伟", 20],
  ["people, initials", "admin", "/people?search=wxm", 20],
  ["invitations", "admin", "/people/invitations", 20],
  ["invitations used", "admin", "/people/invitations?state=used", 20],
  ["invitations, last page", "admin", "/people/invitations?done=1&before=0", 20],
  ["invitations, search", "admin", "/people/invitations?search=李", 20],
  ["desk", "gridWorker", "/desk", 50],
  ["desk", "admin", "/desk", 50],
  ["member units", "admin", "/units", 20],
  ["member units, search", "gridWorker", "/units?search=社区", 20],
  ["member units of a kind", "admin", "/units?kind=localUnit", 20],
  ["member units, last page", "admin", "/units?before=~", 20],
  ["what is directly below the county", "admin", "/org", 20],
  ["every grid", "gridWorker", "/org?kind=grid", 20],
  ["units of the tree, search", "admin", "/org?search=网格", 20],
  ["units of the tree, last page", "admin", "/org?kind=grid&before=~", 20],
];

/** What is asked of the log. */
const ofLog = (person: string): Readonly<Record<string, Query>> => ({
  "first page": {},
  "an act": { action: "matter.resolve" },
  "a kind": { kind: "matter" },
  "a person": { by: person },
  "a person's act": { by: person, action: "session.open" },
  "a record": { about: `matter:${person}` },
  "last month": { days: "30" },
  "a year, an act": { from: "2025-01-01", until: "2025-12-31", action: "session.open" },
  "the oldest": { order: "first" },
  "last page, turned back to": { before: "1" },
  "search: a surname": { search: "王" },
  "search: a surname, an act": { search: "王", action: "session.open" },
  "search: a number": { search: "123" },
});

/** All that is measured, in one county. */
export function addressesIn({ place: { communities, grids, root, sitting } }: Filled): Address[] {
  const inOwn = (who: Who) =>
    (who === "admin" || who === "streetOfficer" ? communities[0] : grids[0]) ?? root;
  const matters = whos.flatMap((who) =>
    Object.entries({ ...ofMatters, ...within(inOwn(who).id) }).map(([name, query]) => ({
      name,
      who,
      path: `/matters?${new URLSearchParams(query)}`,
      size: 20,
    })),
  );
  const log = Object.entries(ofLog(sitting.gridWorker)).map(([name, query]) => ({
    name: `log, ${name}`,
    who: "admin" as const,
    path: `/audit?${new URLSearchParams(query)}`,
    size: 20,
  }));
  return [...matters, ...others.map(([name, who, path, size]) => ({ name, who, path, size })), ...log];
}
