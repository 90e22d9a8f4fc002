import type { Curve } from "../schema/rule-set.ts";
import { type Exact, exact, minus, over, plus, times, toNumber } from "./exact.ts";

/** Share of the full marks that a figure is worth, in percent. @throws RangeError unless the figure is finite. */
export function curveShare(curve: Curve, figure: number): number {
  return toNumber(shareAt(curve, figure));
}

/** The same as a fraction: on a straight line between two points it is seldom a short decimal. */
export function shareAt({ points, stepped }: Curve, figure: number): Exact {
  const value = exact(figure);
  const next = points.findIndex((point) => point.value > figure);
  const below = points.at(next < 0 ? -1 : Math.max(0, next - 1));
  const above = points[next];
  if (!below) throw new RangeError("a curve without points");
  if (!above || stepped || figure < below.value) return exact(below.share);
  const way = over(minus(value, exact(below.value)), minus(exact(above.value), exact(below.value)));
  return plus(exact(below.share), times(way, minus(exact(above.share), exact(below.share))));
}
