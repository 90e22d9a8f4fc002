import { caseworkers } from "../kernel/roles.ts";

/** Who blows and who comes: caseworkers for their units, liaisons for theirs. */
export const responders = [...caseworkers, "unit_liaison"] as const;
