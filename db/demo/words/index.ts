/** Words that the past of a sample county is told with; by category, as all presets have them. Nobody in them exists. */
import { environment } from "./environment.ts";
import { facilities } from "./facilities.ts";
import { order } from "./order.ts";
import { disputes, livelihood, suggestion } from "./people.ts";
import { property } from "./property.ts";
import { safety } from "./safety.ts";
import type { Words } from "./types.ts";

export const wordsFor: Readonly<Record<string, Words>> = {
  ...environment,
  ...order,
  ...facilities,
  ...property,
  ...safety,
  ...disputes,
  ...livelihood,
  ...suggestion,
};

/** How staff come across matters of a category: on patrol, on a visit, or not at all. */
export function foundBy(category: string): "patrol" | "visit" | null {
  if ([environment, order, facilities, safety].some((group) => category in group)) return "patrol";
  return [property, disputes, livelihood].some((group) => category in group) ? "visit" : null;
}
