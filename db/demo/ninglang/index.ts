import { staff } from "../staff.ts";
import type { DemoCounty } from "../types.ts";
import { matters } from "./matters.ts";
import { meetings } from "./meetings.ts";
import { org } from "./org.ts";
import { units } from "./units.ts";

export const ninglang: DemoCounty = {
  slug: "ninglang",
  name: "宁蒗彝族自治县",
  divisionCode: "530724",
  preset: "ninglang",
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
