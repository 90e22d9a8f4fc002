import { askExclusion } from "../../worker/domain/matters/ask-exclusion.ts";
import { grantExclusion } from "../../worker/domain/matters/decide-exclusion.ts";
import type { Exclusions } from "../../worker/rules/schema/exclusions.ts";
import type { County, Who } from "../support/county.ts";
import { type Filed, matterIn, publishRules } from "./stages.ts";

export const exclusionRule: Exclusions = {
  reasons: ["不属于本单位职责", "恶意重复反映"],
  within: { workdays: 10 },
  answer: { workdays: 5 },
  reviewers: 1,
};

/** Lets matters that are reported from now on be excluded. */
export const withExclusions = (county: County, rule: Exclusions = exclusionRule) =>
  publishRules(county, ({ handling }) => {
    handling.exclusions = rule;
  });

const wish = { reason: "恶意重复反映", note: "一天反映十二次，已逐次答复" };

/** Asked for by the grid that had the matter, unless somebody else does. */
export const askFor = (county: County, matterId: string, who: Who = "gridWorker", at?: string) =>
  askExclusion(county.as(who, at), { matterId, ...wish });

/** A closed matter of the grid, with the request that it isn't counted. */
export async function requested(county: County): Promise<Filed> {
  const matter = await matterIn(county, "closed");
  await askFor(county, matter.id);
  return matter;
}

/** One that is excluded. */
export async function excluded(county: County): Promise<Filed> {
  const matter = await requested(county);
  await grantExclusion(county.as("admin"), { matterId: matter.id });
  return matter;
}
