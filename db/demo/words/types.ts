/** What a category's matters are told with. Every part fits every other of its category. */
export type Words = {
  /** Where, after the community's name. */
  readonly spots: readonly string[];
  /** What is wrong, and what was done about it. */
  readonly cases: readonly (readonly [wrong: string, done: string])[];
  /** What whoever reports adds. */
  readonly asks: readonly string[];
};
