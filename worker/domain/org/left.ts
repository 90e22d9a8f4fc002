import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Builder, Results } from "../../../db/client.ts";
import { accounts, grants } from "../../../db/kernel/schema.ts";
import { assignments } from "../../../db/tenant/schema/assignments.ts";
import { filings } from "../../../db/tenant/schema/filings.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { whistles } from "../../../db/tenant/schema/whistles.ts";
import { clocks, listings } from "../../../db/tenant/schema/work.ts";
import { inChineseOrder } from "../../text/order.ts";
import { account } from "../accounts/account.ts";
import { Conflict, type Link } from "../errors.ts";
import { assert, type RowChange } from "../kernel/changes.ts";
import { mayEver } from "../kernel/rights.ts";
import type { Grant } from "../kernel/roles.ts";
import { review } from "../matters/review-clock.ts";

/** A task that is reported done may still be sent back. */
const unfinished = ["open", "done"] as const;

/** How many of each kind are read: enough to begin with. */
const most = 50;

/** Who works there, for whoever may know, and whether there are more of them. */
export const peopleThere = ({ people }: LeftRows, mayKnow: boolean) => ({
  people: mayKnow ? people.slice(0, most - 1) : null,
  morePeople: people.length === most,
});

/** For a read batch: all that still belongs to an org unit or a member unit, by its id, and must be gone before it closes. */
export const leftIn = (orm: Builder, id: string | SQL) => ({
  ...unitsIn(orm, id),
  people: orm
    .select({ id: accounts.id, name: accounts.name, role: grants.role })
    .from(grants)
    .innerJoin(accounts, eq(accounts.id, grants.accountId))
    .where(and(sql`${grants.scopeId} = ${id}`, isNull(grants.revokedAt), isNull(accounts.disabledAt)))
    .orderBy(asc(accounts.name), asc(grants.id))
    .limit(most),
  ...workIn(orm, id),
});

/** The units below one, and the member units registered there. */
const unitsIn = (orm: Builder, id: string | SQL) => ({
  units: orm
    .select({ id: orgUnits.id, name: orgUnits.name })
    .from(orgUnits)
    .where(and(sql`${orgUnits.parentId} = ${id}`, isNull(orgUnits.closedAt)))
    .limit(most),
  seated: orm
    .select({ id: memberUnits.id, name: memberUnits.name })
    .from(memberUnits)
    .where(
      and(
        sql`${memberUnits.orgPath} = (select path from org_units where id = ${id})`,
        isNull(memberUnits.closedAt),
      ),
    )
    .limit(most),
});

/** What of lists must be over before a unit closes. */
const records = [
  { noun: "matter", what: "没有办结的事项", page: "/matters", word: "事项" },
  { noun: "assignment", what: "没有答复的承办", page: "/assignments", word: "承办" },
  { noun: "meeting", what: "没有结束的会议", page: "/meetings", word: "会议" },
  { noun: "whistle", what: "没有结束的吹哨", page: "/whistles", word: "吹哨" },
  { noun: "filing", what: "没有报备的吹哨月份", page: "/filings", word: "吹哨报备" },
] as const;
const listedNouns = records.map(({ noun }) => noun);

const workIn = (orm: Builder, id: string | SQL) => ({
  tasks: orm
    .selectDistinct({ noun: clocks.noun, kind: clocks.kind, id: clocks.record, title: clocks.title })
    .from(clocks)
    .where(and(inArray(clocks.state, ["running", "paused"]), sql`${clocks.owner} = ${id}`))
    .limit(most),
  led: orm
    .select({ id: resolutions.id, title: resolutions.body })
    .from(resolutions)
    .where(and(sql`${resolutions.leadId} = ${id}`, inArray(resolutions.state, unfinished)))
    .limit(most),
  listed: listedIn(orm, id),
});

const listedIn = (orm: Builder, id: string | SQL) =>
  orm
    .select({
      noun: listings.noun,
      id: listings.record,
      number: sql<string | null>`coalesce(${matters.number}, ${whistles.number},
        (select m.number from matters m where m.id = ${assignments.matterId}), ${filings.month})`,
      title: meetings.title,
    })
    .from(listings)
    .leftJoin(matters, and(eq(listings.noun, "matter"), eq(matters.id, listings.record)))
    .leftJoin(meetings, and(eq(listings.noun, "meeting"), eq(meetings.id, listings.record)))
    .leftJoin(whistles, and(eq(listings.noun, "whistle"), eq(whistles.id, listings.record)))
    .leftJoin(assignments, and(eq(listings.noun, "assignment"), eq(assignments.id, listings.record)))
    .leftJoin(filings, and(eq(listings.noun, "filing"), eq(filings.id, listings.record)))
    .where(
      and(inArray(listings.noun, listedNouns), sql`${listings.scope} = ${id}`, eq(listings.active, true)),
    )
    .limit(most);

export type LeftRows = Results<ReturnType<typeof leftIn>>;

