import type { Noun } from "../kernel/record.ts";
import { right } from "../kernel/rights.ts";
import { staff } from "../kernel/roles.ts";

/** An organisation that sits in joint meetings and takes on tasks. */
export const memberUnit = {
  noun: "unit",
  called: "成员单位",
  rights: { view: right("unit.view", "查看成员单位", staff) },
} as const satisfies Noun;
