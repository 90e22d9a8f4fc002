import { practiceOf } from "../defaults/terms.ts";

export const xinye = practiceOf("河南省南阳市新野县");
export const chain = xinye("街道党工委—社区“大党委”—网格党支部—楼栋党小组—党员中心户五级协同联动组织体系");
export const tiers = xinye("县、街道、社区分别成立由书记任组长的领导小组，分级建立联席会议制度");
export const contact = xinye("“县处级领导—街道班子成员—驻区单位”包联社区机制，定期会商研判");
export const allowance = xinye("网格专干14名、专职网格员486人，纳入社区工作者队伍管理，每月津贴1500元");
export const registration = xinye(
  "深化“双报到双服务双评议”，7657名在职党员到社区报到，开展理论宣讲、法律援助、爱心义诊等志愿服务",
);
export const ordering = xinye("“群众点单、社区派单、党员接单”，组织报到党员认领“微心愿”");
export const loop = xinye("“需求上报—资源对接—服务共享—难题共解”志愿服务闭环");
export const memberPosts = xinye(
  "对社区自有党员设岗定责，实行积分管理，主动认领治安巡逻、纠纷调解、公益服务等岗位",
);
export const yearly = xinye(
  "把城市基层治理纳入领导班子和领导干部考核，与街道社区干部年度绩效、评优评先挂钩，作为驻区单位年度考核的重要内容",
);

export const countySecretary = { of: "post", key: "countySecretary" } as const;
export const streetSecretary = { of: "post", key: "streetSecretary" } as const;
export const communitySecretary = { of: "post", key: "communitySecretary" } as const;
export const localUnits = { of: "unit", key: "localUnit" } as const;
export const registeredUnits = { of: "unit", key: "registeredUnit" } as const;
export const serviceMembers = { of: "role", name: "在职党员" } as const;
