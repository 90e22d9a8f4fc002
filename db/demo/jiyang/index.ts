import { staff } from "../staff.ts";
import type { DemoCounty } from "../types.ts";
import { matters } from "./matters.ts";
import { meetings } from "./meetings.ts";
import { org } from "./org.ts";
import { units } from "./units.ts";

export const jiyang: DemoCounty = {
  slug: "jiyang",
  name: "吉阳区",
  divisionCode: "460203",
  preset: "jiyang",
  org,
  units,
  people: staff({
    org,
    units,
    matters,
    levels: { street: "cluster", community: "community" },
    rank: "区",
  }),
  matters,
  meetings,
};
