/** Whether every cell of a matrix is tried (`npm test -- --full`), not only a sample of each. */
export const isFull = process.env.FULL_MATRIX === "1";

/**
 * What a column of a matrix tries of its rows: all of them with `--full`, else every `step`th, beginning one further in
 * each column. So every column meets some rows and, where there are `step` columns, every row some column; the same in
 * every run.
 */
export const sampled = <T>(rows: readonly T[], column: number, step: number): readonly T[] =>
  isFull ? rows : rows.filter((_, row) => (row + column) % step === 0);
