import { type Division, orgTree } from "../divisions.ts";

/** 华坪县 530723: the central town and its five communities; the town's nine villages are left out. */
const county: Division = {
  key: "huaping",
  level: "county",
  name: "华坪县",
  code: "530723",
  divisions: [
    {
      key: "zhongxin",
      level: "town",
      name: "中心镇",
      code: "530723101",
      communities: [
        ["xinglong", "兴隆社区", "001"],
        ["zhuping", "竹屏社区", "002"],
        ["liuxi", "柳溪社区", "003"],
        ["huaxing", "华兴社区", "004"],
        ["xingmin", "兴民社区", "005"],
      ],
    },
  ],
};

export const org = orgTree(county, { grid: "grid", gridName: "网格", basic: "basic" });
