import * as z from "zod";

/**
 * What makes a password acceptable, after OWASP ASVS 5.0 V6.2 and NIST SP 800-63B-4 §3.1.1: length counts, all
 * characters are allowed, nothing is demanded of their kinds, no expiry; what is easily guessed is refused.
 */
export const passwordLength = { min: 12, max: 128 };

export const password = z
  .string()
  .min(passwordLength.min, `密码至少 ${passwordLength.min} 个字符，可以用一句自己记得住的话`)
  .max(passwordLength.max, `密码最多 ${passwordLength.max} 个字符`)
  .refine((text) => !isGuessable(text), "这个密码太容易被猜到，请换一个")
  .meta({ format: "password" });

/** Words that anybody would try first here. */
const contextWords = [
  "lianzhi",
  "联治",
  "password",
  "passwd",
  "admin",
  "guanliyuan",
  "woaini",
  "qwerty",
  "welcome",
];

const rows = [
  "0123456789",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "1qaz2wsx3edc4rfv5tgb",
];

/**
 * Few distinct characters, runs along the alphabet or keyboard, or little besides a word everybody tries. Lists of
 * common passwords hold next to nothing of this length that these don't catch.
 */
export function isGuessable(text: string, words: readonly string[] = []): boolean {
  const plain = text.normalize("NFKC").toLowerCase();
  if (new Set(plain).size < 5) return true;
  let rest = plain;
  for (const word of [...contextWords, ...words.map((word) => word.toLowerCase())]) {
    if (word.length > 1) rest = rest.replaceAll(word, "");
  }
  for (const row of rows) rest = withoutRuns(withoutRuns(rest, row), [...row].reverse().join(""));
  return new Set(rest).size < 4;
}

/** Takes out every run of four or more characters of a row. */
function withoutRuns(text: string, row: string): string {
  for (let length = row.length; length >= 4; length--) {
    for (let start = 0; start + length <= row.length; start++) {
      text = text.replaceAll(row.slice(start, start + length), "");
    }
  }
  return text;
}
