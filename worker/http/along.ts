import type { Database, Query } from "../../db/client.ts";
import type { C } from "./app-env.ts";

/**
 * From now on something is read along with the first thing that the request asks its database, in the same round trip; not
 * where it asks for nothing. `name`: none of a page's queries is called so.
 */
export function readAlong<R>(c: C, name: ` ${string}`, query: Query<R>, take: (found: R) => void): void {
  const { db } = c.var;
  let asked = false;
  const read: Database["read"] = async (queries) => {
    if (asked) return db.read(queries);
    asked = true;
    const { [name]: found, ...answers } = await db.read({ ...queries, [name]: query });
    take(found as R);
    return answers as never;
  };
  c.set("db", { ...db, read });
}
