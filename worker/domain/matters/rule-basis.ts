import { basisOf } from "../clocks/clocks.ts";
import { knownKind } from "../clocks/registry.ts";
import type { VersionedRules } from "../county/county.ts";

/** By which version and rule a clock runs. Of one set anew by a later version the rules aren't at hand. */
export function ruleBasis(
  { version, rules }: VersionedRules,
  clock: Parameters<typeof basisOf>[1] & { noun: string; kind: string; ruleVersion: number },
): string {
  if (clock.setBy === "person") return clock.reason ?? "";
  if (clock.ruleVersion !== version) return `按规则第 ${clock.ruleVersion} 版重新计算`;
  const kind = knownKind(clock);
  return kind ? `按规则第 ${version} 版：${basisOf(kind, clock, rules)}` : `按规则第 ${version} 版`;
}
