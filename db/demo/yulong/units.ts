import type { DemoUnit } from "../types.ts";
import { unit } from "../unit.ts";

export const units: readonly DemoUnit[] = [
  unit("housing", "玉龙县住房和城乡建设局", "县住建局", "department", "housing", "yangjiang"),
  unit("cityManagement", "玉龙县综合行政执法局", "县执法局", "department", "urbanManagement", "wenhua"),
  unit("police", "玉龙县公安局", "县公安局", "department", "publicSecurity", "baima"),
  unit("naturalResources", "玉龙县自然资源局", "县自然资源局", "department", "registeredUnit", "baihua"),
  unit("forestry", "玉龙县林业和草原局", "县林草局", "department", "registeredUnit", "nanxi"),
  unit("culture", "玉龙县文化和旅游局", "县文旅局", "department", "registeredUnit", "wutai"),
  unit("civilAffairs", "玉龙县民政局", "县民政局", "department", "civilAffairs", "yangjiang"),
  unit("justice", "玉龙县司法局", "县司法局", "department", "justice", "changshui"),
  unit("power", "玉龙县供电局", "县供电局", "localUnit", "localUnit", "wenhua"),
  unit("water", "玉龙县供排水公司", "县供排水公司", "localUnit", "localUnit", "baima"),
  unit("mall", "示例商圈运营企业", "示例商圈企业", "newOrganisation", "businessDistrict", "yangjiang"),
  unit("propertyOne", "示例物业服务企业一", "示例物业一", "property", "propertyCompany", "wenhua"),
];
