import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { ours, practiceOf } from "../defaults/terms.ts";

export const yulin = practiceOf("广西壮族自治区玉林市");
export const services = yulin("市—县(市、区)—街道—社区—小区(网格)五级党群服务体系");
export const staffing = yulin("“1+X”模式：每个网格明确1名网格长，选优配好若干名兼职网格员");
export const identity = yulin("每个网格编制唯一编码，实现网格地理信息数字化管理");
export const blowing = yulin(
  "推行“街道吹哨、部门报到”备案制：每月向市县两级城市基层党建联席会议办公室报备，没有报到或不配合的黑榜通报",
);
export const clocks = ours(
  "公开做法未载报到时限：4个工作小时签收、1个工作日联系、2个工作日报到、10个工作日办结，次月5日前报备",
);
export const registration = yulin(
  "建立“双报到”服务双评价制度，深化“党员回家”工程，让在职党员回社区、小区报到，安排在每个网格",
);
export const mutual = yulin(
  "每季度组织社区党组织和“双报到”单位党组织对共建情况互评，结果通过书面或座谈会及时反馈",
);
export const loop = yulin("“群众反映、信息收集、分类派遣、问题处置、反馈评价”网格闭环工作流程");
export const oneOffice = yulin(
  "“一办双向三统四评”：组建资源直管办公室，收集部门资源和社区需求，做好资源下放的验收评估",
);
export const groupService = yulin("建立社会组织和志愿者组团服务机制，明确开展组团服务的要求");
export const pointsPractice = yulin(
  "探索推行“网格吹哨、党员报到”积分制，由网格党组织整合辖区内各支队伍力量，实行积分管理",
);

export const streetSecretary = { of: "post", key: "streetSecretary" } as const;
export const countySecretary = { of: "post", key: "countySecretary" } as const;
export const registeredUnits = { of: "unit", key: "registeredUnit" } as const;
export const serviceMembers = { of: "role", name: "在职党员" } as const;
export const volunteers = { of: "unit", key: "volunteers" } as const;
export const gridWorkers = [
  { of: "post", key: "gridHead" },
  { of: "post", key: "gridWorker" },
  { of: "post", key: "partTimeGridWorker" },
] as const;

/** The departments whose people work in the grids under the street. */
export const departments = [
  { of: "unit", key: "education" },
  { of: "unit", key: "publicSecurity" },
  { of: "unit", key: "justice" },
  { of: "unit", key: "health" },
  { of: "unit", key: "civilAffairs" },
  { of: "unit", key: "marketRegulation" },
  { of: "unit", key: "urbanManagement" },
] satisfies RuleSetInput["meetings"]["series"][number]["members"];
