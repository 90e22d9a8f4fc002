/** Control characters and marks that steer writing have no place in what people write; newlines and tabs have. */
const unseen = /[^\P{Cc}\n\t]|\p{Cf}/gu;

/**
 * What people wrote, in one form: nothing unseen, no half of a surrogate pair (JSON can carry one, a database can't),
 * lines ended by LF, NFC, nothing at the edges. Cleaning twice changes nothing more.
 */
export const cleaned = (text: string): string =>
  text.toWellFormed().replaceAll("\r\n", "\n").replace(unseen, "").normalize("NFC").trim();

/** The same on one line. */
export const cleanedLine = (text: string): string => cleaned(text).replace(/\s+/g, " ");
