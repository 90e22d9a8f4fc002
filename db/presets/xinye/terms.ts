import { practiceOf } from "../defaults/terms.ts";

export const xinye = practiceOf("河南省南阳市新野县");
export const chain = xinye("街道党工委—社区“大党委”—网格党支部—楼栋党小组—党员中心户五级协同联动组织体系");
export const tiers = xinye("县、街道、社区分别成立由书记任组长的领导小组，分级建立联席会议制度");
export const contact = xinye("“县处级领导—街道班子成员—驻区单位”包联社区机制，定期会商研判");
export const allowance = xinye("网格专干14名、专职网格员486人，纳入社区工作者队伍管理，每月津贴1500元");
export const countySecretary = { of: "post", key: "countySecretary" } as const;
export const streetSecretary = { of: "post", key: "streetSecretary" } as const;
export const communitySecretary = { of: "post", key: "communitySecretary" } as const;
export const localUnits = { of: "unit", key: "localUnit" } as const;
