import { cleanedLine } from "./cleaned.ts";

/**
 * What people type for times, days and figures, in the one form in which rules keep it; anything else stays as it is,
 * for the check to refuse. Writing a second time changes nothing more.
 */

/** `8:30`, `8：30`, `0830` → `08:30` */
export function typedClock(text: string): string {
  const [, hour = "", minute] = /^(\d{1,2}):(\d\d)$|^(\d\d)(\d\d)$/.exec(plain(text))?.filter(Boolean) ?? [];
  return minute === undefined ? text : `${hour.padStart(2, "0")}:${minute}`;
}

/** `2027年4月3日`, `2027-4-3`, `2027/4/3` → `2027-04-03` */
export function typedDay(text: string): string {
  const [, year, rest = ""] = /^(\d{4})[-/年](.+)$/.exec(plain(text)) ?? [];
  const day = monthAndDay(rest);
  return year === undefined || day === undefined ? text : `${year}-${day}`;
}

/** `3月20日`, `3-20`, `3/20` → `03-20` */
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
  const [, month, day] = /^(\d{1,2})(?:-|\/|月)(\d{1,2})日?$/.exec(text) ?? [];
  return day && month && `${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** Full-width digits and marks as a keyboard for Chinese gives them, and nothing between them. */
const plain = (text: string): string =>
  cleanedLine(text)
    .replace(/[！-～]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0))
    .replaceAll(" ", "");
