/**
 * Who may do what. A role is held in a scope: an org unit with everything below it, or a member unit, or (the
 * operator's) the platform. A record lies in scopes: the org units above it and the member units it concerns.
 */

export const roles = {
  operator: "平台运维",
  county_admin: "县级管理员",
  street_officer: "街道干部",
  community_officer: "社区干部",
  grid_worker: "网格员",
  unit_liaison: "单位联络员",
  meeting_secretary: "会议秘书",
  inspector: "督查员",
} as const;

export type Role = keyof typeof roles;

export interface Grant {
  role: Role;
  scopeKind: "platform" | "org" | "unit";
  /** Null for the platform. */
  scopeId: string | null;
  scopeName: string | null;
}

/** The scopes a record lies in. */
export type Scopes = readonly string[];

interface Rule {
  roles: readonly Role[];
  /** The action that makes the record visible at all; without it, "not yours" reads as "not there". */
  seenBy?: Action;
}

const officers = ["county_admin", "street_officer", "community_officer"] as const;
const caseworkers = [...officers, "grid_worker"] as const;
const members = [...officers, "unit_liaison", "meeting_secretary"] as const;
const staff = [...caseworkers, "unit_liaison", "meeting_secretary", "inspector"] as const;

export const policies = {
  // Anybody, signed in or not
  "county.visit": "public",
  "matter.report": "public",
  "receipt.view": "public",
  "receipt.evaluate": "public",
  "preference.set": "public",
  "session.open": "public",
  "invitation.accept": "public",
  "platform.visit": "public",
  "tenant.open": "public",

  // Anybody with a session
  "session.close": "signedIn",
  "account.manage": "signedIn",

  // County staff
  "desk.view": { roles: staff },
  "matter.view": { roles: [...caseworkers, "inspector"] },
  "matter.accept": { roles: caseworkers, seenBy: "matter.view" },
  "matter.decline": { roles: caseworkers, seenBy: "matter.view" },
  "matter.resolve": { roles: caseworkers, seenBy: "matter.view" },
  "matter.revealReporter": { roles: caseworkers, seenBy: "matter.view" },
  "meeting.view": { roles: staff },
  "meeting.schedule": { roles: [...officers, "meeting_secretary"], seenBy: "meeting.view" },
  "meeting.close": { roles: [...officers, "meeting_secretary"], seenBy: "meeting.view" },
  "resolution.log": { roles: members, seenBy: "meeting.view" },
  "resolution.edit": { roles: members, seenBy: "meeting.view" },
  "resolution.progress": { roles: [...caseworkers, "unit_liaison"], seenBy: "meeting.view" },
  "resolution.complete": { roles: [...caseworkers, "unit_liaison"], seenBy: "meeting.view" },
  "resolution.accept": { roles: [...officers, "meeting_secretary"], seenBy: "meeting.view" },
  "org.view": { roles: staff },
  "org.add": { roles: officers, seenBy: "org.view" },
  "unit.view": { roles: staff },
  "unit.add": { roles: [...officers, "meeting_secretary"], seenBy: "unit.view" },
  "person.view": { roles: ["county_admin", "inspector"] },
  "person.invite": { roles: ["county_admin"], seenBy: "person.view" },
  "rules.view": { roles: staff },
  "rules.draft": { roles: ["county_admin"], seenBy: "rules.view" },
  "rules.publish": { roles: ["county_admin"], seenBy: "rules.view" },
  "checklist.view": { roles: ["county_admin"] },
  "audit.view": { roles: ["county_admin", "inspector"] },

  // The platform
  "tenant.view": { roles: ["operator"] },
  "tenant.manage": { roles: ["operator"] },
  "tenant.invite": { roles: ["operator"] },
  "notice.load": { roles: ["operator"] },
} as const satisfies Record<string, "public" | "signedIn" | { roles: readonly Role[]; seenBy?: string }>;

export type Action = keyof typeof policies;

export const isPublic = (action: Action): boolean => policies[action] === "public";

/** Whether any of the roles may ever do this, somewhere: decides if a link or page is offered at all. */
export function mayEver(grants: readonly Grant[], action: Action): boolean {
  const rule: "public" | "signedIn" | Rule = policies[action];
  if (typeof rule === "string") return true;
  return grants.some((grant) => rule.roles.includes(grant.role));
}

/**
 * `hidden` is answered as if the record did not exist, `forbidden` as a refusal. `act`: the scopes whose holders may
 * do it; `see`: the scopes whose holders know of the record.
 */
export function verdict(
  grants: readonly Grant[],
  action: Action,
  act: Scopes,
  see: Scopes = act,
): "allowed" | "forbidden" | "hidden" {
  const rule: "public" | "signedIn" | Rule = policies[action];
  if (typeof rule === "string") return "allowed";
  if (grants.some((grant) => rule.roles.includes(grant.role) && covers(grant, act))) return "allowed";
  if (rule.seenBy && verdict(grants, rule.seenBy, see) === "allowed") return "forbidden";
  return "hidden";
}

/** The ids under which a person finds records in lists, for one action. */
export function scopesOf(grants: readonly Grant[], action: Action): string[] {
  const rule: "public" | "signedIn" | Rule = policies[action];
  if (typeof rule === "string") return [];
  return grants.flatMap((grant) => (rule.roles.includes(grant.role) && grant.scopeId ? [grant.scopeId] : []));
}

/** `/a/b/c/` → a, b, c: every org unit above a record, itself included. */
export const scopesOfPath = (path: string): string[] => path.split("/").filter(Boolean);

function covers(grant: Grant, scopes: Scopes): boolean {
  return grant.scopeKind === "platform" || (grant.scopeId !== null && scopes.includes(grant.scopeId));
}
