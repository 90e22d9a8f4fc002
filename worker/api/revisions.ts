import { Invalid } from "../domain/errors.ts";

/** A record's revision as an entity tag. It says which revision was read, not that every byte of the answer is the same. */
export const tagOf = (revision: number): string => `"${revision}"`;

/**
 * The revisions that a write is made for (`If-Match`, RFC 9110 section 13.1.1); undefined where it doesn't say or
 * takes any. Weak tags and those of no revision match nothing.
 * @throws Invalid for what is no list of tags.
 */
export function revisionsIn(ifMatch: string | undefined): readonly number[] | undefined {
  if (ifMatch === undefined || ifMatch.trim() === "*") return undefined;
  const tags = ifMatch.split(",").map((tag) => tag.trim());
  if (!tags.every((tag) => /^(W\/)?"[\x21\x23-\x7e]*"$/.test(tag))) {
    throw new Invalid([{ path: "If-Match", message: 'If-Match 须为读到的 ETag，如 "3"' }]);
  }
  return tags.flatMap((tag) => (/^"[1-9]\d{0,14}"$/.test(tag) ? [Number(tag.slice(1, -1))] : []));
}
