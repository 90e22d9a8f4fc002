import type { DemoUnit } from "./types.ts";

/** A sample member unit. （示例） ends the name that people read, so it can't be taken for a record about an office. */
export function unit(
  key: string,
  name: string,
  shortName: string,
  kind: DemoUnit["kind"],
  unitKind: string,
  seat: string,
): DemoUnit {
  return { key, name: `${name}（示例）`, shortName, kind, unitKind, seat };
}
