import type { County } from "../support/county.ts";

/** Everybody who may belong to a meeting of a county: absent, but for those that another list names. */
export const rollOf = (
  { units, org }: Pick<County, "units" | "org">,
  came: Record<string, unknown> = {},
) => ({
  absent: [...Object.values(units), ...Object.values(org)],
  ...came,
});
