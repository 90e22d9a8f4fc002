import * as z from "zod";
import { Invalid } from "../errors.ts";
import { commonPasswords } from "./common-passwords.ts";

/**
 * What makes a password acceptable, after OWASP ASVS 5.0 V6.2 and NIST SP 800-63B-4 §3.1.1: length counts, all
 * characters are allowed, nothing is demanded of their kinds, no expiry; what is easily guessed is refused. Twelve is
 * more than ASVS's least (8) and less than NIST asks of a password that stands alone (15): see decision 004.
 */
export const passwordLength = { min: 12, max: 128 };

export const password = z
  .string("请填写密码")
  .min(passwordLength.min, `密码至少 ${passwordLength.min} 个字符，可以用一句自己记得住的话`)
  .max(passwordLength.max, `密码最多 ${passwordLength.max} 个字符`)
  .superRefine((text, { addIssue }) => {
    const message = weaknessOf(text);
    if (message !== null) addIssue({ code: "custom", message });
  })
  .meta({ format: "password" });

/** @throws Invalid when little is left of it without these words, the person's own names; see own-words.ts. */
export function mustBeHardToGuess(text: string, own: readonly string[]): void {
  const message = weaknessOf(text, own);
  if (message !== null) throw new Invalid([{ path: "password", message }]);
}

/** Why a password is easily guessed, in words for whoever chose it; null where it isn't. */
export function weaknessOf(text: string, own: readonly string[] = []): string | null {
  const plain = text.normalize("NFKC").toLowerCase();
  if (new Set(plain).size < 5) return "密码里不同的字符太少，请换一个";
  if (repeats([...plain])) return "密码是同一段在重复，请换一个";
  if (isUsedUp(plain)) return "密码里只有常见的词、日期、号码或连着的键，太容易被猜到，请换一个";
  const named = own.map((word) => word.normalize("NFKC").toLowerCase());
  if (isUsedUp(plain.replace(anyOf(named), "")))
    return "密码里除了用户名、姓名、县名和单位名几乎没有别的，请换一个";
  return null;
}

/** Whether few characters are left without numbers, common words and runs. */
const isUsedUp = (plain: string): boolean =>
  new Set(withoutRuns(plain.replace(numbers, "").replace(common, ""))).size < 4;

/** Whether a text is a shorter one than would be taken, over and over from end to end. */
function repeats(letters: readonly string[]): boolean {
  const most = Math.min(Math.floor(letters.length / 2), passwordLength.min - 1);
  return Array.from({ length: most }, (_, index) => index + 1).some((period) =>
    letters.every((letter, index) => index < period || letter === letters[index - period]),
  );
}

/** Letters that people write with figures and signs, thinking that nobody else does. */
const disguises: Readonly<Record<string, string>> = {
  a: "[a@4]",
  e: "[e3]",
  i: "[i1!]",
  l: "[l1]",
  o: "[o0]",
  s: "[s$5]",
};

/** Any of the words, the longest first. */
function anyOf(words: readonly string[]): RegExp {
  const longestFirst = words.filter((word) => word.length > 1).sort((a, b) => b.length - a.length);
  const patterns = longestFirst.map((word) =>
    Array.from(word, (letter) => disguises[letter] ?? letter.replace(/[.*+?^${}()|[\]\\/]/, "\\$&")).join(""),
  );
  // Without any word it matches nothing.
  return new RegExp(patterns.join("|") || "(?!)", "gu");
}

const common = anyOf(commonPasswords);

const day = "(?:[12]\\d|3[01]|0?[1-9])";
const month = "(?:1[0-2]|0?[1-9])";
/** Numbers of identity cards and mobile phones, days, years: each is somebody's. */
const numbers = new RegExp(
  [
    `\\d{6}(?:19|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}[\\dx]`,
    "1[3-9]\\d{9}",
    `(?:19|20)\\d\\d[-./年]?${month}[-./月]?${day}日?`,
    `${day}[-./]?${month}[-./]?(?:19|20)\\d\\d`,
    "(?:19|20)\\d\\d年?",
    "\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])",
  ].join("|"),
  "gu",
);

/** Rows and columns of the keyboard, what fingers do when they zigzag between two, and what is counted with. */
const rows = [
  "0123456789",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "qweasdzxc",
  "!@#$%^&*()",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
  "!qaz@wsx#edc$rfv%tgb^yhn&ujm",
  "qazwsxedcrfvtgbyhnujm",
  "1q2w3e4r5t6y7u8i9o0p",
  "q1w2e3r4t5y6u7i8o9p0",
  "a1b2c3d4e5f6g7h8i9j0",
  "112233445566778899",
  "147258369",
  "一二三四五六七八九十",
  "甲乙丙丁戊己庚辛壬癸",
  "子丑寅卯辰巳午未申酉戌亥",
];

const triples = new Set(
  rows.flatMap((row) => [row, [...row].reverse().join("")]).flatMap((row) => triplesOf([...row])),
);

function triplesOf(letters: readonly string[]): string[] {
  return letters.slice(2).map((_, start) => letters.slice(start, start + 3).join(""));
}

/** Takes out every run of three or more characters of a row, and of one character. */
function withoutRuns(text: string): string[] {
  const letters = [...text];
  const inRun = new Set<number>();
  for (const [start, triple] of triplesOf(letters).entries()) {
    const same = new Set(triple).size === 1;
    if (same || triples.has(triple)) for (let index = start; index < start + 3; index++) inRun.add(index);
  }
  return letters.filter((_, index) => !inRun.has(index));
}
