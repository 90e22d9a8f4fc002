import * as z from "zod";
import { reviewStates } from "../domain/matters/states.ts";
import { instant, maybe, maybeInstant, oneOf, text } from "./schemas.ts";

/** A review that a resident asked for. */
export const Review = z
  .object({
    name: text.meta({ description: "规则里的名称，如复查、复核" }),
    state: oneOf(reviewStates),
    to: text.meta({ description: "由哪个单位答复" }),
    reason: text,
    opinion: maybe.meta({ description: "答复意见，还没有答复的为 null" }),
    askedAt: instant,
    answeredAt: maybeInstant,
  })
  .meta({ id: "Review" });

/** One that can be asked for. */
export const Reviewable = z
  .object({
    name: text,
    to: text,
    until: instant.meta({ description: "最晚何时申请" }),
    within: text.meta({ description: "自申请起多久内答复" }),
  })
  .meta({ id: "Reviewable" });
