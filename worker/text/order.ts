const collator = new Intl.Collator("zh-CN-u-co-pinyin", { numeric: true });

/** Figures in words, as in names: after 第, or before what is counted off in places (组, 号, 栋). */
const figure =
  /(?<=第)[零〇一二三四五六七八九十百千两]+|[零〇一二三四五六七八九十百千两]+(?=[组号队栋幢排楼单])/gu;

/**
 * A list in the order in which people look for names: Chinese by pinyin, numbers by their value however they are written, so
 * that 第二网格 comes before 第十网格, and 2号楼 before 10号楼.
 */
export function inChineseOrder<T extends { readonly name: string }>(rows: readonly T[]): T[] {
  const keyed = rows.map((row) => ({ row, key: inFigures(row.name) }));
  keyed.sort((a, b) => collator.compare(a.key, b.key) || collator.compare(a.row.name, b.row.name));
  return keyed.map(({ row }) => row);
}

export const inFigures = (name: string): string => name.replace(figure, (words) => String(numberIn(words)));

const digits: Readonly<Record<string, number>> = Object.fromEntries(
  [..."零一二三四五六七八九"]
    .map((word, value) => [word, value] as const)
    .concat([
      ["〇", 0],
      ["两", 2],
    ]),
);
const powers: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** 一百零五 is 105, 十 is 10, 二〇二六 is 2026. */
function numberIn(words: string): number {
  let [sum, last] = [0, 0];
  for (const word of words) {
    const power = powers[word];
    if (power === undefined)
      last = /[十百千]/.test(words) ? (digits[word] ?? 0) : last * 10 + (digits[word] ?? 0);
    else {
      sum += (last || 1) * power;
      last = 0;
    }
  }
  return sum + last;
}
