import { pinyinOf } from "./pinyin.ts";

/**
 * How text is found: SQLite's full-text index knows no Chinese words (its `trigram` finds nothing for two characters),
 * so every character and every pair of neighbours is a word of its own, beside words and numbers in Latin letters.
 */

/** Widths, cases and look-alike forms don't matter: ３号 is 3号. */
const folded = (text: string): string => text.normalize("NFKC").toLowerCase();

/** Runs of Chinese characters, and runs of letters and digits; all else separates. */
const runs = /\p{Script=Han}+|[\p{L}\p{N}]+?(?=\p{Script=Han}|[^\p{L}\p{N}]|$)/gu;

const isHan = (run: string): boolean => /^\p{Script=Han}/u.test(run);

const pairs = (chars: readonly string[]): string[] =>
  chars.slice(1).map((char, at) => `${chars[at] ?? ""}${char}`);

/** The words under which a text is found, each once, with blanks between. A number is found by its last figures, too. */
export function searchable(...texts: readonly (string | null)[]): string {
  const words = texts.flatMap((text) =>
    (folded(text ?? "").match(runs) ?? []).flatMap((run) => {
      if (!isHan(run)) return [run, ...withoutZeros(run)];
      const chars = [...run];
      return [...chars, ...pairs(chars)];
    }),
  );
  return [...new Set(words)].join(" ");
}

/** 000123 is also looked for as 123. */
const withoutZeros = (run: string): string[] => (/^0+\d/.test(run) ? [run.replace(/^0+/, "")] : []);

/** Besides, a name is found by its pinyin, whole and by initials: 汉城街道 by hanchengjiedao and hcjd. */
export function searchableName(name: string): string {
  const syllables = pinyinOf(folded(name)).filter((syllable) => /[a-z0-9]/.test(syllable));
  const spelled = syllables.join("");
  const initials = syllables.map((syllable) => syllable[0]).join("");
  return [searchable(name), spelled, initials].filter(Boolean).join(" ");
}

/** The most words that are asked for: what is longer is found by its beginning. */
const most = 12;

/**
 * What the index is asked for: every word of what somebody typed, in FTS5's language; null where nothing of it can be
 * looked for. Words in Latin letters may be unfinished: a name's pinyin is.
 */
export function askedFor(typed: string): string | null {
  const asked = (folded(typed).match(runs) ?? []).flatMap((run) => {
    const chars = [...run];
    if (!isHan(run)) return [/^\p{L}{2}/u.test(run) ? `"${run}"*` : `"${run}"`];
    return (chars.length > 1 ? pairs(chars) : chars).map((word) => `"${word}"`);
  });
  return asked.length === 0 ? null : asked.slice(0, most).join(" AND ");
}
