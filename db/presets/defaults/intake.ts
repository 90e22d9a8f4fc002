import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { ours, type Source } from "./terms.ts";

/** Matters residents report most, sorted by who can act on them. */
export const categories: RuleSetInput["intake"]["categories"] = [
  {
    key: "environment",
    name: "环境卫生",
    units: ["urbanManagement"],
    children: [
      { key: "garbage", name: "垃圾清运", units: ["urbanManagement", "propertyCompany"] },
      { key: "pollution", name: "噪声、油烟、扬尘", units: ["ecology", "urbanManagement"] },
      { key: "greening", name: "绿化养护", units: ["urbanManagement", "propertyCompany"] },
    ],
  },
  {
    key: "order",
    name: "市容秩序",
    units: ["urbanManagement"],
    children: [
      {
        key: "parking",
        name: "车辆停放",
        units: ["publicSecurity", "urbanManagement"],
        children: [
          { key: "parkingShortage", name: "停车位不足" },
          { key: "ebikes", name: "电动车乱停乱放" },
          { key: "illegalParking", name: "机动车违法停放", units: ["publicSecurity"] },
        ],
      },
      { key: "stalls", name: "占道经营", units: ["urbanManagement"] },
      { key: "illegalBuilding", name: "违规搭建", units: ["urbanManagement", "housing"] },
      { key: "pets", name: "饲养宠物、流浪犬猫", units: ["publicSecurity", "urbanManagement"] },
    ],
  },
  {
    key: "facilities",
    name: "基础设施",
    units: ["housing"],
    children: [
      { key: "roads", name: "道路破损、断头路", units: ["housing"] },
      { key: "drainage", name: "排水、污水管网", units: ["housing"] },
      { key: "lighting", name: "路灯照明", units: ["urbanManagement"] },
      { key: "waterPower", name: "供水、供电、供气", units: ["housing", "localUnit"] },
      { key: "cables", name: "架空线缆、通信设施", units: ["urbanManagement", "localUnit"] },
      { key: "oldEstates", name: "老旧小区改造", units: ["housing"] },
    ],
  },
  {
    key: "property",
    name: "物业服务",
    units: ["propertyCompany", "housing"],
    children: [
      { key: "propertyService", name: "服务质量", units: ["propertyCompany"] },
      { key: "propertyCharges", name: "收费与公共收益", units: ["propertyCompany", "housing"] },
      { key: "ownersAffairs", name: "业主委员会事务", units: ["ownersCommittee", "housing"] },
      { key: "elevators", name: "电梯运行维护", units: ["propertyCompany", "marketRegulation"] },
    ],
  },
  {
    key: "safety",
    name: "公共安全",
    units: ["emergency", "publicSecurity"],
    children: [
      { key: "fire", name: "消防隐患", units: ["emergency"] },
      { key: "charging", name: "电动车违规充电", units: ["emergency", "propertyCompany"] },
      { key: "fraud", name: "治安与反诈", units: ["publicSecurity"] },
      { key: "fallingObjects", name: "高空抛物、坠物", units: ["publicSecurity", "propertyCompany"] },
      { key: "foodDrugs", name: "食品药品安全", units: ["marketRegulation"] },
    ],
  },
  {
    key: "disputes",
    name: "矛盾纠纷",
    units: ["justice", "residentsCommittee"],
    children: [
      { key: "neighbours", name: "邻里纠纷", units: ["residentsCommittee"] },
      { key: "family", name: "婚姻家庭纠纷", units: ["justice", "civilAffairs"] },
      { key: "consumer", name: "消费纠纷", units: ["marketRegulation"] },
      { key: "labour", name: "欠薪和劳动纠纷", units: ["humanResources"] },
    ],
  },
  {
    key: "livelihood",
    name: "民生服务",
    units: ["civilAffairs"],
    children: [
      { key: "elderly", name: "养老照料", units: ["civilAffairs"] },
      { key: "employment", name: "就业创业", units: ["humanResources"] },
      { key: "medical", name: "医疗卫生", units: ["health"] },
      { key: "relief", name: "困难救助", units: ["civilAffairs"] },
      { key: "socialInsurance", name: "社保医保", units: ["humanResources"] },
    ],
  },
  { key: "suggestion", name: "意见建议", units: ["residentsCommittee"] },
];

export const intakeSource: Source = ours("公开做法未列事项分类，按居民常见诉求设置，可增删");
