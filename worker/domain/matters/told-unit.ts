import type { RowChange } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { tellGroup } from "../robots/send.ts";
import { type Matter, matter as noun } from "./matter.ts";

/** For a write batch: the unit that has a matter reads in its group what its resident did, where it has a robot. Nothing of what they wrote. */
export function toldUnit(
  { id, number, levelPath }: Pick<Matter, "id" | "number" | "levelPath">,
  title: string,
  given: Given,
): RowChange {
  const scope = scopesOfPath(levelPath).at(-1) ?? "";
  const lines = [{ text: number, href: noun.page + id }];
  return tellGroup(given, `resident ${given.newId()}`, { scope, title, lines, urgent: false });
}
