import fc from "fast-check";
import { expect, test } from "vitest";
import { folded } from "../../worker/text/folded.ts";

const values: [string, string][] = [
  ["第一网格", "第一网格"],
  ["第一网格（一）", "第一网格(一)"],
  ["第一网格(一)", "第一网格(一)"],
  ["第一网格【一】", "第一网格(一)"],
  ["第一网格〔一〕", "第一网格(一)"],
  ["第一网格［一］", "第一网格(一)"],
  ["第一网格﹙一﹚", "第一网格(一)"],
  ["第一网格㈠", "第一网格(一)"],
  ["《家园》小区", "(家园)小区"],
  ["“家园”小区", '"家园"小区'],
  ["「家园」小区", '"家园"小区'],
  ["‘家园’小区", '"家园"小区'],
  ['"家园"小区', '"家园"小区'],
  ["ＡＢＣ大厦３号", "abc大厦3号"],
  ["Abc大厦③号", "abc大厦3号"],
  ["STRASSE", "strasse"],
  ["Straße", "strasse"],
  ["东—西路", "东-西路"],
  ["东——西路", "东-西路"],
  ["东－西路", "东-西路"],
  ["东–西路", "东-西路"],
  ["东~西路", "东-西路"],
  ["东～西路", "东-西路"],
  ["东一西路", "东一西路"],
  ["阿卜杜拉·买买提", "阿卜杜拉·买买提"],
  ["阿卜杜拉・买买提", "阿卜杜拉·买买提"],
  ["阿卜杜拉•买买提", "阿卜杜拉·买买提"],
  [" 汉城　街道 ", "汉城街道"],
  ["汉城\u00a0街道", "汉城街道"],
  ["汉城\u200b街道", "汉城街道"],
  ["汉城 街道 （ 一 ）", "汉城街道(一)"],
  ["Unit  7 B", "unit 7 b"],
  ["Unit 7B", "unit 7b"],
  ["⼀号楼", "一号楼"],
  ["葛\u{e0100}城", "葛城"],
  ["", ""],
];

test.each(values)("%j folds to %j", (name, plain) => {
  expect(folded(name)).toBe(plain);
});

test("what differs in a letter, a figure or a bracket's place stays apart", () => {
  const names = ["第一网格", "第二网格", "第1网格", "第11网格", "一(网格)", "(一)网格", "网格"];
  expect(new Set(names.map(folded)).size).toBe(names.length);
});

test("folding twice changes nothing more, whatever is folded", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      expect(folded(folded(name))).toBe(folded(name));
    }),
    { numRuns: 3000 },
  );
});
