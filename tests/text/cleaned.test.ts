import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleaned, cleanedLine } from "../../worker/text/cleaned.ts";

describe("what people wrote", () => {
  test.each([
    ["Hangul's filler", "\u3164"],
    ["its half-width form", "\uffa0"],
    ["fillers of old Hangul", "\u115f\u1160"],
    ["empty Braille cells", "\u2800\u2800"],
    ["a joiner of graphemes", "\u034f"],
    ["selectors of variants, alone", "\ufe0f \ufe00\ufe0f\u{e0100}"],
    ["marks without width", "\u200b\u2060\ufeff"],
    ["marks that steer", "\u202e\u2066"],
    ["spaces of all kinds", " \u3000\u00a0\t\n"],
    ["a joiner, and a separator of Mongolian vowels, with nothing to join", "\u200d\u180e"],
    ["controls", "\u0000\u0007"],
    ["all of these", "\u3164\u200b \ufe0f\u2800\u3000\u0000"],
  ])("is empty when there is nothing to see: %s", (_what, text) => {
    expect(cleaned(text)).toBe("");
    expect(cleaned(`张${text}三`).replace(/\s/g, "")).toMatch(/^张\p{Variation_Selector}?三$/u);
  });

  test.each([
    ["a name with a variant of a character", "葛\u{e0101}飾"],
    ["a family, a flag and a profession", "👨\u200d👩\u200d👧 🏳\ufe0f\u200d🌈 👩🏽\u200d⚕\ufe0f"],
    ["a Mongolian word with an ending that stands apart", "ᠠᠷ\u180eᠠ"],
    ["a sign in colour", "通知❤\ufe0f"],
    ["rare characters", "𠮷㐂"],
    ["Hangul", "한글"],
    ["Mongolian and Uyghur", "ᠮᠣᠩᠭᠣᠯ ئۇيغۇر"],
    ["Tibetan", "བོད་ཡིག"],
    ["several lines", "第一行\n\t第二行"],
  ])("keeps %s", (_what, text) => {
    expect(cleaned(text)).toBe(text.normalize("NFC"));
  });

  test("is on one line where only one may be", () => {
    expect(cleanedLine(" 第一行\r\n \u3164 第二行 ")).toBe("第一行 第二行");
  });

  test("stays as it is when it is cleaned again", () => {
    const part = fc.constantFrom(
      "\ufe0f",
      " ",
      "葛",
      "\u0301",
      "\u3164",
      "\ud800",
      "\u200d",
      "👩",
      "🏽",
      "\u180e",
      "ᠠ",
      "\r\n",
      "\u{e0100}",
      "e",
    );
    const text = fc.oneof(
      fc.array(part, { maxLength: 12 }).map((parts) => parts.join("")),
      fc.string({ unit: "binary", maxLength: 40 }),
    );
    fc.assert(
      fc.property(text, (written) => {
        const once = cleaned(written);
        expect(cleaned(once)).toBe(once);
        expect(cleanedLine(cleanedLine(written))).toBe(cleanedLine(written));
      }),
      { numRuns: 1000 },
    );
  });
});
