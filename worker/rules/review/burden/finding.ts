/** One place where a rule set asks more of people than it may or should. */
export interface Finding {
  /** Which check found it, `check-in`. */
  readonly rule: string;
  /** The item of the rule set in whose form it can be changed: `duty.rounds.visit`, `points.schemes.members`. */
  readonly at: string;
  /** What that is called. */
  readonly name: string;
  /** What, why, and what to do instead. */
  readonly message: string;
  readonly citation: string;
}

const rulesForApps = "《政务移动互联网应用程序规范化管理办法》（国办函〔2026〕12号，2026年1月25日）";
const burdenRules = "《整治形式主义为基层减负若干规定》（中共中央办公厅、国务院办公厅2024年8月6日发布）";
const fingertipViews = "《关于防治“指尖上的形式主义”的若干意见》（中央网络安全和信息化委员会2023年12月公布）";

/** The documents, each with the passage that a check rests on. */
export const citations = {
  checkIn: `${rulesForApps}：除安保、应急等特殊场景规定外，不得设置打卡签到、积分排名、统计在线时长等强制性功能`,
  ranking: `${rulesForApps}：不得设置积分排名等强制性功能`,
  clicks: `${rulesForApps}：不得考核通报用户安装使用率，不得将点赞量、网络投票数、转发量、学习时长等作为考评依据`,
  traces: `${rulesForApps}：非必要情况下不得强制要求下级和基层单位上传工作照片、视频和轨迹等`,
  forms: `${rulesForApps}：不得随意或重复要求基层填表报数交材料`,
  groups: `${fingertipViews}：不得在工作群组中脱离工作实际强制要求打卡接龙、即时响应，不得随意要求上传不必要的截图或视频`,
  meetings: `${burdenRules}：严控会议数量，业务工作会议能合并的合并、能精简的精简`,
  inspections: `${burdenRules}：不得频繁要求基层填表格报材料`,
};
