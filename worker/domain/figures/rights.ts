import { right } from "../kernel/rights.ts";
import { caseworkers } from "../kernel/roles.ts";

/** Whoever deals with matters or looks after them: of their own units and all below. */
export const viewFigures = right("figures.view", "查看统计", [...caseworkers, "inspector"]);
