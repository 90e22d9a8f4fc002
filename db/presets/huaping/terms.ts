import { ours, practiceOf } from "../defaults/terms.ts";

export const huaping = practiceOf("云南省丽江市华坪县");
export const fourLevels = huaping("按照“X+N”模式建立四级网格");
export const reading = ours("公开做法未写明四级各指什么，按网格员来源(社区工作者、楼门栋长、党员中心户)推定");
export const embedded = huaping("社区党组织、驻区单位党组织、小区(楼宇)党组织嵌入网格");
export const crew = huaping(
  "社区工作者、楼门栋长、党员中心户、驻区单位工作人员组成556人的“专职+兼职”网格队伍",
);
export const joint = huaping(
  "中心镇党委书记任总召集人，镇党委班子成员、社区负责人、“双报到”单位党组织负责人为成员",
);
export const problems = huaping("根据社区实际梳理制定问题清单，由各联席单位自主认领问题、牵头解决");
export const registration = huaping(
  "全面落实“双报到、双报告、双服务”，开展志愿活动706次，单位报到2778次，党员报到50153人次",
);

export const townSecretary = { of: "post", key: "townSecretary" } as const;
export const communitySecretary = { of: "post", key: "communitySecretary" } as const;
export const registeredUnits = { of: "unit", key: "registeredUnit" } as const;
