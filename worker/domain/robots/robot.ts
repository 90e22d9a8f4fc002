import type { Noun } from "../kernel/record.ts";
import { right } from "../kernel/rights.ts";
import { officers } from "../kernel/roles.ts";

/** Whose group it is: officers for their own unit and what lies below, liaisons for their own member unit. */
export const keepers = [...officers, "unit_liaison"] as const;

/** The robot in the group of an org unit or a member unit; it goes by the unit's id. */
export const robot = {
  noun: "robot",
  called: "群机器人",
  page: "/robots/",
  rights: { view: right("robot.view", "查看群机器人", keepers) },
} as const satisfies Noun;

export const refOf = (id: string) => ({ noun: robot.noun, id });
