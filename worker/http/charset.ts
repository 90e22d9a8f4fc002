import { BadRequest } from "../domain/errors.ts";

const notUtf8 = "请求中的文字不是 UTF-8 编码";

/** @throws BadRequest for a body that says it is in another encoding than UTF-8. */
export function mustSayUtf8(contentType: string | undefined): void {
  const [, charset = "utf-8"] = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType ?? "") ?? [];
  if (!/^utf-?8$/i.test(charset)) throw new BadRequest(415, "请求正文须为 UTF-8 编码");
}

/** The text of a body. @throws BadRequest where bytes are no UTF-8: nothing is guessed and stored as `�`. */
export function utf8(bytes: BufferSource): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new BadRequest(400, notUtf8);
  }
}

/**
 * @throws BadRequest for a form whose bytes, escaped or not, are no UTF-8. A file beside the fields may be in any
 * encoding, so there the sign that stands for what can't be read is taken as typed.
 */
export function formMustBeUtf8(bytes: BufferSource, form: Iterable<[string, string | File]>): void {
  const fields = [...form];
  const replaced = fields.some((field) =>
    field.some((part) => typeof part === "string" && part.includes("\ufffd")),
  );
  const files = fields.some(([, value]) => typeof value !== "string" && value.size > 0);
  // Somebody may also have typed that very character.
  if (replaced && !files && !isUtf8(bytes)) throw new BadRequest(400, notUtf8);
}

function isUtf8(bytes: BufferSource): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
    decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, "%25"));
    return true;
  } catch {
    return false;
  }
}
