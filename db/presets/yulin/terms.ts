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
export const streetSecretary = { of: "post", key: "streetSecretary" } as const;
export const countySecretary = { of: "post", key: "countySecretary" } as const;
