import { type Division, orgTree } from "../divisions.ts";

/**
 * 宁蒗彝族自治县 530724: two streets with five communities each, ten in all as the county's practice says;
 * the streets' villages are left out.
 */
const county: Division = {
  key: "ninglang",
  level: "county",
  name: "宁蒗彝族自治县",
  code: "530724",
  divisions: [
    {
      key: "daxingStreet",
      level: "street",
      name: "大兴街道",
      code: "530724001",
      communities: [
        ["daxing", "大兴社区", "001"],
        ["ganhezi", "干河子社区", "002"],
        ["dacunjie", "大村街社区", "003"],
        ["wange", "万格社区", "004"],
        ["hebin", "河滨社区", "005"],
      ],
    },
    {
      key: "zimaStreet",
      level: "street",
      name: "紫玛街道",
      code: "530724002",
      communities: [
        ["anle", "安乐社区", "001"],
        ["hongqi", "红旗社区", "002"],
        ["guandiba", "官地坝社区", "003"],
        ["chahe", "岔河社区", "004"],
        ["qingquan", "清泉社区", "006"],
      ],
    },
  ],
};

export const org = orgTree(county, {
  grid: "group",
  gridName: "居民小组",
  basic: "basic",
  dedicated: "dedicated",
});
