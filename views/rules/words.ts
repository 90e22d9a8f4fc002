import type {
  Cadence,
  Duration,
  EscalationCause,
  Members,
  Quorum,
  RuleSet,
  Source,
  Window,
} from "../../worker/rules/schema.ts";
import {
  audiences,
  daysOff,
  dueWithoutSpan,
  escalationCauses,
  frequencies,
} from "../../worker/rules/words.ts";

/** `3 个工作日`, `8 个工作小时`, `75 天`, `24 小时` */
export function durationWords(duration: Duration): string {
  if ("workdays" in duration) return `${duration.workdays} 个工作日`;
  if ("workingHours" in duration) return `${duration.workingHours} 个工作小时`;
  if ("days" in duration) return `${duration.days} 天`;
  return `${duration.hours} 小时`;
}

/** `每季度一次，第 1 个月 1 日至 15 日召开，有需要可以加开`; without a cadence `按需召开`. */
export function cadenceWords(cadence: Cadence | undefined, asNeeded: boolean): string {
  if (cadence === undefined) return "按需召开";
  return `${frequencyWords(cadence)}${cadence.window ? "召开" : ""}${asNeeded ? "，有需要可以加开" : ""}`;
}

/** `每季度一次，第 1 个月 1 日至 15 日` */
export function frequencyWords(cadence: Cadence): string {
  const window = cadence.window ? `，${windowInPeriod(cadence)}` : "";
  return `${frequencies[cadence.every]}一次${window}`;
}

function windowInPeriod({ every, window }: Cadence): string {
  const { fromMonth = 1, fromDay = 1, byMonth = 1, byDay = 28 } = window ?? {};
  if (every === "month") return fromDay === 1 ? `${byDay} 日前` : `${fromDay} 日至 ${byDay} 日`;
  const end = fromMonth === byMonth ? `${byDay} 日` : `第 ${byMonth} 个月 ${byDay} 日`;
  return `第 ${fromMonth} 个月 ${fromDay} 日至${end.startsWith("第") ? "" : " "}${end}`;
}

/** `每月 10 日前（摸底排查），截止日休息的顺延到下一个工作日` */
export function monthlyWindowWords({ name, fromDay, byDay, dayOff }: Window): string {
  const days = fromDay === 1 ? `${byDay} 日前` : `${fromDay} 日至 ${byDay} 日`;
  return `每月 ${days}（${name}），截止日休息的${daysOff[dayOff]}`;
}

/** `办理单位申请、超过时限` */
export function causeWords(on: readonly EscalationCause[]): string {
  return on.length === 0 ? "不上报" : on.map((cause) => escalationCauses[cause]).join("、");
}

/** `过半数成员到会`, `不少于 2/3 的成员到会` */
export function quorumWords(quorum: Quorum): string {
  if ("atLeast" in quorum) return `不少于 ${quorum.atLeast} 的成员到会`;
  return quorum.moreThan === "1/2" ? "过半数成员到会" : `超过 ${quorum.moreThan} 的成员到会`;
}

/** By when a task of a series is due: `下次会议之前`, `15 个工作日内`. */
export function resolutionDueWords(due: Duration | "beforeNextMeeting"): string {
  return due === "beforeNextMeeting" ? dueWithoutSpan[due] : `${durationWords(due)}内`;
}

/** What an entry is called; its key where there is none. */
export function nameIn(entries: readonly { key: string; name: string }[], key: string): string {
  return entries.find((entry) => entry.key === key)?.name ?? key;
}

/** Names from whom members come: `社区党总支书记、业主委员会`. */
export function memberWords(
  members: readonly Members[],
  { levels, postKinds, unitKinds }: RuleSet["organisation"],
): string {
  return members
    .map((member) => {
      if (member.of === "role") return member.name;
      if (member.of === "post") return nameIn(postKinds, member.key);
      if (member.of === "unit") return nameIn(unitKinds, member.key);
      return `各${nameIn(levels, member.key)}负责人`;
    })
    .join("、");
}

/** What a rule rests on: `宁蒗县公开做法：…`, `本系统默认：…`. */
export function sourceWords(source: Source): string {
  return "ours" in source ? `本系统默认：${source.why}` : `${source.county}公开做法：${source.practice}`;
}

/** To whom something is shown: `只向成员公布`, `向公众公布`. */
export function audienceWords(audience: keyof typeof audiences): string {
  return `${audience === "members" ? "只" : ""}向${audiences[audience]}公布`;
}
