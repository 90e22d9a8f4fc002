import { type SQL, sql } from "drizzle-orm";
import { noun } from "./scan.ts";

/** By noun, what one of its records is called; what isn't here has no name of its own. */
const names: Readonly<Record<string, string>> = {
  matter: "(select number from matters where id = record)",
  meeting: "(select title from meetings where id = record)",
  resolution: `(select title || '第 ' || number || ' 号' from resolutions, meetings
    where resolutions.id = record and meetings.id = meeting_id)`,
  whistle: "(select number from whistles where id = record)",
  call: "(select number from whistles where id = (select whistle_id from calls where calls.id = record))",
  assignment:
    "(select number from matters where id = (select matter_id from assignments where assignments.id = record))",
  filing: `(select (select name from org_units where org_units.id = filings.org_unit_id) || ' ' || month
    from filings where filings.id = record)`,
  org: "(select name from org_units where id = record)",
  unit: "(select name from member_units where id = record)",
  robot:
    "(select name from org_units where id = record union all select name from member_units where id = record)",
  webhook: "(select name from webhooks where id = record)",
  account: "(select name from accounts where id = record)",
  invitation: "(select name from invitations where id = record)",
  rules: "'第 ' || record || ' 版'",
};

/**
 * What the record is called that the column `subject` names; null where it has no name, or is gone. The log speaks of the
 * whole county, so whoever reads it may read these.
 */
export const calledSubject: SQL<string | null> = sql<string | null>`case ${noun} ${sql.raw(
  Object.entries(names)
    .map(([noun, name]) => {
      const record = "substr(subject, instr(subject, ':') + 1)";
      return `when '${noun}' then ${name.replaceAll("record", record)}`;
    })
    .join(" "),
)} end`;
