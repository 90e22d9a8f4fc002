import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { masked } from "../../worker/text/masked.ts";

describe("in what everybody may read", () => {
  test.each([
    ["已联系13812345678处理", "已联系138****5678处理"],
    ["电话 138 1234 5678。", "电话 138 **** 5678。"],
    ["１３８１２３４５６７８", "１３８****５６７８"],
    ["打0377-66221234", "打037*-******34"],
    ["（0377）6622123", "（037*）*****23"],
    ["身份证41132919800101123X已核", "身份证4****************X已核"],
    ["身份证 411329198001011234", "身份证 4****************4"],
    ["老证411329800101123", "老证4*************3"],
    ["豫R12345占道", "豫R****5占道"],
    ["豫R·A1234", "豫R·****4"],
    ["新能源豫RD12345", "新能源豫R*****5"],
    ["豫 R 12345 与 京A88888", "豫 R ****5 与 京A****8"],
  ])("%s reads %s", (text, shown) => {
    expect(masked(text)).toBe(shown);
  });

  test.each([
    "2026年11月29日修好，花费1280元，长3.5米",
    "编号 2026-000123",
    "宛政〔2026〕12号",
    "已更换水管120米、阀门3个",
    "12345 热线转来",
    "新A村修路", // A province's sign and a letter alone are no plate.
  ])("%s stays as it is", (text) => {
    expect(masked(text)).toBe(text);
  });

  test("whatever is masked stays masked, and nothing grows", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("1", "3", "8", "豫", "R", "-", " ", "号", "X") }),
        (text) => {
          expect(masked(masked(text))).toBe(masked(text));
          expect(masked(text).length).toBe(text.length);
        },
      ),
    );
  });
});
