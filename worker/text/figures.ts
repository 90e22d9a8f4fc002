/** A figure with its unit: `3 人`, `60%`. */
export function measured(figure: unknown, unit: string | undefined): string {
  return unit === undefined || unit === "%" ? `${figure}${unit ?? ""}` : `${figure} ${unit}`;
}

/** `12,345`: a whole number, grouped as people read it. */
export function formatNumber(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `85.0%`; a dash when there is nothing to divide by. */
export function formatRate(numerator: number, denominator: number): string {
  return denominator === 0 ? "—" : `${((numerator / denominator) * 100).toFixed(1)}%`;
}

/** How many rows there are, of which one more was read than is shown: `13`, or `50+`. */
export const countedUpTo = (read: readonly unknown[], most: number): string =>
  read.length > most ? `${most}+` : String(read.length);
