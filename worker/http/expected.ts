import type { Hono } from "hono";
import { type Database, DatabaseUnavailable, SchemaMissing } from "../../db/client.ts";
import { type Called, type SignedIn, sessionCalled, signedInFrom } from "../domain/accounts/sessions.ts";
import { sha256 } from "../domain/kernel/secrets.ts";
import { type AppEnv, type C, deferrer, type Middleware, realmOf } from "./app-env.ts";
import { networkOf } from "./request.ts";

/** Sessions as this isolate saw them last, by site and id. */
const seen = new Map<string, SignedIn>();
const capacity = 5_000;

/** A session isn't as it was seen last. */
class Surprise extends Error {
  override readonly name = "Surprise";
}

/**
 * Who is signed in by a token. Whoever was a moment ago most likely still is, with the same rights: a county's request goes
 * by that at first, and asks for the session together with the first thing it reads, in one round trip and one snapshot.
 * Before that nothing is written; before that or the end nothing is answered. Where the session has changed, nothing came of
 * the request yet, and it is begun anew (docs/decisions/028-expected-sessions.md).
 */
export async function signedInBy(c: C, token: string): Promise<SignedIn | null> {
  const id = await sha256(token);
  const name = `${realmOf(c)} ${id}`;
  const look = (rows: Called) => signedInFrom(siteOf(c), { id, rows, network: networkOf(c) });
  const expected = mayExpect(c) ? seen.get(name) : undefined;
  if (expected) {
    goByIt(c, id, async (rows) => {
      if (JSON.stringify(await look(rows)) === JSON.stringify(expected)) return;
      seen.delete(name);
      throw new Surprise();
    });
    return expected;
  }
  const { rows } = await c.var.db.read({ rows: sessionCalled({ id }) });
  const found = await look(rows);
  if (found && c.var.tenant) remember(name, found);
  return found;
}

const siteOf = (c: C) => ({ db: c.var.db, now: c.var.now, realm: realmOf(c), defer: deferrer(c) });

/** Acts of the platform reach other databases; a body larger than others is taken in only from whoever is signed in. */
const mayExpect = (c: C): boolean => !c.env.anew && c.var.tenant !== undefined && !c.var.intake;

function remember(name: string, found: SignedIn): void {
  const [oldest] = seen.keys();
  if (seen.size >= capacity && oldest) seen.delete(oldest);
  seen.set(name, found);
}

/**
 * From now on the request's database looks at the session with the first thing it is asked for. It looks once: where the
 * session isn't as expected, or the database is away, all that waits for it hears so.
 */
function goByIt(c: C, id: string, compare: (rows: Called) => Promise<void>): void {
  const { db } = c.var;
  const session = sessionCalled({ id });
  let looked: Promise<void> | undefined;
  const look = (asking: Promise<Called>) => {
    looked = asking.then(compare);
    looked.catch((error: unknown) => {
      if (!holdsForAll(error)) looked = undefined;
    });
    return looked;
  };
  const confirm = () => looked ?? look(db.read({ session }).then((found) => found.session));
  const read: Database["read"] = async (queries) => {
    if (looked) {
      await looked;
      return db.read(queries);
    }
    const both = db.read({ ...queries, [beside]: session });
    await look(both.then(({ [beside]: rows }) => rows as Called));
    const { [beside]: _, ...answers } = await both;
    return answers as never;
  };
  const confirmed =
    <A>(work: (asked: A) => Promise<void>) =>
    async (asked: A) => {
      await confirm();
      return work(asked);
    };
  c.set("confirm", confirm);
  c.set("db", { ...db, read, write: confirmed(db.write), script: confirmed(db.script) });
}

/** What else goes wrong may be the fault of what was asked along with the session. */
const holdsForAll = (error: unknown): boolean =>
  error instanceof Surprise || (error instanceof DatabaseUnavailable && !(error instanceof SchemaMissing));

/** No query of a page is called so. */
const beside = " session";

/** The session is as it was expected. @throws Surprise */
export const confirmed = async (c: C): Promise<void> => c.var.confirm?.();

/** What went wrong, unless it did so because of a session that has changed: then there is nothing to answer yet. */
export async function unlessSurprised(c: C, error: unknown): Promise<unknown> {
  const sure = await confirmed(c).then(
    () => error,
    (instead: unknown) => instead,
  );
  if (!(sure instanceof Surprise)) return sure;
  c.set("surprised", true);
  return undefined;
}

/** Begins a request anew whose session wasn't as expected. */
export const beginAnew =
  (app: Hono<AppEnv>): Middleware =>
  async (c, next) => {
    await next();
    if (!c.var.surprised) return;
    const { url, method, headers } = c.req.raw;
    const { body } = c.var;
    const again = new Request(url, { method, headers, ...(body?.length ? { body } : {}) });
    // Nothing of the first answer stays, none of its header fields either.
    c.res = undefined;
    c.res = await app.fetch(again, { ...c.env, anew: c.var.meter }, c.executionCtx);
  };
