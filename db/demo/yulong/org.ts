import { type Division, orgTree } from "../divisions.ts";

/** 玉龙纳西族自治县 530721: the division data of 2023 already name 黄山街道, which was a town before. */
const county: Division = {
  key: "yulong",
  level: "county",
  name: "玉龙纳西族自治县",
  code: "530721",
  divisions: [
    {
      key: "huangshan",
      level: "street",
      name: "黄山街道",
      code: "530721001",
      communities: [
        ["baima", "白马社区", "001"],
        ["baihua", "白华社区", "002"],
        ["changshui", "长水社区", "003"],
        ["wutai", "五台社区", "004"],
        ["yangjiang", "漾江社区", "005"],
        ["wenhua", "文华社区", "006"],
        ["nankou", "南口社区", "007"],
        ["nanxi", "南溪社区", "008"],
      ],
    },
  ],
};

export const org = orgTree(county, { grid: "grid", gridName: "网格", basic: "allPurpose" });
