import { staff } from "../staff.ts";
import type { DemoCounty } from "../types.ts";
import { matters } from "./matters.ts";
import { meetings } from "./meetings.ts";
import { org } from "./org.ts";
import { units } from "./units.ts";

export const huaping: DemoCounty = {
  slug: "huaping",
  name: "华坪县",
  divisionCode: "530723",
  preset: "huaping",
  org,
  units,
  people: staff({
    org,
    units,
    matters,
    levels: { street: "town", community: "community" },
    rank: "县",
  }),
  matters,
  meetings,
};
