import { eq, sql } from "drizzle-orm";
import * as z from "zod";
import type { Builder } from "../../../db/client.ts";
import { county } from "../../../db/tenant/schema/county.ts";
import { cleaned } from "../../text/cleaned.ts";
import { phoneFrom } from "../../text/phone.ts";
import type { Instant } from "../../time/instants.ts";
import { Conflict, NotFound } from "../errors.ts";
import { updateExactlyOne } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { line, optional, revision } from "../kernel/input.ts";
import { rootScope, theRoot } from "../org/root.ts";
import { entriesAt } from "./county.ts";
import { countyNoun } from "./rights.ts";
import { type IdentityField, identityFields, identityLabels as labels } from "./words.ts";

const said = {
  slug: county.slug,
  publicName: county.publicName,
  hotline: county.hotline,
  office: county.office,
  icpNumber: county.icpNumber,
  policeNumber: county.policeNumber,
  changedBy: county.changedBy,
  changedAt: county.changedAt,
  revision: county.revision,
} as const;

/** For a read batch: what the county says of itself on each of its pages for residents. What isn't set is null. */
export const identityOf = (orm: Builder) => orm.select(said).from(county).limit(1);

/** The same, and whether the rules in force promise residents anything, for the links at the foot of each page. */
export const imprintOf = (orm: Builder, now: Instant) =>
  orm
    .select({
      ...said,
      promises: sql<boolean>`exists (select 1 from ${entriesAt("$.intake.commitments", now)})`.mapWith(
        Boolean,
      ),
    })
    .from(county)
    .limit(1);

export type Identity = Awaited<ReturnType<typeof identityOf>>[number];

/** @throws NotFound in a database that is no county's. */
export function theIdentity([found]: readonly Identity[]): Identity {
  if (!found) throw new NotFound("county");
  return found;
}

export async function identity(ctx: Context): Promise<Identity> {
  const { found } = await ctx.db.read({ found: identityOf(ctx.db.orm) });
  return theIdentity(found);
}

/** What people dial: a short number such as 12345, or one that can be dialled from elsewhere. */
function dialled(typed: string): string | null {
  const text = cleaned(typed).normalize("NFKC").replace(/[\s-]/g, "");
  return /^[1-9]\d{2,5}$/.test(text) ? text : phoneFrom(typed);
}

const hotline = z
  .string("请填写一个号码")
  .max(60)
  .overwrite((text) => dialled(text) ?? text)
  .refine((text) => dialled(text) !== null, "请填写能直接拨打的号码，例如 12345、0377-66221234")
  .meta({ title: labels.hotline });

/** Blanks have no place in these numbers, and come along when they are copied. */
const numbered = (label: string, pattern: RegExp, example: string) =>
  z
    .string(`请填写一个${label}`)
    .max(60)
    .overwrite((text) => cleaned(text).normalize("NFKC").replace(/\s/g, ""))
    .refine((text) => pattern.test(text), `请按备案页面上的写法填写，例如 ${example}`)
    .meta({ title: label });

const icpNumber = numbered(
  labels.icpNumber,
  /^\p{Script=Han}{1,4}ICP[备证]\d{5,12}号(-\d{1,4})?$/u,
  "豫ICP备12345678号-1",
);
const policeNumber = numbered(
  labels.policeNumber,
  /^\p{Script=Han}{1,4}公网安备\d{11,14}号$/u,
  "豫公网安备41000000000000号",
);

/** What residents look for and the county hasn't said yet, in words. Its name is known in any case. */
export const unsaid = ({ hotline, office, icpNumber, policeNumber }: Identity): string[] => [
  ...(office ? [] : [labels.office]),
  ...(hotline ? [] : [labels.hotline]),
  ...(icpNumber || policeNumber ? [] : ["备案号"]),
];

const SetIdentity = z.strictObject({
  revision,
  publicName: optional(line(labels.publicName, 30)),
  hotline: optional(hotline),
  office: optional(line(labels.office, 60)),
  icpNumber: optional(icpNumber),
  policeNumber: optional(policeNumber),
});

/** Says anew what the county is on its pages for residents; what is left out is no longer shown. */
export const setIdentity = command({
  right: countyNoun.rights.setIdentity,
  input: SetIdentity,
  operation: { resource: "/identity", summary: "修改本县对外的名称、热线、主办单位和备案号", method: "put" },
  load: (orm) => ({ found: identityOf(orm), root: theRoot(orm) }),
  state: ({ found, root }) => ({ ...theIdentity(found), root }),
  scopes: ({ root }) => rootScope(root),
  revision: ({ revision }) => revision,
  decide: (state, { revision: sent, ...said }, { actor, now }) => {
    if (state.revision !== sent) throw stale(state);
    const whole = Object.fromEntries(identityFields.map((name) => [name, said[name] ?? null])) as Record<
      IdentityField,
      string | null
    >;
    const set = { ...whole, changedBy: actor.name, changedAt: now, revision: sql`${county.revision} + 1` };
    return {
      result: { id: state.slug },
      on: { noun: countyNoun.noun, id: state.slug },
      detail: whole,
      rows: [updateExactlyOne(county, eq(county.revision, sent), set)],
    };
  },
});

function stale({ revision, changedBy, changedAt, ...said }: Identity): Conflict {
  return new Conflict("您打开之后，别人先保存了本县信息", {
    changedBy: changedBy ?? "",
    changedAt: changedAt ?? "",
    revision,
    fields: identityFields.map((name) => ({
      name,
      label: labels[name],
      value: said[name] ?? "没有填写",
    })),
  });
}
