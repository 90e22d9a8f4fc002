import { describe, expect, test } from "vitest";
import { exampleClocks } from "../../../worker/rules/engine/preview.ts";
import { reviewAnswerDue, reviewableUntil } from "../../../worker/rules/engine/reviews.ts";
import type { ReviewInstance, Reviews } from "../../../worker/rules/schema/reviews.ts";
import { at, beijing, calendar, rulesOf } from "../examples.ts";

/**
 * 信访工作条例（2022）第三十五条、第三十六条: thirty days to ask for a review, thirty to answer it; and for the second instance a county's
 * own working days.
 */
const instances: Reviews["instances"] = [
  { name: "复查", request: { days: 30 }, answer: { days: 30 } },
  { name: "复核", request: { workdays: 5 }, answer: { workdays: 10 } },
];
const { handling } = rulesOf("huaping");
const rules = rulesOf("huaping", { handling: { ...handling, reviews: { instances } } });

const until = (name: string, since: string) =>
  beijing(
    reviewableUntil(rules, instances.find((one) => one.name === name) as ReviewInstance, at(since), calendar)
      .due,
  );
const answered = (name: string, asked: string) => {
  const due = reviewAnswerDue(rules, name, at(asked), calendar);
  return due ? beijing(due.due) : "not known";
};

describe("a review", () => {
  test("ended Mon 24 Aug 2026: the thirtieth day is Wed 23 Sep, an ordinary working day, as offices close", () => {
    expect(until("复查", "2026-08-24 10:00")).toBe("2026-09-23 18:00");
  });
  test("ended Wed 26 Aug 2026: the thirtieth day is Fri 25 Sep, in Mid-Autumn, so until Mon 28 Sep", () => {
    expect(until("复查", "2026-08-26 23:59")).toBe("2026-09-28 18:00");
  });
  test("asked for Tue 1 Sep 2026: the thirtieth day is Thu 1 Oct, in National Day, so until Thu 8 Oct", () => {
    expect(answered("复查", "2026-09-01 09:00")).toBe("2026-10-08 18:00");
  });
  test("answered Fri 18 Sep 2026: 5 workdays are worked Sun 20 (1), Mon 21, Tue 22, Wed 23, Thu 24 Sep (5)", () => {
    expect(until("复核", "2026-09-18 17:30")).toBe("2026-09-24 18:00");
  });
  test("asked for again Fri 18 Sep 2026: 10 workdays are worked Sun 20 (1), 21–24 (5), 28–30 Sep (8), Thu 8, Fri 9 Oct (10)", () => {
    expect(answered("复核", "2026-09-18 17:30")).toBe("2026-10-09 18:00");
  });
  test("is known by no other name, and where the rules know none by none", () => {
    expect(answered("再复核", "2026-09-18 17:30")).toBe("not known");
    expect(reviewAnswerDue(rulesOf("huaping"), "复查", at("2026-09-18 17:30"), calendar)).toBeUndefined();
  });
});

test("a preview says of each instance until when it is asked for, and by when it is answered", () => {
  const moments = [{ name: "一天", at: at("2026-09-18 17:30") }] as never;
  const clocks = exampleClocks(rules, moments, calendar)[0]?.clocks ?? [];
  const shown = clocks.filter(({ rule }) => rule === "handling.reviews");
  expect(shown.map(({ name, due }) => [name, beijing(due.due)])).toEqual([
    ["事项：申请复查", "2026-10-19 18:00"],
    ["事项：复查答复", "2026-10-19 18:00"],
    ["事项：申请复核", "2026-09-24 18:00"],
    ["事项：复核答复", "2026-10-09 18:00"],
  ]);
  const none = exampleClocks(rulesOf("huaping"), moments, calendar)[0]?.clocks ?? [];
  expect(none.filter(({ rule }) => rule === "handling.reviews")).toEqual([]);
});
