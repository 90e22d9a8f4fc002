import { describe, expect, test } from "vitest";
import { unitKindsFor } from "../../../worker/rules/engine/classes.ts";
import { answerDue, returnAnswerDue, returnableUntil } from "../../../worker/rules/engine/handling.ts";
import { doubtsOf } from "../../../worker/rules/review/doubts.ts";
import type { Dispatch } from "../../../worker/rules/schema/rule-set.ts";
import { at, beijing, calendar, rulesOf } from "../examples.ts";

const { intake, handling } = rulesOf("xinye");
const dispatch: Dispatch = {
  within: { workdays: 5 },
  limits: [{ urgency: "now", limit: { workingHours: 6 } }],
  returns: {
    reasons: ["不属于本单位职责"],
    within: { workdays: 1 },
    answer: { workingHours: 4 },
    times: 2,
  },
};
/** Offices are open 08:30–12:00 and 14:30–18:00 on working days. */
const rulesWith = (more: Partial<Dispatch>) =>
  rulesOf("xinye", {
    intake: { ...intake, urgencies: [{ key: "now", name: "急办" }] },
    handling: { ...handling, overall: { limit: { workdays: 30 } }, dispatch: { ...dispatch, ...more } },
    officeHours: {
      periods: [
        { from: "08:30", to: "12:00" },
        { from: "14:30", to: "18:00" },
      ],
    },
    localHolidays: undefined,
  });
const rules = rulesWith({});
const said = (due: { due: string } | undefined) => due && beijing(due.due as never);

describe("a unit that a matter is dispatched to", () => {
  // Wednesday 20 May 2026, 17:00: Monday 25 May to Wednesday 27 May are the third to fifth working day after it.
  const wednesday = at("2026-05-20 17:00");

  test("answers within the rules' time, by class", () => {
    expect(said(answerDue(rules, wednesday, calendar))).toBe("2026-05-27 18:00");
    // One hour is left of Wednesday; three and a half and one and a half make five on Thursday.
    expect(said(answerDue(rules, wednesday, calendar, { urgency: "now" }))).toBe("2026-05-21 16:00");
  });

  test("returns within a working day, and is answered within four hours of offices", () => {
    expect(said(returnableUntil(rules, wednesday, calendar))).toBe("2026-05-21 18:00");
    expect(said(returnAnswerDue(rules, wednesday, calendar))).toBe("2026-05-21 11:30");
  });

  test("has no such time where the rules know none", () => {
    expect(answerDue(rulesOf("xinye"), wednesday, calendar)).toBeUndefined();
    expect(returnableUntil(rulesWith({ returns: undefined }), wednesday, calendar)).toBeUndefined();
    expect(returnAnswerDue(rulesWith({ returns: undefined }), wednesday, calendar)).toBeUndefined();
  });
});

test("the kinds of units that a category names are its own, or those of the nearest above it", () => {
  const tier = (key: string, units: string[], children: object[] = []) => ({
    key,
    name: key,
    units,
    children,
  });
  const categories = [
    tier("safety", ["police"], [tier("gas", ["gas"], [tier("leak", [])]), tier("fire", [])]),
  ];
  const of = (category: string) => unitKindsFor({ intake: { categories } } as never, category);
  expect(["safety", "gas", "leak", "fire", "other"].map(of)).toEqual([
    ["police"],
    ["gas"],
    ["gas"],
    ["police"],
    [],
  ]);
});

describe("what is doubted of a dispatch", () => {
  const doubts = (more: Partial<Dispatch>) =>
    doubtsOf(rulesWith(more), calendar)
      .filter(({ at: path }) => path === "handling.dispatch" || path.startsWith("intake.urgencies"))
      .map(({ message }) => message);

  test("nothing, where its times fit one another", () => {
    expect(doubts({})).toEqual([]);
  });

  test("that units answer after all is due, or may return when they must have answered", () => {
    expect(doubts({ within: { workdays: 31 } })).toEqual(["承办时限 31 个工作日，长于总期限 30 个工作日。"]);
    const returns = { ...dispatch.returns, within: { workdays: 6 } } as Dispatch["returns"];
    expect(doubts({ returns })).toEqual(["提出退回的时限 6 个工作日，长于承办时限 5 个工作日。"]);
  });

  test("a route that gives matters to units though nothing is dispatched", () => {
    const route = {
      key: "gas",
      name: "燃气",
      sources: ["hotline"],
      level: handling.levels[0]?.key ?? "",
    };
    const with_ = rulesOf("xinye", {
      handling: { ...handling, routes: [{ ...route, lead: "urbanManagement" }], dispatch: undefined },
    });
    expect(doubtsOf(with_, calendar).map(({ message }) => message)).toContain(
      "没有规定派单，“燃气”不会直接派给主办单位。",
    );
  });

  test("an urgency that no limit names, that of a dispatch neither", () => {
    expect(doubts({ limits: undefined })).toEqual(["没有一条时限按“急办”计算，选了它时限也不变。"]);
  });
});
