import { burdenOf, type Finding } from "../../../../worker/rules/review/burden.ts";
import type {
  Assessments,
  Duty,
  Indicator,
  Points,
  RuleSet,
  Series,
} from "../../../../worker/rules/schema/rule-set.ts";
import { rulesOf } from "../../examples.ts";

export const plain = rulesOf("xinye", {
  lists: undefined,
  points: undefined,
  assessments: undefined,
  duty: undefined,
});

const by = [{ of: "level", key: "community" }] as const;

export function rosters(...rosters: Partial<Duty["rosters"][number]>[]): Partial<RuleSet> {
  const filled = rosters.map((roster, index) => ({
    key: `roster${index}`,
    name: "值班",
    level: "community",
    by: [...by],
    days: "workdays" as const,
    atLeast: 1,
    atMost: 2,
    checkIn: false,
    ...roster,
  }));
  return { duty: { rosters: filled, rounds: [] } };
}

export function rounds(...rounds: Partial<Duty["rounds"][number]>[]): Partial<RuleSet> {
  const filled = rounds.map((round, index) => ({
    key: `round${index}`,
    name: "走访",
    kind: "visit" as const,
    level: "community",
    by: [...by],
    evidence: "record" as const,
    checkIn: false,
    track: false,
    ...round,
  }));
  return { duty: { rosters: [], rounds: filled } };
}

type Earning = Points["schemes"][number]["earning"][number];

export function points(scheme: Partial<Points["schemes"][number]>, ...earning: Partial<Earning>[]) {
  const filled = earning.map((entry, index) => ({
    key: `earning${index}`,
    name: "志愿服务",
    points: 1,
    evidence: "record" as const,
    ...entry,
  }));
  const schemes = [
    {
      key: "members",
      name: "党员积分",
      holders: "partyMembers" as const,
      level: "community",
      earning: filled,
      redemption: [],
      appealWithin: { days: 7 },
      ranking: false,
      ...scheme,
    },
  ];
  return { points: { schemes } } satisfies Partial<RuleSet>;
}

export type Scheme = Assessments["schemes"][number];

export function scheme(changes: Partial<Scheme>, ...indicators: Partial<Indicator>[]): Scheme {
  const filled = indicators.map((entry, index) => ({
    key: `indicator${index}`,
    name: `指标${index}`,
    group: "street",
    max: 10,
    by: "hand" as const,
    criteria: "办成实事",
    evidence: "record" as const,
    ...entry,
  }));
  return {
    key: "community",
    name: "社区考核",
    subjects: [{ of: "level", key: "community" }],
    every: "year",
    groups: [{ key: "street", name: "街道", evaluators: [], weight: 100 }],
    unscored: "wait",
    indicators: filled,
    vetoes: [],
    bands: [],
    consequences: [],
    publication: { byDay: 10, reviewWithin: { workdays: 5 }, audience: "members", ranking: false },
    ...changes,
  };
}

export const assessed = (...schemes: Scheme[]): Partial<RuleSet> => ({ assessments: { schemes } });
export const hand = (criteria: string) => assessed(scheme({}, { criteria }));
export const reported = (figure: string): Partial<Indicator> => ({
  by: "reported",
  figure,
  criteria: undefined,
});

export function held(...every: ("month" | "quarter" | "halfYear" | "year" | "asNeeded")[]): Partial<RuleSet> {
  const [first] = plain.meetings.series as [Series, ...Series[]];
  const series = every.map((often, index) => ({
    ...first,
    key: `series${index}`,
    name: `会议${index}`,
    level: "community",
    cadence: often === "asNeeded" ? undefined : { every: often },
  }));
  return { meetings: { series } };
}

export const found = (change: Partial<RuleSet>): Finding[] => burdenOf({ ...plain, ...change });
export const located = (change: Partial<RuleSet>) =>
  found(change).map(({ rule, at, name }) => [rule, at, name]);
