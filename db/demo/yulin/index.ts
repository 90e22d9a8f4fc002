import { staff } from "../staff.ts";
import type { DemoCounty, DemoPerson } from "../types.ts";
import { matters } from "./matters.ts";
import { meetings } from "./meetings.ts";
import { org } from "./org.ts";
import { units } from "./units.ts";

export const yulin: DemoCounty = {
  slug: "yulin",
  name: "玉林市",
  divisionCode: "450900",
  preset: "yulin",
  org,
  units,
  people: [
    ...staff({
      org,
      units,
      matters,
      levels: { street: "street", community: "community" },
      rank: "市",
    }),
    districtAdmin("yuzhou", "玉州区"),
    districtAdmin("fumianDistrict", "福绵区"),
  ],
  matters,
  meetings,
};

/** The city has districts below it, each with an office of its own. */
function districtAdmin(key: string, name: string): DemoPerson {
  return {
    key: `admin-${key}`,
    name: `示例·${name}联席会议办公室管理员`,
    role: "county_admin",
    scope: { org: key },
    post: "联席会议办公室管理员",
  };
}
