import type * as z from "zod";
import { FULL_MARKS, marksOf, total } from "./marks.ts";

/** What has to add up inside one assessment scheme; marks and weights are compared to a ten-thousandth. */
interface Marks {
  groups: { key: string; name: string; weight: number; evaluators: unknown[] }[];
  indicators: { key: string; group: string; max: number; by: string }[];
  bands: { key: string; name: string; from: number; to: number }[];
  consequences: { bands: string[] }[];
}
type Refuse = (path: (string | number)[], message: string) => void;

/**
 * Refuses weights and marks that don't add up to 100, marks that nobody is there to give, bands with gaps or overlaps,
 * and keys that are not there.
 */
export function checkScheme(scheme: Marks, context: z.RefinementCtx): void {
  const refuse: Refuse = (path, message) => context.addIssue({ code: "custom", path, message });
  checkWeights(scheme, refuse);
  checkMarks(scheme, refuse);
  checkBands(scheme.bands, refuse);
  const bands = new Set(scheme.bands.map(({ key }) => key));
  for (const [index, consequence] of scheme.consequences.entries()) {
    for (const [at, key] of consequence.bands.entries()) {
      if (!bands.has(key)) refuse(["consequences", index, "bands", at], `没有标识为“${key}”的等次`);
    }
  }
}

function checkWeights({ groups }: Marks, refuse: Refuse): void {
  const sum = total(groups.map(({ weight }) => weight));
  if (sum !== FULL_MARKS) refuse(["groups"], `权重合计须为${FULL_MARKS}%，现在是${sum}%`);
}

function checkMarks({ groups, indicators }: Marks, refuse: Refuse): void {
  const known = new Map(groups.map((group) => [group.key, group]));
  for (const [index, { group, by }] of indicators.entries()) {
    const path = ["indicators", index, "group"];
    const evaluators = known.get(group)?.evaluators;
    if (!evaluators) refuse(path, `没有标识为“${group}”的评价主体`);
    if (by === "hand" && evaluators?.length === 0) refuse(path, "人工评分的指标须由有评价人的主体评");
  }
  for (const { key, name } of groups) {
    const sum = marksOf(key, indicators);
    if (sum !== FULL_MARKS)
      refuse(["indicators"], `“${name}”的指标满分合计须为${FULL_MARKS}分，现在是${sum}分`);
  }
}

function checkBands(bands: Marks["bands"], refuse: Refuse): void {
  const at = (band: Marks["bands"][number]) => ["bands", bands.indexOf(band)];
  for (const band of bands) if (band.from >= band.to) refuse(at(band), "等次的起点须低于终点");
  let reached = 0;
  for (const band of [...bands].sort((one, other) => one.from - other.from)) {
    if (band.from > reached) refuse(at(band), `${reached}分至${band.from}分没有对应的等次`);
    if (band.from < reached)
      refuse(at(band), `与其他等次重叠：${band.from}分至${Math.min(reached, band.to)}分`);
    reached = Math.max(reached, band.to);
  }
  if (reached < FULL_MARKS) refuse(["bands"], `${reached}分至${FULL_MARKS}分没有对应的等次`);
}
