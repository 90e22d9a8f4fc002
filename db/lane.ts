/** Nobody waits longer than this for others, in milliseconds: a person should hear of it while they still look. */
const longestWait = 10_000;

/** A turn that nobody gave back, because its request was cut off, is free again after so many milliseconds. */
const lease = 20_000;

/** Somebody who hasn't looked for so long is gone; in milliseconds. */
const gone = 2_000;

/** How long to wait before looking again, in milliseconds: the nearer one's turn, the shorter. */
const pauseAt = (place: number): number => Math.min(4 + 2 * place, 250);

interface Waiting {
  seenAt: number;
}

/**
 * Work on one thing, so much of it at once; whoever comes first is let in first. Requests of one isolate may not wake each
 * other (workerd then takes them for hung), and one may be cut off at any moment without a word, while it waits or in its
 * turn. So nobody is handed a turn: whoever waits looks by themselves, and is passed over when they don't.
 */
export class Lane {
  readonly #atOnce: number;
  readonly #turns = new Map<symbol, number>();
  readonly #queue: Waiting[] = [];

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** @throws what `tooLong` makes, when no turn came in time. */
  async take<T>(work: () => Promise<T>, tooLong: () => Error): Promise<T> {
    const turn = Symbol();
    await this.#enter(turn, tooLong);
    try {
      return await work();
    } finally {
      this.#turns.delete(turn);
    }
  }

  /** Nobody is at it, nobody waits. */
  get idle(): boolean {
    return this.#turns.size === 0 && this.#queue.length === 0;
  }

  async #enter(turn: symbol, tooLong: () => Error): Promise<void> {
    const me: Waiting = { seenAt: Date.now() };
    const since = me.seenAt;
    for (let place = this.#placeOf(me); place >= this.#free(); place = this.#placeOf(me)) {
      if (Date.now() - since > longestWait) {
        this.#leave(me);
        throw tooLong();
      }
      if (!this.#queue.includes(me)) this.#queue.push(me);
      await new Promise((resolve) => setTimeout(resolve, pauseAt(place)));
    }
    this.#leave(me);
    this.#turns.set(turn, Date.now());
  }

  #free(): number {
    const now = Date.now();
    for (const [turn, since] of this.#turns) if (now - since > lease) this.#turns.delete(turn);
    return this.#atOnce - this.#turns.size;
  }

  /** How many are before me. */
  #placeOf(me: Waiting): number {
    const now = Date.now();
    me.seenAt = now;
    while (this.#queue[0] && now - this.#queue[0].seenAt > gone) this.#queue.shift();
    const place = this.#queue.indexOf(me);
    return place < 0 ? this.#queue.length : place;
  }

  #leave(me: Waiting): void {
    const place = this.#queue.indexOf(me);
    if (place >= 0) this.#queue.splice(place, 1);
  }
}
