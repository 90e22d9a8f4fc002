/** `12,345`: a whole number, grouped as people read it. */
export function formatNumber(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `85.0%`; a dash when there is nothing to divide by. */
export function formatRate(numerator: number, denominator: number): string {
  return denominator === 0 ? "—" : `${((numerator / denominator) * 100).toFixed(1)}%`;
}
