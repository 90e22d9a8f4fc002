import { inFigures } from "./order.ts";
import { pinyinOf } from "./pinyin.ts";

/**
 * What names are ordered by where a database orders them, which knows no collation of Chinese: pinyin, syllable by
 * syllable, with figures by their value, then the name itself. 第二网格 (`di 0000000002 wang ge`) stands before 第十网格.
 */
export function nameKey(name: string): string {
  const plain = inFigures(name.normalize("NFKC").toLowerCase());
  const parts = plain.match(/\d+|\p{Script=Han}|[^\d\p{Script=Han}]+/gu) ?? [];
  const keys = parts.map((part) => (/^\d/.test(part) ? part.padStart(10, "0") : pinyinOf(part).join("")));
  return `${keys.join(" ")} ${name}`;
}
