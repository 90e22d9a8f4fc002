import { openDatabase } from "../../../db/client.ts";
import type { Clock } from "../../../worker/domain/clocks/clocks.ts";
import { Conflict, Invalid, NotFound } from "../../../worker/domain/errors.ts";
import type { Filing } from "../../../worker/domain/filings/filing.ts";
import type { Command } from "../../../worker/domain/kernel/command.ts";
import type { Context } from "../../../worker/domain/kernel/context.ts";
import { secretsFrom } from "../../../worker/domain/kernel/secrets.ts";
import type { Matter } from "../../../worker/domain/matters/matter.ts";
import type { Meeting } from "../../../worker/domain/meetings/meeting.ts";
import type { OrgUnit } from "../../../worker/domain/org/org.ts";
import { noPhotos } from "../../../worker/domain/photos/store.ts";
import { noRobots } from "../../../worker/domain/robots/places.ts";
import { nowhere } from "../../../worker/domain/webhooks/places.ts";
import type { Whistle } from "../../../worker/domain/whistles/whistle.ts";
import { workCalendar } from "../../../worker/rules/engine/calendar.ts";
import type { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import type { Instant } from "../../../worker/time/instants.ts";

/** Records made by hand, and what commands and pages make of them under some rules. No database is asked. */

export const now = "2026-05-28T02:00:00.000Z" as Instant;

const unitAt = (level: string, path: string, parentId: string | null): OrgUnit => ({
  id: level,
  parentId,
  level,
  name: `某${level}`,
  folded: `某${level}`,
  code: null,
  kind: null,
  path,
  households: null,
  residents: null,
  closedAt: null,
  revision: 1,
});

/** From the root down, each named after its level. The county has something above it, as in a prefecture. */
export const lineage: readonly OrgUnit[] = [
  unitAt("county", "/top/county/", "top"),
  unitAt("street", "/top/county/street/", "county"),
  unitAt("community", "/top/county/street/community/", "street"),
  unitAt("grid", "/top/county/street/community/grid/", "community"),
  unitAt("building", "/top/county/street/community/grid/building/", "grid"),
];

export const unitOf = (level: string): OrgUnit => lineage.find(({ id }) => id === level) as OrgUnit;

export const matter: Matter = {
  id: "m1",
  number: "2026-000001",
  receiptCode: "7K3M-9QXT-2VPD-8HRW",
  state: "resolved",
  source: "resident",
  category: "dark",
  urgency: null,
  body: "路灯不亮",
  place: "路口",
  orgUnitId: "grid",
  communityId: null,
  orgPath: unitOf("grid").path,
  level: "grid",
  levelPath: unitOf("grid").path,
  reporterName: null,
  reporterPhone: null,
  handlerId: null,
  handlerName: null,
  outcome: "已修好",
  closure: null,
  satisfied: null,
  withheldAt: null,
  reopenings: 0,
  urgings: 0,
  added: null,
  urgedAt: null,
  gave: null,
  mergedInto: null,
  splitFrom: null,
  externalNumber: null,
  exclusion: null,
  review: null,
  counted: {},
  ruleVersion: 1,
  reportedAt: now,
  resolvedAt: now,
  closedAt: null,
  revision: 1,
};

/** A clock that the rules set. */
export const clockOf = (kind: string, inputs: Clock["inputs"]) => ({
  noun: "matter",
  kind,
  inputs,
  setBy: "rules" as const,
  reason: null,
  pausedAt: null,
});

export const meeting: Meeting = {
  id: "s1",
  series: "joint",
  title: "某次会议",
  orgUnitId: "street",
  orgPath: unitOf("street").path,
  startsAt: now,
  place: "会议室",
  state: "held",
  ruleVersion: 1,
  revision: 1,
};

export const whistle: Whistle = {
  id: "w1",
  number: "2026-000001",
  kind: "joint",
  orgUnitId: "street",
  orgPath: unitOf("street").path,
  occasion: "违法建设",
  body: "一起去看",
  place: null,
  matterId: null,
  state: "blown",
  ruleVersion: 1,
  blownById: "a9",
  blownBy: "甲",
  blownAt: now,
  revision: 1,
};

/** What was blown in a month that is over, not filed yet. */
export const filing: Filing = {
  id: "f1",
  orgUnitId: "street",
  orgPath: unitOf("street").path,
  kind: whistle.kind,
  month: "2026-04",
  begins: "2026-03-31T16:00:00.000Z",
  ends: "2026-04-30T16:00:00.000Z",
  state: "open",
  carried: [],
  struck: [],
  document: null,
  summary: null,
  filedAt: null,
  filedBy: null,
  ruleVersion: 1,
  revision: 1,
};

/** A rule set as the database answers it. */
export const versions = (rules: RuleSet) => [
  {
    version: 1,
    document: rules,
    preset: "xinye",
    note: "",
    effectiveFrom: now,
    publishedBy: "甲",
    publishedAt: now,
  },
];

const database = openDatabase({ url: "http://127.0.0.1:9" });
const secrets = await secretsFrom(btoa("0123456789abcdef0123456789abcdef"));

/** Somebody who may do everything in a county whose database answers these rows. */
export const contextOf = (rows: object): Context => ({
  db: { ...database, read: async () => rows as never },
  now,
  actor: {
    kind: "person",
    accountId: "a1",
    name: "甲",
    grants: (["county_admin", "meeting_secretary"] as const).map((role) => ({
      role,
      scopeKind: "org",
      scopeId: "county",
      scopeName: "某县",
    })),
  },
  realm: "xinye",
  requestId: "r1",
  idempotencyKey: null,
  calendar: workCalendar(),
  secrets,
  passwords: { hash: async () => "", verify: async () => false },
  anchors: () => ({ begins: false, read: async () => null, move: async () => false }),
  robots: noRobots,
  webhooks: nowhere,
  photos: noPhotos,
  defer: () => {},
});

/** What a command would write on these rows, or why it refuses; what is made by chance is left out. */
export async function decided(command: Command, input: object, rows: object): Promise<unknown> {
  const begun = await command.begin(contextOf(rows), input);
  try {
    const { statements } = await begun.settle(rows as Record<string, unknown>);
    return statements.map((statement) => {
      const { params } = (statement as unknown as { toSQL(): { params: unknown[] } }).toSQL();
      return JSON.stringify(params).replace(chance, "#");
    });
  } catch (error) {
    if (error instanceof Invalid) return error.problems;
    if (error instanceof NotFound || error instanceof Conflict) return error.message;
    throw error;
  }
}

// Ids stand without hyphens among the words by which a record is found.
const chance =
  /[0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}|\b[0-9a-f]{64}\b/g;
