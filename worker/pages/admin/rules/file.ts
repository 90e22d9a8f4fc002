import { parse, stringify } from "yaml";
import { Invalid } from "../../../domain/errors.ts";
import type { RuleSet } from "../../../rules/schema.ts";

export type FileKind = "json" | "yaml";

export const mediaTypes: Readonly<Record<FileKind, string>> = {
  json: "application/json; charset=utf-8",
  yaml: "application/yaml; charset=utf-8",
};

/** A rule set as one file that people can read, keep and give on. */
export const asFile = (rules: RuleSet, kind: FileKind): string =>
  kind === "json" ? `${JSON.stringify(rules, null, 2)}\n` : stringify(rules, { lineWidth: 0 });

/** More references inside a file than this are an attack, not a rule set. */
const mostAliases = 50;

/** What a file says, whatever it is. @throws Invalid when it is neither JSON nor YAML. */
export function fromFile(text: string): unknown {
  if (text.trim() === "") throw new Invalid([{ path: "file", message: "请选择规则文件，文件不能为空" }]);
  try {
    return /^\s*\{/.test(text)
      ? JSON.parse(text)
      : parse(text, { maxAliasCount: mostAliases, schema: "core" });
  } catch (error) {
    throw new Invalid([{ path: "file", message: `文件无法读取，须是 JSON 或 YAML 格式${lineOf(error)}` }]);
  }
}

/** Where the reader stumbled, if it says so. */
function lineOf(error: unknown): string {
  const position = (error as { linePos?: { line: number }[] }).linePos?.[0]?.line;
  return position === undefined ? "" : `，错在第 ${position} 行附近`;
}
