import type { DemoUnit } from "../types.ts";
import { unit } from "../unit.ts";

export const units: readonly DemoUnit[] = [
  unit("housing", "华坪县住房和城乡建设局", "县住建局", "department", "housing", "huaxing"),
  unit("cityManagement", "华坪县综合行政执法局", "县执法局", "department", "urbanManagement", "xinglong"),
  unit("police", "华坪县公安局", "县公安局", "department", "publicSecurity", "zhuping"),
  unit("market", "华坪县市场监督管理局", "县市场监管局", "department", "marketRegulation", "xinglong"),
  unit("civilAffairs", "华坪县民政局", "县民政局", "department", "civilAffairs", "xingmin"),
  unit("health", "华坪县卫生健康局", "县卫健局", "department", "health", "liuxi"),
  unit("education", "华坪县教育体育局", "县教体局", "department", "registeredUnit", "huaxing"),
  unit("waterResources", "华坪县水务局", "县水务局", "department", "registeredUnit", "liuxi"),
  unit("power", "华坪县供电局", "县供电局", "localUnit", "localUnit", "zhuping"),
  unit("hospital", "华坪县人民医院", "县医院", "localUnit", "localUnit", "liuxi"),
  unit("supermarket", "示例商贸企业", "示例商贸企业", "newOrganisation", "newOrganisation", "xinglong"),
  unit("propertyOne", "示例物业服务企业一", "示例物业一", "property", "propertyCompany", "huaxing"),
];
