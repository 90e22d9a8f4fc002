import { askReview } from "../../worker/domain/matters/ask-review.ts";
import { upholdReview } from "../../worker/domain/matters/decide-review.ts";
import type { Reviews } from "../../worker/rules/schema/reviews.ts";
import type { County, Who } from "../support/county.ts";
import { type Filed, matterIn, publishRules } from "./stages.ts";

export const reviewRule: Reviews = {
  instances: [
    { name: "复查", request: { days: 30 }, answer: { days: 30 } },
    { name: "复核", request: { days: 15 }, answer: { days: 20 } },
  ],
};

/** Lets matters that are reported from now on be looked at again. */
export const withReviews = (county: County, rule: Reviews = reviewRule) =>
  publishRules(county, ({ handling }) => {
    handling.reviews = rule;
  });

export const askAgain = (county: County, { receiptCode }: Filed, at?: string) =>
  askReview(county.as(null, at), { receiptCode, reason: "只填了一半，下雨又积水" });

/** A matter that its grid declined, with the request that the community looks at it again. */
export async function reviewAsked(county: County): Promise<Filed> {
  const matter = await matterIn(county, "declined");
  await askAgain(county, matter);
  return matter;
}

export const uphold = (county: County, { id }: Filed, who: Who = "communityOfficer", at?: string) =>
  upholdReview(county.as(who, at), { matterId: id, opinion: "已到现场看过，符合规定" });
