import { asc, desc, eq } from "drizzle-orm";
import { audit } from "../../db/kernel/schema.ts";
import { ruleDrafts, ruleSets } from "../../db/tenant/schema/county.ts";
import { startDraft } from "../../worker/domain/rules/drafts.ts";
import { editItem } from "../../worker/domain/rules/edit.ts";
import { publishDraft } from "../../worker/domain/rules/publish.ts";
import { itemAt } from "../../worker/rules/document/items.ts";
import type { Entry, RuleDocument } from "../../worker/rules/schema/document.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import type { County, Who } from "../support/county.ts";

export interface By {
  who?: Who;
  at?: string;
}

/** Starts a draft; without a source from the rules in force. */
export const draft = async (
  county: County,
  from: object = {},
  { who = "admin", at }: By = {},
): Promise<number> => (await startDraft(county.as(who, at), from)).number;

export async function draftRow(county: County, number: number) {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(ruleDrafts).where(eq(ruleDrafts.number, number)),
  });
  if (!rows[0]) throw new Error(`no draft ${number}`);
  return { ...rows[0], rules: rows[0].document as RuleSet };
}

export async function versionRows(county: County) {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(ruleSets).orderBy(asc(ruleSets.version)),
  });
  return rows.map((row) => ({ ...row, rules: row.document as RuleSet }));
}

export async function draftRows(county: County) {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(ruleDrafts).orderBy(asc(ruleDrafts.number)),
  });
  return rows;
}

export async function versionRow(county: County, version: number) {
  const row = (await versionRows(county)).find((each) => each.version === version);
  if (!row) throw new Error(`no version ${version}`);
  return row;
}

/** Changes one item of a draft as it stands now. */
export async function edit(
  county: County,
  number: number,
  path: string,
  change: (value: Entry) => Entry,
  { who = "admin", at }: By = {},
): Promise<void> {
  const { document, revision } = await draftRow(county, number);
  const held = itemAt(document as RuleDocument, path)?.value ?? {};
  const value = change(structuredClone(held));
  await editItem(county.as(who, at), { number, revision, path, value });
}

/** Publishes a draft as it stands now. */
export async function publish(
  county: County,
  number: number,
  more: object = {},
  { who = "admin", at }: By = {},
): Promise<void> {
  const { revision } = await draftRow(county, number);
  await publishDraft(county.as(who, at), { number, revision, note: "按县里的通知修改", ...more });
}

/** The newest entries of the audit log about a version or draft, oldest first. */
export async function auditOf(county: County, number: number) {
  const { rows } = await county.db.read({
    rows: county.db.orm
      .select()
      .from(audit)
      .where(eq(audit.subject, `rules:${number}`))
      .orderBy(desc(audit.seq)),
  });
  return rows.reverse();
}
