import { type Division, orgTree } from "../divisions.ts";

/**
 * 新野县 411329: both streets and all their communities. The 2023 division data name 16; the county's
 * published practice counts 14 and does not say which, so none is left out.
 */
const county: Division = {
  key: "xinye",
  level: "county",
  name: "新野县",
  code: "411329",
  divisions: [
    {
      key: "hancheng",
      level: "street",
      name: "汉城街道",
      code: "411329001",
      communities: [
        ["jiefangjie", "解放街社区", "001"],
        ["minzhujie", "民主街社区", "002"],
        ["dongguan", "东关社区", "003"],
        ["nanguan", "南关社区", "004"],
        ["xiguan", "西关社区", "005"],
        ["beiguan", "北关社区", "006"],
        ["hongqi", "红旗社区", "007"],
        ["luzhuang", "卢庄社区", "008"],
        ["zhangying", "张营社区", "009"],
      ],
    },
    {
      key: "hanhua",
      level: "street",
      name: "汉华街道",
      code: "411329002",
      communities: [
        ["shuyuan", "书院社区", "001"],
        ["yubin", "淯滨社区", "002"],
        ["tuanjie", "团结社区", "003"],
        ["tuankou", "湍口社区", "004"],
        ["fanlou", "樊楼社区", "005"],
        ["mengying", "孟营社区", "006"],
        ["caizhuang", "蔡庄社区", "007"],
      ],
    },
  ],
};

export const org = orgTree(county, {
  grid: "grid",
  gridName: "网格",
  basic: "basic",
  dedicated: "dedicated",
});
