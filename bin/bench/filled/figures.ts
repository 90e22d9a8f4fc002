import { figures } from "../../../db/tenant/schema/figures.ts";
import { summedFigures } from "../../../worker/domain/figures/counting.ts";
import type { Countable } from "../../../worker/domain/figures/measures.ts";
import type { Put } from "./tables.ts";

type Row = ReturnType<typeof summedFigures>[number];

/** So many matters are summed at once. */
const atOnce = 5000;

/** What all matters add to the figures, in rows of their own once all were told. */
export class FiguresOfAll {
  readonly #rows = new Map<string, Row>();
  #some: Countable[] = [];

  add(matter: Countable): void {
    this.#some.push(matter);
    if (this.#some.length >= atOnce) this.#sum();
  }

  put(put: Put): void {
    this.#sum();
    for (const row of this.#rows.values()) put(figures, row);
  }

  #sum(): void {
    for (const row of summedFigures(this.#some)) {
      const key = [row.of, row.scope, row.facet, row.value, row.month].join(" ");
      this.#rows.set(key, added(this.#rows.get(key) ?? {}, row));
    }
    this.#some = [];
  }
}

const added = (sum: Partial<Row>, row: Row): Row => {
  const both = (name: string) => [sum, row].map((one) => one[name as keyof Row] ?? 0);
  return Object.fromEntries(
    Object.entries({ ...sum, ...row }).map(([name, value]) => {
      const [before, more] = both(name);
      return [name, typeof value === "number" ? Number(before) + Number(more) : value];
    }),
  ) as Row;
};
