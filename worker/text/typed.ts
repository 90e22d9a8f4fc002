import { cleanedLine } from "./cleaned.ts";

/**
 * What people type for times, days and figures, in the one form in which rules keep it; anything else stays as it is,
 * for the check to refuse. Writing a second time changes nothing more.
 */

/** `8:30`, `8：30`, `830`, `0830`, `8点半`, `上午8点30分` → `08:30`; `下午3点` → `15:00` */
export function typedClock(text: string): string {
  const written = plain(text);
  const { half, hour, minute = "00" } = (spoken.exec(written) ?? compact.exec(written))?.groups ?? {};
  if (hour === undefined || (half === "晚上" && Number(hour) === 12)) return text;
  const later = /下午|晚上/.test(half ?? "") && Number(hour) < 12 ? 12 : 0;
  return `${String(Number(hour) + later).padStart(2, "0")}:${minute === "半" ? "30" : minute.padStart(2, "0")}`;
}

const spoken =
  /^(?<half>上午|早上|中午|下午|晚上)?(?<hour>\d{1,2})(?::(?<minute>\d\d)|[点时](?:整|(?<minute>半|\d{1,2})分?)?)$/;
const compact = /^(?<hour>\d{1,2})(?<minute>\d\d)$/;

/** `2027年4月3日`, `2027-4-3`, `2027/4/3`, `2027.4.3`, `20270403` → `2027-04-03` */
export function typedDay(text: string): string {
  const written = plain(text);
  const [, year, rest = ""] = /^(\d{4})[-/.年](.+)$/.exec(written) ?? /^(\d{4})(\d{4})$/.exec(written) ?? [];
  const day = monthAndDay(rest.replace(/^(\d\d)(\d\d)$/, "$1-$2"));
  return year === undefined || day === undefined ? text : `${year}-${day}`;
}

/** `3月20日`, `3-20`, `3/20`, `3.20` → `03-20` */
export function typedYearlyDay(text: string): string {
  return monthAndDay(plain(text)) ?? text;
}

/** A figure in words is none, nor is one with its unit: `７` → 7, `1,500` → 1500, `7天` stays. */
export function typedNumber(text: string): number | string {
  const figure = ungrouped(text);
  return /^-?\d{1,9}(\.\d{1,6})?$/.test(figure) ? Number(figure) : text;
}

/** Why a figure stayed text; undefined for what is no figure. */
export function faultOfFigure(typed: unknown): string | undefined {
  if (typeof typed !== "string") return undefined;
  const [, whole = "", decimals = ""] = /^-?(\d+)(?:\.(\d+))?$/.exec(ungrouped(typed)) ?? [];
  if (decimals.length > 6) return "至多6位小数";
  return whole.length > 9 ? "数字太大" : undefined;
}

function ungrouped(text: string): string {
  const figure = plain(text);
  return /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(figure) ? figure.replaceAll(",", "") : figure;
}

function monthAndDay(text: string): string | undefined {
  const [, month, day] = /^(\d{1,2})(?:[-/.]|月)(\d{1,2})[日号]?$/.exec(text) ?? [];
  return day && month && `${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** Full-width digits and marks as a keyboard for Chinese gives them, and nothing between them. */
const plain = (text: string): string =>
  cleanedLine(text)
    .replace(/[！-～]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0))
    .replaceAll(" ", "");
