/**
 * Control characters and marks that steer writing have no place in what people write; newlines and tabs have. Nor
 * have letters that show nothing: Hangul's fillers, an empty Braille cell. Variation selectors belong to the character
 * before them; alone they show nothing either.
 */
const unseen =
  /[\p{Cc}--[\n\t]]|[\p{Cf}--[\u180e\u200d]]|[\p{Default_Ignorable_Code_Point}--[\p{Variation_Selector}\u180e\u200d]]|\u2800/gv;

/** Two marks are part of writing where they join something: emoji into one (👨‍👩‍👧), and the endings of Mongolian words. */
const joinsNothing =
  /(?<!\p{Extended_Pictographic}\p{Emoji_Modifier}?\ufe0f?)\u200d|\u200d(?!\p{Extended_Pictographic})|(?<![\p{L}&&\p{Script=Mongolian}])\u180e|\u180e(?![\p{L}&&\p{Script=Mongolian}])/gv;

const alone = /(?<![^\s\p{Variation_Selector}])\p{Variation_Selector}+/gv;

/**
 * What people wrote, in one form: nothing unseen, no half of a surrogate pair (JSON can carry one, a database can't),
 * lines ended by LF, NFC, nothing at the edges. Cleaning twice changes nothing more.
 */
export const cleaned = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll("\r\n", "\n")
    .replace(unseen, "")
    .replace(joinsNothing, "")
    .replace(alone, "")
    .normalize("NFC")
    .trim();

/** The same on one line. */
export const cleanedLine = (text: string): string => cleaned(text).replace(/\s+/g, " ");
