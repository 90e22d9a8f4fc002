import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { ours } from "./terms.ts";

export type Partnerships = NonNullable<RuleSetInput["organisation"]["partnerships"]>;

const common = ours("各地常设的部门、驻区单位和自治组织，按当地机构设置增删");
const kinds: RuleSetInput["organisation"]["unitKinds"] = [
  { key: "urbanManagement", name: "城市管理部门", side: "department" },
  { key: "housing", name: "住房和城乡建设部门", side: "department" },
  { key: "publicSecurity", name: "公安机关", side: "department" },
  { key: "justice", name: "司法行政部门", side: "department" },
  { key: "civilAffairs", name: "民政部门", side: "department" },
  { key: "humanResources", name: "人力资源社会保障部门", side: "department" },
  { key: "health", name: "卫生健康部门", side: "department" },
  { key: "marketRegulation", name: "市场监管部门", side: "department" },
  { key: "emergency", name: "应急管理和消防机构", side: "department" },
  { key: "ecology", name: "生态环境部门", side: "department" },
  { key: "localUnit", name: "驻区单位", side: "local" },
  { key: "registeredUnit", name: "双报到单位党组织", side: "local" },
  { key: "newOrganisation", name: "两新组织", side: "enterprise" },
  { key: "propertyCompany", name: "物业服务企业", side: "property" },
  { key: "ownersCommittee", name: "业主委员会", side: "selfGovernment" },
  { key: "residentsCommittee", name: "居民委员会", side: "selfGovernment" },
];

/** Units most counties dispatch matters to. */
export const unitKinds = kinds.map((kind) => ({ ...kind, source: [common] }));

export const branchThreshold: RuleSetInput["organisation"]["branchThreshold"] = {
  fullMembers: 3,
  source: [ours("党章第三十条：有正式党员三人以上的，都应当成立党的基层组织")],
};

export const gridCodes = "{division}{sequence:3}";
