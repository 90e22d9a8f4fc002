import { expect, test } from "vitest";
import { pinyinOf } from "../../worker/text/pinyin.ts";

test.each([
  ["新野县", "xin ye xian"],
  ["华坪", "hua ping"],
  ["玉龙", "yu long"],
  ["宁蒗", "ning lang"],
  ["吉阳区", "ji yang qu"],
  ["玉林市", "yu lin shi"],
  ["张小明", "zhang xiao ming"],
  ["欧阳女士", "ou yang nv shi"],
  ["阿座", "a zuo"],
  ["2号楼B", "2 hao lou B"],
  ["", ""],
])("%s is read %s", (text, read) => {
  expect(pinyinOf(text).join(" ")).toBe(read);
});

test("every character of everyday use is read as one syllable in small letters", () => {
  const chars = Array.from({ length: 0x9fa5 - 0x4e00 }, (_, index) => String.fromCharCode(0x4e00 + index));
  expect(chars.flatMap(pinyinOf).filter((syllable) => !/^[a-z]{1,6}$/.test(syllable))).toEqual([]);
});
