import { eq, sql } from "drizzle-orm";
import { audit } from "../../../db/kernel/schema.ts";
import { countyNoun } from "../county/rights.ts";
import type { Context } from "../kernel/context.ts";
import { authorise, scopesOfPath } from "../kernel/rights.ts";
import { cut } from "../lists/page.ts";
import { viewsOf } from "../lists/views.ts";
import { actionWord, nounWord, subjectOf } from "../nouns.ts";
import { theRoot } from "../org/root.ts";
import type { LogAsked } from "./asked.ts";
import { countingOf, figuresOf, type Value } from "./counts.ts";
import { pageOf, type Scan, scanOf } from "./scan.ts";
import { followed, peopleNamed, who } from "./search.ts";
import { calledSubject } from "./subjects.ts";

/** For a read batch: the entries of one page and one more, in their order, and how far was looked for them. */
function listed({ db: { orm } }: Context, scan: Scan) {
  const { rows, edge, way } = pageOf(scan);
  return {
    edge: orm.select({ key: sql<string | null>`seq` }).from(sql`(${edge})`),
    rows: orm
      .select({
        key: sql<string>`page.seq`.mapWith(String),
        seq: audit.seq,
        at: audit.at,
        who: sql<string>`${who}`,
        actorName: audit.actorName,
        action: audit.action,
        subject: audit.subject,
        called: calledSubject,
        sealed: sql<boolean>`hash is not null`.mapWith(Boolean),
      })
      .from(sql`(${rows}) page`)
      .innerJoin(audit, eq(audit.seq, sql`page.seq`))
      .orderBy(sql`page.at ${way}, page.seq ${way}`),
  };
}

type Listed = ReturnType<typeof listed>;

/** For a read batch: what those are called whom the log is asked about. */
const asked = ({ db: { orm } }: Context, { by = "", about = "" }: LogAsked) => ({
  by: orm
    .select({ name: audit.actorName })
    .from(audit)
    .where(sql`${who} = ${by}`)
    .orderBy(sql`at desc`)
    .limit(1),
  about: orm.select({ called: calledSubject }).from(sql`(select ${about} as subject) audit`),
});

/** One page of the log. It speaks of the whole county. */
export async function auditPage(ctx: Context, of: LogAsked) {
  const scan = scanOf(of, ctx.now);
  const { root, rows, edge, tallied, counted, people, views, by, about } = await ctx.db.read({
    root: theRoot(ctx.db.orm),
    ...listed(ctx, scan),
    ...countingOf(ctx, scan),
    ...asked(ctx, of),
    people: peopleNamed(ctx, of.search),
    views: viewsOf(ctx, "audit"),
  });
  authorise(ctx.actor, countyNoun.rights.viewAudit, scopesOfPath(root[0]?.path ?? ""));
  const { rows: shown, ...turns } = cut(scan, of, rows, edge);
  const { all, actions, kinds } = figuresOf(of, tallied, counted);
  return {
    ...turns,
    noun: "audit" as const,
    asked: of,
    entries: shown.map(told),
    all,
    actions: named(actions, actionWord),
    kinds: named(kinds, nounWord),
    /** Whom a search found, and whether there are more of them than were followed. */
    people: people.slice(0, followed),
    morePeople: people.length > followed,
    by: by[0]?.name ?? null,
    about: of.about === undefined ? null : subjectOf(of.about, about[0]?.called ?? null),
    views,
  };
}

const told = ({ key: _place, called, ...row }: Awaited<Listed["rows"]["_"]["result"]>[number]) => ({
  ...row,
  said: actionWord(row.action),
  about: subjectOf(row.subject, called),
});

export type AuditPage = Awaited<ReturnType<typeof auditPage>>;

const named = (values: readonly Value[], word: (value: string) => string) =>
  values.map((each) => ({ ...each, name: word(each.value) }));
