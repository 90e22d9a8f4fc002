import { accounts, grants, invitations } from "../../../db/kernel/schema.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import * as post from "../../../worker/domain/accounts/listing.ts";
import { newId } from "../../../worker/domain/kernel/secrets.ts";
import * as org from "../../../worker/domain/org/listing.ts";
import * as unit from "../../../worker/domain/units/listing.ts";
import { DAY, type Instant, toMs } from "../../../worker/time/instants.ts";
import type { Size } from "./sizes.ts";
import { later, type Put, putListing } from "./tables.ts";
import { type Chance, oneOf, personName } from "./words.ts";

export interface Node {
  id: string;
  name: string;
  path: string;
}

/** Who works on matters and meetings, and where. */
export interface Place {
  now: Instant;
  root: Node;
  streets: readonly Node[];
  communities: readonly Node[];
  /** From the one that most is reported in down; the first lies in the first community, that in the first street. */
  grids: readonly Node[];
  /** The grid workers of each grid. */
  workers: ReadonlyMap<string, readonly { id: string; name: string }[]>;
  units: readonly Node[];
  /** One of each: they sit above and in the first grid. */
  sitting: Record<Who, string>;
}

export const whos = ["admin", "streetOfficer", "communityOfficer", "gridWorker"] as const;
export type Who = (typeof whos)[number];

/** The tree below its root, its member units and who works there. */
export function putPlace(put: Put, chance: Chance, size: Size, root: Node, now: Instant): Place {
  const opened = later(now, -6 * 365 * DAY);
  const idOf = makerFrom(toMs(opened));
  const under = (level: string, parents: readonly Node[], many: number, name: (at: number) => string) =>
    Array.from({ length: many }, (_, at) =>
      putNode(put, { id: idOf(), parent: parents[at % parents.length] ?? root, level, name: name(at) }),
    );
  const streets = under(
    "street",
    [root],
    size.streets,
    (at) => `${streetNames[at % streetNames.length]}街道`,
  );
  const communities = under("community", streets, size.communities, (at) => `第${at + 1}社区`);
  const grids = under("grid", communities, size.grids, (at) => `${at + 1}号网格`);
  const seats = [root, ...streets, ...communities];
  const units = Array.from({ length: size.units }, (_, at) => putUnit(put, idOf(), oneOf(chance, seats), at));
  const tree = { root, streets, communities, grids };
  const people = putPeople(put, chance, { people: size.people, now }, idOf, { ...tree, units });
  const sitting = Object.fromEntries(whos.map((who, at) => [who, people[at]?.id ?? ""]));
  const working = people.filter(({ role }) => role === "grid_worker");
  const workers = Map.groupBy(working, ({ node }) => node.id);
  const own = { workers, units, sitting: sitting as Place["sitting"] };
  return { now, ...tree, ...own };
}

const streetNames = ["汉城", "书院", "朝阳", "滨江", "解放", "和平", "建设", "新华"];

/** Ids from some moment on, each a little later. */
export function makerFrom(start: number): () => string {
  let count = 0;
  return () => newId(start + (count >> 4) * 1000, count++ & 15);
}

function putNode(
  put: Put,
  { id, parent, level, name }: { id: string; parent: Node; level: string; name: string },
): Node {
  const path = `${parent.path}${id}/`;
  const row = {
    id,
    parentId: parent.id,
    level,
    name,
    code: null,
    kind: level === "grid" ? "basic" : null,
    path,
  };
  put(orgUnits, row);
  const listing = org.listingOf(row);
  putListing(put, { ...listing, words: String(listing.words) });
  return { id, name, path };
}

const trades = ["自来水公司", "供电所", "卫生服务中心", "小学", "派出所", "物业公司", "商会", "银行支行"];

function putUnit(put: Put, id: string, seat: Node, at: number): Node {
  const name = `第${at + 1}${trades[at % trades.length]}`;
  const row = { id, name, kind: "localUnit", orgUnitId: seat.id, orgPath: seat.path };
  put(memberUnits, row);
  const listing = unit.listingOf(row);
  putListing(put, { ...listing, words: String(listing.words) });
  return { id, name, path: seat.path };
}

type Seats = Pick<Place, "root" | "streets" | "communities" | "grids"> & { units: readonly Node[] };

/** The first four in the order of `whos`; every grid has somebody, then half are liaisons of units. */
function seatOf(
  chance: Chance,
  at: number,
  { root, streets, communities, grids, units }: Seats,
): [Node, string] {
  const first = (nodes: readonly Node[]) => nodes[0] ?? root;
  if (at === 0) return [root, "county_admin"];
  if (at === 1) return [first(streets), "street_officer"];
  if (at === 2) return [first(communities), "community_officer"];
  if (at < 3 + grids.length) return [grids[at - 3] ?? root, "grid_worker"];
  if (chance() < 0.5) return [oneOf(chance, units), "unit_liaison"];
  if (chance() < 0.7) return [oneOf(chance, grids), "grid_worker"];
  if (chance() < 0.8) return [oneOf(chance, communities), "community_officer"];
  return [oneOf(chance, [root, ...streets]), "inspector"];
}

function putPeople(
  put: Put,
  chance: Chance,
  { people: many, now }: { people: number; now: Instant },
  idOf: () => string,
  seats: Seats,
): Person[] {
  return Array.from({ length: many }, (_, at) => {
    const [node, role] = seatOf(chance, at, seats);
    const person = { id: idOf(), name: personName(chance), username: `p${at}`, role, node };
    putPerson(put, person, idOf());
    putLink(put, person, { id: idOf(), used: at % 40 > 0 }, now);
    return person;
  });
}

/** Everybody was invited once; for some a link is open that leads to the same place. */
function putLink(
  put: Put,
  { id: accountId, name, role, node }: Person,
  { id, used }: { id: string; used: boolean },
  now: Instant,
): void {
  const scopeKind = role === "unit_liaison" ? ("unit" as const) : ("org" as const);
  const held = { role, scopeKind, scopeId: node.id, scopeName: node.name };
  const [createdAt, expiresAt] = used
    ? ["2020-01-01T00:00:00.000Z", "2020-01-08T00:00:00.000Z"]
    : [now, later(now, 7 * DAY)];
  const made = { id, purpose: "join" as const, name, ...held, createdAt, expiresAt };
  const ended = used ? { usedAt: createdAt, accountId } : {};
  put(invitations, { ...made, tokenHash: id, invitedBy: "管理员", invitedById: null, ...ended });
  const { words, until, ...listing } = post.linkListing(made, node.path);
  putListing(put, { ...listing, active: !used, state: used ? "used" : "open", words: String(words) }, until);
}

interface Person {
  id: string;
  name: string;
  username: string;
  role: string;
  node: Node;
}

function putPerson(put: Put, { id, name, username, role, node }: Person, grant: string): void {
  const scopeKind = role === "unit_liaison" ? ("unit" as const) : ("org" as const);
  const held = { id: grant, role, scopeKind, scopeId: node.id, scopeName: node.name };
  put(accounts, { id, username, name, passwordHash: "none", createdAt: "2020-01-01T00:00:00.000Z" });
  put(grants, { ...held, accountId: id, grantedAt: "2020-01-01T00:00:00.000Z" });
  const listing = post.listingOf(held, { name, username }, node.path);
  putListing(put, { ...listing, words: String(listing.words) });
}
