/** A text that an event keeps under a name; undefined when it keeps none. */
export function textOf(detail: Record<string, unknown>, name: string): string | undefined {
  const value = detail[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
