/** Of China: area codes 010 and 02x, then eight digits; all others have four digits, then seven or eight. */
const landline = /^0(?:(?:10|2\d)\d{8}|[3-9]\d{9,10})$/;
const mobile = /^1[3-9]\d{9}$/;
/** Of other places than the mainland, as all the world writes them (ITU-T E.164). */
const abroad = /^\+(?!86)[1-9]\d{6,14}$/;

/** What stands between digits: blanks, brackets, dots, commas and dashes of all kinds. */
const between = /^[\d\s()[\]{}【】〔〕〈〉«».,·•_/ー\p{Dash}]*$/u;
const extensionMark = /转|分机|内线|ext(?:ension)?\.?|[,;#x]/iu;

/**
 * A telephone number as people type or paste it, in the one form in which it can be dialled: `138 1234-5678` and
 * `008613812345678` → `13812345678`, `（0377）66221234 转 8012` → `037766221234-8012`, `+852 2345 6789` → `+85223456789`.
 * Null for what nobody can dial from elsewhere.
 */
export function phoneFrom(typed: string): string | null {
  const text = typed
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Cc}\p{Variation_Selector}]/gu, "")
    .trim();
  const mark = extensionMark.exec(text);
  if (mark) return extended(text.slice(0, mark.index), text.slice(mark.index + mark[0].length));
  // What follows a number that is whole already is an extension.
  const [, head, tail] = /^(.*\d)\p{Dash}\s*(\d{1,6})$/su.exec(text) ?? [];
  return (head !== undefined && tail !== undefined && extended(head, tail)) || numberIn(text);
}

function extended(head: string, tail: string): string | null {
  const number = numberIn(head);
  const digits = tail.replace(/\D/g, "");
  const fits = between.test(tail.replace(/^[:：]/u, "")) && /^\d{1,6}$/.test(digits);
  return number !== null && !number.startsWith("+") && fits ? `${number}-${digits}` : null;
}

function numberIn(text: string): string | null {
  const [, plus = "", rest = ""] = /^\s*(?:\((?=\+))?(\+|00(?=[1-9]))?(.*)$/s.exec(text) ?? [];
  if (!between.test(rest)) return null;
  const digits = rest.replace(/\D/g, "");
  const [, home] = /^86(\d{7,})$/.exec(digits) ?? [];
  if (plus !== "") return home === undefined ? known(`+${digits}`) : athome(home);
  return known(digits) ?? (home === undefined ? null : athome(home));
}

/** After the country's code an area code has lost its zero. */
const athome = (digits: string): string | null =>
  known(digits) ?? (digits.startsWith("0") ? null : known(`0${digits}`));

const known = (number: string): string | null =>
  [mobile, landline, abroad].some((kind) => kind.test(number)) ? number : null;
