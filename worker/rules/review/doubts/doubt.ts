/** Something in a rule set that is allowed, yet hardly meant. */
export interface Doubt {
  /** The item of the rule set in whose form it can be changed: `handling.overall`, `points.schemes.members`. */
  readonly at: string;
  /** What that is called. */
  readonly name: string;
  readonly message: string;
}
