import type { Handling, RuleSet, Series } from "../../../../worker/rules/schema/rule-set.ts";
import { rulesOf } from "../../examples.ts";

const base = rulesOf("xinye", {
  lists: undefined,
  points: undefined,
  assessments: undefined,
  duty: undefined,
});

const [first] = base.meetings.series as [Series, ...Series[]];

/** A monthly meeting of communities, and one of streets with a window in each quarter. */
const series: Series[] = [
  { ...first, key: "threeParty", name: "三方议事会", level: "community", cadence: { every: "month" } },
  {
    ...first,
    key: "streetJoint",
    name: "街道联席会",
    level: "street",
    cadence: { every: "quarter", window: { fromMonth: 1, fromDay: 15, byMonth: 2, byDay: 10 } },
    resolutionDue: { workdays: 10 },
  },
];

const levels: Handling["levels"] = [
  { key: "grid", name: "网格", level: "grid", limit: { workdays: 3 }, escalateOn: ["request"] },
  { key: "street", name: "街道", level: "street", window: "street", escalateOn: ["request"] },
];

const whistle: Handling["whistles"][number] = {
  key: "street",
  name: "街道吹哨",
  from: "street",
  responders: "units",
  clocks: {
    sign: { workingHours: 2 },
    contact: { workdays: 1 },
    reportIn: { workdays: 2 },
    done: { workdays: 10 },
  },
};

/** Rules that no preset can change under the tests. */
export const rules: RuleSet = {
  ...base,
  meetings: { series },
  handling: {
    levels,
    windows: [{ key: "street", name: "街道处理", fromDay: 16, byDay: 25, dayOff: "after" }],
    overall: { limit: { workdays: 30 } },
    evaluation: { ...base.handling.evaluation, within: { days: 7 } },
    whistles: [whistle],
  },
};
