import { sql } from "drizzle-orm";
import { outbox } from "../../../db/tenant/schema/work.ts";
import { type RowChange, statement } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import type { Sendings } from "../kernel/outbox.ts";
import { awakeAt } from "./quiet.ts";

/**
 * For a decision: what is written to a unit's group, at once or, at night and unless it is urgent, at eight in the morning; nothing
 * where it has no robot. One key, one message: a key must not come again within `keptFor.messages`.
 */
export const tellGroup = (
  { now, newId }: Pick<Given, "now" | "newId">,
  key: string,
  body: Sendings["robot"],
): RowChange =>
  statement((orm) =>
    orm.insert(outbox).select(
      sql`select ${newId()}, 'robot', ${`robot ${key}`}, ${JSON.stringify(body)}, ${now}, 0,
        ${body.urgent ? now : awakeAt(now)}, null, null from robots where id = ${body.scope}`,
    ),
  );
