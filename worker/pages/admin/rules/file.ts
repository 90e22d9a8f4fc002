import { parseDocument, stringify } from "yaml";
import { Invalid } from "../../../domain/errors.ts";
import type { RuleSet } from "../../../rules/schema.ts";

export type FileKind = "json" | "yaml";

export const mediaTypes: Readonly<Record<FileKind, string>> = {
  json: "application/json; charset=utf-8",
  yaml: "application/yaml; charset=utf-8",
};

/** A rule set as one file that people can read, keep and give on; JSON has no place for the title. */
export const asFile = (rules: RuleSet, kind: FileKind, title: string): string =>
  kind === "json"
    ? `${JSON.stringify(rules, null, 2)}\n`
    : `# ${title}\n${stringify(rules, { lineWidth: 0 })}`;

/** More references inside a file than this are an attack, not a rule set. */
const mostAliases = 50;

/** What a file says, whatever it is. @throws Invalid when it is neither JSON nor YAML, or says nothing of rules. */
export function fromFile(bytes: ArrayBuffer): unknown {
  const text = textIn(bytes);
  if (text.trim() === "") throw refused("请选择规则文件，文件不能为空");
  const document = read(text);
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    throw refused("这不是规则文件，请用本系统导出的 JSON 或 YAML 文件");
  }
  return document;
}

const refused = (message: string) => new Invalid([{ path: "file", message }]);

/** UTF-8, or what editors on Chinese office machines save: GB 18030. */
function textIn(bytes: ArrayBuffer): string {
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes);
    } catch {
      // Not in this encoding.
    }
  }
  throw refused("文件里的文字无法识别，请另存为 UTF-8 编码后再导入");
}

function read(text: string): unknown {
  try {
    return /^\s*\{/.test(text) ? JSON.parse(text) : readYaml(text);
  } catch (error) {
    throw refused(`文件无法读取，须是 JSON 或 YAML 格式${lineOf(error)}`);
  }
}

/** Plain YAML: a tag of somebody else's making, or something that contains itself, is no rule. */
function readYaml(text: string): unknown {
  const file = parseDocument(text, { schema: "core" });
  const [fault] = [...file.errors, ...file.warnings];
  if (fault) throw fault;
  const said: unknown = file.toJS({ maxAliasCount: mostAliases });
  return JSON.parse(JSON.stringify(said));
}

/** Where the reader stumbled, if it says so. */
function lineOf(error: unknown): string {
  const position = (error as { linePos?: { line: number }[] }).linePos?.[0]?.line;
  return position === undefined ? "" : `，错在第 ${position} 行附近`;
}
