import type { DemoUnit } from "../types.ts";
import { unit } from "../unit.ts";

export const units: readonly DemoUnit[] = [
  unit("housing", "玉州区住房和城乡建设局", "区住建局", "department", "housing", "yuzhou"),
  unit("lawEnforcement", "玉州区城市管理监督局", "区城管监督局", "department", "urbanManagement", "yuzhou"),
  unit("police", "玉州区公安分局", "区公安分局", "department", "publicSecurity", "yuzhou"),
  unit("civilAffairs", "玉州区民政局", "区民政局", "department", "civilAffairs", "yuzhou"),
  unit("health", "玉州区卫生健康局", "区卫健局", "department", "health", "yuzhou"),
  unit("justice", "玉州区司法局", "区司法局", "department", "justice", "yuzhou"),
  unit("education", "玉州区教育局", "区教育局", "department", "education", "yuzhou"),
  unit("market", "玉州区市场监督管理局", "区市场监管局", "department", "marketRegulation", "yuzhou"),
  unit("fumianHousing", "福绵区住房和城乡建设局", "福绵区住建局", "department", "housing", "fumianDistrict"),
  unit("fire", "玉林市消防救援支队", "市消防支队", "department", "emergency", "yulin"),
  unit("power", "玉林市供电局", "市供电局", "localUnit", "localUnit", "yulin"),
  unit("water", "玉林市供水公司", "市供水公司", "localUnit", "localUnit", "yulin"),
  unit("volunteers", "示例志愿服务社会组织", "示例志愿组织", "newOrganisation", "volunteers", "yucheng"),
  unit("propertyOne", "示例物业服务企业一", "示例物业一", "property", "propertyCompany", "nanjiangStreet"),
];
