import { eq, sql } from "drizzle-orm";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { olderEntries } from "../county/county.ts";
import type { Context } from "../kernel/context.ts";
import type { Asked } from "../lists/asked.ts";
import { cellsFor } from "../lists/cells.ts";
import type { Page } from "../lists/page.ts";
import { scanOf } from "../lists/scan.ts";
import { isSearch } from "../lists/words.ts";
import { matterList, nextDue } from "./listing.ts";
import { handlerCalled } from "./matter.ts";

/** What a row is marked by. */
const marks = {
  isExcluded: sql<boolean>`coalesce(${matters.exclusion} ->> '$.state' = 'granted', 0)`.mapWith(Boolean),
  hasAddition: sql<boolean>`coalesce(${matters.added} ->> '$.waits', 0)`.mapWith(Boolean),
};

/** For a read batch: the rows of one page of a list. */
export const listed = ({ db: { orm } }: Context, { table, record, key, inOrder }: Page) =>
  orm
    .select({
      id: matters.id,
      key,
      number: matters.number,
      state: matters.state,
      closure: matters.closure,
      category: matters.category,
      older: olderEntries("intake", matters.ruleVersion),
      source: matters.source,
      externalNumber: matters.externalNumber,
      body: matters.body,
      place: matters.place,
      unit: orgUnits.name,
      orgPath: matters.orgPath,
      levelPath: matters.levelPath,
      handlerId: matters.handlerId,
      handlerName: handlerCalled,
      ...marks,
      reportedAt: matters.reportedAt,
      next: nextDue,
    })
    .from(table)
    .innerJoin(matters, eq(matters.id, record))
    .innerJoin(orgUnits, eq(orgUnits.id, matters.orgUnitId))
    .orderBy(inOrder);

/** For a read batch: how many of what has ended, and is asked for, are excluded; where it isn't counted nothing is read. */
export const excludedFor = (ctx: Context, asked: Asked) =>
  asked.done && !isSearch(asked)
    ? { excluded: cellsFor(ctx, scanOf(ctx, matterList, { ...asked, excluded: true })) }
    : {};
