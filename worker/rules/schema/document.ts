/** A rule set as a document: checked, or not yet. */
export type RuleDocument = Readonly<Record<string, unknown>>;

/** One group of values in it. */
export type Entry = Record<string, unknown>;
