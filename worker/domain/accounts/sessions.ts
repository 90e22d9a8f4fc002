import { and, eq, gt, isNull, lt } from "drizzle-orm";
import { Lucia, TimeSpan } from "lucia";
import type { Database, Query } from "../../../db/client.ts";
import { accounts, grants, sessions } from "../../../db/kernel/schema.ts";
import { instant, toMs } from "../../time/instants.ts";
import type { Actor, Context } from "../kernel/context.ts";
import type { Grant } from "../kernel/policy.ts";
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

interface SessionAttributes {
  kind: "browser" | "api";
  device: string;
  createdAt: string;
}

declare module "lucia" {
  interface Register {
    Lucia: ReturnType<typeof lucia>;
    DatabaseSessionAttributes: SessionAttributes;
    DatabaseUserAttributes: { actor: Actor };
  }
}

const limitsOf = (place: string): Limits => limits[place === "platform" ? "platform" : "county"];

/** For a query: the sessions that have neither gone unused for too long nor outlived sign-in by too much. */
export const stillOpen = (place: string) =>
  and(
    gt(sessions.expiresAt, Date.now()),
    gt(sessions.createdAt, instant(Date.now() - limitsOf(place).absolute.milliseconds())),
  );

type SessionContext = Pick<Context, "db" | "defer" | "place">;

export interface SignedIn {
  actor: Actor;
  sessionId: string;
  kind: SessionAttributes["kind"];
}

/** One round trip. Null when the token is unknown, ended or the account is disabled. */
export async function signedInBy(ctx: SessionContext, token: string): Promise<SignedIn | null> {
  const { session, user } = await lucia(ctx).validateSession(await sha256(token));
  return session && { actor: user.actor, sessionId: session.id, kind: session.kind };
}

/** Opens a session and returns its token. `alongside` is committed in the same batch. */
export async function openSession(
  ctx: Context,
  accountId: string,
  as: { kind: SessionAttributes["kind"]; device: string },
  alongside: readonly Query[],
): Promise<string> {
  const token = newToken();
  const attributes = { ...as, createdAt: ctx.now };
  await lucia(ctx, alongside).createSession(accountId, attributes, { sessionId: await sha256(token) });
  return token;
}

/** For use in a batch: ends one session. */
export const endSession = (db: Database, sessionId: string): Query =>
  db.orm.delete(sessions).where(eq(sessions.id, sessionId));

function lucia(ctx: SessionContext, alongside: readonly Query[] = []) {
  const { idle } = limitsOf(ctx.place);
  return new Lucia(adapter(ctx, alongside), {
    sessionExpiresIn: idle,
    getSessionAttributes: ({ kind }) => ({ kind }),
    getUserAttributes: ({ actor }) => ({ actor }),
  });
}

function adapter({ db, defer, place }: SessionContext, alongside: readonly Query[]) {
  const { absolute } = limitsOf(place);
  const latest = (createdAt: string) => toMs(createdAt as never) + absolute.milliseconds();

  return {
    async getSessionAndUser(id: string) {
      const { rows } = await db.read({
        rows: db.orm
          .select({ session: sessions, account: accounts, grant: grants })
          .from(sessions)
          .innerJoin(accounts, and(eq(accounts.id, sessions.accountId), isNull(accounts.disabledAt)))
          .leftJoin(grants, and(eq(grants.accountId, accounts.id), isNull(grants.revokedAt)))
          .where(eq(sessions.id, id)),
      });
      const [first] = rows;
      if (!first) return [null, null] as [null, null];
      const { session, account } = first;
      const held = rows.flatMap(({ grant }) => (grant ? [grant as Grant] : []));
      const actor: Actor = { accountId: account.id, name: account.name, grants: held };
      const expiresAt = new Date(Math.min(session.expiresAt, latest(session.createdAt)));
      return [
        { id, userId: account.id, expiresAt, attributes: session },
        { id: account.id, attributes: { actor } },
      ] as [DatabaseSession, DatabaseUser];
    },
    async setSession({ id, userId, expiresAt, attributes }: DatabaseSession) {
      const { kind, device, createdAt } = attributes;
      const row = { id, accountId: userId, kind, device, createdAt, expiresAt: expiresAt.getTime() };
      await db.write([db.orm.insert(sessions).values(row), ...alongside]);
    },
    async updateSessionExpiration(id: string, expiresAt: Date) {
      const moved = db.orm
        .update(sessions)
        .set({ expiresAt: expiresAt.getTime() })
        .where(eq(sessions.id, id));
      defer(() => db.write([moved]));
    },
    async deleteSession(id: string) {
      defer(() => db.write([endSession(db, id)]));
    },
    async deleteUserSessions(accountId: string) {
      await db.write([db.orm.delete(sessions).where(eq(sessions.accountId, accountId))]);
    },
    async deleteExpiredSessions() {
      await db.write([db.orm.delete(sessions).where(lt(sessions.expiresAt, Date.now()))]);
    },
    async getUserSessions() {
      return [];
    },
  };
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
