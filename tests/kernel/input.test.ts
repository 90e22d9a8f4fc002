import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { countyEndpoints } from "../../worker/api/county.ts";
import { platformEndpoints } from "../../worker/api/platform.ts";
import { Invalid } from "../../worker/domain/errors.ts";
import {
  clockTime,
  day,
  id,
  line,
  many,
  optional,
  prose,
  revision,
  valid,
  yesOrNo,
} from "../../worker/domain/kernel/input.ts";
import { instant } from "../../worker/time/instants.ts";

/** What people and machines send: words, and whatever else Unicode has, halves of pairs included. */
const strange = fc.constantFrom(
  "\u0000",
  "\u0007",
  "\r",
  "\n",
  "\r\n",
  "\t",
  "\u001b[31m",
  "\u007f",
  "\u0085",
  "\u00ad",
  "\u200b",
  "\u200d",
  "\u200e",
  "\u202e",
  "\u2066",
  "\ufeff",
  "\u2028",
  "\u3164",
  "\u2800",
  "\ufe0f",
  "\u3000",
  "\u00a0",
  "e",
  "\u0301",
  "\u1100",
  "\u1161",
  "\ud842",
  "\udfb7",
  "\ud842\udfb7",
  "\udb40\udc41",
  "县",
  "﹏",
  " ",
);
const anything = fc
  .array(fc.oneof(strange, fc.string({ unit: "binary" })), { maxLength: 12 })
  .map((parts) => parts.join(""));
const words = fc.stringMatching(/^[\u4e00-\u9fa5A-Za-z0-9，。（）]{1,40}$/);

const cleaned = (schema: z.ZodType<string>, typed: string): string | null => {
  const parsed = schema.safeParse(typed);
  return parsed.success ? parsed.data : null;
};

