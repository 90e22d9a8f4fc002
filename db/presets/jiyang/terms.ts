import { practiceOf } from "../defaults/terms.ts";

export const jiyang = practiceOf("海南省三亚市吉阳区");
export const alliance = jiyang(
  "“1+N”大社区党建联盟：以大社区党组织为“轴心”，汇聚共建单位、驻区单位、“两新”组织等力量",
);
export const clusters = jiyang("成立5个大社区党组织，辖涉村(居)委会40个；无街道、镇一级");
export const agreement = jiyang("大社区党组织与驻区单位、“两新”组织等成立党建联盟，签订《共建协议书》");
export const registration = jiyang(
  "深化“双报到”工作，在职党员成立志愿者服务队，激活党员力量进网格、入楼栋、串家门",
);

export const clusterSecretary = { of: "post", key: "clusterSecretary" } as const;
export const cobuilders = { of: "unit", key: "cobuilder" } as const;
export const communitySecretary = { of: "post", key: "communitySecretary" } as const;
