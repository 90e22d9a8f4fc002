/**
 * What names somebody in a text that everybody may read is masked: mobile and landline numbers, numbers of identity cards
 * (GB 11643), and of vehicles (GA 36). Spaces and dashes in them hide nothing. `138****5678`, `4****************X`, `豫R****6`.
 */
export function masked(text: string): string {
  return text
    .replace(identity, (found) => starred(found, 1, 1))
    .replace(mobile, (found) => starred(found, 3, 4))
    .replace(landline, (found) => starred(found, 3, 2))
    .replace(plate, (found) => starred(found, 2, 1));
}

const between = "[\\s\\p{Dash}·.]?";
const digits = (count: string) => `(?:\\p{Nd}${between}){${count}}`;
/** Neither begun nor followed by another digit: an amount or the number of a document is none of these. */
const alone = (pattern: string, flags = "gu") => new RegExp(`(?<!\\p{Nd})${pattern}(?!\\p{Nd})`, flags);

const identity = alone(
  `[1-9１-９]${between}${digits("16")}[\\p{Nd}XxＸｘ]|[1-9１-９]${between}${digits("13")}\\p{Nd}`,
);
const mobile = alone(`[1１]${between}[3-9３-９]${between}${digits("8")}\\p{Nd}`);
const landline = alone(`[(（]?[0０]\\p{Nd}{2,3}[)）]?${between}${digits("6,7")}\\p{Nd}`);
const plate =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][\s·.]?[A-ZＡ-Ｚ][\s·.\p{Dash}]?[A-HJ-NP-Z0-9Ａ-Ｚ０-９]{4,6}[A-HJ-NP-Z0-9Ａ-Ｚ０-９挂学警港澳](?![A-Z0-9])/gu;

/** Letters and digits but the first and the last become stars; marks between them stay. */
function starred(found: string, first: number, last: number): string {
  const signs = Array.from(found);
  const counted = signs.filter((sign) => /[\p{L}\p{Nd}]/u.test(sign)).length;
  let at = 0;
  return signs
    .map((sign) => {
      if (!/[\p{L}\p{Nd}]/u.test(sign)) return sign;
      at += 1;
      return at <= first || at > counted - last ? sign : "*";
    })
    .join("");
}
