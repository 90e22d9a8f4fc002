import { cleaned } from "./cleaned.ts";

/** What stands for many: whatever opens, closes, quotes, joins with a dash or a dot, to its plainest form. */
const alike: readonly (readonly [RegExp, string])[] = [
  [/[「」『』｢｣«»‹›〝〞〟"'`´\p{Pi}\p{Pf}‚„]/gu, '"'],
  [/\p{Ps}/gu, "("],
  [/\p{Pe}/gu, ")"],
  [/[\p{Pd}~−─━⁓]+/gu, "-"],
  [/[•‧∙⋅・･᛫]/gu, "·"],
  [/\p{Variation_Selector}/gu, ""],
];

/** Blanks count between two words in Latin letters or figures, and nowhere else. */
const idleBlank = /(?<![a-z0-9]) | (?![a-z0-9])/g;

/**
 * What two names have in common that people take for the same: widths, cases, and the kinds of brackets, quotes, dashes,
 * dots and blanks don't count. For comparing, never for showing. Folding twice changes nothing more.
 */
export function folded(name: string): string {
  // Both cases: ß and ſ have their capitals only. They may come apart into marks, which belong together again.
  const plain = cleaned(name).normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
  const read = alike.reduce((text, [kinds, one]) => text.replace(kinds, one), plain);
  return read.replace(/\s+/gu, " ").replace(idleBlank, "").trim();
}
