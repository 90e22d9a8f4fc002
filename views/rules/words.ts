import { namesIn } from "../../worker/rules/document/names.ts";
import { peopleWords } from "../../worker/rules/document/phrases.ts";
import type {
  Cadence,
  EscalationCause,
  Members,
  Organisation,
  RuleSet,
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

/** Where the last day goes on which something may be done in a period, when nobody works on it. */
export const lastDayOff = `最后一天休息的${daysOff.before}`;

/** Where a day of the month after goes by which something is due. */
export const dueDayOff = `当日休息的${daysOff.after}`;

/** A year's months have names of their own; those of a quarter or half a year are counted. */
function windowInPeriod({ every, window }: Cadence): string {
  const { fromMonth = 1, fromDay = 1, byMonth = 1, byDay = 28 } = window ?? {};
  if (every === "year") return `${fromMonth}月${fromDay}日至${byMonth}月${byDay}日`;
  if (every === "month") return fromDay === 1 ? `${byDay} 日前` : `${fromDay} 日至 ${byDay} 日`;
  const end = fromMonth === byMonth ? ` ${byDay} 日` : `第 ${byMonth} 个月 ${byDay} 日`;
  return `第 ${fromMonth} 个月 ${fromDay} 日至${end}`;
}

/** `办理单位申请、超过时限` */
export function causeWords(on: readonly EscalationCause[]): string {
  return on.length === 0 ? "不上报" : on.map((cause) => escalationCauses[cause]).join("、");
}

/** Whoever has to sign, before something follows: `社区党组织书记签字后`, `书记、主任全部签字后`. */
export function signedWords(signers: readonly Members[], organisation: RuleSet["organisation"]): string {
  return `${memberWords(signers, organisation)}${signers.length > 1 ? "全部" : ""}签字后`;
}

/** Names from whom members come: `社区党总支书记、业主委员会`. */
export function memberWords(members: readonly Members[], organisation: RuleSet["organisation"]): string {
  const nameOf = namesIn({ organisation });
  return members.map((member) => peopleWords(member, nameOf)).join("、");
}

/** To whom something is shown: `只向成员公布`, `向公众公布`. */
export function audienceWords(audience: keyof typeof audiences): string {
  return `${audience === "members" ? "只" : ""}向${audiences[audience]}公布`;
}

/** `{division}{sequence:3}` → 区划代码加 3 位顺序号 */
export function codeWords(pattern: string): string {
  const parts = pattern.match(/\{[^}]*\}|[^{}]+/g) ?? [];
  return parts
    .map((part) => part.replace("{division}", "区划代码").replace(/\{sequence:(\d)\}/, " $1 位顺序号"))
    .join("加");
}

type Sizing = Organisation["gridKinds"][number]["sizing"][number];

/** `一般小区：300 至 500 户，1000 人左右` */
export function sizingWords({ name, households, residents }: Sizing): string {
  const ranges = [households && rangeWords(households, "户"), residents && rangeWords(residents, "人")];
  const said = ranges.filter(Boolean).join("，");
  return said ? `${name}：${said}` : name;
}

function rangeWords({ min, max, about }: NonNullable<Sizing["households"]>, unit: string): string {
  const limits = [min !== undefined && `不少于 ${min} ${unit}`, max !== undefined && `不超过 ${max} ${unit}`];
  const range = min !== undefined && max !== undefined ? [`${min} 至 ${max} ${unit}`] : limits;
  return [about !== undefined && `${about} ${unit}左右`, ...range].filter(Boolean).join("，");
}
