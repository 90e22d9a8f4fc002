import type { DemoUnit } from "../types.ts";
import { unit } from "../unit.ts";

export const units: readonly DemoUnit[] = [
  unit("housing", "吉阳区住房和城乡建设局", "区住建局", "department", "jiyangBig"),
  unit("lawEnforcement", "吉阳区综合行政执法局", "区执法局", "department", "yuyaBig"),
  unit("police", "吉阳区公安分局", "区公安分局", "department", "jiyangBig"),
  unit("civilAffairs", "吉阳区民政局", "区民政局", "department", "zhuodaBig"),
  unit("health", "吉阳区卫生健康委员会", "区卫健委", "department", "zhuodaBig"),
  unit("market", "吉阳区市场监督管理局", "区市场监管局", "department", "liudaoBig"),
  unit("emergency", "吉阳区应急管理局", "区应急局", "department", "jiyangBig"),
  unit("agriculture", "吉阳区农业农村局", "区农业农村局", "department", "luobiBig"),
  unit("fire", "吉阳区消防救援大队", "区消防大队", "department", "liudaoBig"),
  unit("drainage", "示例排水运营单位", "示例排水单位", "localUnit", "yuyaBig"),
  unit("clinic", "示例社区卫生服务中心", "示例卫生服务中心", "localUnit", "zhuodaBig"),
  unit("riders", "示例外卖配送企业", "示例配送企业", "newOrganisation", "yuyaBig"),
  unit("propertyOne", "示例物业服务企业一", "示例物业一", "property", "yuyaBig"),
];
