import { type Division, orgTree } from "../divisions.ts";

/**
 * 吉阳区 460203: there is no town level; five big communities (大社区) stand between the district and its
 * communities and villages. The 2023 division data name 38 (22 communities, 16 villages) where the district's
 * practice counts 40.
 *
 * The five names come from the district's published practice. Which community belongs to which is not in
 * the division data: every assignment below is a sample (`sampleParent`), and so are the big communities'
 * codes, taken from the 9xx range that no division uses.
 */
const district: Division = {
  key: "jiyang",
  level: "district",
  name: "吉阳区",
  code: "460203",
  divisions: [
    {
      key: "jiyangBig",
      level: "cluster",
      name: "吉阳大社区",
      code: "460203901",
      sample: true,
      communityPrefix: "460203198",
      communities: [
        ["lizhigou", "荔枝沟社区", "017", "sampleParent"],
        ["xincun", "新村社区", "018", "sampleParent"],
        ["yuehe", "月河社区", "019", "sampleParent"],
        ["nanxinju", "南新居居委会", "020", "sampleParent"],
        ["danzhou", "丹州社区", "010", "sampleParent"],
        ["longpo", "龙坡社区", "024", "sampleParent"],
        ["hailuo", "海罗村", "200", "sampleParent"],
        ["dongan", "东岸村", "201", "sampleParent"],
      ],
    },
    {
      key: "yuyaBig",
      level: "cluster",
      name: "榆亚大社区",
      code: "460203902",
      sample: true,
      communityPrefix: "460203198",
      communities: [
        ["yuechuan", "月川社区", "001", "sampleParent"],
        ["linchun", "临春社区", "002", "sampleParent"],
        ["ronggen", "榕根社区", "003", "sampleParent"],
        ["luhuitou", "鹿回头社区", "004", "sampleParent"],
        ["gangmencun", "港门村社区", "005", "sampleParent"],
        ["shangpinjie", "商品街社区", "006", "sampleParent"],
        ["xiayangtian", "下洋田社区", "007", "sampleParent"],
        ["dadonghai", "大东海社区", "011", "sampleParent"],
        ["chunguang", "春光社区", "012", "sampleParent"],
        ["hailan", "海澜社区", "021", "sampleParent"],
        ["yuhong", "榆红村", "228", "sampleParent"],
      ],
    },
    {
      key: "zhuodaBig",
      level: "cluster",
      name: "卓达大社区",
      code: "460203903",
      sample: true,
      communityPrefix: "460203198",
      communities: [
        ["zhuoda", "卓达社区", "013", "sampleParent"],
        ["xinyue", "新月社区", "014", "sampleParent"],
        ["hongjiao", "红郊社区", "008", "sampleParent"],
        ["hongsha", "红沙社区", "009", "sampleParent"],
        ["hongtukan", "红土坎社区", "023", "sampleParent"],
        ["xinhong", "新红村", "230", "sampleParent"],
        ["honghua", "红花村", "232", "sampleParent"],
      ],
    },
    {
      key: "liudaoBig",
      level: "cluster",
      name: "六道大社区",
      code: "460203904",
      sample: true,
      communityPrefix: "460203198",
      communities: [
        ["liudao", "六道社区", "022", "sampleParent"],
        ["tiandu", "田独村", "219", "sampleParent"],
        ["zhongliao", "中廖村", "220", "sampleParent"],
        ["anluo", "安罗村", "222", "sampleParent"],
        ["bohou", "博后村", "224", "sampleParent"],
        ["liupan", "六盘村", "225", "sampleParent"],
      ],
    },
    {
      key: "luobiBig",
      level: "cluster",
      name: "落笔大社区",
      code: "460203905",
      sample: true,
      communityPrefix: "460203198",
      communities: [
        ["luobi", "落笔村", "234", "sampleParent"],
        ["baopo", "抱坡村", "233", "sampleParent"],
        ["nanding", "南丁村", "235", "sampleParent"],
        ["luopeng", "罗蓬村", "231", "sampleParent"],
        ["gangou", "干沟村", "227", "sampleParent"],
        ["damao", "大茅村", "221", "sampleParent"],
      ],
    },
  ],
};

export const org = orgTree(district, { grid: "grid", gridName: "网格", basic: "basic" });
