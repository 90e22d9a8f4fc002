import * as z from "zod";

/** What the API answers, and all it answers: fields a query returns beyond these are left out. */

export const text = z.string();
export const maybe = text.nullable();
export const instant = text.meta({ format: "date-time", description: "UTC" });
export const maybeInstant = instant.nullable();

export const Nothing = z.object({});
export const AccountId = z.object({ accountId: text, username: text });
export const Session = z.object({ token: text.meta({ description: "放在 Authorization: Bearer 中" }) });
export const Invitation = z.object({
  id: text,
  token: text.meta({ description: "邀请链接末尾的令牌，7 天内可用一次" }),
});
export const Host = z.object({ host: text });

export const Todos = z.object({
  todos: z.array(
    z.object({
      id: text,
      noun: text,
      record: text,
      kind: text,
      title: text,
      owner: maybe,
      startedAt: instant,
      dueAt: instant,
    }),
  ),
});

const Unit = z.object({ id: text, name: text, level: text });

export const Communities = z.object({
  groups: z.array(z.object({ name: text, communities: z.array(z.object({ id: text, name: text })) })),
});

const Event = z.object({ kind: text, at: instant, detail: z.record(text, z.unknown()) });
const StaffEvent = Event.extend({ actorName: text });
const Due = z.object({ kind: text, dueAt: instant, caution: maybe, owner: maybe, basis: text.optional() });

export const ReceiptView = z.object({
  receiptCode: text,
  number: text,
  state: text,
  closure: maybe.meta({ description: "办结方式：solved 已解决、unsolved 没有解决、unevaluated 没有评价" }),
  satisfied: z.boolean().nullable().meta({ description: "最近一次评价是否满意，没有说的为 null" }),
  reopenings: z.number(),
  category: text,
  body: text,
  place: text,
  outcome: maybe,
  reportedAt: instant,
  resolvedAt: maybeInstant,
  closedAt: maybeInstant,
  evaluateBy: maybeInstant,
  lineage: z.array(Unit),
  events: z.array(Event),
  due: z.array(Due),
});

const MatterRow = z.object({
  id: text,
  number: text,
  state: text,
  closure: maybe,
  category: text,
  body: text,
  place: text,
  handlerName: maybe,
  reportedAt: instant,
});

export const next = maybe.meta({ description: "下一页的 before 参数，没有下一页时为 null" });

export const Matters = z.object({
  matters: z.array(MatterRow.extend({ unit: text, dueAt: maybeInstant })),
  next,
});

export const Matter = MatterRow.extend({
  source: text,
  outcome: maybe,
  reporterName: maybe,
  reporterPhone: maybe,
  resolvedAt: maybeInstant,
  closedAt: maybeInstant,
  revision: z.number(),
  lineage: z.array(Unit),
  events: z.array(StaffEvent),
  due: z.array(Due),
  moves: z.array(text),
});

const MeetingRow = z.object({
  id: text,
  title: text,
  series: text,
  seriesName: text,
  startsAt: instant,
  place: text,
  state: text,
  host: text,
});

export const Meetings = z.object({ meetings: z.array(MeetingRow), next });

const ResolutionRow = z.object({
  id: text,
  number: z.number(),
  kind: text,
  body: text,
  leadId: maybe,
  leadName: maybe,
  dueAt: maybeInstant,
  dueBasis: maybe,
  state: text,
  changedBy: text,
  changedAt: instant,
  revision: z.number(),
});

export const Meeting = MeetingRow.extend({
  members: z.array(z.object({ id: text, name: text, state: text })),
  resolutions: z.array(ResolutionRow),
});

export const Resolution = ResolutionRow.extend({
  meeting: z.object({ id: text, title: text, startsAt: instant }),
  assistantIds: z.array(text),
  assistants: z.array(text),
  events: z.array(StaffEvent),
});

const OrgUnit = z.object({
  id: text,
  parentId: maybe,
  level: text,
  name: text,
  code: maybe,
  kind: maybe,
  households: z.number().nullable(),
  residents: z.number().nullable(),
});

export const OrgUnits = z.object({ unit: OrgUnit, above: z.array(OrgUnit), below: z.array(OrgUnit) });

export const MemberUnits = z.object({
  units: z.array(z.object({ id: text, name: text, kind: text, seat: text })),
  kinds: z.array(z.object({ key: text, name: text })),
});

export const People = z.object({
  people: z.array(z.object({ id: text, name: text, username: text, role: text, scopeName: maybe })),
});

export const AuditEntries = z.object({
  entries: z.array(
    z.object({
      seq: z.number(),
      at: instant,
      actorName: text,
      action: text,
      subject: text,
      sealed: z.boolean(),
    }),
  ),
  next: z.number().nullable(),
});

const TenantRow = z.object({
  slug: text,
  name: text,
  preset: text,
  state: text,
  sample: z.boolean(),
  schemaVersion: z.number(),
  migrationError: maybe,
  createdAt: instant,
});

export const Tenants = z.object({ tenants: z.array(TenantRow) });
export const OpenedTenant = TenantRow;
export const Tenant = TenantRow.extend({ hosts: z.array(Host), adminToken: maybe });