describe.each([
  ["a line", line("名称", 50)],
  ["prose", prose("说明", 50)],
])("%s", (_what, schema) => {
  test("keeps what people write as it is", () => {
    fc.assert(
      fc.property(words, (typed) => {
        expect(cleaned(schema, typed)).toBe(typed);
      }),
    );
  });

  test("holds nothing unseen, nothing broken, no edge of space, and never too much", () => {
    fc.assert(
      fc.property(anything, (typed) => {
        const kept = cleaned(schema, typed);
        if (kept === null) return;
        expect(kept).not.toMatch(/[^\P{Cc}\n\t]|\p{Cf}|\p{Cs}/u);
        expect(kept.isWellFormed()).toBe(true);
        expect(kept).toBe(kept.normalize("NFC"));
        expect(kept).toBe(kept.trim());
        expect(kept).not.toBe("");
        expect([...kept].length).toBeLessThanOrEqual(50);
      }),
      { numRuns: 1000 },
    );
  });

  test("cleaned again stays as it is", () => {
    fc.assert(
      fc.property(anything, (typed) => {
        const kept = cleaned(schema, typed);
        if (kept !== null) expect(cleaned(schema, kept)).toBe(kept);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(["", "   ", "\n\t", "\u3000\u200b", "\u0000", "\u3164", "\u2800\ufe0f"])(
    "of nothing (%j) is refused",
    (typed) => {
      expect(cleaned(schema, typed)).toBeNull();
    },
  );

  test("asks for itself, whatever stands in its place", () => {
    for (const instead of [undefined, null, 1, {}, []]) {
      expect(() => valid(z.object({ field: schema }), { field: instead })).toThrow(
        expect.objectContaining({ problems: [{ path: "field", message: expect.stringMatching(/^请填写/) }] }),
      );
    }
  });
});

test("a line stays one line", () => {
  fc.assert(
    fc.property(anything, (typed) => {
      const kept = cleaned(line("名称", 200), typed);
      if (kept !== null) expect(kept).not.toMatch(/[^\S ]| {2}/);
    }),
  );
  expect(cleaned(line("名称"), " 北关\r\n社区\u3000 一组 ")).toBe("北关 社区 一组");
});

test("prose keeps its lines", () => {
  expect(cleaned(prose("说明"), "一楼\r\n\r\n二楼\t漏水 ")).toBe("一楼\n\n二楼\t漏水");
});

test("what is optional may be left out or empty, but not wrong", () => {
  const schema = z.object({ name: optional(line("名称", 5)) });
  for (const empty of [{}, { name: "" }, { name: " \n" }, { name: "\u3164\u200b" }, { name: undefined }]) {
    expect(valid(schema, empty)).toEqual({});
  }
  expect(() => valid(schema, { name: "一二三四五六" })).toThrow(Invalid);
});

describe("a day", () => {
  const schema = z.object({ on: day("日期") });
  test("is read as people type it, where it is known which day today is", () => {
    const now = instant("2027-11-04T15:00:00.000Z");
    expect(valid(schema, { on: "2028.2.29" })).toEqual({ on: "2028-02-29" });
    expect(valid(schema, { on: "11月5日" }, now)).toEqual({ on: "2027-11-05" });
    expect(() => valid(schema, { on: "11月5日" })).toThrow(Invalid);
    expect(valid(z.object({ at: clockTime("时间") }), { at: "下午3点" })).toEqual({ at: "15:00" });
  });

  test.each(["2000-01-01", "2028-02-29", "2099-12-31"])("%s is taken", (on) => {
    expect(valid(schema, { on })).toEqual({ on });
  });

  test.each([
    "0000-01-01",
    "1999-12-31",
    "2100-01-01",
    "9999-12-31",
    "2026-02-29",
    "26-1-1",
    "大后天",
    "",
    null,
    20260101,
  ])("%j is asked for again", (on) => {
    const problems = [{ path: "on", message: "请填写日期" }];
    expect(() => valid(schema, { on })).toThrow(expect.objectContaining({ problems }));
  });
});

test("a list may come as one, as many or not at all", () => {
  const schema = z.object({ members: many(id("成员"), 3) });
  expect(valid(schema, {})).toEqual({ members: [] });
  expect(valid(schema, { members: "a" })).toEqual({ members: ["a"] });
  expect(valid(schema, { members: ["a", "b"] })).toEqual({ members: ["a", "b"] });
  expect(() => valid(schema, { members: ["a", "b", "c", "d"] })).toThrow(Invalid);
  expect(() => valid(schema, { members: ["a", "'; drop table matters"] })).toThrow(Invalid);
});

test("yes and no come from forms and from JSON", () => {
  const schema = yesOrNo("请选择");
  expect(["yes", "no", true, false].map((answer) => schema.parse(answer))).toEqual([
    true,
    false,
    true,
    false,
  ]);
  for (const neither of ["", "on", "true", 1, null, undefined])
    expect(schema.safeParse(neither).success).toBe(false);
});

test("an id holds nothing but letters, digits and hyphens", () => {
  fc.assert(
    fc.property(fc.oneof(anything, words), (typed) => {
      expect(id("事项").safeParse(typed).success).toBe(/^[0-9A-Za-z-]{1,64}$/.test(typed));
    }),
  );
});

test("a revision is a whole number from one up", () => {
  for (const good of [1, "1", 42]) expect(revision.safeParse(good).success).toBe(true);
  for (const bad of [0, -1, 1.5, "x", "", null, Number.MAX_VALUE])
    expect(revision.safeParse(bad).success, String(bad)).toBe(false);
});

describe("whatever JSON is sent, it is taken or refused as invalid", () => {
  const inputs = [...countyEndpoints, ...platformEndpoints].map(
    ({ method, path, input }) => [`${method} ${path}`, input] as const,
  );
  const json = fc.jsonValue({ maxDepth: 3 });

  test.each(inputs)("%s", (_where, input) => {
    const fields = Object.keys(
      z.toJSONSchema(input, { io: "input", unrepresentable: "any" }).properties ?? {},
    );
    const sent = fc.dictionary(
      fc.constantFrom(...fields, "__proto__", "constructor", "extra"),
      fc.oneof(json, anything),
    );
    fc.assert(
      fc.property(fc.oneof(json, sent), (raw) => {
        try {
          valid(input, raw);
        } catch (error) {
          expect(error).toBeInstanceOf(Invalid);
          const { problems } = error as Invalid;
          expect(problems.length).toBeGreaterThan(0);
          expect(new Set(problems.map(({ path }) => path)).size).toBe(problems.length);
        }
      }),
      { numRuns: 60 },
    );
  });
});
