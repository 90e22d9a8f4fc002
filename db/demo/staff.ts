/**
 * Sample staff. Nobody here has a person's name: everybody is called 示例· and their duty, so that no
 * screenshot can be taken for a record about somebody.
 */
import type { DemoMatter, DemoPerson, DemoRole, DemoUnit, OrgNode } from "./types.ts";

export type Staffing = {
  readonly org: readonly OrgNode[];
  readonly units: readonly DemoUnit[];
  readonly matters: readonly DemoMatter[];
  /** Level keys: whose nodes get a street officer and a head, whose a community officer. */
  readonly levels: { readonly street: string; readonly community: string };
  /** 县 or 区 or 市, as in 示例·县管理员. */
  readonly rank: string;
};

const STEMS = ["甲", "乙", "丙", "丁"] as const;

/**
 * County office, a head and an officer per street, an officer per community, a grid worker per grid that
 * has a matter, a liaison per unit. Keys: `admin`, `convener`, `secretary`, `inspector`, `head-<street>`,
 * `officer-<org key>`, `worker-<grid key>`, `liaison-<unit key>`.
 */
export function staff(staffing: Staffing): readonly DemoPerson[] {
  const { org, units, levels } = staffing;
  return [
    ...countyOffice(staffing),
    ...org.filter((node) => node.level === levels.street).flatMap(streetOffice),
    ...org.filter((node) => node.level === levels.community).map(communityOfficer),
    ...gridWorkers(staffing),
    ...units.map(liaison),
  ];
}

function countyOffice({ org, rank }: Staffing): readonly DemoPerson[] {
  const root = org.find((node) => node.parent === null)?.key ?? "";
  const post = (key: string, role: DemoRole, duty: string): DemoPerson => ({
    key,
    name: `示例·${rank}${duty}`,
    role,
    scope: { org: root },
    post: duty,
  });
  return [
    post("admin", "county_admin", "管理员"),
    post("convener", "county_admin", "联席会议召集人"),
    post("secretary", "meeting_secretary", "联席会议办公室秘书"),
    post("inspector", "inspector", "督查员"),
  ];
}

/** A street's Party organisation is a working committee (党工委), a town's and a big community's a committee. */
function streetOffice(street: OrgNode): readonly DemoPerson[] {
  const head = street.name.endsWith("街道") ? "党工委书记" : "党委书记";
  return [
    streetPerson(`head-${street.key}`, street, head),
    streetPerson(`officer-${street.key}`, street, "治理办干事"),
  ];
}

function streetPerson(key: string, street: OrgNode, post: string): DemoPerson {
  return {
    key,
    name: `示例·${street.name}${post}`,
    role: "street_officer",
    scope: { org: street.key },
    post,
  };
}

function communityOfficer(community: OrgNode): DemoPerson {
  return {
    key: `officer-${community.key}`,
    name: `示例·${community.name}书记`,
    role: "community_officer",
    scope: { org: community.key },
    post: "党组织书记",
  };
}

function gridWorkers({ org, matters }: Staffing): readonly DemoPerson[] {
  const units = new Set(matters.map((matter) => matter.org));
  return org.flatMap((node) => {
    if (!node.grid || !units.has(node.key)) return [];
    const community = org.find((candidate) => candidate.key === node.parent);
    const stem = STEMS[Number(node.code.slice(-3)) - 1] ?? "";
    return {
      key: `worker-${node.key}`,
      name: `示例·${community?.name ?? ""}网格员${stem}`,
      role: "grid_worker",
      scope: { org: node.key },
      post: "专职网格员",
    };
  });
}

function liaison(unit: DemoUnit): DemoPerson {
  return {
    key: `liaison-${unit.key}`,
    name: `示例·${unit.shortName}联络员`,
    role: "unit_liaison",
    scope: { unit: unit.key },
    post: "联络员",
  };
}
