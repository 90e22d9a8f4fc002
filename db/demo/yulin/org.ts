import { type Division, orgTree } from "../divisions.ts";

/**
 * 玉林市 450900: two of its seven counties and districts as examples. Of 玉州区 two of five streets, of 福绵区
 * (which has towns only) the town 福绵镇; their villages are left out.
 */
const city: Division = {
  key: "yulin",
  level: "city",
  name: "玉林市",
  code: "4509",
  divisions: [
    {
      key: "yuzhou",
      level: "county",
      name: "玉州区",
      code: "450902",
      divisions: [
        {
          key: "yucheng",
          level: "street",
          name: "玉城街道",
          code: "450902001",
          communities: [
            ["dongcheng", "东成社区", "001"],
            ["beichen", "北辰社区", "002"],
            ["nanguan", "南观社区", "003"],
            ["xijiu", "西就社区", "004"],
            ["dongming", "东明社区", "005"],
            ["zhoupei", "州珮社区", "006"],
            ["dongkou", "垌口社区", "007"],
            ["xinmin", "新民社区", "008"],
            ["daxin", "大新社区", "009"],
            ["dongyue", "东岳社区", "010"],
            ["qingwanjiang", "清湾江社区", "011"],
            ["shenglidong", "胜利垌社区", "012"],
          ],
        },
        {
          key: "nanjiangStreet",
          level: "street",
          name: "南江街道",
          code: "450902002",
          communities: [
            ["yuchai", "玉柴社区", "001"],
            ["yutie", "玉铁社区", "002"],
            ["jiangbin", "江滨社区", "003"],
            ["nanjiang", "南江社区", "004"],
            ["zhumei", "竹美社区", "005"],
            ["zhenzhong", "镇忠社区", "006"],
            ["xinlian", "新联社区", "007"],
          ],
        },
      ],
    },
    {
      key: "fumianDistrict",
      level: "county",
      name: "福绵区",
      code: "450903",
      divisions: [
        {
          key: "fumianTown",
          level: "street",
          name: "福绵镇",
          code: "450903107",
          communities: [
            ["fudong", "福东社区", "001"],
            ["fuxi", "福西社区", "002"],
            ["fumian", "福绵社区", "003"],
            ["yangqiao", "洋桥社区", "004"],
            ["xiali", "下枥社区", "005"],
            ["xinjiang", "新江社区", "006"],
            ["fuan", "福安社区", "007"],
          ],
        },
      ],
    },
  ],
};

export const org = orgTree(city, { grid: "grid", gridName: "网格", basic: "basic", dedicated: "dedicated" });
