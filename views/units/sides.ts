import type { Organisation } from "../../worker/rules/schema.ts";

type Side = Organisation["unitKinds"][number]["side"];

/** What people read for the sides that member units come from. */
export const sideWords: Readonly<Record<Side, string>> = {
  department: "部门",
  local: "驻区单位",
  enterprise: "两新组织",
  property: "物业",
  selfGovernment: "自治组织",
};