/** What of one kind is left, and where it is seen to. */
export interface Left {
  readonly what: string;
  readonly links: readonly Link[];
  /** The list of all of it, for whoever has one. */
  readonly all: Link | null;
  /** Whether there may be more than the links lead to. */
  readonly more: boolean;
}

/** What is left in a unit, in the order in which people would see to it. */
export function leftOf(id: string, rows: LeftRows, grants: readonly Grant[]): Left[] {
  const { units, seated, tasks, led, listed } = rows;
  const within = `within=${encodeURIComponent(id)}`;
  const of = (noun: string) => listed.filter((row) => row.noun === noun).sort(byNumber);
  // Of matters that have ended, which no list of what is open has.
  const reviews = tasks.filter(({ noun, kind }) => noun === review.noun && kind === review.kind);
  const todo = once([...tasks.filter(({ noun }) => noun === "resolution"), ...led]).map(
    linkTo("/resolutions/"),
  );
  return [
    left("下级组织", named("/org/", units), `/org?${within}&directly=1`, units),
    left("登记在这里的成员单位", named("/units/", seated), `/units?${within}`, seated),
    peopleLeft(rows, mayEver(grants, account.rights.view), `/people?${within}`),
    left("没有完成和验收的任务", todo, `/resolutions?${within}`, tasks, led),
    left("没有答复的复查申请", reviews.map(linkTo("/matters/")), null, tasks),
    ...records.map(({ noun, what, page, word }) => {
      const links = of(noun).map(({ id, number, title }) => ({
        href: `${page}/${id}`,
        text: title ?? `${word} ${number ?? ""}`,
      }));
      return left(what, links, `${page}?${within}`, listed);
    }),
  ].filter(({ links }) => links.length > 0);
}

/** `list`: where all of it stands; `read`: the rows that were read for it, as far as they go. */
const left = (what: string, links: Link[], list: string | null, ...read: unknown[][]): Left => ({
  what,
  links,
  all: list === null ? null : { href: list, text: `查看全部${what}` },
  more: read.some(({ length }) => length === most),
});

function peopleLeft({ people }: LeftRows, isKnown: boolean, list: string): Left {
  const persons = [...new Map(people.map(({ id, name }) => [id, name]))];
  const links = persons.map(([id, text]) => ({ href: isKnown ? `/people/${id}` : "/desk", text }));
  return left("在这里任职的人员", links, isKnown ? list : null, people);
}

const linkTo =
  (page: string) =>
  ({ id, title }: { id: string; title: string }): Link => ({ href: page + id, text: clipped(title) });

type Listed = LeftRows["listed"][number];

const byNumber = (a: Listed, b: Listed): number => (a.number ?? "").localeCompare(b.number ?? "");

const named = (page: string, rows: readonly { id: string; name: string }[]): Link[] =>
  inChineseOrder([...rows]).map(({ id, name }) => ({ href: page + id, text: name }));

const once = <R extends { id: string }>(rows: readonly R[]): R[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];

const clipped = (title: string): string => (title.length > 24 ? `${title.slice(0, 24)}…` : title);

/** How many of each kind a refusal names before it leads to the list of all. */
const shown = 5;

/** @throws Conflict that leads to what is left. `verb`: what was to be done. */
export function mustBeEmpty(left: readonly Left[], verb: string): void {
  if (left.length === 0) return;
  throw new Conflict(`还不能${verb}，先处理${left.map(({ what }) => what).join("、")}`, {
    links: left.flatMap(({ links, all, more }) => [
      ...links.slice(0, shown),
      ...(all && (more || links.length > shown) ? [all] : []),
    ]),
  });
}

/** For a decision: the same once more at the moment of writing. */
export const isEmpty = (id: string): RowChange =>
  assert(sql`not exists (select 1 from org_units where parent_id = ${id} and closed_at is null)
    and not exists (select 1 from member_units
      where org_path = (select path from org_units where id = ${id}) and closed_at is null)
    and not exists (select 1 from grants join accounts on accounts.id = grants.account_id
      where grants.scope_id = ${id} and grants.revoked_at is null and accounts.disabled_at is null)
    and not exists (select 1 from clocks where state in ('running', 'paused') and owner = ${id})
    and not exists (select 1 from resolutions where lead_id = ${id} and ${inArray(resolutions.state, [...unfinished])})
    and not exists (select 1 from listings where ${inArray(listings.noun, listedNouns)} and scope = ${id} and active)`);

/** For a decision: the org units and member units that something is put into are still open when it is written. */
export function stayOpen(...ids: readonly string[]): RowChange {
  const those = JSON.stringify([...new Set(ids)]);
  const open = (table: "org_units" | "member_units") =>
    sql`(select count(*) from ${sql.identifier(table)}
      where id in (select value from json_each(${those})) and closed_at is null)`;
  return assert(sql`${open("org_units")} + ${open("member_units")} = json_array_length(${those})`);
}
