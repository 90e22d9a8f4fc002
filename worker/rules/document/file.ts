import { isMap, isScalar, LineCounter, parseDocument, type Scalar, stringify, visit } from "yaml";
import type { RuleSet } from "../schema/rule-set.ts";

export type FileKind = "json" | "yaml";

/** Text that states no rules; the message says why, for the person who chose the file. */
export class Unreadable extends Error {}

/** A rule set as one file that people can read, keep and give on; JSON has no place for the title. */
export const asFile = (rules: RuleSet, kind: FileKind, title: string): string =>
  kind === "json"
    ? `${JSON.stringify(rules, null, 2)}\n`
    : `# ${title}\n${stringify(rules, { lineWidth: 0, aliasDuplicateObjects: false })}`;

/** The longest YAML that is read, in characters: reading it costs far more than JSON, and no rule set comes near. */
const longestYaml = 256 * 1024;

/** What a file says once its references are written out, in characters. */
const longestDocument = 1024 * 1024;

/** What a rule file says. @throws Unreadable when it is neither JSON nor YAML, or says nothing of rules. */
export function documentIn(file: string): unknown {
  if (file.trim() === "") throw new Unreadable("请选择规则文件，文件不能为空");
  const document = /^\s*\{/.test(file) ? readJson(file) : readYaml(file);
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    throw new Unreadable("这不是规则文件，请用本系统导出的 JSON 或 YAML 文件");
  }
  return document;
}

const unreadable = "文件无法读取，须是 JSON 或 YAML 格式";

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable(unreadable);
  }
}

/** Plain YAML: no tags of others' making, no key twice, nothing that contains itself or swells when written out. */
function readYaml(text: string): unknown {
  if (text.length > longestYaml) throw new Unreadable("YAML 文件太大，请改用 JSON 文件导入");
  const lineCounter = new LineCounter();
  const near = (at: number | undefined) =>
    at === undefined ? "" : `，错在第 ${lineCounter.linePos(at).line} 行附近`;
  const quick = { uniqueKeys: false, prettyErrors: false, logLevel: "error" } as const;
  const file = parseDocument(text, { schema: "core", ...quick, lineCounter });
  const [fault] = [...file.errors, ...file.warnings];
  if (fault) throw new Unreadable(unreadable + near(fault.pos[0]));
  visit(file, {
    Map: (_, map) => {
      const twice = isMap(map) ? keyTwice(map.items.map(({ key }) => key)) : undefined;
      if (twice) throw new Unreadable(`${unreadable}，同一项写了两次${near(twice.range?.[0])}`);
    },
  });
  return writtenOut(file.toJS.bind(file));
}

function keyTwice(keys: readonly unknown[]): Scalar | undefined {
  const seen = new Set<unknown>();
  return keys.filter(isScalar).find(({ value }) => seen.size === seen.add(value).size);
}

function writtenOut(say: () => unknown): unknown {
  let text: string | undefined;
  try {
    text = JSON.stringify(say());
  } catch {
    throw new Unreadable(unreadable);
  }
  if ((text?.length ?? 0) > longestDocument)
    throw new Unreadable("文件里引用展开后太大，请不要用“*”引用别处的内容");
  return text === undefined ? undefined : JSON.parse(text);
}
