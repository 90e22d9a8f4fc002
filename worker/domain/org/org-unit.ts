import type { Noun } from "../kernel/record.ts";
import { right } from "../kernel/rights.ts";
import { staff } from "../kernel/roles.ts";

/** A node of the county's tree. */
export const orgUnit = {
  noun: "org",
  called: "组织",
  page: "/org/",
  rights: { view: right("org.view", "查看组织", staff) },
} as const satisfies Noun;

export const refOf = (id: string) => ({ noun: orgUnit.noun, id });

export const called = { page: orgUnit.page, message: "同一上级之下已经有同名的组织" };
