/** So many databases are remembered at once; the one not asked for the longest is forgotten first. */
const databasesAtMost = 250;

/** Of each so much; a county's rules take 50 kB of memory (measured), and few versions of them are in use at a time. */
const namesAtMost = 4;

/** In the order in which they were asked for last. */
const remembering = new Set<Known>();

/**
 * What this process has read of one database and what never changes there, such as published rules: it needn't be sent or
 * parsed again.
 */
export class Known {
  #held: ReadonlyMap<string, unknown> = new Map();

  /** As it is now, by name: whoever asks by it still has it when the answer comes. */
  get held(): ReadonlyMap<string, unknown> {
    if (remembering.delete(this)) remembering.add(this);
    return this.#held;
  }

  learn(name: string, value: unknown): void {
    this.#held = new Map([...this.#held, [name, value] as const].slice(-namesAtMost));
    remembering.delete(this);
    remembering.add(this);
    const [longestAgo] = remembering;
    if (longestAgo && remembering.size > databasesAtMost) longestAgo.#forget();
  }

  #forget(): void {
    this.#held = new Map();
    remembering.delete(this);
  }
}
