import type { DemoUnit } from "../types.ts";
import { unit } from "../unit.ts";

export const units: readonly DemoUnit[] = [
  unit("housing", "吉阳区住房和城乡建设局", "区住建局", "department", "housing", "jiyangBig"),
  unit("lawEnforcement", "吉阳区综合行政执法局", "区执法局", "department", "urbanManagement", "yuyaBig"),
  unit("police", "吉阳区公安分局", "区公安分局", "department", "publicSecurity", "jiyangBig"),
  unit("civilAffairs", "吉阳区民政局", "区民政局", "department", "civilAffairs", "zhuodaBig"),
  unit("health", "吉阳区卫生健康委员会", "区卫健委", "department", "health", "zhuodaBig"),
  unit("market", "吉阳区市场监督管理局", "区市场监管局", "department", "marketRegulation", "liudaoBig"),
  unit("emergency", "吉阳区应急管理局", "区应急局", "department", "emergency", "jiyangBig"),
  unit("agriculture", "吉阳区农业农村局", "区农业农村局", "department", "registeredUnit", "luobiBig"),
  unit("fire", "吉阳区消防救援大队", "区消防大队", "department", "emergency", "liudaoBig"),
  unit("drainage", "示例排水运营单位", "示例排水单位", "localUnit", "cobuilder", "yuyaBig"),
  unit("clinic", "示例社区卫生服务中心", "示例卫生服务中心", "localUnit", "cobuilder", "zhuodaBig"),
  unit("riders", "示例外卖配送企业", "示例配送企业", "newOrganisation", "newOrganisation", "yuyaBig"),
  unit("propertyOne", "示例物业服务企业一", "示例物业一", "property", "propertyCompany", "yuyaBig"),
];
