/**
 * Who people are to the product. A role is held in a scope: an org unit with everything below it, or a member unit, or
 * (the operator's) the platform. A record lies in scopes: the org units above it and the member units it concerns.
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

export const officers = ["county_admin", "street_officer", "community_officer"] as const;
export const caseworkers = [...officers, "grid_worker"] as const;
export const members = [...officers, "unit_liaison", "meeting_secretary"] as const;
/** Whoever runs meetings. */
export const conveners = [...officers, "meeting_secretary"] as const;
export const staff = [...caseworkers, "unit_liaison", "meeting_secretary", "inspector"] as const;
