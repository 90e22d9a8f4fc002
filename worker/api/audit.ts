import * as z from "zod";
import { asking } from "../domain/audit/asked.ts";
import { auditPage } from "../domain/audit/read.ts";
import { countyNoun } from "../domain/county/rights.ts";
import { optional, whole } from "../domain/kernel/input.ts";
import { type Endpoint, reading } from "./endpoint.ts";
import { instant, text } from "./schemas.ts";

/** Everything that the log's page can be asked, and the `next` of the answer before. */
const input = z.strictObject({
  action: optional(asking.action),
  kind: optional(asking.kind),
  by: optional(asking.by),
  about: optional(asking.about),
  days: optional(asking.days),
  from: optional(asking.from),
  until: optional(asking.until),
  search: optional(asking.search),
  order: optional(asking.order),
  size: optional(asking.size),
  before: optional(whole("before 须为正整数", { min: 1 })),
});

const AuditEntries = z
  .object({
    entries: z.array(
      z.object({
        seq: z.int(),
        at: instant,
        who: text.meta({ description: "操作人的账号；没有账号的是名称，可作 by 参数" }),
        actorName: text,
        action: text,
        subject: text.meta({ description: "对象，可作 about 参数" }),
        sealed: z.boolean(),
      }),
    ),
    next: z.int().nullable(),
  })
  .meta({ id: "AuditEntries" });

/** A county's log. */
export const logReads: readonly Endpoint[] = [
  reading(
    countyNoun.rights.viewAudit,
    input,
    async (ctx, { before: after, ...asked }) => {
      const page = await auditPage(ctx, { ...asked, after });
      return { ...page, next: page.next === null ? null : Number(page.next) };
    },
    { path: "/audit-entries", summary: "审计记录，由新到旧，每页 20 条", output: AuditEntries },
  ),
];
