import type { Noun } from "../kernel/record.ts";
import { right } from "../kernel/rights.ts";
import { staff } from "../kernel/roles.ts";

/** An organisation that sits in joint meetings and takes on tasks. */
export const memberUnit = {
  noun: "unit",
  called: "成员单位",
  page: "/units/",
  rights: { view: right("unit.view", "查看成员单位", staff) },
} as const satisfies Noun;

export const refOf = (id: string) => ({ noun: memberUnit.noun, id });

export const called = { page: memberUnit.page, message: "同名单位已经登记" };
