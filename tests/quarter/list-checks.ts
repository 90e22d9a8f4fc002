import type { Everything, Sums } from "./reading.ts";

/** Lists beside the rows. */
export function listFaults({ all, clocks, listed }: Pick<Everything, "all" | "clocks" | "listed">): string[] {
  const due = new Map<string, string>();
  for (const { record, state, owner, dueAt } of clocks)
    if (state === "running" && owner !== null && dueAt < (due.get(record) ?? "9")) due.set(record, dueAt);
  const expected = all.flatMap(({ id, orgPath, handlerId, state, category, source }) => {
    const scopes = [...orgPath.split("/").filter(Boolean), ...(handlerId ? [handlerId] : [])];
    const active = !["closed", "declined", "merged"].includes(state);
    const urgent = `${due.get(id) ?? "9"} ${id}`;
    return scopes.map((scope) => String([id, scope, active, state, category, source, urgent]));
  });
  const lines = listed
    .filter(({ scope }) => !scope.endsWith("/"))
    .map(({ record, scope, active, state, kind, source, urgent }) =>
      String([record, scope, active, state, kind, source, urgent]),
    );
  return missing("listed", expected, lines);
}

/** How many there are of each sort, beside the lists. */
export function tallyFaults(listed: Everything["listed"], { tallied }: Sums): string[] {
  const sums = new Map<string, number>();
  const add = (...key: unknown[]) => sums.set(String(key), (sums.get(String(key)) ?? 0) + 1);
  for (const { scope, active, state, kind, source } of listed) {
    add(scope, active, state, kind, source);
    add(scope, active, "*", "", "");
  }
  const kept = tallied.map(
    ({ scope, active, state, kind, source, n }) => `${String([scope, active, state, kind, source])} ${n}`,
  );
  return missing("tallied", told(sums), kept);
}

const told = (sums: ReadonlyMap<string, number>): string[] => [...sums].map(([name, n]) => `${name} ${n}`);

/** What should be there and isn't, and what is and shouldn't. */
export function missing(what: string, expected: readonly string[], kept: readonly string[]): string[] {
  const [wanted, there] = [new Set(expected), new Set(kept)];
  return [
    ...expected.filter((one) => !there.has(one)).map((one) => `not ${what}: ${one}`),
    ...kept.filter((one) => !wanted.has(one)).map((one) => `${what}, and isn't so: ${one}`),
  ];
}

/** The figures of categories beside the rows. */
export function counterFaults(all: Everything["all"], { counted }: Sums): string[] {
  const sums = new Map<string, number>();
  const add = (name: string) => sums.set(name, (sums.get(name) ?? 0) + 1);
  for (const { category } of all) add(`category ${category}`);
  const kept = counted
    .filter(({ name, value }) => /^category /.test(name) && value !== 0)
    .map(({ name, value }) => `${name} ${value}`);
  return missing("counted", told(sums), kept);
}
