import { staff } from "../staff.ts";
import type { DemoCounty } from "../types.ts";
import { matters } from "./matters.ts";
import { meetings } from "./meetings.ts";
import { org } from "./org.ts";
import { units } from "./units.ts";

export const yulong: DemoCounty = {
  slug: "yulong",
  name: "玉龙纳西族自治县",
  divisionCode: "530721",
  preset: "yulong",
  org,
  units,
  people: staff({
    org,
    units,
    matters,
    levels: { street: "street", community: "community" },
    rank: "县",
  }),
  matters,
  meetings,
};
