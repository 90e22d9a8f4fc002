import * as z from "zod";

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
  .refine((text) => !isGuessable(text), "这个密码太容易被猜到，请换一个")
  .meta({ format: "password" });

/** Words that anybody would try first here; 1314520 and 5201314 sound like a declaration of love. */
const contextWords = [
  "lianzhi",
  "联治",
  "password",
  "passwd",
  "admin",
  "guanliyuan",
  "woaini",
  "1314520",
  "5201314",
  "iloveyou",
  "qwerty",
  "welcome",
];

/** Rows and columns of the keyboard, and what fingers do when they zigzag between two. */
const rows = [
  "0123456789",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "!@#$%^&*()",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
  "qazwsxedcrfvtgbyhnujm",
  "1q2w3e4r5t6y7u8i9o0p",
  "q1w2e3r4t5y6u7i8o9p0",
  "a1b2c3d4e5f6g7h8i9j0",
  "112233445566778899",
];

const triples = new Set(
  rows.flatMap((row) => [row, [...row].reverse().join("")]).flatMap((row) => triplesOf([...row])),
);

function triplesOf(letters: readonly string[]): string[] {
  return letters.slice(2).map((_, start) => letters.slice(start, start + 3).join(""));
}

/**
 * Few distinct characters, runs along the alphabet or keyboard, years, or little besides a word everybody tries. What
 * lists of common passwords hold of this length is mostly of these kinds.
 */
export function isGuessable(text: string, words: readonly string[] = []): boolean {
  const plain = text.normalize("NFKC").toLowerCase();
  if (new Set(plain).size < 5) return true;
  let rest = plain;
  for (const word of [...contextWords, ...words.map((word) => word.toLowerCase())]) {
    if (word.length > 1) rest = rest.replaceAll(word, "");
  }
  return new Set(withoutRuns(rest.replace(/(19|20)\d\d/g, ""))).size < 4;
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
