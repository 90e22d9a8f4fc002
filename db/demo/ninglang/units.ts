import type { DemoUnit } from "../types.ts";
import { unit } from "../unit.ts";

export const units: readonly DemoUnit[] = [
  unit("housing", "宁蒗县住房和城乡建设局", "县住建局", "department", "housing", "daxing"),
  unit("cityManagement", "宁蒗县综合行政执法局", "县执法局", "department", "urbanManagement", "dacunjie"),
  unit("police", "宁蒗县公安局", "县公安局", "department", "publicSecurity", "hongqi"),
  unit("civilAffairs", "宁蒗县民政局", "县民政局", "department", "civilAffairs", "wange"),
  unit("health", "宁蒗县卫生健康局", "县卫健局", "department", "health", "anle"),
  unit(
    "socialSecurity",
    "宁蒗县人力资源和社会保障局",
    "县人社局",
    "department",
    "humanResources",
    "qingquan",
  ),
  unit("ethnic", "宁蒗县民族宗教事务局", "县民宗局", "department", "registeredUnit", "ganhezi"),
  unit("market", "宁蒗县市场监督管理局", "县市场监管局", "department", "marketRegulation", "hebin"),
  unit("emergency", "宁蒗县应急管理局", "县应急局", "department", "emergency", "guandiba"),
  unit("power", "宁蒗县供电局", "县供电局", "localUnit", "localUnit", "daxing"),
  unit("water", "宁蒗县自来水公司", "县自来水公司", "localUnit", "localUnit", "hebin"),
  unit("propertyOne", "示例物业服务企业一", "示例物业一", "property", "propertyCompany", "wange"),
];
