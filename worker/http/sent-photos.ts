import { asksPhotos, type NamedField } from "../domain/kernel/input.ts";
import { type Photo, photosFrom, WrongPhotos } from "../domain/photos/photo.ts";
import type { SentFile } from "./form.ts";

/**
 * Of the files that came with a form, a page's or a program's, the photos that it asks for, by field, or what is wrong with them:
 * its input says so beside all else.
 */
export async function photosIn(
  fields: readonly NamedField[],
  files: readonly SentFile[],
): Promise<Record<string, Photo[] | WrongPhotos>> {
  const read: Record<string, Photo[] | WrongPhotos> = {};
  for (const { name, label, most } of fields.filter(asksPhotos)) {
    const sent = files.filter((file) => file.name === name);
    if (sent.length === 0) continue;
    read[name] =
      sent.length > most
        ? new WrongPhotos(`${label}最多 ${most} 张，现在有 ${sent.length} 张`)
        : await photosFrom(sent.map(({ file }) => file));
  }
  return read;
}
