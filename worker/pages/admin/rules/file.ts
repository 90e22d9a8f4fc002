import { stringify } from "yaml";
import { Invalid } from "../../../domain/errors.ts";
import type { RuleSet } from "../../../rules/schema/rule-set.ts";

export type FileKind = "json" | "yaml";

export const mediaTypes: Readonly<Record<FileKind, string>> = {
  json: "application/json; charset=utf-8",
  yaml: "application/yaml; charset=utf-8",
};

/** A rule set as one file that people can read, keep and give on; JSON has no place for the title. */
export const asFile = (rules: RuleSet, kind: FileKind, title: string): string =>
  kind === "json"
    ? `${JSON.stringify(rules, null, 2)}\n`
    : `# ${title}\n${stringify(rules, { lineWidth: 0, aliasDuplicateObjects: false })}`;

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
