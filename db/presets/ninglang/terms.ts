import { ours, practiceOf } from "../defaults/terms.ts";

export const ninglang = practiceOf("云南省丽江市宁蒗县");
export const chain = ninglang("街道党工委—社区党总支—居民小组党支部—党员中心户组织体系");
export const reading = ours("公开做法未写明一、二级网格所指，按一级为社区、二级为居民小组设置");
export const monthly = ninglang(
  "每月10日前网格员摸底排查，15日前二级和一级网格召开联席会议协商处理，25日前街道处理，处理无果的上报县级职能部门",
);
export const staffing = ninglang("“1+N+X”：主力力量561人、辅助力量238人，配齐网格员2057人");
export const supervision = ninglang(
  "建立小微权力清单，推行“四议两公开”，以“监督一点通”平台强化群众对社区权力运行的监督",
);

export const streetSecretary = { of: "post", key: "streetSecretary" } as const;
export const communitySecretary = { of: "post", key: "communitySecretary" } as const;
export const groupSecretary = { of: "post", key: "groupSecretary" } as const;
