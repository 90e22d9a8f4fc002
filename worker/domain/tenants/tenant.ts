import type { Noun } from "../kernel/record.ts";
import { proven, right } from "../kernel/rights.ts";

/** A county as the platform knows it. */
export const tenant = {
  noun: "tenant",
  called: "县（市、区）",
  rights: {
    visitPlatform: right("platform.visit", "访问平台", "public"),
    view: right("tenant.view", "查看县（市、区）", ["operator"]),
    manage: right("tenant.manage", "管理县（市、区）", ["operator"]),
    admit: proven(right("tenant.admit", "重新生成管理员链接", ["operator"])),
    remove: proven(right("tenant.remove", "移除示例县", ["operator"])),
    invite: right("tenant.invite", "邀请县级管理员", ["operator"]),
    open: right("tenant.open", "开通县（市、区）", "public"),
  },
} as const satisfies Noun;

export const refOf = (slug: string) => ({ noun: tenant.noun, id: slug });
