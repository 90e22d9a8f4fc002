import * as z from "zod";
import { roles } from "../domain/kernel/roles.ts";

/** What the API answers, and all it answers: fields a query returns beyond these are left out. */

export const text = z.string();
export const maybe = text.nullable();
/** How often a record was changed; `ETag` says the same. */
export const revision = z.int().meta({ description: "修改次数，与 ETag 相同" });
export const instant = text.meta({ format: "date-time", description: "UTC" });
export const maybeInstant = instant.nullable();

/** One of a few words; people read the words beside it. */
export const oneOf = <W extends Readonly<Record<string, string>>>(words: W) =>
  z.enum(Object.keys(words) as [keyof W & string, ...(keyof W & string)[]]).meta({
    description: Object.entries(words)
      .map(([key, word]) => `${key} ${word}`)
      .join("、"),
  });

export const next = maybe.meta({ description: "下一页的 before 参数，没有下一页时为 null" });

export const Photo = z.object({ id: text, width: z.int(), height: z.int() }).meta({ id: "Photo" });

/** As residents read it: what staff wrote to one another isn't among it. */
export const PublicEvent = z
  .object({
    kind: text,
    at: instant,
    title: text,
    note: maybe,
    photos: z.array(Photo).meta({ description: "照片，在 /receipts/{receiptCode}/photos/{photoId} 读取" }),
  })
  .meta({ id: "PublicEvent" });
export const StaffEvent = z
  .object({ kind: text, at: instant, detail: z.record(text, z.unknown()), actorName: text })
  .meta({ id: "StaffEvent" });

/** What became of a record. */
export const past = {
  events: z.array(StaffEvent).meta({ description: "新的在前，每次最多 50 条" }),
  earlier: maybe.meta({ description: "更早的变动的 before 参数，没有更早的时为 null" }),
};
export const Nothing = z.object({});
export const AccountId = z.object({ accountId: text, username: text }).meta({ id: "NewAccount" });
export const Session = z
  .object({ token: text.meta({ description: "放在 Authorization: Bearer 中" }) })
  .meta({ id: "Session" });
export const Invitation = z
  .object({
    id: text,
    token: text.meta({ description: "邀请链接末尾的令牌，7 天内可用一次" }),
  })
  .meta({ id: "Invitation" });
export const Host = z.object({ host: text }).meta({ id: "Host" });

export const Todos = z
  .object({
    todos: z.array(
      z.object({
        id: text,
        noun: text,
        record: text,
        kind: text,
        title: text,
        owner: maybe,
        answeredBy: maybe.meta({ description: "现在由谁办理；与 owner 不同时，owner 那里无人值守" }),
        unattended: maybe.meta({ description: "无人值守的单位名称，有人值守时为 null" }),
        startedAt: instant,
        dueAt: instant,
      }),
    ),
    next,
  })
  .meta({ id: "Todos" });

/** What isn't set is null. */
export const Identity = z
  .object({
    publicName: maybe,
    hotline: maybe,
    office: maybe,
    icpNumber: maybe,
    policeNumber: maybe,
    revision,
  })
  .meta({ id: "Identity" });

export const Communities = z
  .object({
    groups: z.array(z.object({ name: text, communities: z.array(z.object({ id: text, name: text })) })),
  })
  .meta({ id: "Communities" });

const OrgUnit = z
  .object({
    id: text,
    parentId: maybe,
    level: text,
    name: text,
    code: maybe,
    kind: maybe,
    households: z.int().nullable(),
    residents: z.int().nullable(),
  })
  .meta({ id: "OrgUnit" });

/** With what became of it. */
const history = { closedAt: maybeInstant, revision, ...past };

export const OrgUnitDetail = OrgUnit.extend({ above: z.array(OrgUnit), ...history }).meta({
  id: "OrgUnitDetail",
});

export const MemberUnit = z
  .object({ id: text, name: text, kind: text, orgUnitId: text, seat: text, ...history })
  .meta({ id: "MemberUnit" });

export const OrgUnits = z
  .object({ units: z.array(OrgUnit.extend({ parentName: maybe, closedAt: maybeInstant })), next })
  .meta({ id: "OrgUnits" });

export const MemberUnits = z
  .object({
    units: z.array(
      z.object({ id: text, name: text, kind: text, orgUnitId: text, seat: text, closedAt: maybeInstant }),
    ),
    next,
  })
  .meta({ id: "MemberUnits" });

export const People = z
  .object({
    people: z.array(z.object({ id: text, name: text, username: text, role: oneOf(roles), scopeName: maybe })),
    next,
  })
  .meta({ id: "People" });

export const Person = z
  .object({
    id: text,
    name: text,
    username: text,
    createdAt: instant,
    disabledAt: maybeInstant,
    revision,
    posts: z.array(
      z.object({
        id: text,
        role: oneOf(roles),
        scopeId: maybe,
        scopeName: maybe,
        grantedAt: instant,
      }),
    ),
    inHand: z.array(z.object({ id: text, number: text, body: text, unit: text, dueAt: maybeInstant })).meta({
      description: "由此人经办的事项，最多 100 件",
    }),
    moreInHand: z.boolean(),
    sole: z
      .array(z.object({ noun: text, record: text, kind: text, title: text, dueAt: instant }))
      .meta({ description: "所在单位只有此人能办的待办，最多 50 件" }),
    moreSole: z.boolean(),
    vacated: z.array(text).meta({ description: "此人离开后没有别人的角色" }),
    successors: z.array(z.object({ id: text, name: text })).meta({ description: "可以接手的人" }),
    ...past,
    moreSuccessors: z.boolean(),
  })
  .meta({ id: "Person" });

const TenantRow = z
  .object({
    slug: text,
    name: text,
    divisionCode: text,
    preset: text,
    state: oneOf({ provisioning: "正在开通", ready: "已开通", failed: "没有开通成功", removed: "已移除" }),
    sample: z.boolean(),
    schemaVersion: z.int(),
    migrationError: maybe,
    createdAt: instant,
  })
  .meta({ id: "County" });

export const Tenants = z
  .object({ tenants: z.array(TenantRow), next: z.string().nullable() })
  .meta({ id: "Counties" });
export const OpenedTenant = TenantRow;
export const Tenant = TenantRow.extend({
  hosts: z.array(Host),
  portals: z.array(text),
  adminToken: maybe,
}).meta({
  id: "CountyWithHosts",
});
