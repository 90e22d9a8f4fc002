import type { NamedField } from "../domain/kernel/input.ts";
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
  for (const { name, kind, ...field } of fields) {
    const sent = files.filter((file) => file.name === name);
    if (kind !== "photos" || !("most" in field) || sent.length === 0) continue;
    read[name] =
      sent.length > field.most
        ? new WrongPhotos(`${field.label}最多 ${field.most} 张，现在有 ${sent.length} 张`)
        : await photosFrom(sent.map(({ file }) => file));
  }
  return read;
}
