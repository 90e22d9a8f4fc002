import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { Lucia, TimeSpan } from "lucia";
import type { Database, Query } from "../../../db/client.ts";
import { accounts, grants, sessions } from "../../../db/kernel/schema.ts";
import { compiled, type Places } from "../../../db/queries.ts";
import { type Instant, instant, MINUTE, toMs } from "../../time/instants.ts";
import type { Actor, Context } from "../kernel/context.ts";
import type { Grant } from "../kernel/roles.ts";
import { newToken, sha256 } from "../kernel/secrets.ts";

/**
 * The only file that knows Lucia. The token lives in the browser or API client; its SHA-256 is the session's id.
 * A session ends when unused for `idle`, and in any case `absolute` after sign-in.
 */

interface Limits {
  idle: TimeSpan;
  absolute: TimeSpan;
}

/** OWASP ASVS 5.0 V7.3 asks for both limits; the platform's are short, for it opens every county's door. */
const limits: { county: Limits; platform: Limits } = {
  county: { idle: new TimeSpan(3, "d"), absolute: new TimeSpan(30, "d") },
  platform: { idle: new TimeSpan(2, "h"), absolute: new TimeSpan(12, "h") },
};

/** How and from where a session is opened. */
export interface Opened {
  kind: "browser" | "api";
  device: string;
  /** Coarse, as networkOf says. */
  network: string;
}

interface SessionAttributes extends Opened {
  createdAt: string;
  usedAt: string;
  provenAt: string;
}

declare module "lucia" {
  interface Register {
    Lucia: ReturnType<typeof lucia>;
    DatabaseSessionAttributes: SessionAttributes;
    DatabaseUserAttributes: { actor: Actor };
  }
}

const limitsOf = (realm: string): Limits => limits[realm === "platform" ? "platform" : "county"];

/** For a query: the sessions that have neither gone unused for too long nor outlived sign-in by too much. */
export const stillOpen = (realm: string) =>
  and(
    gt(sessions.expiresAt, Date.now()),
    gt(sessions.createdAt, instant(Date.now() - limitsOf(realm).absolute.milliseconds())),
  );

/** What an owner calls a session by: enough of its id to tell it from others, and not the id. */
export const handle = (id: SQLiteColumn) => sql<string>`substr(${id}, 1, 24)`;
export const handleOf = (id: string): string => id.slice(0, 24);

type SessionContext = Pick<Context, "db" | "defer" | "realm">;

export interface SignedIn {
  actor: Actor;
  sessionId: string;
  kind: Opened["kind"];
  /** When the password was last given. */
  provenAt: Instant;
}

/** How long a use goes without being noted, for a page must not cost a write. */
const unnoted = 10 * MINUTE;

/** For a read batch: a session and whose it is, for `signedInFrom`. */
export const sessionCalled = compiled((orm, { id }: Places<{ id: string }>) =>
  orm
    .select({ session: sessions, account: accounts, grant: grants })
    .from(sessions)
    .innerJoin(accounts, and(eq(accounts.id, sessions.accountId), isNull(accounts.disabledAt)))
    .leftJoin(grants, and(eq(grants.accountId, accounts.id), isNull(grants.revokedAt)))
    .where(eq(sessions.id, id)),
);

/** What `sessionCalled` found. */
export type Called = ReturnType<typeof sessionCalled>["_"]["result"];

/**
 * Null when the session is unknown or ended or the account is disabled. The use is noted, with the network it comes from,
 * after the answer.
 */
export async function signedInFrom(
  ctx: SessionContext & Pick<Context, "now">,
  called: { id: string; rows: Called; network: string },
): Promise<SignedIn | null> {
  const { network } = called;
  const { session, user } = await lucia(ctx, { rows: called.rows }).validateSession(called.id);
  if (!session) return null;
  const { id, kind, usedAt, provenAt } = session;
  if (toMs(ctx.now) - toMs(usedAt as Instant) > unnoted) ctx.defer(() => noteUse(ctx, id, network));
  return { actor: user.actor, sessionId: id, kind, provenAt: provenAt as Instant };
}

const noteUse = ({ db, now: usedAt }: Pick<Context, "db" | "now">, id: string, network: string) =>
  db.write([db.orm.update(sessions).set({ usedAt, network }).where(eq(sessions.id, id))]);

/** Opens a session and returns its token. `alongside` is committed in the same batch. */
export async function openSession(
  ctx: Context,
  accountId: string,
  as: Opened,
  alongside: readonly Query[],
): Promise<string> {
  const token = newToken();
  const { kind, device, network } = as;
  const attributes = { kind, device, network, createdAt: ctx.now, usedAt: ctx.now, provenAt: ctx.now };
  await lucia(ctx, { alongside }).createSession(accountId, attributes, { sessionId: await sha256(token) });
  return token;
}

/** For use in a batch: ends one session. */
export const endSession = (db: Database, sessionId: string): Query =>
  db.orm.delete(sessions).where(eq(sessions.id, sessionId));

/** What Lucia finds, and what is committed with a session that it opens. */
interface Given {
  rows?: Called;
  alongside?: readonly Query[];
}

function lucia(ctx: SessionContext, given: Given) {
  const { idle } = limitsOf(ctx.realm);
  return new Lucia(adapter(ctx, given), {
    sessionExpiresIn: idle,
    getSessionAttributes: ({ kind, usedAt, provenAt }) => ({ kind, usedAt, provenAt }),
    getUserAttributes: ({ actor }) => ({ actor }),
  });
}

function adapter({ db, defer, realm }: SessionContext, { rows = [], alongside = [] }: Given) {
  const write = (query: Query) => db.write([query]);
  return {
    getSessionAndUser: async () => sessionAndUser(rows, limitsOf(realm)),
    async setSession({ id, userId, expiresAt, attributes }: DatabaseSession) {
      const row = { id, accountId: userId, ...attributes, expiresAt: expiresAt.getTime() };
      await db.write([db.orm.insert(sessions).values(row), ...alongside]);
    },
    async updateSessionExpiration(id: string, expiresAt: Date) {
      const moved = { expiresAt: expiresAt.getTime() };
      defer(() => write(db.orm.update(sessions).set(moved).where(eq(sessions.id, id))));
    },
    async deleteSession(id: string) {
      defer(() => write(endSession(db, id)));
    },
    deleteUserSessions: (accountId: string) =>
      write(db.orm.delete(sessions).where(eq(sessions.accountId, accountId))),
    deleteExpiredSessions: () => write(db.orm.delete(sessions).where(lt(sessions.expiresAt, Date.now()))),
    getUserSessions: async () => [],
  };
}

/** A session and whose it is. However much it is used, it ends at its absolute limit. */
function sessionAndUser(rows: Called, { absolute }: Limits): [DatabaseSession, DatabaseUser] | [null, null] {
  const [first] = rows;
  if (!first) return [null, null];
  const { session, account } = first;
  const held = rows.flatMap(({ grant }) => (grant ? [grant as Grant] : []));
  const actor: Actor = { kind: "person", accountId: account.id, name: account.name, grants: held };
  const latest = toMs(session.createdAt as never) + absolute.milliseconds();
  const expiresAt = new Date(Math.min(session.expiresAt, latest));
  return [
    { id: session.id, userId: account.id, expiresAt, attributes: session },
    { id: account.id, attributes: { actor } },
  ];
}

interface DatabaseSession {
  id: string;
  userId: string;
  expiresAt: Date;
  attributes: SessionAttributes;
}

interface DatabaseUser {
  id: string;
  attributes: { actor: Actor };
}
