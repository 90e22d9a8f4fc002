/** Nobody waits longer than this for others, in milliseconds: a person should hear of it while they still look. */
const longestWait = 10_000;

/** A turn that nobody gave back, because its request was cut off, is free again after so many milliseconds. */
const lease = 20_000;

/** How often whoever waits looks by themselves, in milliseconds: whoever should have woken them may be gone. */
const look = 250;

/** Somebody who hasn't looked for so long is gone. */
const gone = 8 * look;

interface Waiting {
  wake: () => void;
  seenAt: number;
}

/**
 * Work on one thing, so much of it at once; whoever comes first is let in first. A request may be cut off at any moment and
 * never say so, while it waits or in its turn. So a turn is taken, not handed over: whoever waits is woken to look, looks
 * by themselves too, and is passed over when they don't.
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
      this.#queue[0]?.wake();
    }
  }

  /** Nobody is at it, nobody waits. */
  get idle(): boolean {
    return this.#turns.size === 0 && this.#queue.length === 0;
  }

  async #enter(turn: symbol, tooLong: () => Error): Promise<void> {
    const me: Waiting = { wake: () => {}, seenAt: Date.now() };
    const since = me.seenAt;
    while (!this.#mayGo(me)) {
      if (!this.#queue.includes(me)) this.#queue.push(me);
      await woken(me);
      if (Date.now() - since > longestWait) {
        this.#leave(me);
        throw tooLong();
      }
    }
    this.#turns.set(turn, Date.now());
    this.#leave(me);
  }

  #mayGo(me: Waiting): boolean {
    const now = Date.now();
    me.seenAt = now;
    while (this.#queue[0] && now - this.#queue[0].seenAt > gone) this.#queue.shift();
    for (const [turn, since] of this.#turns) if (now - since > lease) this.#turns.delete(turn);
    const before = this.#queue.includes(me) ? this.#queue.indexOf(me) : this.#queue.length;
    return before < this.#atOnce - this.#turns.size;
  }

  #leave(me: Waiting): void {
    const place = this.#queue.indexOf(me);
    if (place >= 0) this.#queue.splice(place, 1);
    this.#queue[0]?.wake();
  }
}

/** Until somebody wakes it, or it is time to look. Timers are cleared by who set them: their numbers are a request's own. */
async function woken(me: Waiting): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await new Promise<void>((resolve) => {
    timer = setTimeout(resolve, look);
    me.wake = resolve;
  });
  clearTimeout(timer);
}
