import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";

/** What a county changes in its rules. */
export type Change = (rules: RuleSet) => void;

/** Of the levels of handling, from the lowest up. */
export const level = (rules: RuleSet, at: number, set: Partial<RuleSet["handling"]["levels"][number]>) =>
  Object.assign(rules.handling.levels[at] ?? {}, set);
export const lawsuits = "已进入诉讼、仲裁或行政复议";

/** A Friday that ends sooner, and half of the Saturday. */
export const shorterWeek: Change = ({ officeHours }) => {
  officeHours.weekdays = [
    {
      days: ["friday"],
      periods: [
        { from: "08:30", to: "12:00" },
        { from: "14:00", to: "16:30" },
      ],
    },
    { days: ["saturday"], periods: [{ from: "08:30", to: "12:00" }] },
  ];
};

/** Half a year with hours of its own; it begins or ends within either quarter. */
export const summer: Change = ({ officeHours }) => {
  const periods = [
    { from: "08:00" as const, to: "12:00" as const },
    { from: "15:00" as const, to: "18:30" as const },
  ];
  officeHours.seasons = [{ name: "夏令", from: "03-15", to: "09-20", periods }] as never;
};

export const handlers: Change = ({ handling }) => {
  if (handling.extensions)
    Object.assign(handling.extensions, { approver: "handler", overall: true, times: 2 });
  if (handling.pauses) Object.assign(handling.pauses, { approver: "handler", openEnded: [lawsuits] });
};

/** Repairs at any hour, and a counter that is open at weekends. */
export const services: Change = (rules) => {
  rules.serviceHours = {
    services: [
      { key: "water", name: "供水抢修", rests: "never" },
      { key: "counter", name: "便民窗口", rests: "holidays", periods: [{ from: "08:00", to: "20:00" }] },
    ],
  };
};

/** Urgencies, limits by class, a way straight up, and a time to accept. `key`: a category of the first tier. */
export const classes =
  (key: string): Change =>
  (rules) => {
    const { intake, handling } = rules;
    intake.urgencies = [
      { key: "urgent", name: "急办" },
      { key: "soon", name: "加快" },
    ];
    const [first, second] = intake.categories;
    const [, third] = first?.children ?? [];
    if (first) first.urgency = "soon";
    if (third) third.urgency = "urgent";
    const lowest = handling.levels[0];
    const [, above, top] = handling.levels;
    if (lowest)
      Object.assign(lowest, {
        acceptWithin: { workingHours: 30 },
        escalateOn: [...new Set([...lowest.escalateOn, "unaccepted" as const])],
      });
    if (above)
      Object.assign(above, {
        acceptWithin: { workdays: 1 },
        limits: [
          { category: first?.key, limit: { workdays: 2 } },
          { category: third?.key, urgency: "urgent", limit: { workingHours: 6 } },
          { urgency: "urgent", limit: { days: 3 } },
        ],
      });
    handling.overall.limits = [
      { urgency: "urgent", limit: { days: 20 } },
      { category: second?.key, limit: { workdays: 15 } },
    ];
    handling.routes = [
      { key: "direct", name: "直达", categories: [key], level: top?.key ?? "" },
      { key: "hotline", name: "热线", sources: ["hotline"], level: above?.key ?? "" },
    ];
  };

/** Units that take part in a matter, and may return it to whoever has it once; then the unit above has the word. */
export const dispatches: Change = ({ intake, handling }) => {
  const [urgent] = intake.urgencies ?? [];
  handling.dispatch = {
    within: { workdays: 4 },
    ...(urgent ? { limits: [{ urgency: urgent.key, limit: { hours: 30 } }] } : {}),
    returns: {
      reasons: ["不属于本单位职责", "需要其他单位先办"],
      within: { workdays: 2 },
      answer: { workingHours: 9 },
      times: 1,
    },
  };
};

/** Units that call units, as often a month as the rules say, and people who call people; not all stages are asked for. */
export const whistles: Change = ({ handling }) => {
  const [lowest, above] = handling.levels;
  handling.whistles.push(
    {
      ...{ key: "near", name: "吹哨报到", from: above?.level ?? "", responders: "units", mostPerMonth: 2 },
      clocks: {
        sign: { workingHours: 4 },
        contact: { workdays: 1 },
        reportIn: { workdays: 2 },
        done: { days: 9 },
      },
    },
    {
      ...{
        key: "people",
        name: "网格吹哨",
        from: lowest?.level ?? "",
        responders: "members",
        occasions: ["服务群众"],
      },
      clocks: { contact: { hours: 30 }, reportIn: { daysToMidnight: 3 } },
    },
  );
};

/** Limits that begin with acceptance: of the levels at these places, with a time to accept, and of the whole. */
export const accepting =
  (places: readonly number[], whole: boolean): Change =>
  ({ handling }) => {
    for (const rung of handling.levels) rung.acceptWithin ??= { workdays: 2 };
    for (const at of places) {
      const rung = handling.levels[at];
      if (rung)
        Object.assign(rung, {
          startsOn: "acceptance",
          escalateOn: [...new Set([...rung.escalateOn, "unaccepted" as const])],
        });
    }
    if (whole) handling.overall.startsOn = "acceptance";
  };
