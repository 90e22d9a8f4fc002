import type { RuleSet } from "../../schema/rule-set.ts";
import { citations, type Finding } from "./finding.ts";
import { mentioned, wordingsOf } from "./wording.ts";

interface Habit {
  rule: string;
  words: RegExp;
  /** What a switch demands that is on. */
  demand?: string;
  /** Why that is too much, and what to do instead. */
  advice: string;
  citation: string;
}

const checkIn: Habit = {
  rule: "check-in",
  words: /签到|打卡/,
  demand: "要求签到打卡",
  advice: "签到打卡与办事结果无关。请改以系统里的办理记录为准；确属安保、应急等特殊场景的，在依据中写明。",
  citation: citations.checkIn,
};

/** Compulsory check-in, by a switch of duty or in words. Source: 国办函〔2026〕12号. */
export function compulsoryCheckIn(rules: RuleSet): Finding[] {
  const { rosters = [], rounds = [] } = rules.duty ?? {};
  const demanded = [
    ...switchedOn(checkIn, "duty.rosters", rosters, (roster) => roster.checkIn),
    ...switchedOn(checkIn, "duty.rounds", rounds, (round) => round.checkIn),
  ];
  return withWords(demanded, inWords(checkIn, rules));
}

const rankedPoints: Habit = {
  rule: "ranking",
  words: /积分排[名行]|排行榜/,
  demand: "公开积分排名",
  advice: "公开排名使人追求名次而不是办事。请关闭公开排名，各人只看自己的积分。",
  citation: citations.ranking,
};

const rankedResults: Habit = {
  rule: "ranking",
  words: /(?<!积分|不)排名|末位|倒数第/,
  demand: "按得分排名",
  advice: "文件针对的是积分排名，考核排名与之相近，由本系统比照提醒。请只公布等次，不公布名次。",
  citation: citations.ranking,
};

/** Public ranking of points or of assessments. Source: 国办函〔2026〕12号 for points; for assessments ours, by analogy. */
export function publicRanking(rules: RuleSet): Finding[] {
  const { points, assessments } = rules;
  const demanded = [
    ...switchedOn(rankedPoints, "points.schemes", points?.schemes, ({ ranking }) => ranking),
    ...switchedOn(
      rankedResults,
      "assessments.schemes",
      assessments?.schemes,
      ({ publication }) => publication.ranking,
    ),
  ];
  return withWords(demanded, [...inWords(rankedPoints, rules), ...inWords(rankedResults, rules)]);
}

const APP = "(?:APP|App|app|应用|平台|小程序|软件|客户端|公众号|视频号|反诈中心)";

/** Each word in a form that real work doesn't use: 安装 alone is said of charging posts, 刷 of walls. */
const clicks: Habit = {
  rule: "clicks",
  words: new RegExp(
    "点赞|转发|(?:在线|学习|登录|使用)时长|活跃[度率]|截图|截屏|浏览量|阅读量|点击[量率]|评论[数量]|网络投票" +
      "|(?<!重点)关注[数量率]|粉丝|下载[量率数]|安装使用率|装机[量率数]|登录[率次天]|日活|刷[分量屏赞票]" +
      `|${APP}.{0,2}(?:下载|安装|登录|使用率)|(?:公众号|视频号).{0,4}关注|(?:下载|安装|关注)${APP}`,
  ),
  advice: "线上的数量说明不了事情办得怎样，不能作为要求和考评依据。请改为看办理结果，如解决率、满意率。",
  citation: citations.clicks,
};

/** Likes, forwards, installs, online time, screenshots, activity as a measure. Source: 国办函〔2026〕12号. */
export function assessedByClicks(rules: RuleSet): Finding[] {
  return inWords(clicks, rules);
}

const photos: Habit = {
  rule: "photos",
  words: /照片|拍照|录像|工作视频|上传.{0,4}视频|留痕/,
  demand: "须上传工作照片或视频",
  advice: "非必要不得要求上传工作照片、视频。请以系统记录或文字说明为准；确有必要的，在依据中写明。",
  citation: citations.traces,
};

/** Photos as the proof of everyday work. Source: 国办函〔2026〕12号. */
export function workPhotos(rules: RuleSet): Finding[] {
  const { duty, points, assessments } = rules;
  const asked = ({ evidence }: { evidence: string }) => evidence === "photo";
  const inside = (at: string, entries: readonly { name: string; evidence: string }[]) =>
    entries.filter(asked).map(({ name }) => finding(photos, at, name));
  const demanded = [
    ...switchedOn(photos, "duty.rounds", duty?.rounds, asked),
    ...(points?.schemes ?? []).flatMap(({ key, earning }) => inside(`points.schemes.${key}`, earning)),
    ...(assessments?.schemes ?? []).flatMap(({ key, indicators }) =>
      inside(`assessments.schemes.${key}`, indicators),
    ),
  ];
  return withWords(demanded, inWords(photos, rules));
}

const tracks: Habit = {
  rule: "tracks",
  words: /轨迹|(?:手机|实时|人员|卫星|GPS)定位/,
  demand: "须记录行走轨迹",
  advice: "非必要不得要求上传轨迹。请以巡查、走访的办理记录为准；确有必要的，在依据中写明。",
  citation: citations.traces,
};

/** Tracks of where people walked. Source: 国办函〔2026〕12号. */
export function recordedTracks(rules: RuleSet): Finding[] {
  const demanded = switchedOn(tracks, "duty.rounds", rules.duty?.rounds, ({ track }) => track);
  return withWords(demanded, inWords(tracks, rules));
}

const groups: Habit = {
  rule: "chat-groups",
  words:
    /接龙|(?<![人社族集楼院筑])群(?![众体团租防治芳英山])[^、]{0,6}(?:上报|报告|汇报|报送|发言|回复|响应|晒|发布|分享|互动)/,
  advice: "不得强制要求在工作群、聊天群里报告、回复和接龙。请改在系统里上报：报一次即可受理、转办、查询。",
  citation: citations.groups,
};

/** Reports, answers and chain posts in chat groups. Source: 中央网络安全和信息化委员会, 若干意见 of December 2023. */
export function groupReports(rules: RuleSet): Finding[] {
  return inWords(groups, rules);
}

function switchedOn<Entry extends { key: string; name: string }>(
  habit: Habit,
  list: string,
  entries: readonly Entry[] | undefined,
  on: (entry: Entry) => boolean,
): Finding[] {
  return (entries ?? []).filter(on).map(({ key, name }) => finding(habit, `${list}.${key}`, name));
}

/** What a switch demands needn't be told a second time because its name says it too. */
function withWords(demanded: readonly Finding[], worded: readonly Finding[]): Finding[] {
  const isTold = ({ at, name }: Finding) => demanded.some((one) => one.at === at && one.name === name);
  return [...demanded, ...worded.filter((one) => !isTold(one))];
}

function inWords(habit: Habit, rules: RuleSet): Finding[] {
  return wordingsOf(rules).flatMap((wording) => {
    const found = mentioned(wording, habit.words);
    return found ? [finding(habit, wording.at, wording.name, found)] : [];
  });
}

function finding(
  { rule, demand, advice, citation }: Habit,
  at: string,
  name: string,
  found?: string,
): Finding {
  const what = found === undefined ? demand : `提到“${found}”`;
  return { rule, at, name, message: `“${name}”${what}。${advice}`, citation };
}
