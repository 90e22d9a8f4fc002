import { peopleWords } from "../../worker/rules/document/phrases.ts";
import type {
  Cadence,
  EscalationCause,
  Members,
  RuleSet,
  Window,
} from "../../worker/rules/schema/rule-set.ts";
import { audiences, daysOff, escalationCauses, frequencies } from "../../worker/rules/schema/words.ts";

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

/** Where the last day goes on which a turn of a cadence may be done, when nobody works on it. */
export const lastDayOff = `最后一天休息的${daysOff.before}`;

/** Where a day of the month after goes by which something is due. */
export const dueDayOff = `当日休息的${daysOff.after}`;

/** A year's months have names of their own; those of a quarter or half a year are counted. */
function windowInPeriod({ every, window }: Cadence): string {
  const { fromMonth = 1, fromDay = 1, byMonth = 1, byDay = 28 } = window ?? {};
  if (every === "year") return `${fromMonth}月${fromDay}日至${byMonth}月${byDay}日`;
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

/** What an entry is called; its key where there is none. */
export function nameIn(entries: readonly { key: string; name: string }[], key: string): string {
  return entries.find((entry) => entry.key === key)?.name ?? key;
}

/** Whoever has to sign, before something follows: `社区党组织书记签字后`, `书记、主任全部签字后`. */
export function signedWords(signers: readonly Members[], organisation: RuleSet["organisation"]): string {
  return `${memberWords(signers, organisation)}${signers.length > 1 ? "全部" : ""}签字后`;
}

/** Names from whom members come: `社区党总支书记、业主委员会`. */
export function memberWords(
  members: readonly Members[],
  { levels, postKinds, unitKinds }: RuleSet["organisation"],
): string {
  const entries = { level: levels, postKind: postKinds, unitKind: unitKinds };
  return members
    .map((member) => peopleWords(member, (collection, key) => nameIn(entries[collection], key)))
    .join("、");
}

/** To whom something is shown: `只向成员公布`, `向公众公布`. */
export function audienceWords(audience: keyof typeof audiences): string {
  return `${audience === "members" ? "只" : ""}向${audiences[audience]}公布`;
}
