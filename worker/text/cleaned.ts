/**
 * Control characters and marks that steer writing have no place in what people write; newlines and tabs have. Nor
 * have letters that show nothing: Hangul's fillers, an empty Braille cell. Variation selectors belong to the character
 * before them; alone they show nothing either.
 */
const unseen = /[\p{Cc}--[\n\t]]|\p{Cf}|[\p{Default_Ignorable_Code_Point}--\p{Variation_Selector}]|\u2800/gv;
const alone = /(?<![^\s\p{Variation_Selector}])\p{Variation_Selector}+/gv;

/**
 * What people wrote, in one form: nothing unseen, no half of a surrogate pair (JSON can carry one, a database can't),
 * lines ended by LF, NFC, nothing at the edges. Cleaning twice changes nothing more.
 */
export const cleaned = (text: string): string =>
  text.toWellFormed().replaceAll("\r\n", "\n").replace(unseen, "").replace(alone, "").normalize("NFC").trim();

/** The same on one line. */
export const cleanedLine = (text: string): string => cleaned(text).replace(/\s+/g, " ");
