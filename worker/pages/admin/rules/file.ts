import { Invalid } from "../../../domain/errors.ts";
import type { FileKind } from "../../../rules/document/file.ts";

export const mediaTypes: Readonly<Record<FileKind, string>> = {
  json: "application/json; charset=utf-8",
  yaml: "application/yaml; charset=utf-8",
};

/** What a file says: in UTF-8, or as editors on Chinese office machines save it, in GB 18030. */
export function textIn(bytes: ArrayBuffer): string {
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes);
    } catch {
      // Not in this encoding.
    }
  }
  const message = "文件里的文字无法识别，请另存为 UTF-8 编码后再导入";
  throw new Invalid([{ path: "file", message }]);
}
