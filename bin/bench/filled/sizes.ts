/** How large a county is. */
export interface Size {
  matters: number;
  /**
   * Which share of them runs: the small county's pages are as full as the large one's, and offer as many units and filters, for
   * else these would be compared.
   */
  running: number;
  /** Of those with somebody's clock, which share is overdue. */
  overdue: number;
  streets: number;
  communities: number;
  grids: number;
  /** How unevenly the matters lie among the grids: the nth has 1/n to this power. */
  crowded: number;
  units: number;
  people: number;
  meetings: number;
  /** Which share of them is yet to come. */
  planned: number;
  entries: number;
}

export const small: Size = {
  ...{ matters: 1000, running: 0.4, overdue: 0.12, meetings: 100, planned: 0.5, entries: 200 },
  // On the line of one community as many units as in the large one.
  ...{ streets: 8, communities: 8, grids: 512, crowded: 1, units: 2074, people: 800 },
};

export const large: Size = {
  ...{ matters: 1_000_000, running: 0.03, overdue: 0.0125, meetings: 5000, planned: 0.1, entries: 200_000 },
  ...{ streets: 8, communities: 32, grids: 2000, crowded: 0.5, units: 5000, people: 20_000 },
};

/** The large one with so many matters. */
export const sized = (matters: number): Size => {
  const share = matters / large.matters;
  const part = (of: number, least: number) => Math.max(least, Math.round(of * share));
  const { grids, units, people, meetings, entries } = large;
  return {
    ...large,
    matters,
    grids: part(grids, 64),
    units: part(units, 100),
    people: part(people, 400),
    meetings: part(meetings, 400),
    entries: part(entries, 400),
  };
};
